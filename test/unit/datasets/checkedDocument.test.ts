import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkDataset } from '../../../src/datasets/check';
import { CheckedDocument, type LineChange } from '../../../src/datasets/checkedDocument';

const user = { role: 'user', content: 'Hi' };
const assistant = { role: 'assistant', content: 'Hello' };
const chat = JSON.stringify({ messages: [user, assistant] });
const asked = JSON.stringify({ messages: [user], answer: 1 });
const pair = JSON.stringify({ prompt: 'a', completion: 'b' });

/** A document with the lines that it has been told of. */
class Edited {
  readonly read: number[] = [];
  readonly document: CheckedDocument;

  constructor(private lines: string[]) {
    this.document = new CheckedDocument(lines.length, (at) => this.textOf(at));
  }

  private textOf(at: number): string {
    this.read.push(at);
    return this.lines[at] ?? assert.fail(`there is no line ${String(at)}`);
  }

  /** Replaces lines one edit after the other, and says so once. */
  edit(edits: readonly { start: number; removed: number; texts: readonly string[] }[]): void {
    this.read.length = 0;
    const changes = edits.map(({ start, removed, texts }): LineChange => {
      this.lines = [...this.lines.slice(0, start), ...texts, ...this.lines.slice(start + removed)];
      return { start, removed, added: texts.length };
    });
    assert.ok(this.document.change(changes, this.lines.length));
  }

  get count(): number {
    return this.lines.length;
  }

  async whole() {
    const bytes = Buffer.from(this.lines.join('\n'));
    async function* chunks() {
      yield await Promise.resolve(bytes);
    }
    return checkDataset(chunks());
  }
}

describe('a data file that is being edited', () => {
  it('has only those lines read again that change', () => {
    const edited = new Edited([chat, chat, chat, chat]);
    assert.deepEqual(edited.read, [0, 1, 2, 3]);
    edited.edit([{ start: 2, removed: 1, texts: ['{}', chat] }]);
    assert.deepEqual(edited.read, [2, 3]);
    assert.deepEqual(
      edited.document.report().problems.map(({ line, reason }) => `${String(line)}: ${reason}`),
      ['3: messages is missing'],
    );
    edited.edit([{ start: 2, removed: 1, texts: [] }]);
    assert.deepEqual(edited.read, []);
    assert.deepEqual(edited.document.report().problems, []);
  });

  it('is to be read as a whole after so many changes at once that following them takes longer', () => {
    const document = new CheckedDocument(20_000, () => chat);
    const everywhere = Array.from({ length: 20_000 }, (_, at) => ({ start: at, removed: 1, added: 1 }));
    assert.equal(document.change(everywhere, 20_000), false);
    assert.equal(document.report().examples, 20_000);
    assert.equal(document.change(everywhere.slice(0, 100), 20_000), true);
  });

  it('is read again from where its first line says something else', () => {
    const edited = new Edited([chat, pair, pair]);
    assert.equal(edited.document.report().brokenLines, 2);
    edited.edit([{ start: 0, removed: 1, texts: [pair] }]);
    assert.deepEqual(
      [edited.document.report().brokenLines, edited.document.report().format],
      [0, 'completion'],
    );
  });

  it('is found to be what reading all of it finds, after any edits', async () => {
    const line = fc.constantFrom(
      chat,
      asked,
      pair,
      '',
      ' ',
      '{}',
      '[',
      '{"messages":[]}',
      '{"text":"a"}',
      chat.slice(1),
    );
    const edit = fc.record({
      start: fc.nat({ max: 12 }),
      removed: fc.nat({ max: 4 }),
      texts: fc.array(line, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.array(fc.array(edit, { maxLength: 3 }), { maxLength: 6 }),
        async (lines, rounds) => {
          const edited = new Edited(lines);
          for (const edits of rounds) {
            let { count } = edited;
            const possible = edits.map(({ start, removed, texts }) => {
              const first = Math.min(start, count);
              const gone = Math.min(removed, count - first);
              count += texts.length - gone;
              return { start: first, removed: gone, texts };
            });
            edited.edit(possible);
            assert.deepEqual(edited.document.report(), await edited.whole());
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
