import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/** The results of a suite while it writes them. */
export class Results {
  passed = 0;
  failed = 0;
  skipped = 0;
  hasEnded = false;
  /** @type {string[]} */
  failures = [];
  #offset = 0;
  #rest = '';

  /** @param {string} path */
  constructor(path) {
    this.path = path;
    writeFileSync(path, '');
  }

  /** Reads and prints what came since the last time. */
  read() {
    const text = this.#rest + this.#readNew();
    const lines = text.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(JSON.parse(line));
  }

  #readNew() {
    const file = openSync(this.path, 'r');
    try {
      /** @type {Buffer[]} */
      const parts = [];
      for (;;) {
        const part = Buffer.alloc(65_536);
        const length = readSync(file, part, 0, part.length, this.#offset);
        if (length === 0) return Buffer.concat(parts).toString('utf8');
        this.#offset += length;
        parts.push(part.subarray(0, length));
      }
    } finally {
      closeSync(file);
    }
  }

  /** @param {import('./reporter.mjs').Line} line */
  #take(line) {
    switch (line.type) {
      case 'pass':
        this.passed++;
        break;
      case 'skip':
        this.skipped++;
        break;
      case 'fail':
        this.failed++;
        this.failures.push(line.title);
        break;
      case 'end':
        this.hasEnded = true;
        break;
      case 'output':
        console.log(line.text);
        break;
    }
  }
}
