import assert from 'node:assert/strict';
import type { MethodType } from '../../../src/api/dialects/dialect';
import type { CheckFor } from '../../../src/datasets/formats/format';
import { spanOf } from '../../../src/datasets/locate';
import { kindOf, problemsOf } from '../../../src/datasets/rowChecker';

const user = { role: 'user', content: 'Hi' };
const assistant = { role: 'assistant', content: 'Hello' };
const call = (fields: object = {}) => ({
  id: 'call_1',
  type: 'function',
  function: { name: 'weather', arguments: '{"city":"Rome"}' },
  ...fields,
});
const tool = (fields: object = {}) => ({
  type: 'function',
  function: { name: 'weather', description: 'Of a city', parameters: { type: 'object' } },
  ...fields,
});
const chat = (...messages: unknown[]) => ({ messages });
const image = (url: string, more: object = {}) => ({ type: 'image_url', image_url: { url, ...more } });
const called = { role: 'assistant', tool_calls: [call()] };
const trlCalled = {
  role: 'assistant',
  tool_calls: [{ type: 'function', function: { name: 'weather', arguments: { city: 'Rome' } } }],
};
const result = { role: 'tool', tool_call_id: 'call_1', content: '21 °C' };
const dpo = (fields: object = {}) => ({
  input: { messages: [user] },
  preferred_output: [assistant],
  non_preferred_output: [{ role: 'assistant', content: 'Go away' }],
  ...fields,
});

/** What is wrong with a row, where it is marked, and what is said of it. */
function check(
  row: unknown,
  method?: MethodType,
  rules: Pick<CheckFor, 'graderFields' | 'only'> = {},
): string[] {
  const text = JSON.stringify(row);
  const kind = kindOf(row);
  const wanted = { method: method ?? kind?.method ?? 'supervised', ...rules };
  return problemsOf(row, kind, wanted).map((problem) => {
    const { start, end } = spanOf(text, problem);
    const mark = problem.severity === 'error' ? '✗' : '!';
    return `${mark} ${problem.rule} at ${text.slice(start, end)}: ${problem.reason}`;
  });
}

const good: Readonly<Record<string, readonly unknown[]>> = {
  supervised: [
    chat(user, assistant),
    chat({ role: 'system', content: 'Be kind' }, user, { ...assistant, weight: 0 }, user, {
      ...assistant,
      weight: 1,
    }),
    chat({ role: 'developer', content: 'Be kind' }, { ...user, name: 'ada' }, assistant),
    { ...chat(user, called, result, assistant), tools: [tool()], parallel_tool_calls: false },
    { ...chat(user, { ...called, content: null }), tools: [tool()] },
    {
      ...chat(
        user,
        { role: 'assistant', function_call: { name: 'weather', arguments: '{}' } },
        { role: 'function', name: 'weather', content: '21 °C' },
        assistant,
      ),
      functions: [{ name: 'weather' }],
    },
    chat(
      {
        role: 'user',
        content: [{ type: 'text', text: 'What is it?' }, image('https://x.test/a.png', { detail: 'low' })],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'A cat' }] },
    ),
    chat({ role: 'user', content: [image('data:image/png;base64,iVBORw0KGgo=')] }, assistant),
    chat(user, { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }),
    { prompt: 'a', completion: 'b' },
    // TRL's guide to dataset formats
    { prompt: [{ role: 'user', content: 'What color is the sky?' }], completion: [assistant] },
    { prompt: [user], completion: [called, result, assistant], tools: [tool()] },
    // Model Studio's guide to fine-tuning
    chat(user, { ...assistant, loss_weight: 0.5 }),
    { text: 'Once upon a time' },
    {
      conversations: [
        { from: 'human', value: 'Hi' },
        { from: 'gpt', value: 'Hello' },
      ],
    },
    { instruction: 'Add', input: '1 1', output: '2' },
    { instruction: 'Say hello', output: 'Hello' },
    {
      systemInstruction: { role: 'system', parts: [{ text: 'Be kind' }] },
      contents: [
        {
          role: 'user',
          parts: [{ text: 'Hi' }, { fileData: { mimeType: 'image/png', fileUri: 'gs://a/b.png' } }],
        },
        { role: 'model', parts: [{ text: 'Hello' }] },
      ],
    },
    {
      schemaVersion: 'bedrock-conversation-2024',
      system: [{ text: 'Be kind' }],
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        { role: 'assistant', content: [{ text: 'Hello' }] },
      ],
    },
  ],
  dpo: [
    dpo(),
    dpo({ input: { messages: [user, called, result], tools: [tool()], parallel_tool_calls: true } }),
    dpo({ input: { messages: [user], tools: [], parallel_tool_calls: true } }), // of OpenAI's guide
    { prompt: 'a', chosen: 'b', rejected: 'c' },
    { messages: [user], chosen: assistant, rejected: { ...assistant, content: 'No' } },
    {
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      completions: [{ score: 1, completion: { role: 'model', parts: [{ text: 'Hello' }] } }],
    },
    { chosen: [user, assistant], rejected: [user, { ...assistant, content: 'No' }] },
  ],
  reinforcement: [
    // TRL's guide to dataset formats
    { prompt: 'The sky is' },
    { prompt: [{ role: 'user', content: 'What color is the sky?' }], solution: 'blue' },
    { ...chat(user), answer: 42 },
    { ...chat({ role: 'developer', content: 'x' }, user), tools: [tool()], a: 1 },
  ],
};

/** Each with what is found, in order. */
const bad: readonly (readonly [unknown, ...string[]])[] = [
  [[], '✗ type at []: it is not a JSON object'],
  [7, '✗ type at 7: it is not a JSON object'],
  [{}, '✗ format at {}: it has no messages, nor anything else by which a format is known'],
  [{ messages: {} }, '✗ type at {}: messages is not an array'],
  [{ messages: [] }, '✗ empty at []: messages is empty'],
  [chat(1, assistant), '✗ type at 1: messages[0] is not a JSON object'],
  [chat({ content: 'x' }, assistant), '✗ missing at {: messages[0].role is missing'],
  [chat({ role: 1, content: 'x' }, assistant), '✗ type at 1: messages[0].role is not a string'],
  [
    chat({ role: 'customer', content: 'x' }, assistant),
    '✗ role at "customer": messages[0].role is "customer", not one of system, developer, user, assistant, tool, function',
  ],
  [chat({ role: 'user' }, assistant), '✗ missing at {: messages[0].content is missing'],
  [chat({ role: 'user', content: 7 }, assistant), '✗ type at 7: messages[0].content is not a string'],
  [chat({ role: 'user', content: null }, assistant), '✗ type at null: messages[0].content is not a string'],
  [chat({ role: 'user', content: [] }, assistant), '✗ empty at []: messages[0].content is empty'],
  [chat(user, { role: 'assistant', content: null }), '✗ type at null: messages[1].content is not a string'],
  [
    chat(user),
    '✗ lastMessage at {"role":"user","content":"Hi"}: messages[0] is the last one, but not of the role assistant',
  ],
  [
    chat(user, assistant, user),
    '✗ lastMessage at {"role":"user","content":"Hi"}: messages[2] is the last one, but not of the role assistant',
  ],
  [
    chat(user, { ...assistant, weight: 0 }),
    '✗ untrained at [{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello","weight":0}]: messages has no answer to train: the weight of each is 0',
  ],
  [
    chat({ ...user, weight: 1 }, assistant),
    '✗ weight at 1: messages[0].weight is only for the role assistant',
  ],
  [chat(user, { ...assistant, weight: 2 }), '✗ weight at 2: messages[1].weight is neither 0 nor 1'],
  [chat({ ...user, name: 7 }, assistant), '✗ type at 7: messages[0].name is not a string'],
  [
    chat({ ...user, text: 'x' }, assistant),
    '! unknownKey at "text": messages[0].text means nothing to a provider',
  ],
  [
    chat({ role: 'user', content: [{ type: 'input_audio' }] }, assistant),
    '✗ content at "input_audio": messages[0].content[0].type is "input_audio": messages are trained on text and images',
  ],
  [
    chat({ role: 'user', content: [{ type: 'text' }] }, assistant),
    '✗ missing at {: messages[0].content[0].text is missing',
  ],
  [
    chat({ role: 'user', content: [image('cat.png')] }, assistant),
    '✗ content at "cat.png": messages[0].content[0].image_url.url is neither an address of an image nor a JPEG, PNG or WEBP in base64',
  ],
  [
    chat({ role: 'user', content: [image('https://x.test/a.png', { detail: 'best' })] }, assistant),
    '✗ value at "best": messages[0].content[0].image_url.detail is none of auto, low, high',
  ],
  [
    chat(user, { role: 'assistant', content: [image('https://x.test/a.png')] }),
    '✗ content at {"url":"https://x.test/a.png"}: an image is only for the role user',
  ],
  [
    chat(user, { role: 'assistant', tool_calls: 'x' }),
    '✗ type at "x": messages[1].tool_calls is not an array',
  ],
  [chat(user, { role: 'assistant', tool_calls: [] }), '✗ empty at []: messages[1].tool_calls is empty'],
  [
    chat(user, { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'f', arguments: {} } }] }),
    '✗ missing at {: messages[1].tool_calls[0].type is missing',
    '! toolCall at {}: messages[1].tool_calls[0].function.arguments is a JSON object: TRL and Mistral take that, OpenAI its text alone',
  ],
  [
    chat(user, { role: 'assistant', tool_calls: [call({ function: { name: 'weather', arguments: 7 } })] }),
    '✗ type at 7: messages[1].tool_calls[0].function.arguments is not a string',
  ],
  [
    chat(user, trlCalled, { role: 'tool', name: 'weather', content: '21 °C' }, assistant), // of TRL's guide
    '! toolCall at {"city":"Rome"}: messages[1].tool_calls[0].function.arguments is a JSON object: TRL and Mistral take that, OpenAI its text alone',
  ],
  [
    chat(user, called, { role: 'tool', name: 'weather', content: '21 °C' }, assistant),
    '✗ missing at {: messages[2].tool_call_id is missing',
  ],
  [
    // of Model Studio's guide to fine-tuning
    chat({ role: 'user', content: [{ text: 'What is it?' }, { image: 'cat.jpg' }] }, assistant),
    '! content at {"text":"What is it?"}: messages[0].content[0].type is missing: Alibaba Model Studio takes that, OpenAI does not',
    '! content at {"image":"cat.jpg"}: messages[0].content[1].type is missing: Alibaba Model Studio takes that, OpenAI does not',
  ],
  [
    chat(user, { role: 'assistant', content: [{ image: 7 }] }),
    '✗ type at 7: messages[1].content[0].image is not a string',
    '✗ content at {"image":7}: an image is only for the role user',
    '! content at {"image":7}: messages[1].content[0].type is missing: Alibaba Model Studio takes that, OpenAI does not',
  ],
  [
    chat({ role: 'user', content: [{ url: 'x' }] }, assistant),
    '✗ missing at {: messages[0].content[0].type is missing',
  ],
  [
    chat(user, {
      role: 'assistant',
      tool_calls: [call({ function: { name: 'get weather', arguments: 'x' } })],
    }),
    '✗ tools at "get weather": messages[1].tool_calls[0].function.name is not 1 to 64 letters, digits, “_” and “-”',
    '! toolCall at "x": messages[1].tool_calls[0].function.arguments is not the text of a JSON object',
  ],
  [
    { ...chat(user, called), tools: [tool({ function: { name: 'time' } })] },
    '! toolCall at "weather": messages[1].tool_calls[0].function.name is "weather", which none of the tools is called',
  ],
  [
    chat(user, { ...result, tool_call_id: 'call_2' }, assistant),
    '✗ toolCall at "call_2": messages[1].tool_call_id is not the id of a call before it',
  ],
  [
    chat({ ...user, tool_calls: [call()] }, assistant),
    '✗ toolCall at [{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]: messages[0].tool_calls is only for the role assistant',
  ],
  [chat(user, { role: 'function', content: 'x' }, assistant), '✗ missing at {: messages[1].name is missing'],
  [{ ...chat(user, assistant), tools: {} }, '✗ type at {}: tools is not an array'],
  [
    dpo({ input: { messages: [user], tools: 'none', parallel_tool_calls: 'yes' } }),
    '✗ type at "yes": input.parallel_tool_calls is neither true nor false',
    '✗ type at "none": input.tools is not an array',
  ],
  [
    { ...chat(user, assistant), tools: [{ type: 'retrieval' }] },
    '✗ value at "retrieval": tools[0].type is not "function"',
    '✗ missing at {: tools[0].function is missing',
  ],
  [
    { ...chat(user, assistant), tools: [tool(), tool()] },
    `! tools at ${JSON.stringify(tool())}: tools[1] has the name "weather" of another one`,
  ],
  [
    { ...chat(user, assistant), tools: [tool({ function: { name: 'f', parameters: 'x' } })] },
    '✗ type at "x": tools[0].function.parameters is not a JSON object',
  ],
  [
    { ...chat(user, assistant), parallel_tool_calls: 'no' },
    '✗ type at "no": parallel_tool_calls is neither true nor false',
  ],
  [{ completion: 'a' }, '✗ missing at {: prompt is missing'],
  [
    { prompt: 'a', completion: [assistant] },
    '✗ type at [{"role":"assistant","content":"Hello"}]: completion is not a string',
  ],
  [{ prompt: [user], completion: 'b' }, '✗ type at "b": completion is not an array'],
  [{ prompt: [{ role: 'user' }], completion: [assistant] }, '✗ missing at {: prompt[0].content is missing'],
  [{ prompt: 'a', completion: 1 }, '✗ type at 1: completion is not a string'],
  [{ text: ' ' }, '✗ empty at " ": text is empty'],
  [dpo({ input: undefined }), '✗ missing at {: input is missing'],
  [dpo({ input: { messages: [] } }), '✗ empty at []: input.messages is empty'],
  [
    dpo({ input: { messages: [user, assistant] } }),
    '✗ lastMessage at {"role":"assistant","content":"Hello"}: input.messages[1] is an answer: those to choose from come after it',
  ],
  [
    dpo({ preferred_output: [user] }),
    '✗ role at "user": preferred_output[0].role is "user", not one of assistant, tool',
  ],
  [
    dpo({ preferred_output: [assistant, assistant] }),
    '! value at {"role":"assistant","content":"Hello"}: preferred_output has more than one message: Azure takes that, OpenAI does not',
  ],
  [
    dpo({ preferred_output: [called, result, assistant] }), // of Azure's guide
    `! value at ${JSON.stringify(result)}: preferred_output has more than one message: Azure takes that, OpenAI does not`,
  ],
  [
    dpo({ preferred_output: [result] }),
    '✗ toolCall at "call_1": preferred_output[0].tool_call_id is not the id of a call before it',
  ],
  [dpo({ non_preferred_output: undefined }), '✗ missing at {: non_preferred_output is missing'],
  [
    dpo({ non_preferred_output: [assistant] }),
    '! sameOutputs at [{"role":"assistant","content":"Hello"}]: non_preferred_output is the same as preferred_output',
  ],
  [{ ...chat(user, assistant), answer: 1 }],
  [
    { conversations: [{ from: 'me', value: 1 }] },
    '✗ role at "me": conversations[0].from is "me", not one of human, user, gpt, assistant, system, tool, function, function_call, observation, chatgpt, bing, bard',
    '✗ type at 1: conversations[0].value is not a string',
  ],
  [{ instruction: 'a' }, '✗ missing at {: output is missing'],
  [
    { contents: [{ role: 'assistant', parts: 'Hi' }] },
    '✗ role at "assistant": contents[0].role is "assistant", not one of user, model',
    '✗ type at "Hi": contents[0].parts is not an array',
    '✗ lastMessage at {"role":"assistant","parts":"Hi"}: contents[0] is the last one, but not of the role model',
  ],
  [
    { schemaVersion: 'bedrock-conversation-2024', messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
    '✗ lastMessage at {"role":"user","content":[{"text":"Hi"}]}: messages[0] is the last one, but not of the role assistant',
  ],
  [{ prompt: 'a', chosen: 'b' }, '✗ missing at {: rejected is missing'],
];

describe('a row of training data', () => {
  for (const [method, rows] of Object.entries(good)) {
    for (const row of rows) {
      const text = JSON.stringify(row);
      it(`is good for ${method}: ${text.slice(0, 90)}`, () => {
        assert.deepEqual(check(row), []);
        assert.equal(kindOf(row)?.method, method);
      });
    }
  }

  for (const [row, ...expected] of bad) {
    const text = JSON.stringify(row);
    it(`is marked where it is wrong: ${text.slice(0, 90)}`, () => {
      assert.deepEqual(check(JSON.parse(text)), expected);
    });
  }

  it('is checked for the method that is chosen', () => {
    assert.deepEqual(check(chat(user, assistant), 'dpo'), [
      `✗ format at ${JSON.stringify(chat(user, assistant))}: it is a chat (messages), which the method dpo does not train`,
    ]);
    assert.deepEqual(check(chat(user), 'reinforcement'), []);
    assert.deepEqual(check(chat(user, assistant), 'reinforcement'), [
      '✗ lastMessage at {"role":"assistant","content":"Hello"}: messages[1] is the last one, but not of the role user',
    ]);
    assert.deepEqual(check(chat(user), 'reinforcement', { graderFields: ['answer'] }), [
      `✗ missing at ${JSON.stringify(chat(user))}: answer, which the grader reads, is missing`,
    ]);
  });

  it('is checked by the rules of OpenAI alone where nothing else is taken', () => {
    const errors = (row: unknown, method?: MethodType) =>
      check(row, method, { only: 'openai' }).map((each) =>
        each.replace(/^(. \w+) at .*?: (?=\w+\b(?!"))/, '$1: '),
      );
    assert.deepEqual(errors({ prompt: [user], completion: [assistant] }), [
      '✗ type: prompt is not a string',
      '✗ type: completion is not a string',
    ]);
    assert.deepEqual(errors({ prompt: 'a' }, 'supervised'), ['✗ missing: completion is missing']);
    assert.deepEqual(errors({ prompt: 'a' }), [
      '✗ format: it is a prompt (prompt, completion), which the method reinforcement does not train',
    ]);
    assert.deepEqual(errors({ instruction: 'a', output: 'b' }), [
      '✗ format: it is an instruction of Alpaca (instruction, output), and what is taken is a preference (preferred_output), a chat (messages), a prompt (prompt, completion)',
    ]);
    assert.deepEqual(errors(chat({ role: 'user', content: [{ text: 'Hi' }] }, assistant)), [
      '✗ missing: messages[0].content[0].type is missing',
    ]);
    assert.deepEqual(errors(chat(user, trlCalled)), [
      '✗ missing: messages[1].tool_calls[0].id is missing',
      '✗ type: messages[1].tool_calls[0].function.arguments is not a string',
    ]);
    assert.deepEqual(errors(dpo({ preferred_output: [called, result] })), [
      '✗ value: preferred_output has more than one message',
      '✗ role: preferred_output[1].role is "tool", not one of assistant',
    ]);
  });

  it('is of the first format that one of its names is of, in whichever order they are', () => {
    const [messages, chosen, rejected] = [[user], [assistant], [user]];
    for (const row of [
      { messages, chosen, rejected },
      { chosen, rejected, messages },
    ])
      assert.equal(kindOf(row)?.format.id, 'trlPreference');
  });

  it('is of no format by what every object has', () => {
    assert.equal(kindOf({ constructor: 'x', toString: 'y' }), null);
    assert.deepEqual(check(chat({ constructor: 'x' })), [
      '✗ missing at {: messages[0].role is missing',
      '! unknownKey at "constructor": messages[0].constructor means nothing to a provider',
    ]);
  });
});
