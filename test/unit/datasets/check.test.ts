import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkDataset } from '../../../src/datasets/check';
import type { Example } from '../../../src/datasets/example';
import { datasetProblem, type DatasetReport } from '../../../src/datasets/report';

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

/** What is wrong with which line. */
const said = ({ problems }: DatasetReport) =>
  problems.map(({ line, reason }) => `${String(line)}: ${reason}`);

describe('checking a data file', () => {
  it('counts the good examples, whatever the line ends, blank lines and byte order mark', async () => {
    const lines = [chat('Grüße 🦊'), chat(), '', chat()];
    for (const text of [lines.join('\n'), lines.join('\r\n'), `\ufeff${lines.join('\n')}\n\n`]) {
      const report = await check(text);
      assert.deepEqual([report.examples, report.brokenLines, report.method], [3, 0, 'supervised']);
    }
  });

  it('names the line and the place of what is wrong', async () => {
    const report = await check(
      [
        chat(),
        '{"messages": [',
        '[]',
        'null',
        '{}',
        '{"messages": {}}',
        '{"messages": []}',
        '{"messages": [1]}',
        '{"messages": [{"content": "no role"}]}',
        '{"messages": [{"role": "customer", "content": "x"}]}',
        '{"messages": [{"role": "user"}]}',
        '{"messages": [{"role": "user", "content": 7}]}',
        '{"messages": [{"role": "user", "content": "no answer"}]}',
        '{"messages": [{"role": "user", "content": "x", "weight": 1}, {"role": "assistant", "content": "y"}]}',
        '{"messages": [{"role": "assistant", "content": "x", "weight": 2}]}',
        '{"prompt": "only a prompt"}',
      ].join('\n'),
    );
    assert.equal(report.examples, 1);
    assert.deepEqual(said(report), [
      '2: a ] is expected here',
      '3: it is not a JSON object',
      '4: it is not a JSON object',
      '5: messages is missing',
      '6: messages is not an array',
      '7: messages is empty',
      '8: messages[0] is not a JSON object',
      '9: messages[0].role is missing',
      '10: messages[0].role is "customer", not one of system, developer, user, assistant, tool, function',
      '11: messages[0].content is missing',
      '11: messages[0] is the last one, but not of the role assistant',
      '12: messages[0].content is not a string',
      '12: messages[0] is the last one, but not of the role assistant',
      '13: messages[0] is the last one, but not of the role assistant',
      '14: messages[0].weight is only for the role assistant',
      '15: messages[0].weight is neither 0 nor 1',
      '16: it is a prompt (prompt, completion), but the first line is a chat (messages)',
    ]);
  });

  it('reads text that is not UTF-8 as a problem of its line alone', async () => {
    const report = await check(
      Buffer.concat([Buffer.from(`${chat()}\n`), Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(chat())]),
    );
    assert.deepEqual(said(report), ['2: it is not valid UTF-8']);
    assert.equal(report.examples, 2);
  });

  it('knows the files of the other methods by their first line', async () => {
    const turn = (role: string) => [{ role, content: 'x' }];
    const dpo = {
      input: { messages: turn('user') },
      preferred_output: turn('assistant'),
      non_preferred_output: [{ role: 'assistant', content: 'y' }],
    };
    const preference = await check(
      [dpo, { ...dpo, non_preferred_output: undefined }].map((each) => JSON.stringify(each)).join('\n'),
    );
    assert.equal(preference.method, 'dpo');
    assert.deepEqual(said(preference), ['2: non_preferred_output is missing']);
    const graded = await check(JSON.stringify({ messages: turn('user'), answer: 42 }));
    assert.deepEqual([graded.method, graded.brokenLines], ['reinforcement', 0]);
    // Nothing is there for a grader: its answers are missing.
    const unanswered = await check(JSON.stringify({ messages: turn('user') }));
    assert.deepEqual([unanswered.method, unanswered.brokenLines], ['supervised', 1]);
  });

  it('takes prompts with completions, but no other format beside the first', async () => {
    const pair = JSON.stringify({ prompt: 'a', completion: 'b' });
    const problemsOf = async (...lines: string[]) => said(await check(lines.join('\n')));
    assert.deepEqual(await problemsOf(pair, pair), []);
    assert.deepEqual(await problemsOf('{}', chat(), pair, chat()), [
      `1: it has no messages, nor anything else by which a format is known`,
      '3: it is a prompt (prompt, completion), but the first line is a chat (messages)',
    ]);
    assert.deepEqual(await problemsOf(pair, chat()), [
      '2: it is a chat (messages), but the first line is a prompt (prompt, completion)',
    ]);
  });

  it('follows the rules of a method that is given, whatever the first line is', async () => {
    const report = await checkDataset(chunked(chat()), { method: 'dpo' });
    assert.deepEqual(said(report), ['1: it is a chat (messages), which the method dpo does not train']);
    assert.equal(report.method, 'dpo');
  });

  it('hands out the good examples, long ones whole', async () => {
    const long = 'ä'.repeat(400_000);
    const examples: Example[] = [];
    const report = await checkDataset(chunked([chat(long), '{}', '', chat('Hi')].join('\n'), 64 * 1024), {
      onExample: (example) => examples.push(example),
    });
    const texts = examples.map((example) => (example.kind === 'chat' ? example.turns[0]?.text : null));
    assert.deepEqual(texts, [long, 'Hi']);
    assert.deepEqual([report.examples, report.brokenLines], [2, 1]);
  });

  it('rejects with the error of who is handed an example: no line is to blame', async () => {
    const onExample = () => {
      throw new RangeError('out of memory');
    };
    await assert.rejects(checkDataset(chunked(chat()), { onExample }), /out of memory/);
  });

  it('reports in a sentence why the file cannot be used', async () => {
    assert.equal(datasetProblem(await check('')), '0 examples, but at least 10 are needed');
    assert.equal(datasetProblem(await check(chat())), '1 example, but at least 10 are needed');
    assert.equal(datasetProblem(await check(chat()), { minExamples: 1 }), null);
    assert.equal(datasetProblem(await check(''), { minExamples: 1 }), '0 examples, but at least 1 is needed');
    assert.equal(datasetProblem(await check(`${chat()}\n{}`)), '1 broken line. Line 2: messages is missing');
    const many = await check('{}\n[]\n'.repeat(3));
    assert.equal(
      datasetProblem(many, { maxNamed: 2 }),
      '6 broken lines. Line 1: it has no messages, nor anything else by which a format is known; line 2: it is not a JSON object; and 4 more',
    );
    assert.equal(datasetProblem(await check(Array.from({ length: 10 }, () => chat()).join('\n'))), null);
  });

  describe('that is no training data at all', () => {
    /** In chunks as a disk gives them. */
    const checkLarge = (content: string | Buffer) => checkDataset(chunked(content, 64 * 1024));
    const megabyte = 1024 * 1024;

    it('gives up after 10,000 broken lines, and reports so', async () => {
      const report = await checkLarge('x\n'.repeat(2 * megabyte));
      assert.deepEqual([report.examples, report.brokenLines, report.isStopped], [0, 10_000, true]);
      assert.equal(report.problems.length, 1_000);
      assert.match(
        datasetProblem(report) ?? '',
        /^at least 10,000 broken lines\. Line 1: this means nothing in JSON, .*; and 9,999 more$/,
      );
    });

    it('takes nesting for a problem of its line alone', async () => {
      const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
      const calls = (depth: number) =>
        `{"messages":[{"role":"assistant","content":"x"}],"of_mine":${deep(depth)}}`;
      const report = await check(
        [
          chat(),
          calls(62),
          calls(64),
          calls(10_000),
          calls(100_000),
          `{"messages":${deep(100_000)}}`,
          chat(),
        ].join('\n'),
      );
      const reason = 'it is nested more than 64 levels deep';
      assert.deepEqual(
        said(report),
        [3, 4, 5, 6].map((line) => `${String(line)}: ${reason}`),
      );
      assert.equal(report.examples, 3);
    });

    it('goes on after a line that is too long', async () => {
      const long = Buffer.from(`"${'x'.repeat(17 * megabyte)}"\n`);
      const report = await checkLarge(Buffer.concat([Buffer.from(`${chat()}\n`), long, Buffer.from(chat())]));
      assert.equal(report.examples, 2);
      assert.deepEqual(said(report), ['2: it is longer than 16 MB']);
    });

    it('reads a long line, such as one with an image in it', async () => {
      const image = {
        type: 'image_url',
        image_url: { url: `data:image/png;base64,${'A'.repeat(9 * megabyte)}` },
      };
      const messages = [
        { role: 'user', content: [{ type: 'text', text: 'Grüße' }, image] },
        { role: 'assistant', content: 'A' },
      ];
      const long = JSON.stringify({ messages });
      const report = await checkLarge([chat(), long, long.slice(0, -1), `${long} `, chat()].join('\n'));
      assert.deepEqual([report.examples, report.problems.map(({ line }) => line)], [4, [3]]);
      assert.match(report.problems[0]?.reason ?? '', /^it is not valid JSON/);
    });

    it('reports that a line has too many messages', async () => {
      const report = await checkLarge(
        `{"messages":[${'{"role":"user","content":"a"},'.repeat(300_000)}{"role":"assistant","content":"b"}]}`,
      );
      assert.deepEqual(said(report), ['1: messages has more than 10,000 items']);
    });

    it('counts millions of empty lines', async () => {
      const report = await checkLarge(`${'\n'.repeat(3 * megabyte)}${'\r\n'.repeat(megabyte)}[]\n \n`);
      assert.deepEqual(said(report), [`${String(4 * megabyte + 1)}: it is not a JSON object`]);
    });

    it('takes a file of the old line ends for one line', async () => {
      const report = await checkLarge(`${chat()}\r`.repeat(20_000));
      assert.deepEqual([report.examples, report.brokenLines], [0, 1]);
    });

    it('names what long lines of something else are', async () => {
      const odd: [string, string][] = [
        ['x'.repeat(megabyte), 'it is not a JSON object'],
        [' '.repeat(megabyte), ''],
        [`{${' '.repeat(megabyte)}}`, 'it has no messages, nor anything else by which a format is known'],
        ['['.repeat(megabyte), 'it is not valid JSON'],
        [`"${'x'.repeat(megabyte)}"`, 'it is not a JSON object'],
      ];
      for (const [line, reason] of odd)
        assert.equal((await checkLarge(line)).problems[0]?.reason ?? '', reason, line.slice(0, 5));
    });

    it('never ends before the file does, whatever is in a line', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(fc.json(), fc.string(), hostileExample())), async (lines) => {
          const bare = lines.map((line) => line.replaceAll('\n', ' '));
          const report = await check([...bare, chat()].join('\n'));
          const counted = report.examples + report.brokenLines;
          assert.equal(counted, bare.filter((line) => line.trim() !== '').length + 1);
        }),
      );
    });

    it('stops between two slices when it is cancelled', async () => {
      const controller = new AbortController();
      let chunks = 0;
      async function* endless() {
        for (;;) {
          if (++chunks === 3) controller.abort(new Error('cancelled'));
          yield await Promise.resolve(Buffer.from(`${chat()}\n`.repeat(10)));
        }
      }
      await assert.rejects(checkDataset(endless(), { signal: controller.signal }), /cancelled/);
      assert.equal(chunks, 3);
    });
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await assert.rejects(checkDataset(chunked(chat()), { signal: controller.signal }), /cancelled/);
  });
});

/** Lines that look like examples, with anything where a text should be. */
function hostileExample(): fc.Arbitrary<string> {
  const turn = fc.record({
    role: fc.constantFrom('user', 'assistant'),
    content: fc.jsonValue(),
    tool_calls: fc.jsonValue(),
  });
  const line = fc.record(
    { messages: fc.array(turn), prompt: fc.jsonValue(), preferred_output: fc.array(turn) },
    { requiredKeys: [] },
  );
  return line.map((value) => JSON.stringify(value));
}
