import assert from 'node:assert/strict';
import { tryExampleOf } from '../../../src/datasets/tryExample';

const message = (role: string, content: string) => ({ role, content });

describe('a line of data as a prompt', () => {
  it('is a chat, whose last answer is expected', () => {
    const messages = [
      message('system', 'Be kind.'),
      message('user', 'Hello'),
      message('assistant', 'Hi!'),
      message('user', 'Where is it?'),
      message('assistant', 'On its way.'),
    ];
    assert.deepEqual(tryExampleOf(JSON.stringify({ messages })), {
      system: 'Be kind.',
      earlier: [message('user', 'Hello'), message('assistant', 'Hi!')],
      prompt: 'Where is it?',
      expected: 'On its way.',
    });
  });

  it('is a preference, whose preferred output is expected', () => {
    const line = {
      input: { messages: [message('user', 'Where?')] },
      preferred_output: [message('assistant', 'Here.')],
      non_preferred_output: [message('assistant', 'Dunno.')],
    };
    assert.deepEqual(tryExampleOf(JSON.stringify(line)), {
      ...{ system: '', earlier: [], prompt: 'Where?', expected: 'Here.' },
    });
  });

  it('is a prompt with its completion, or a question for a grader', () => {
    assert.deepEqual(tryExampleOf('{"prompt":"1 + 1 =","completion":" 2"}'), {
      ...{ system: '', earlier: [], prompt: '1 + 1 =', expected: ' 2' },
    });
    assert.deepEqual(tryExampleOf(JSON.stringify({ messages: [message('user', 'Why?')], answer: 7 })), {
      ...{ system: '', earlier: [], prompt: 'Why?', expected: null },
    });
  });

  it('is none where it is broken, or asks nothing', () => {
    const unasked = { messages: [message('system', 'x'), message('assistant', 'y')] };
    for (const line of ['{"messages": [', '7', '{}', '{"messages":[]}', JSON.stringify(unasked)])
      assert.equal(tryExampleOf(line), null, line);
  });
});
