import assert from 'node:assert/strict';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import { checkDataset } from '../../../src/datasets/check';
import { type EngineProcess, startEngine } from '../../support/engineProcess';
import { chats, clientOf, create, untilEnded } from './support';

/** The extension's check, which knows nothing of the job: of each line the first problem. */
async function problemsInExtension(content: Buffer): Promise<string[]> {
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    yield await Promise.resolve(content);
  }
  const { problems } = await checkDataset(chunks());
  const named = new Map(
    problems.map(({ line, reason }) => [line, reason]).toReversed() as [number, string][],
  );
  return [...named].sort(([a], [b]) => a - b).map(([line, reason]) => `line ${String(line)}: ${reason}`);
}

const megabyte = 1024 * 1024;
const user = { role: 'user', content: 'a' };
const assistant = { role: 'assistant', content: 'b' };
const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
const preference = {
  input: { messages: [user] },
  preferred_output: [assistant],
  non_preferred_output: [{ ...assistant, content: 'c' }],
};
const json = (...lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const broken = (line: string) => `${chats(10)}${line}\n`;

interface Case {
  readonly content: string | Buffer;
  readonly lines: readonly number[];
  readonly method?: 'supervised' | 'dpo';
}

const cases: Record<string, Case> = {
  'lines that are no JSON': { content: broken('{"messages": [\n\n{"a":1,}'), lines: [11, 13] },
  'lines after a BOM, CRLF and blank lines': {
    content: `\uFEFF\r\n \r\n${chats(10).replaceAll('\n', '\r\n')}\t\r\n[]\r\n{}`,
    lines: [14, 15],
  },
  'bytes that are not UTF-8': {
    content: Buffer.concat([Buffer.from(chats(10)), Buffer.from([0x22, 0xff, 0x22])]),
    lines: [11],
  },
  'roles, weights and parts': {
    content: `${chats(10)}${json(
      { messages: [{ ...user, role: 'bot' }, assistant] },
      { messages: [{ ...user, weight: 1 }, assistant] },
      { messages: [{ ...assistant, weight: 0.5 }] },
      { messages: [{ ...assistant, content: [{ type: 'text' }] }] },
      { messages: [user] },
    )}`,
    lines: [11, 12, 13, 14, 15],
  },
  'tool calls': {
    content: `${chats(10)}${json(
      { messages: [user, { role: 'assistant', content: null, tool_calls: [call] }] },
      { messages: [user, { role: 'assistant', content: null }] },
      { messages: [{ role: 'user', tool_calls: [] }, assistant] },
    )}`,
    lines: [12, 13],
  },
  'prompts without a completion': {
    content: json({ prompt: 'a', completion: 'b' }, { prompt: 'a' }, { completion: 'b' }),
    lines: [2, 3],
  },
  preferences: {
    content: json(preference, { ...preference, input: {} }, { ...preference, preferred_output: [] }),
    lines: [2, 3],
    method: 'dpo',
  },
  'a line that is nested too deep': {
    content: broken(`{"messages":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    lines: [11],
  },
  'a line that is too long, and the next': {
    content: broken(`"${'x'.repeat(17 * megabyte)}"\n[]`),
    lines: [11, 12],
  },
  'a long line that is no JSON': { content: broken('['.repeat(megabyte)), lines: [11] },
  'a line with too many messages': {
    content: broken(`{"messages":[${'{"role":"user","content":"a"},'.repeat(20_000)}1]}`),
    lines: [11],
  },
};

describe('engine: the check of a file finds what the extension finds', function () {
  this.timeout(120_000);
  let engine: EngineProcess;
  let client: OpenAI;
  before(async () => {
    engine = await startEngine();
    client = clientOf(engine);
  });
  after(() => engine.stop());

  const failureInEngine = async (content: Buffer, method: 'supervised' | 'dpo') => {
    const file = await client.files.create({ file: await toFile(content, 'a.jsonl'), purpose: 'fine-tune' });
    const { id } = await create(client, file.id, { method: { type: method } });
    return (await untilEnded(client, id)).error?.message;
  };

  for (const [name, { content, lines, method = 'supervised' }] of Object.entries(cases)) {
    it(name, async () => {
      const bytes = Buffer.from(content);
      const problems = await problemsInExtension(bytes);
      assert.deepEqual(
        problems.map((problem) => Number(/^line (\d+)/.exec(problem)?.[1])),
        lines,
      );
      const count = `${String(lines.length)} broken line${lines.length === 1 ? '' : 's'}`;
      const listed = problems.join('; ').replace(/^l/, 'L');
      assert.equal(await failureInEngine(bytes, method), `The training file has ${count}. ${listed}.`);
    });
  }

  it('more broken lines than are counted', async () => {
    assert.match(
      String(await failureInEngine(Buffer.from('[]\n'.repeat(30_000)), 'supervised')),
      /^The training file has at least 10,000 broken lines\. Line 1: [^;]*; .*; and 9,995 more\.$/,
    );
  });
});
