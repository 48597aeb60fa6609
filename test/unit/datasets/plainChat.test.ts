import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Row } from '../../../src/datasets/formats/format';
import { isPlainChat } from '../../../src/datasets/formats/plainChat';
import { kindOf, problemsOf } from '../../../src/datasets/rowChecker';

const user = { role: 'user', content: 'Hi' };
const assistant = { role: 'assistant', content: 'Hello' };

/** A value of a row, as reading it from a file makes it. */
const read = (row: object) => JSON.parse(JSON.stringify(row)) as Row; // what rows are

const role = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('system', 'developer', 'user', 'assistant') },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('tool', 'function', 'Assistant', '', 7, null, undefined) },
);
const content = fc.oneof(
  { weight: 8, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, undefined, 7, [], [{ type: 'text', text: 'Hi' }]) },
);
const more = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom({ weight: 0 }, { name: 'ada' }, { name: 7 }, { text: 'Hi' }) },
);
const message = fc
  .tuple(fc.record({ role, content }), more)
  .map(([said, fields]): unknown => ({ ...said, ...fields }));
const messages = fc.oneof(
  { weight: 8, arbitrary: fc.array(message, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>({}, 'Hi', [user, 1], [[], assistant], [user, null]) },
);

describe('a chat of texts alone', () => {
  it('is seen to be one', () => {
    for (const row of [
      { messages: [user, assistant] },
      { messages: [{ role: 'system', content: '' }, user, assistant, user, assistant] },
      { messages: [{ content: 'Be kind', role: 'developer' }, assistant] },
    ])
      assert.ok(isPlainChat(read(row)));
  });

  it('is nothing else', () => {
    for (const row of [
      { messages: [] },
      { messages: [user] },
      { messages: [user, assistant], tools: [] },
      { messages: [user, { ...assistant, weight: 1 }] },
      { messages: [user, { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] }] },
      { messages: [{ role: 'tool', content: 'x' }, assistant] },
      { messages: { at: assistant } },
      { prompt: 'a', completion: 'b' },
    ])
      assert.ok(!isPlainChat(read(row)), JSON.stringify(row));
  });

  it('has nothing wrong that every rule would find', () => {
    const kind = kindOf({ messages: [user, assistant] });
    const found = (row: Row) => problemsOf(row, kind, { method: 'supervised' });
    fc.assert(
      fc.property(messages, (value) => {
        const row = read({ messages: value });
        // What is allowed beside the messages is not looked for at a glance: then every rule is applied.
        assert.deepEqual(found(row), found({ ...row, parallel_tool_calls: true }));
      }),
      { seed: 17, numRuns: 2_000 },
    );
  });

  it('still has to end with a question where answers are graded', () => {
    const [problem] = problemsOf({ messages: [user, assistant] }, kindOf({ messages: [user] }), {
      method: 'reinforcement',
    });
    assert.equal(problem?.rule, 'lastMessage');
  });
});
