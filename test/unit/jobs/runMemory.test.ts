import assert from 'node:assert/strict';
import { lastMeasure } from '../../../src/jobs/progress';
import { RunMemory } from '../../../src/jobs/runMemory';
import { progress } from '../../support/jobs';
import { TestMemory } from '../../support/testMemory';

describe('the memory of runs that have ended', () => {
  it('has the last step, the last loss and the best one', async () => {
    const memory = new TestMemory();
    const best = { value: 0.4, isValidation: true };
    await new RunMemory(memory).keep('a/1', { ...progress(90, 90, 0.5), best });
    const known = new RunMemory(memory).of('a/1');
    assert.deepEqual([known?.step, lastMeasure(known)?.value, known?.best], [90, 0.5, best]);
    assert.equal(new RunMemory(memory).of('a/2'), undefined);
  });

  it('knows a reward from a loss', async () => {
    const memory = new TestMemory();
    await new RunMemory(memory).keep('a/1', { ...progress(90, 90, 0.71), isReward: true });
    assert.deepEqual(lastMeasure(new RunMemory(memory).of('a/1')), { value: 0.71, isReward: true });
  });

  it('is not written again where nothing is new', async () => {
    const memory = new TestMemory();
    const runs = new RunMemory(memory);
    await runs.keep('a/1', progress(90, 90, 0.5));
    await runs.keep('a/1', progress(90, 90, 0.5));
    assert.equal(memory.updates, 1);
  });

  it('keeps the 500 that were heard of last', async () => {
    const memory = new TestMemory();
    const runs = new RunMemory(memory);
    for (let at = 0; at < 501; at++) await runs.keep(`a/${String(at)}`, progress(at));
    await runs.keep('a/1', progress(7));
    await runs.keep('a/501', progress(1));
    assert.deepEqual(
      ['a/0', 'a/1', 'a/2', 'a/3', 'a/501'].map((key) => runs.of(key)?.step),
      [undefined, 7, undefined, 3, 1],
    );
  });

  it('keeps the others beside a run that came to no number, and beside what cannot be read', async () => {
    const memory = new TestMemory({ endedRuns: [{ job: 7 }] });
    const runs = new RunMemory(memory);
    await runs.keep('a/1', progress(1, 1, 0.5));
    await runs.keep('a/2', progress(2, 2, NaN));
    await runs.keep('a/3', progress(3, 3, 0.3));
    const known = new RunMemory(memory);
    assert.deepEqual(
      ['a/1', 'a/2', 'a/3'].map((key) => [known.of(key)?.step, lastMeasure(known.of(key))?.value]),
      [
        [1, 0.5],
        [2, undefined],
        [3, 0.3],
      ],
    );
  });

  it('keeps what another window kept meanwhile, and reads nothing that it did not write', async () => {
    const memory = new TestMemory();
    const [one, other] = [new RunMemory(memory), new RunMemory(memory)];
    assert.equal(one.of('a/1'), undefined);
    await other.keep('a/1', progress(1));
    await one.keep('a/2', progress(2));
    assert.deepEqual([one.of('a/1')?.step, one.of('a/2')?.step], [1, 2]);
    assert.equal(new RunMemory(new TestMemory({ endedRuns: [{ job: 7 }] })).of('a/1'), undefined);
  });
});
