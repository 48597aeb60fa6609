import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkDataset } from '../../../../src/datasets/check';
import type { FormatId } from '../../../../src/datasets/formats/format';
import { conversionsFrom } from '../../../../src/datasets/rewrite/convert/conversions';
import { convertRow } from '../../../../src/datasets/rewrite/convert/convertRow';
import {
  Converted,
  convertRows,
  plainRow,
  type RowConverter,
} from '../../../../src/datasets/rewrite/convert/convertRows';
import { lookAtSource, sourceRows } from '../../../../src/datasets/rewrite/convert/sourceRows';
import { chunksOf, textOf } from './support';

/** A file in another form, what was refused in it, and how many rows there are. */
async function convert(text: string, to: FormatId | 'plain', chunkLength = 9) {
  const read = () => chunksOf(text, chunkLength);
  const { isList, kind } = await lookAtSource(read);
  const conversion = kind && conversionsFrom(kind.format.id).find((each) => each.to === to);
  const converter: RowConverter | null =
    to === 'plain'
      ? plainRow
      : ((kind && conversion && ((row) => convertRow(row, kind, conversion))) ?? null);
  assert.ok(converter, `there is no way to ${to}`);
  const converted = new Converted();
  const result = await textOf(convertRows(sourceRows(read(), isList), converter, converted));
  const refused = converted.problems.map(({ line, reason }) => `${line}: ${reason}`);
  return { text: result, refused, rows: converted.rows };
}

const chat = '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}';
const longChat =
  '{"messages":[{"role":"system","content":"Be kind"},{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"you"}]},{"role":"assistant","content":"Hello"}],"id":1.0}';

/** From one format to another and back. */
const both: readonly (readonly [from: FormatId, to: FormatId, row: string, converted: string])[] = [
  [
    'chat',
    'sharegpt',
    chat.replace('Hi', '\\u00e9\\n').replace(']}', '],"id":12345678901234567890,"more":{"b":1.0, "a":2}}'),
    '{"conversations":[{"from":"human","value":"\\u00e9\\n"},{"from":"gpt","value":"Hello"}],"id":12345678901234567890,"more":{"b":1.0, "a":2}}',
  ],
  ['chat', 'completion', chat, '{"prompt":"Hi","completion":"Hello"}'],
  [
    'chat',
    'gemini',
    longChat,
    '{"systemInstruction":{"role":"system","parts":[{"text":"Be kind"}]},"contents":[{"role":"user","parts":[{"text":"Hi"},{"text":"you"}]},{"role":"model","parts":[{"text":"Hello"}]}],"id":1.0}',
  ],
  [
    'chat',
    'converse',
    longChat,
    '{"schemaVersion":"bedrock-conversation-2024","system":[{"text":"Be kind"}],"messages":[{"role":"user","content":[{"text":"Hi"},{"text":"you"}]},{"role":"assistant","content":[{"text":"Hello"}]}],"id":1.0}',
  ],
  [
    'sharegpt',
    'gemini',
    '{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}]}',
    '{"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello"}]}]}',
  ],
  [
    'trlPreference',
    'preference',
    '{"prompt":[{"role":"user","content":"Hi"}],"chosen":[{"role":"assistant","content":"Hello"}],"rejected":[{"role":"assistant","content":"No"}],"tools":[{"type":"function","function":{"name":"a","parameters":{"x":1.0}}}],"id":7}',
    '{"input":{"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"a","parameters":{"x":1.0}}}]},"preferred_output":[{"role":"assistant","content":"Hello"}],"non_preferred_output":[{"role":"assistant","content":"No"}],"id":7}',
  ],
];

describe('a converted row', () => {
  for (const [from, to, row, expected] of both) {
    it(`is exact from ${from} to ${to}, and back`, async () => {
      assert.deepEqual(await convert(row, to), { text: `${expected}\n`, refused: [], rows: 1 });
      assert.deepEqual(await convert(expected, from), { text: `${row}\n`, refused: [], rows: 1 });
    });
  }

  it('is the same whatever a format calls those who speak', async () => {
    const conversation =
      '{"system":"","tools":null,"conversations":[{"from":"user","value":"Hi"},{"from":"bard","value":"Hello"}]}';
    assert.equal((await convert(conversation, 'chat')).text, `${chat}\n`);
    const roles = '{"conversations":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}';
    assert.equal((await convert(roles, 'chat')).text, `${chat}\n`);
  });

  it('has a system beside a conversation as its first message', async () => {
    const row =
      '{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}],"system":"Be kind"}';
    const { text } = await convert(row, 'chat');
    assert.match(text, /^\{"messages":\[\{"role":"system","content":"Be kind"\},\{"role":"user"/);
  });

  it('has the instruction of Alpaca, a blank line and its input as what is asked', async () => {
    const row =
      '{"instruction":"Add\\u003a","input":"1 \\"+\\" 2","output":"3","system":"Count","history":[["Ready?","Yes"]]}';
    assert.deepEqual(await convert(row, 'chat'), {
      text: '{"messages":[{"role":"system","content":"Count"},{"role":"user","content":"Ready?"},{"role":"assistant","content":"Yes"},{"role":"user","content":"Add\\u003a\\n\\n1 \\"+\\" 2"},{"role":"assistant","content":"3"}]}\n',
      refused: [],
      rows: 1,
    });
    const { text } = await convert('{"instruction":"Hi","input":"","output":"Hello"}', 'completion');
    assert.equal(text, '{"prompt":"Hi","completion":"Hello"}\n');
  });

  it('has preferences as messages, also those of texts, of Model Studio, and without a prompt', async () => {
    const message = (role: string, text: string) => ({ role, content: text });
    const expected = {
      input: { messages: [message('user', 'Hi')] },
      preferred_output: [message('assistant', 'Hello')],
      non_preferred_output: [message('assistant', 'No')],
    };
    for (const row of [
      { prompt: 'Hi', chosen: 'Hello', rejected: 'No' },
      {
        messages: [message('user', 'Hi')],
        chosen: message('assistant', 'Hello'),
        rejected: message('assistant', 'No'),
      },
      {
        chosen: [message('user', 'Hi'), message('assistant', 'Hello')],
        rejected: [message('user', 'Hi'), message('assistant', 'No')],
      },
    ]) {
      const { text, refused } = await convert(JSON.stringify(row), 'preference');
      assert.deepEqual(refused, []);
      assert.deepEqual(JSON.parse(text), expected);
    }
  });

  it('has the messages of a prompt and of its completion, as trainers have them, one after the other', async () => {
    const row = JSON.stringify({ prompt: [{ role: 'user', content: 'Hi' }], completion: [assistant], id: 7 });
    assert.deepEqual(await convert(row, 'chat'), {
      text: `${chat.slice(0, -1)},"id":7}\n`,
      refused: [],
      rows: 1,
    });
  });

  it('can be of each of these formats', () => {
    assert.deepEqual(
      [
        'chat',
        'sharegpt',
        'alpaca',
        'completion',
        'gemini',
        'converse',
        'trlPreference',
        'preference',
        'text',
      ].map(
        (format) =>
          `${format}: ${conversionsFrom(format as FormatId)
            .map(({ to }) => to)
            .join(' ')}`,
      ),
      [
        'chat: sharegpt completion gemini converse',
        'sharegpt: chat completion gemini converse',
        'alpaca: chat sharegpt completion gemini converse',
        'completion: chat sharegpt gemini converse',
        'gemini: chat sharegpt completion converse',
        'converse: chat sharegpt completion gemini',
        'trlPreference: preference',
        'preference: trlPreference',
        'text: ',
      ],
    );
  });
});

const user = { role: 'user', content: 'Hi' };
const assistant = { role: 'assistant', content: 'Hello' };
const turns = [
  { from: 'human', value: 'Hi' },
  { from: 'gpt', value: 'Hello' },
];
const contents = [
  { role: 'user', parts: [{ text: 'Hi' }] },
  { role: 'model', parts: [{ text: 'Hello' }] },
];
const called = {
  role: 'assistant',
  tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'a', arguments: '{}' } }],
};
const nova = { schemaVersion: 'bedrock-conversation-2024' };

/** Why a row is not converted. A text stands for itself. */
const refusals: readonly (readonly [row: unknown, to: FormatId, reason: string])[] = [
  [
    { messages: [user, { ...assistant, weight: 1 }] },
    'sharegpt',
    'messages[1].weight has no counterpart in the other format',
  ],
  [
    { messages: [{ ...user, name: 'Ada' }, assistant] },
    'gemini',
    'messages[0].name has no counterpart in the other format',
  ],
  [
    { messages: [{ ...user, role: 'developer' }, user, assistant] },
    'converse',
    'messages[0] of the role "developer" has no counterpart in the other format',
  ],
  [
    { messages: [user, assistant], tools: [{ type: 'function', function: { name: 'a' } }] },
    'sharegpt',
    'tools has no counterpart in the other format',
  ],
  [
    {
      messages: [
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.example/b.png' } }] },
        assistant,
      ],
    },
    'gemini',
    'messages[0].content[0] has no counterpart in the other format',
  ],
  [
    { messages: [user, { role: 'assistant', refusal: 'No' }] },
    'completion',
    'messages[1].refusal has no counterpart in the other format',
  ],
  ...(['sharegpt', 'completion', 'gemini', 'converse'] as const).map(
    (to) =>
      [
        { messages: [user, called] },
        to,
        'messages[1].tool_calls has no counterpart in the other format',
      ] as const,
  ),
  [
    { contents: [contents[0], { role: 'model', parts: [{ functionCall: { name: 'a', args: {} } }] }] },
    'chat',
    'contents[1].parts[0].functionCall has no counterpart in the other format',
  ],
  [
    {
      ...nova,
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        { role: 'assistant', content: [{ toolUse: { toolUseId: 'a', name: 'a', input: {} } }] },
      ],
    },
    'chat',
    'messages[1].content[0].toolUse has no counterpart in the other format',
  ],
  [
    { prompt: [user, assistant, user], completion: [assistant] },
    'chat',
    'prompt has answers, which are trained in the other format',
  ],
  [{ prompt: 'Hi' }, 'chat', 'it would be taken for something else'],
  [
    { messages: [user, assistant, user, assistant] },
    'completion',
    'it is more than one question and its response',
  ],
  [
    { messages: [{ role: 'system', content: 'Be kind' }, user, assistant] },
    'completion',
    'it is more than one question and its response',
  ],
  [
    { messages: [user, { role: 'system', content: 'Be kind' }, assistant] },
    'gemini',
    'a system message has its place at the beginning alone',
  ],
  [
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
        assistant,
      ],
    },
    'sharegpt',
    'a message has several texts, for which there is one place',
  ],
  [
    { messages: [user, assistant], conversations: [] },
    'sharegpt',
    'conversations means something else there',
  ],
  [{ messages: [assistant, user] }, 'sharegpt', 'messages[1] is the last one, but not of the role assistant'],
  [
    { messages: [user, assistant], chosen: 1 },
    'sharegpt',
    'it is a preference (chosen, rejected), but the first line is a chat (messages)',
  ],
  [
    { conversations: [...turns, turns[0]] },
    'chat',
    'messages[2] is the last one, but not of the role assistant',
  ],
  [{ conversations: [...turns, turns[0]], id: 7 }, 'chat', 'it would be taken for something else'],
  [
    { conversations: [turns[0], { from: 'function_call', value: '{}' }] },
    'chat',
    'conversations[1] of the role "function_call" has no counterpart in the other format',
  ],
  [
    { conversations: [turns[0], { ...turns[1], loss: false }] },
    'chat',
    'conversations[1].loss has no counterpart in the other format',
  ],
  [{ conversations: turns, tools: '[{"name":"a"}]' }, 'chat', 'tools has no counterpart in the other format'],
  [{ instruction: 'a', output: 'b', history: [['c']] }, 'chat', 'history[0] is not a list of two strings'],
  ['{"prompt":"a","prompt":"b","completion":"c"}', 'chat', 'prompt is there twice'],
  [{ prompt: 'a', completion: 'b', tools: [] }, 'chat', 'tools means something else there'],
  [
    { contents: [{ role: 'user', parts: [{ fileData: { fileUri: 'gs://a' } }] }, contents[1]] },
    'chat',
    'contents[0].parts[0].fileData has no counterpart in the other format',
  ],
  [
    { contents, generationConfig: { temperature: 1 } },
    'chat',
    'generationConfig has no counterpart in the other format',
  ],
  [
    { contents, systemInstruction: { role: 'user', parts: [{ text: 'a' }] } },
    'chat',
    'systemInstruction of the role "user" has no counterpart in the other format',
  ],
  [{ contents, completions: [1] }, 'chat', 'completions has no counterpart in the other format'],
  [
    {
      ...nova,
      messages: [
        { role: 'user', content: [{ image: {} }] },
        { role: 'assistant', content: [{ text: 'a' }] },
      ],
    },
    'chat',
    'messages[0].content[0].image has no counterpart in the other format',
  ],
  [
    {
      schemaVersion: 'another',
      messages: [{ role: 'assistant', content: [{ text: 'a' }] }],
    },
    'chat',
    'schemaVersion is not "bedrock-conversation-2024"',
  ],
  [{ chosen: 'a', rejected: 'b' }, 'preference', 'without a prompt, chosen and rejected have to be messages'],
  [
    { chosen: [user, assistant], rejected: [{ ...user, content: 'Else' }, assistant] },
    'preference',
    'without a prompt, chosen and rejected have to begin with the same messages',
  ],
  [
    { prompt: 'a', chosen: [assistant, user, assistant], rejected: 'b' },
    'preference',
    'preferred_output has more than one message',
  ],
  [
    { prompt: 'a', messages: [user], chosen: 'b', rejected: 'c' },
    'preference',
    'messages has no counterpart in the other format',
  ],
  [
    { prompt: 'a', chosen: 'b', rejected: 'c', input: 'd' },
    'preference',
    'input has no counterpart in the other format',
  ],
  [
    {
      input: { messages: [user] },
      preferred_output: [assistant],
      non_preferred_output: [{ ...assistant, content: 'No' }],
      tools: [1],
    },
    'trlPreference',
    'tools has no counterpart in the other format',
  ],
  [
    {
      input: { messages: [user], parallel_tool_calls: false },
      preferred_output: [assistant],
      non_preferred_output: [{ ...assistant, content: 'No' }],
    },
    'trlPreference',
    'input.parallel_tool_calls has no counterpart in the other format',
  ],
];

describe('a row without an exact counterpart', () => {
  for (const [row, to, reason] of refusals) {
    const text = typeof row === 'string' ? row : JSON.stringify(row);
    it(`is not converted to ${to}: ${reason}`, async () => {
      const good = goodRowLike(text);
      const { text: result, refused } = await convert(`${good}${text}\n`, to);
      assert.deepEqual(refused, [`${good === '' ? 1 : 2}: ${reason}`]);
      assert.equal(result.split('\n').length, good === '' ? 1 : 2);
    });
  }

  it('is left out, and the others are converted', async () => {
    const { text, refused, rows } = await convert(`${chat}\r\n\n{broken\n{"a":1}\n${chat}`, 'completion');
    assert.equal(text, '{"prompt":"Hi","completion":"Hello"}\n'.repeat(2));
    assert.equal(rows, 2);
    assert.deepEqual(refused, [
      '3: this means nothing in JSON, where names and texts stand in double quotation marks',
      '4: messages is missing',
    ]);
  });
});

/** A good row of the same file, where the refused one would not say what the file is. */
function goodRowLike(text: string): string {
  return text.includes('"chosen":1') ? `${chat}\n` : '';
}

/** Texts as people write them, and as they are escaped. */
const said = fc.string({ minLength: 1 });
const roles = fc.array(fc.tuple(said, said), { minLength: 1, maxLength: 4 });
const others = fc.dictionary(fc.constantFrom('id', 'source', 'meta'), fc.jsonValue());

/** Rows of each format that another one can hold, as they come back. */
const rowsBy: Readonly<Record<string, fc.Arbitrary<object>>> = {
  chat: fc.tuple(fc.option(said), roles, others).map(([system, pairs, more]) => ({
    messages: [
      ...(system === null ? [] : [{ role: 'system', content: system }]),
      ...pairs.flatMap(([a, b]) => [
        { role: 'user', content: a },
        { role: 'assistant', content: b },
      ]),
    ],
    ...more,
  })),
  sharegpt: fc.tuple(roles, others).map(([pairs, more]) => ({
    conversations: pairs.flatMap(([a, b]) => [
      { from: 'human', value: a },
      { from: 'gpt', value: b },
    ]),
    ...more,
  })),
  completion: fc
    .tuple(said, said, others)
    .map(([prompt, completion, more]) => ({ prompt, completion, ...more })),
  trlPreference: fc.tuple(said, said, said, others).map(([prompt, chosen, rejected, more]) => ({
    prompt: [{ role: 'user', content: prompt }],
    chosen: [{ role: 'assistant', content: chosen }],
    rejected: [{ role: 'assistant', content: rejected }],
    ...more,
  })),
};

describe('what is valid', () => {
  for (const [from, row] of Object.entries(rowsBy)) {
    for (const { to } of conversionsFrom(from as FormatId)) {
      it(`stays valid from ${from} to ${to} and back, and comes back as it was`, () =>
        fc.assert(
          fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
            const lines = rows.map((each) => `${JSON.stringify(each)}\n`);
            const there = await convert(lines.join(''), to, 200);
            const kept = lines.filter(
              (_, at) => !there.refused.some((each) => each.startsWith(`${at + 1}: `)),
            );
            const report = await checkDataset(chunksOf(there.text, 200));
            assert.equal(report.brokenLines, 0);
            assert.equal(report.examples, kept.length);
            if (kept.length === 0) return;
            assert.equal(report.format, to);
            const back = await convert(there.text, from as FormatId, 200);
            assert.deepEqual(back, { text: kept.join(''), refused: [], rows: kept.length });
          }),
          { numRuns: 50 },
        ));
    }
  }
});

describe('a file made plain', () => {
  it('has no byte order mark, no CR and no blank line, and its rows as they were', async () => {
    const { text, refused } = await convert('\ufeff{"prompt" : 1.0}\r\n\r\n[1]\n{"a":"\\u00e9"}', 'plain');
    assert.equal(text, '{"prompt" : 1.0}\n[1]\n{"a":"\\u00e9"}\n');
    assert.deepEqual(refused, []);
  });

  it('has each item of a JSON list on a line', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
        fc.constantFrom(undefined, 1, '\t', '\r\n'),
        fc.constantFrom('', '\ufeff', ' \n'),
        async (list, indent, start) => {
          const file =
            start + JSON.stringify(list, null, 1).replaceAll('\n', indent === '\r\n' ? '\r\n' : '\n');
          const { text, rows } = await convert(`${file}\n`, 'plain');
          assert.equal(text, list.map((item) => `${JSON.stringify(item)}\n`).join(''));
          assert.equal(rows, list.length);
        },
      ),
    ));

  it('can be converted as a list as well, and names the line on which an item begins', async () => {
    const list = `[\n ${chat.replaceAll(',', ',\n')},\n\n {"messages" : []},\n ${chat}\n]`;
    const { text, refused } = await convert(list, 'completion');
    assert.equal(text, '{"prompt":"Hi","completion":"Hello"}\n'.repeat(2));
    assert.deepEqual(refused, ['7: messages is empty']);
  });

  it('keeps what is broken from becoming good', async () => {
    const { text, refused } = await convert('[{"a":tru e},{"a":1 2},{"a":"b\nc"},{"a":-1.50}]', 'plain');
    assert.equal(text, '{"a":-1.50}\n');
    assert.equal(refused.length, 3);
  });

  it('is none where the list breaks off, or more comes after it', async () => {
    await assert.rejects(convert('[{"a":1},{"b"', 'plain'), /the list does not end/);
    await assert.rejects(convert('[{"a":1}]\n{"b":2}', 'plain'), /line 2: there is more after the list/);
  });
});
