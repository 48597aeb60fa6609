import assert from 'node:assert/strict';
import type { GraderTrial } from '../../../src/api/gradersApi';
import { firstRow, referenceAnswer } from '../../../src/commands/createForm/firstRow';
import { GraderBench, type TriedGrader } from '../../../src/commands/createForm/graderBench';
import { Format } from '../../../src/shared/format';

const grader = { type: 'string_check', reference: '{{item.answer}}' };

describe('the trial of a grader', () => {
  let bench: GraderBench;
  let trials: GraderTrial[];
  let signals: AbortSignal[];
  let refusal: Error | null;
  let isHeld: boolean;
  const tried = (change: Partial<TriedGrader> = {}): TriedGrader => ({
    ...{ grader, sample: '', row: () => Promise.resolve({ answer: 'Yes' }) },
    graders: {
      validate: (_, signal) => {
        signals.push(signal);
        if (isHeld) return new Promise(() => undefined);
        return refusal === null ? Promise.resolve() : Promise.reject(refusal);
      },
      run: (trial) => {
        trials.push(trial);
        return Promise.resolve({ reward: 1, errors: [], details: [], parts: {} });
      },
    },
    ...change,
  });

  beforeEach(() => {
    [trials, signals, refusal, isHeld] = [[], [], null, false];
    bench = new GraderBench({
      format: new Format('en'),
      failureText: (error) => (error instanceof Error ? `${error.message}!` : ''),
      onChange: () => undefined,
    });
  });

  it('says that the provider takes it, or why not', async () => {
    await bench.press('checkGrader', tried());
    assert.equal(bench.trial.outcome?.level, 'good');
    refusal = new Error('no such operation');
    await bench.press('checkGrader', tried());
    assert.deepEqual(bench.trial.outcome, { level: 'error', text: 'no such operation!' });
    await bench.press('checkGrader', null);
    assert.deepEqual(bench.trial.outcome, { level: 'warning', text: 'Fill in the grader first' });
  });

  it('scores what was written, else the answer of the row', async () => {
    await bench.press('runGrader', tried());
    await bench.press('runGrader', tried({ sample: 'no' }));
    assert.deepEqual(
      trials.map(({ sample }) => sample),
      ['Yes', 'no'],
    );
    assert.deepEqual(bench.trial.outcome, { level: 'good', text: 'Score: 1.0000' });
  });

  it('says where there is nothing to score', async () => {
    await bench.press('runGrader', tried({ row: () => Promise.resolve(null) }));
    assert.match(bench.trial.outcome?.text ?? '', /no row that can be read/);
    await bench.press('runGrader', tried({ row: () => Promise.resolve({}) }));
    assert.match(bench.trial.outcome?.text ?? '', /Write an answer to score/);
    assert.equal(trials.length, 0);
  });

  it('is cancelled, and forgotten when the grader changes', () => {
    isHeld = true;
    void bench.press('checkGrader', tried());
    assert.equal(bench.trial.work, 'Checking the grader');
    void bench.press('stop', null);
    assert.deepEqual([bench.trial.work, signals[0]?.aborted], [null, true]);
    bench.forget();
    assert.equal(bench.trial.outcome, null);
  });
});

describe('the row that a grader is tried on', () => {
  async function* chunks(text: string) {
    yield await Promise.resolve(new TextEncoder().encode(text));
  }

  it('is the first, where that is an object', async () => {
    assert.deepEqual(await firstRow(chunks('\n{"a":1}\n{"a":2}\n')), { a: 1 });
    for (const text of ['', '[1]\n', '{"a"\n']) assert.equal(await firstRow(chunks(text)), null);
  });

  it('has the answer that the grader names', () => {
    const row = { answer: 'Yes', score: 7 };
    assert.equal(referenceAnswer(grader, row), 'Yes');
    assert.equal(referenceAnswer({ source: "def grade(sample, item): return item['score']" }, row), '7');
    assert.equal(referenceAnswer({ source: 'return item["score"]' }, row), '7');
    assert.equal(referenceAnswer({ reference: '{{item.größe}}' }, { größe: 'XL' }), 'XL');
    assert.equal(referenceAnswer({ reference: 'fixed' }, row), null);
  });
});
