import assert from 'node:assert/strict';
import { checkDataset, datasetProblem } from '../../../src/datasets/check';

const chat = (user = 'Hi', assistant = 'Hello') =>
  JSON.stringify({
    messages: [
      { role: 'user', content: user },
      { role: 'assistant', content: assistant },
    ],
  });

/** The bytes of a text, in chunks that tear lines and letters apart. */
async function* chunked(text: string | Buffer, size = 7): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const check = (text: string | Buffer) => checkDataset(chunked(text));

describe('checking a data file', () => {
  it('counts the good examples, whatever the line ends, blank lines and byte order mark', async () => {
    const lines = [chat('Grüße 🦊'), chat(), '', chat()];
    for (const text of [lines.join('\n'), lines.join('\r\n'), `\ufeff${lines.join('\n')}\n\n`]) {
      const report = await check(text);
      assert.deepEqual([report.examples, report.problemCount, report.method], [3, 0, 'supervised']);
    }
  });

  it('names the line and the place of what is wrong', async () => {
    const report = await check(
      [
        chat(),
        '{"messages": [',
        '[]',
        '{}',
        '{"messages": []}',
        '{"messages": [{"content": "no role"}]}',
        '{"messages": [{"role": "customer", "content": "x"}]}',
        '{"messages": [{"role": "user", "content": 7}]}',
        '{"messages": [{"role": "user", "content": "no answer"}]}',
        '{"messages": [{"role": "user", "content": "x", "weight": 1}, {"role": "assistant", "content": "y"}]}',
        '{"prompt": "only a prompt"}',
      ].join('\n'),
    );
    assert.equal(report.examples, 1);
    assert.deepEqual(
      report.problems.map(({ line, reason }) => `${String(line)}: ${reason.replace(/\(.*\)/, '(…)')}`),
      [
        '2: it is not valid JSON (…)',
        '3: it is not a JSON object',
        '4: messages is missing',
        '5: messages is empty',
        '6: messages[0].role is missing',
        '7: messages[0].role is "customer", not one of system, developer, user, assistant, tool, function',
        '8: messages[0].content is not a string',
        '9: messages has no message with the role assistant',
        '10: messages[0].weight is only for the role assistant',
        '11: completion is missing',
      ],
    );
  });

  it('reads text that is not UTF-8 as a problem of its line alone', async () => {
    const report = await check(
      Buffer.concat([Buffer.from(`${chat()}\n`), Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(chat())]),
    );
    assert.deepEqual(report.problems, [{ line: 2, reason: 'it is not valid UTF-8' }]);
    assert.equal(report.examples, 2);
  });

  it('knows the files of the other methods by their first line', async () => {
    const turn = (role: string) => [{ role, content: 'x' }];
    const dpo = {
      input: { messages: turn('user') },
      preferred_output: turn('assistant'),
      non_preferred_output: turn('assistant'),
    };
    const preference = await check(
      [dpo, { ...dpo, non_preferred_output: undefined }].map((each) => JSON.stringify(each)).join('\n'),
    );
    assert.equal(preference.method, 'dpo');
    assert.deepEqual(preference.problems, [{ line: 2, reason: 'non_preferred_output is missing' }]);
    const graded = await check(JSON.stringify({ messages: turn('user'), answer: 42 }));
    assert.deepEqual([graded.method, graded.problemCount], ['reinforcement', 0]);
  });

  it('takes prompts with completions, tool calls and content in parts', async () => {
    const report = await check(
      [
        { prompt: 'a', completion: 'b' },
        {
          messages: [
            {
              role: 'user',
              content: [
                { type: 'text', text: 'a' },
                { type: 'image_url', image_url: {} },
              ],
            },
            { role: 'assistant', tool_calls: [], content: null, weight: 0 },
          ],
        },
      ]
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    assert.deepEqual(report.problems, []);
  });

  it('says in a sentence what keeps a provider from taking the file', async () => {
    assert.equal(datasetProblem(await check('')), '0 examples, and providers want at least 10');
    assert.equal(datasetProblem(await check(chat())), '1 example, and providers want at least 10');
    assert.equal(
      datasetProblem(await check(`${chat()}\n{}`)),
      '1 broken line, the first is line 2: messages is missing',
    );
    assert.equal(datasetProblem(await check(Array.from({ length: 10 }, () => chat()).join('\n'))), null);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await assert.rejects(checkDataset(chunked(chat()), { signal: controller.signal }), /cancelled/);
  });
});
