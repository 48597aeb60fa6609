import assert from 'node:assert/strict';
import { canBeSent, FromTryPageMessage, TryPageState } from '../../../src/views/fromTryPage';

const prompt = { system: '', earlier: [], prompt: 'Hi', temperature: 0, maxTokens: null };
const models = [{ name: 'm', sentAs: 'm' }];
const ask = (change: object) => ({
  type: 'ask',
  only: null,
  request: { ...prompt, run: 1, models, ...change },
});
const isTaken = (message: unknown) => FromTryPageMessage.safeParse(message).success;

describe('what a page that tries models may say', () => {
  it('is a prompt within limits', () => {
    assert.equal(isTaken(ask({})), true);
    for (const change of [
      { models: [] },
      { models: Array.from({ length: 7 }, () => models[0]) },
      { models: [{ name: 'm', sentAs: 'x'.repeat(1_001) }] },
      { temperature: 2.1 },
      { temperature: Number.NaN },
      { maxTokens: 0 },
      { prompt: 'x'.repeat(1_000_001) },
      { run: -1 },
    ])
      assert.equal(isTaken(ask(change)), false, JSON.stringify(change).slice(0, 80));
  });

  it('is an example of a file, where it is within them', () => {
    const example = { system: '', earlier: [], prompt: 'Hi', expected: null };
    const turns = (count: number) => Array.from({ length: count }, () => ({ role: 'user', content: 'a' }));
    assert.deepEqual(
      [0, 1_000, 1_001].map((count) => canBeSent({ ...example, earlier: turns(count) })),
      [true, true, false],
    );
    assert.equal(canBeSent({ ...example, earlier: [{ role: 'x'.repeat(1_001), content: '' }] }), false);
    assert.equal(isTaken(ask({ earlier: turns(1_001) })), false);
  });

  it('is nothing else', () => {
    assert.equal(isTaken({ type: 'example' }), true);
    for (const message of [
      null,
      {},
      { type: 'open' },
      { type: 'stop', at: 'all' },
      { type: 'copy', text: 1, what: '' },
    ])
      assert.equal(isTaken(message), false);
  });

  it('is restored with what it is about', () => {
    const target = { source: 'A', job: null, model: 'ft:m' };
    assert.deepEqual(TryPageState.parse({ try: target, choices: {} }).try, target);
    for (const state of [undefined, {}, { try: { source: 7, job: null, model: null } }])
      assert.equal(TryPageState.safeParse(state).success, false);
  });
});
