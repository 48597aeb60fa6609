import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../../src/api/http/bytesSource';
import type { UploadSource } from '../../../src/api/http/multipart';
import { diskSource } from '../../../src/node/diskSource';
import { collect } from '../../support/providers/use';
import { bytesOf } from '../../support/uploads';

const bytes = bytesOf(0, 3_000_000);

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await collect(chunks));
}

describe('what an upload reads', () => {
  let folder: string;
  let path: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'upload-'));
    path = join(folder, 'train.jsonl');
    await writeFile(path, bytes);
  });
  after(() => rm(folder, { recursive: true }));

  const sources: Record<string, () => UploadSource | Promise<UploadSource>> = {
    'a file on disk': () => diskSource('train.jsonl', path),
    'bytes in memory': () => bytesSource('train.jsonl', bytes),
  };
  for (const [what, open] of Object.entries(sources))
    it(`${what}: as a whole, in parts, and its SHA-256`, async () => {
      const source = await open();
      assert.deepEqual([source.filename, source.size], ['train.jsonl', bytes.length]);
      assert.ok((await joined(source.read())).equals(bytes));
      const part = source.slice?.(1_000_000, 2_500_001) ?? [];
      assert.ok((await joined(part as AsyncIterable<Uint8Array>)).equals(bytesOf(1_000_000, 2_500_001)));
      const seen: number[] = [];
      const sum = await source.sha256?.(undefined, (read) => seen.push(read));
      assert.equal(sum, createHash('sha256').update(bytes).digest('hex'));
      if (what === 'a file on disk') assert.deepEqual(seen, [1_048_576, 2_097_152, 3_000_000]);
    });

  for (const [how, change] of [
    ['saved again at the same size', () => writeFile(path, bytes.toReversed())],
    ['longer', () => appendFile(path, 'x')],
  ] as const)
    it(`no file on disk that is ${how} meanwhile: it would be half of each`, async () => {
      const source = await diskSource('train.jsonl', path);
      const first = await joined(source.slice?.(0, 1_000) as AsyncIterable<Uint8Array>);
      assert.equal(first.length, 1_000);
      await utimes(path, 1, 1); // else it may be within the same millisecond
      await change();
      const changed = { message: 'train.jsonl changed while it was read' };
      const rest = source.slice?.(1_000, 2_000) as AsyncIterable<Uint8Array>;
      await assert.rejects(joined(rest), changed);
      await assert.rejects(joined(source.read()), changed);
      await assert.rejects(source.sha256?.(undefined) ?? Promise.resolve(), changed);
      await writeFile(path, bytes);
    });

  it('a file on disk no further than until it is given up', async () => {
    const source = await diskSource('train.jsonl', path);
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(source.sha256?.(signal) ?? Promise.resolve(), (error) => error === signal.reason);
  });
});
