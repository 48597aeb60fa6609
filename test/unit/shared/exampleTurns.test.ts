import assert from 'node:assert/strict';
import { turnsOf } from '../../../src/shared/exampleTurns';

describe('turnsOf', () => {
  const turns = (example: unknown) =>
    turnsOf(JSON.stringify(example))?.map(({ role, text }) => `${role}: ${text}`);

  it('are the messages of a chat, whatever is in them', () => {
    assert.deepEqual(
      turns({
        messages: [
          { role: 'system', content: 'Be kind.' },
          { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
          { role: 'assistant', tool_calls: [{ id: 1 }] },
          { content: null },
          'what',
        ],
      }),
      ['system: Be kind.', 'user: [{"type":"text","text":"Hi"}]', 'assistant: [{"id":1}]', '?: ', '?: what'],
    );
  });

  it('are the two answers of a preference, and the parts of a completion', () => {
    assert.deepEqual(
      turns({
        input: { messages: [{ role: 'user', content: 'Hi' }] },
        preferred_output: [{ role: 'assistant', content: 'Hello' }],
        non_preferred_output: [{ role: 'assistant', content: 'What?' }],
      }),
      ['user: Hi', 'preferred_output: Hello', 'non_preferred_output: What?'],
    );
    assert.deepEqual(turns({ completion: 'b', prompt: 'a' }), ['prompt: a', 'completion: b']);
  });

  it('are nothing of what is no example', () => {
    for (const line of [
      'step,train_loss',
      '{"messages": [',
      '[1]',
      '"a"',
      'null',
      '{"id": 1}',
      '{"messages":[]}',
      '',
    ])
      assert.equal(turnsOf(line), null, line);
  });
});
