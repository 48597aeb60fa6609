import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { checkDataset } from '../../../src/datasets/check';
import { surveyFile } from '../../../src/node/surveyFile';

const good = JSON.stringify({
  messages: [
    { role: 'user', content: 'ä“🙂'.repeat(100) },
    { role: 'assistant', content: 'x'.repeat(1_000) },
  ],
});
const script = join(root, 'dist', 'survey-thread.js');

describe('threads that survey a file', function () {
  this.timeout(30_000);
  let path: string;

  before(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'survey-file-')), 'chats.jsonl');
    const odd = ['{', '', '{"messages":[]}', '\r', 'ä'];
    const lines = Array.from({ length: 10_000 }, (_, at) =>
      at % 500 === 499 ? (odd[Math.floor(at / 500) % odd.length] ?? '') : good,
    );
    await writeFile(path, lines.join('\n'));
  });

  after(() => rm(join(path, '..'), { recursive: true }));

  it('find what one thread finds in one go', async () => {
    const { report } = await surveyFile(path, script, undefined, { checksOnly: true });
    const chunks: AsyncIterable<Uint8Array> = createReadStream(path);
    assert.deepEqual(report, await checkDataset(chunks));
    assert.deepEqual([report.examples, report.brokenLines], [9_980, 12]);
  });

  it('begin with a short stretch, which says what the file is', async () => {
    const read: number[] = [];
    await surveyFile(path, script, undefined, { checksOnly: true, onProgress: (bytes) => read.push(bytes) });
    const { size } = await stat(path);
    assert.equal(read[0], 64 * 1024);
    assert.deepEqual(read.at(-1), size);
    assert.ok(read.length < 5, read.join());
  });

  it('find what the file is where its first stretch says nothing', async () => {
    const late = `${path}.late`;
    await writeFile(late, `${'\n'.repeat(100 * 1024)}${good}\n`);
    const { report } = await surveyFile(late, script, undefined, { checksOnly: true });
    assert.deepEqual([report.format, report.examples], ['chat', 1]);
  });
});
