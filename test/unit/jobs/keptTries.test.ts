import assert from 'node:assert/strict';
import { KeptTries } from '../../../src/jobs/keptTries';
import type { KeptTry } from '../../../src/shared/tryProtocol';
import { TestMemory } from '../../support/testMemory';

const tried = (prompt: string): KeptTry => ({
  at: 1_800_000_000,
  system: '',
  earlier: [],
  prompt,
  temperature: 0,
  maxTokens: null,
  expected: null,
  answers: [{ model: 'ft:m', text: `${prompt}!` }],
});

describe('answers kept for the report', () => {
  it('are kept by job, oldest first, also over windows', async () => {
    const memory = new TestMemory();
    const tries = new KeptTries(memory);
    await tries.keep('A/1', tried('one'));
    await tries.keep('A/2', tried('other'));
    await tries.keep('A/1', tried('two'));
    assert.deepEqual(new KeptTries(memory).of('A/1'), [tried('one'), tried('two')]);
    assert.deepEqual(tries.of('A/3'), []);
  });

  it('are the last ten of a job, and a hundred in all', async () => {
    const tries = new KeptTries(new TestMemory());
    for (let at = 0; at < 12; at++) await tries.keep('A/1', tried(String(at)));
    assert.deepEqual(
      tries.of('A/1').map(({ prompt }) => prompt),
      ['2', '3', '4', '5', '6', '7', '8', '9', '10', '11'],
    );
    for (let at = 0; at < 95; at++) await tries.keep(`B/${String(at)}`, tried('x'));
    assert.equal(tries.of('A/1').length, 5);
  });

  it('are cut where they are long', async () => {
    const tries = new KeptTries(new TestMemory());
    const earlier = [{ role: 'user', content: 'a long story' }];
    await tries.keep('A/1', { ...tried('x'.repeat(10_000)), earlier });
    const [kept] = tries.of('A/1');
    assert.equal(kept?.prompt.length, 4_001);
    assert.equal(kept.answers[0]?.text.length, 4_001);
    assert.deepEqual(kept.earlier, [{ role: 'user', content: '' }]);
  });

  it('are none where something else was stored', () => {
    const memory = new TestMemory();
    void memory.update('keptTries', [{ job: 'A/1', kept: { prompt: 7 } }]);
    assert.deepEqual(new KeptTries(memory).of('A/1'), []);
  });
});
