import assert from 'node:assert/strict';
import { conversationOf } from '../../../src/datasets/conversation/conversationOf';
import { beginning, type Limits } from '../../../src/datasets/conversation/cut';
import { formatOf } from '../../../src/datasets/formats/table';
import type { Conversation, Turn, TurnPart } from '../../../src/shared/conversation';

function read(row: Readonly<Record<string, unknown>>, limits: Partial<Limits> = {}): Conversation {
  const format = formatOf(row);
  assert.ok(format !== null);
  return conversationOf(row, format.id, { ...beginning, ...limits });
}

/** A part in a word or two. */
function partText(part: TurnPart): string {
  switch (part.kind) {
    case 'text':
      return part.text.text;
    case 'address':
      return `@${part.address.text}`;
    case 'image':
      return `${part.type} of ${part.bytes} bytes${part.source === null ? ', not shown' : ''}`;
    case 'call':
      return `${part.name}(${part.given.text.replace(/\s+/g, '')})`;
    default:
      return `${part.kind}: ${part.text.text.replace(/\s+/g, '')}`;
  }
}

const turnText = ({ speaker, role, name, isUntrained, parts }: Turn) =>
  `${speaker}${role === speaker ? '' : ` (${role})`}${name === null ? '' : ` ${name}`}${isUntrained ? ' untrained' : ''}: ${parts.map(partText).join(' | ')}`;

/** A row as text: its turns, then its answers to choose from, its tools and its fields. */
function textOf(row: Readonly<Record<string, unknown>>, limits?: Partial<Limits>): string[] {
  const { turns, restTurns, choices, tools, fields } = read(row, limits);
  return [
    ...turns.map(turnText),
    ...(restTurns > 0 ? [`${restTurns} more`] : []),
    ...choices.map((each) => `${each.kind} ${each.score ?? ''}> ${each.turns.map(turnText).join('; ')}`),
    ...tools.map(({ name, description }) => `tool ${name} ${description}`.trim()),
    ...fields.map(({ name, text }) => `${name} = ${text.text}`),
  ];
}

const png = 'iVBORw0KGgo=';

describe('a row as a conversation', () => {
  it('of a chat has its turns with names, weights, images, calls with their results, and what graders read', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city": "Rome"}' } };
    const image = (url: string) => ({ type: 'image_url', image_url: { url } });
    const messages = [
      { role: 'developer', content: 'Be kind' },
      {
        role: 'user',
        name: 'ada',
        content: [
          { type: 'text', text: 'Where?' },
          image(`data:image/png;base64,${png}`),
          image('https://a.example/b.png'),
        ],
      },
      { role: 'assistant', reasoning_content: 'Hm', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: '21 °C' },
      { role: 'assistant', content: 'Warm', weight: 0 },
      { role: 'assistant', content: null, function_call: { name: 'old', arguments: 'no JSON' } },
      { role: 'assistant', refusal: 'I cannot' },
    ];
    const tools = [{ type: 'function', function: { name: 'weather', description: 'Of a city' } }];
    assert.deepEqual(textOf({ messages, tools, functions: [{ name: 'old' }], reference: 'Rome' }), [
      'system (developer): Be kind',
      'user ada: Where? | image/png of 9 bytes | @https://a.example/b.png',
      'assistant: reasoning: Hm | weather({"city":"Rome"})',
      'tool weather: 21 °C',
      'assistant untrained: Warm',
      'assistant: old(noJSON)',
      'assistant: refusal: Icannot',
      'tool weather Of a city',
      'tool old',
      'reference = Rome',
    ]);
  });

  it('of a preference has both answers', () => {
    const row = {
      input: { messages: [{ role: 'user', content: 'Hi' }], tools: [{ function: { name: 'f' } }] },
      preferred_output: [{ role: 'assistant', content: 'Hello' }],
      non_preferred_output: [{ role: 'assistant', content: 'Go' }],
    };
    const expected = ['user: Hi', 'preferred > assistant: Hello', 'rejected > assistant: Go', 'tool f'];
    assert.deepEqual(textOf(row), expected);
  });

  it('of TRL has texts or messages, and says once what both answers begin with', () => {
    const turn = (role: string, content: string) => ({ role, content });
    assert.deepEqual(textOf({ prompt: 'Hi', chosen: 'Hello', rejected: 'Go' }), [
      'user: Hi',
      'preferred > assistant: Hello',
      'rejected > assistant: Go',
    ]);
    const [hi, hello, go] = [turn('user', 'Hi'), turn('assistant', 'Hello'), turn('assistant', 'Go')];
    const expected = ['user: Hi', 'preferred > assistant: Hello', 'rejected > assistant: Go'];
    assert.deepEqual(textOf({ chosen: [hi, hello], rejected: [hi, go] }), expected);
    assert.deepEqual(textOf({ messages: [hi], chosen: hello, rejected: go }), expected);
  });

  it('of Gemini has its parts, its instruction, and answers with their scores', () => {
    const row = {
      systemInstruction: { role: 'system', parts: [{ text: 'Be kind' }] },
      contents: [
        {
          role: 'user',
          parts: [{ fileData: { mimeType: 'image/jpeg', fileUri: 'gs://b/c.jpg' } }, { text: 'What?' }],
        },
        { role: 'model', parts: [{ functionCall: { name: 'look', args: { at: 1 } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'look', response: { a: 'cat' } } }] },
        { role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: png } }] },
      ],
      completions: [{ score: 0.5, completion: { role: 'model', parts: [{ text: 'A cat' }] } }],
      tools: [{ functionDeclarations: [{ name: 'look' }] }],
    };
    assert.deepEqual(textOf(row), [
      'system: Be kind',
      'user: @gs://b/c.jpg | What?',
      'assistant (model): look({"at":1})',
      'user: json: {"a":"cat"}',
      'user: image/png of 9 bytes',
      'scored 0.5> assistant (model): A cat',
      'tool look',
    ]);
  });

  it('of Amazon Nova has its blocks', () => {
    const row = {
      schemaVersion: 'bedrock-conversation-2024',
      system: [{ text: 'Be kind' }],
      messages: [
        { role: 'user', content: [{ text: 'What?' }, { image: { format: 'png', source: { bytes: png } } }] },
        {
          role: 'user',
          content: [{ video: { format: 'mp4', source: { s3Location: { uri: 's3://b/c.mp4' } } } }],
        },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'Hm' } } },
            { toolUse: { name: 'look', input: {} } },
          ],
        },
        { role: 'user', content: [{ toolResult: { content: [{ json: { a: 1 } }, { text: 'done' }] } }] },
      ],
      toolConfig: { tools: [{ toolSpec: { name: 'look' } }] },
    };
    assert.deepEqual(textOf(row), [
      'system: Be kind',
      'user: What? | image/png of 9 bytes',
      'user: @s3://b/c.mp4',
      'assistant: reasoning: Hm | look({})',
      'user: json: {"a":1} | done',
      'tool look',
    ]);
  });

  it('of ShareGPT has who speaks by the names of chats, and calls', () => {
    const row = {
      system: 'Be kind',
      conversations: [
        { from: 'human', value: 'Hi' },
        { from: 'function_call', value: '{"name": "look", "arguments": {"at": 1}}' },
        { from: 'observation', value: 'cat' },
        { from: 'gpt', value: 'A cat' },
        { role: 'narrator', content: 'The end' },
      ],
      tools: '[{"name": "look"}]',
    };
    assert.deepEqual(textOf(row), [
      'system: Be kind',
      'user (human): Hi',
      'assistant (function_call): look({"at":1})',
      'tool (observation): cat',
      'assistant (gpt): A cat',
      'other (narrator): The end',
      'tool look',
    ]);
  });

  it('of Alpaca, of a prompt and of a text are question and answer', () => {
    const alpaca = {
      instruction: 'Add',
      input: '1 2',
      output: '3',
      history: [['Hi', 'Hello']],
      system: 'Be kind',
    };
    const earlier = ['system: Be kind', 'user: Hi', 'assistant: Hello'];
    assert.deepEqual(textOf(alpaca), [...earlier, 'user: Add | 1 2', 'assistant: 3']);
    assert.deepEqual(textOf({ instruction: 'Add', output: '3' }), ['user: Add', 'assistant: 3']);
    assert.deepEqual(textOf({ prompt: 'Hi', completion: 'Hello' }), ['user: Hi', 'assistant: Hello']);
    assert.deepEqual(textOf({ text: 'Once' }), ['assistant: Once']);
  });

  it('shows as JSON what is not as its format has it', () => {
    assert.deepEqual(
      textOf({ messages: ['x', { content: 4 }, { role: 'user', content: [{ type: 'audio', audio: 1 }] }] }),
      ['other (?): json: "x"', 'other (?): json: 4', 'user: json: {"type":"audio","audio":1}'],
    );
    assert.deepEqual(textOf({ messages: [{ role: 'assistant', tool_calls: 'x' }] }), [
      'assistant: json: "x"',
    ]);
    assert.deepEqual(textOf({ messages: null, input: [] }), ['input = []']);
    assert.deepEqual(textOf({ messages: [{ role: '__proto__', content: 'x' }] }), ['other (__proto__): x']);
  });

  it('takes the beginning of what is long, and says how much is left out', () => {
    const [turn] = read(
      { messages: [{ role: 'user', content: `${'a'.repeat(9)}🙂${'b'.repeat(30)}` }] },
      { text: 10 },
    ).turns;
    assert.deepEqual(turn?.parts, [{ kind: 'text', text: { text: 'a'.repeat(9), rest: 32 } }]);
    const lines = read({ text: 'a\n'.repeat(40) }).turns[0]?.parts;
    assert.deepEqual(lines, [{ kind: 'text', text: { text: 'a\n'.repeat(24).trimEnd(), rest: 33 } }]);
    const messages = Array.from({ length: 5 }, () => ({ role: 'user', content: 'Hi' }));
    assert.deepEqual(textOf({ messages }, { turns: 2 }), ['user: Hi', 'user: Hi', '3 more']);
    assert.equal(
      textOf({ messages: [{ role: 'user', content: ['a', 'b', 'c'] }] }, { turns: 1 })[0],
      'user: a | json: ["b","c"]',
    );
  });

  it('shows pictures alone, and no large ones', () => {
    const parts = (url: string, limits?: Partial<Limits>) =>
      textOf({ messages: [{ role: 'user', content: [{ image_url: { url } }] }] }, limits);
    assert.deepEqual(parts('data:image/svg+xml;base64,PHN2Zz4='), [
      'user: image/svg+xml of 6 bytes, not shown',
    ]);
    assert.deepEqual(parts(`data:image/png;base64,${png}`, { image: 5 }), [
      'user: image/png of 9 bytes, not shown',
    ]);
    assert.deepEqual(parts('javascript:alert(1)'), ['user: @javascript:alert(1)']);
  });
});
