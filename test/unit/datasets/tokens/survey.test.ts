import assert from 'node:assert/strict';
import { type BatchCounter, countBatch } from '../../../../src/datasets/tokens/batch';
import { sharedCounter } from '../../../../src/datasets/tokens/sharedCounter';
import { surveyTokens } from '../../../../src/datasets/tokens/survey';

/** A token a character. */
const letters = { encoding: 'o200k_base', count: (text: string) => text.length } as const;

async function* bytesOf(...texts: readonly string[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const text of texts) {
    yield new TextEncoder().encode(text);
    await Promise.resolve();
  }
}

const row = (text: string) => JSON.stringify({ prompt: '', completion: text });

describe('surveyTokens', () => {
  it('adds up the rows, and passes over the other lines', async () => {
    const text = `\ufeff${row('123')}\r\n\nno JSON\n[1]\n${row('12345')}\n${row('é')}`;
    const survey = await surveyTokens(bytesOf(text.slice(0, 20), text.slice(20)), sharedCounter(letters));
    assert.deepEqual(survey, {
      rows: 3,
      tokens: { total: 9, trained: 9, isExact: true },
      longest: { line: 5, tokens: 5 },
      lengths: new Map([
        [3, 1],
        [5, 1],
        [1, 1],
      ]),
    });
  });

  it('says where not every row is exact', async () => {
    const text = `${row('1')}\n${JSON.stringify({ instruction: '1', output: '2' })}\n`;
    const { tokens } = await surveyTokens(bytesOf(text), sharedCounter(letters));
    assert.deepEqual(tokens, { total: 3, trained: 2, isExact: false });
  });

  it('is nothing of an empty file', async () => {
    assert.deepEqual(await surveyTokens(bytesOf(), sharedCounter(letters)), {
      rows: 0,
      tokens: { total: 0, trained: 0, isExact: true },
      longest: null,
      lengths: new Map(),
    });
  });

  it('counts a large file in batches, some at a time, and says how far it is', async () => {
    let underWay = 0;
    let widest = 0;
    const counter: BatchCounter = {
      width: 2,
      async count(lines) {
        widest = Math.max(widest, ++underWay);
        await Promise.resolve();
        underWay--;
        return countBatch(lines, letters);
      },
      dispose: () => undefined,
    };
    const seen: number[] = [];
    const line = `${row('x'.repeat(1000))}\n`;
    const survey = await surveyTokens(bytesOf(line.repeat(1000), line.repeat(1000)), counter, {
      onProgress: (bytes) => seen.push(bytes),
    });
    assert.deepEqual([survey.rows, survey.tokens.total, survey.longest?.line], [2000, 2_000_000, 1]);
    assert.ok(widest <= 3, String(widest));
    assert.ok(seen.length > 4 && seen.at(-1) === line.length * 2000, seen.join());
    assert.deepEqual(
      seen,
      seen.toSorted((one, other) => one - other),
    );
  });

  it('ends on abort', async () => {
    const controller = new AbortController();
    const line = `${row('x'.repeat(1000))}\n`.repeat(300);
    async function* endless() {
      for (let chunk = 0; ; chunk++) {
        if (chunk === 3) controller.abort(new Error('enough'));
        yield* bytesOf(line);
      }
    }
    await assert.rejects(
      surveyTokens(endless(), sharedCounter(letters), { signal: controller.signal }),
      /enough/,
    );
  });

  it('fails where the counter does', async () => {
    const counter = sharedCounter(letters);
    counter.dispose();
    await assert.rejects(surveyTokens(bytesOf(row('1')), counter));
  });
});
