import assert from 'node:assert/strict';
import { rowTokens } from '../../../../src/datasets/tokens/rowTokens';
import type { Tokenizer } from '../../../../src/datasets/tokens/tokenizer';
import { tokenizerOf } from '../../../support/tokenFiles';

/** The examples of OpenAI’s cookbook, “How to count tokens with tiktoken”, and what its API counted. */
const jargon = [
  {
    role: 'system',
    content:
      'You are a helpful, pattern-following assistant that translates corporate jargon into plain English.',
  },
  { role: 'system', name: 'example_user', content: 'New synergies will help drive top-line growth.' },
  {
    role: 'system',
    name: 'example_assistant',
    content: 'Things working well together will increase revenue.',
  },
  {
    role: 'system',
    name: 'example_user',
    content:
      "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
  },
  {
    role: 'system',
    name: 'example_assistant',
    content: "Let's talk later when we're less busy about how to do better.",
  },
  {
    role: 'user',
    content: "This late pivot means we don't have time to boil the ocean for the client deliverable.",
  },
];

const weather = {
  tools: [
    {
      type: 'function',
      function: {
        name: 'get_current_weather',
        description: 'Get the current weather in a given location',
        parameters: {
          type: 'object',
          properties: {
            location: { type: 'string', description: 'The city and state, e.g. San Francisco, CA' },
            unit: {
              type: 'string',
              description: 'The unit of temperature to return',
              enum: ['celsius', 'fahrenheit'],
            },
          },
          required: ['location'],
        },
      },
    },
  ],
  messages: [
    {
      role: 'system',
      content: 'You are a helpful assistant that can answer to questions about the weather.',
    },
    { role: 'user', content: "What's the weather like in San Francisco?" },
  ],
};

describe('rowTokens', () => {
  let o200k: Tokenizer;
  let cl100k: Tokenizer;
  /** A token a character, to see what is added. */
  const letters = { encoding: 'o200k_base', count: (text: string) => text.length } as const;

  before(async () => {
    [o200k, cl100k] = await Promise.all([tokenizerOf('o200k_base'), tokenizerOf('cl100k_base')]);
  });

  it('counts the messages of a chat as OpenAI’s API does', () => {
    const row = { messages: jargon };
    assert.deepEqual(rowTokens(row, o200k), { total: 124, trained: 0, isExact: true });
    assert.deepEqual(rowTokens(row, cl100k), { total: 129, trained: 0, isExact: true });
  });

  it('counts the functions that a chat offers as OpenAI’s API does', () => {
    assert.deepEqual(rowTokens(weather, o200k), { total: 101, trained: 0, isExact: true });
    assert.deepEqual(rowTokens(weather, cl100k), { total: 105, trained: 0, isExact: true });
    const { tools, messages } = weather;
    const functions = tools.map((tool) => tool.function);
    assert.equal(rowTokens({ functions, messages }, o200k)?.total, 101);
  });

  it('trains the answers that have a weight', () => {
    const row = {
      messages: [
        { role: 'user', content: '12345' },
        { role: 'assistant', content: '1234', weight: 0 },
        { role: 'user', content: '1' },
        { role: 'assistant', content: '123', weight: 1 },
      ],
    };
    const roles = 'userassistantuserassistant'.length;
    assert.deepEqual(rowTokens(row, letters), { total: 13 + roles + 4 * 3 + 3, trained: 3, isExact: true });
  });

  it('says that calls, images and preferences are estimates', () => {
    const call = { id: 'a', type: 'function', function: { name: 'now', arguments: '{}' } };
    const rows = {
      call: { messages: [{ role: 'assistant', tool_calls: [call] }] },
      image: { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'a' } }] }] },
      preference: {
        input: { messages: [{ role: 'user', content: '1' }] },
        preferred_output: [{ role: 'assistant', content: '12' }],
        non_preferred_output: [{ role: 'assistant', content: '123' }],
      },
    };
    const assistant = 'assistant'.length + 3;
    assert.deepEqual(rowTokens(rows.call, letters), { total: 5 + assistant + 3, trained: 5, isExact: false });
    assert.deepEqual(rowTokens(rows.image, letters), { total: 4 + 3 + 3, trained: 0, isExact: false });
    assert.deepEqual(rowTokens(rows.preference, letters), {
      total: 1 + 4 + 3 + 3 + 5 + 2 * assistant,
      trained: 5,
      isExact: false,
    });
  });

  it('adds up the texts of parts', () => {
    const content = [
      { type: 'text', text: '12' },
      { type: 'text', text: '3' },
    ];
    assert.equal(rowTokens({ messages: [{ role: 'user', content }] }, letters)?.total, 3 + 4 + 3 + 3);
  });

  it('counts the texts of other formats', () => {
    const rows = [
      [{ prompt: '12', completion: '345' }, [5, 3, true]],
      [{ prompt: '12' }, [2, 0, true]],
      [
        {
          prompt: [
            { role: 'user', content: '12' },
            { role: 'assistant', content: '3' },
          ],
          completion: [{ role: 'assistant', content: '4567' }],
        },
        [7, 4, false],
      ],
      [{ text: '12' }, [2, 2, true]],
      [{ instruction: '12', input: '3', output: '4' }, [6, 1, false]],
      [
        {
          conversations: [
            { from: 'human', value: '12' },
            { from: 'gpt', value: '3' },
          ],
        },
        [3, 1, false],
      ],
      [{ prompt: '12', chosen: '345', rejected: '6' }, [6, 4, false]],
      [
        {
          contents: [
            { role: 'user', parts: [{ text: '12' }] },
            { role: 'model', parts: [{ text: '3' }] },
          ],
        },
        [3, 1, false],
      ],
    ] as const;
    for (const [row, expected] of rows) {
      const { total, trained, isExact } = rowTokens(row, letters) ?? {};
      assert.deepEqual([total, trained, isExact], expected, JSON.stringify(row));
    }
  });

  it('counts the arguments of a call also where they are an object', () => {
    const called = (given: unknown) => ({
      messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'a', arguments: given } }] }],
    });
    assert.equal(rowTokens(called({ b: 1 }), letters)?.total, rowTokens(called('{"b":1}'), letters)?.total);
  });

  it('is null of what is no row, and takes broken rows as they are', () => {
    for (const row of [null, 1, [], {}, { other: 1 }]) assert.equal(rowTokens(row, letters), null);
    assert.equal(rowTokens({ messages: 'x' }, letters)?.total, 3);
    assert.equal(rowTokens({ messages: [null, { role: 1, content: 2 }] }, letters)?.total, 6);
    assert.equal(rowTokens({ tools: [{}], messages: [] }, letters)?.total, 12 + 7 + 1 + 3);
  });
});
