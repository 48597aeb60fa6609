import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { EventEmitter } from 'vscode';
import type { EngineAddress, LocalEngine } from '../platform/host';

export interface EngineProcessOptions {
  /** The engine's bundle. */
  readonly script: string;
  readonly dataDir: string;
  readonly log: (line: string) => void;
}

/** How long a stopping engine may take to write what it has, in milliseconds. */
const patience = 5_000;

/**
 * The local engine as a child process. One engine serves a data directory: where another window of this user
 * already runs it, that one is joined; when it goes with its window, the next use starts one here.
 */
export class EngineProcess implements LocalEngine {
  private readonly changes = new EventEmitter<void>();
  private child: ChildProcess | null = null;
  private starting: Promise<EngineAddress> | null = null;
  private own: EngineAddress | null = null;
  private joined: EngineAddress | null = null;
  private wasStopped = false;

  readonly onDidChange = this.changes.event;

  constructor(private readonly options: EngineProcessOptions) {}

  get address(): EngineAddress | null {
    return this.own ?? this.joined;
  }

  get isStopped(): boolean {
    return this.wasStopped;
  }

  async start(): Promise<EngineAddress> {
    this.wasStopped = false;
    if (this.own !== null) return this.own;
    this.starting ??= this.joinOrSpawn().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  async stop(): Promise<void> {
    this.wasStopped = true;
    this.joined = null;
    const { child } = this;
    if (child !== null) await end(child);
    this.changes.fire();
  }

  dispose(): void {
    this.child?.kill();
    this.changes.dispose();
  }

  private async joinOrSpawn(): Promise<EngineAddress> {
    const known = this.joined ?? (await this.readAddress());
    if (known !== null && (await answers(known))) {
      if (this.joined === null) this.options.log(`joined the engine of another window at ${known.baseUrl}`);
      this.joined = known;
      return known;
    }
    this.joined = null;
    const address = await this.spawn();
    await writeFile(this.addressFile, JSON.stringify(address), { mode: 0o600 });
    return address;
  }

  private async spawn(): Promise<EngineAddress> {
    const { dataDir, script } = this.options;
    await mkdir(dataDir, { recursive: true });
    const args = ['--port', '0', '--data-dir', dataDir, '--parent-pid', String(process.pid)];
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    this.child = child;
    child.once('exit', (code, signal) => {
      this.options.log(`the engine ended (${signal ?? `code ${String(code)}`})`);
      this.child = null;
      this.own = null;
      this.changes.fire();
    });
    const address = await readAddress(child, this.options.log);
    this.own = address;
    this.changes.fire();
    return address;
  }

  /** Where an engine of another window said it answers. */
  private async readAddress(): Promise<EngineAddress | null> {
    try {
      const value: unknown = JSON.parse(await readFile(this.addressFile, 'utf8'));
      return isAddress(value) ? value : null;
    } catch {
      return null; // none yet, or half written
    }
  }

  private get addressFile(): string {
    return path.join(this.options.dataDir, 'address.json');
  }
}

/** Resolves when the engine has said where it listens and with which key; rejects with its complaint if it ends. */
function readAddress(child: ChildProcess, log: (line: string) => void): Promise<EngineAddress> {
  return new Promise((resolve, reject) => {
    const complaints: string[] = [];
    let baseUrl: string | undefined;
    if (child.stdout === null || child.stderr === null) throw new Error('the engine has no output');
    createInterface(child.stdout).on('line', (line) => {
      const [, said] = /^listening on (\S+)$/.exec(line) ?? [];
      const [, apiKey] = /^API key: (\S+)$/.exec(line) ?? [];
      if (apiKey === undefined) log(line);
      baseUrl ??= said;
      if (baseUrl !== undefined && apiKey !== undefined) resolve({ baseUrl, apiKey });
    });
    createInterface(child.stderr).on('line', (line) => {
      complaints.push(line);
      log(line);
    });
    child.once('error', reject);
    child.once('close', () => {
      reject(new Error(`The local engine could not start: ${complaints.join(' ') || 'it ended at once'}`));
    });
  });
}

async function answers(address: EngineAddress): Promise<boolean> {
  try {
    const response = await fetch(`${address.baseUrl}/models`, {
      headers: { authorization: `Bearer ${address.apiKey}` },
      signal: AbortSignal.timeout(2_000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function isAddress(value: unknown): value is EngineAddress {
  if (typeof value !== 'object' || value === null) return false;
  if (!('baseUrl' in value) || !('apiKey' in value)) return false;
  const { baseUrl, apiKey } = value;
  // A file on disk must not send the key anywhere but to this machine.
  return typeof baseUrl === 'string' && typeof apiKey === 'string' && baseUrl.startsWith('http://127.0.0.1:');
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), patience);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
