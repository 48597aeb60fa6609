import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { countBatch } from '../../../src/datasets/tokens/batch';
import { TokenThreads } from '../../../src/node/tokenThreads';
import { tokenizerOf } from '../../support/tokenFiles';

const megabyte = 1024 * 1024;

describe('threads that count tokens', function () {
  this.timeout(20_000);
  let threads: TokenThreads;

  /** As they are started in the editor. */
  const start = (size: number, encoding: 'o200k_base' | 'cl100k_base' = 'o200k_base', folder = 'dist') =>
    (threads = new TokenThreads(
      join(root, 'dist', 'token-thread.js'),
      { encoding, folder: join(root, folder) },
      size,
    ));
  const batch = (...texts: readonly string[]) =>
    new TextEncoder().encode(
      texts.map((text) => `${JSON.stringify({ prompt: '', completion: text })}\n`).join(''),
    );

  afterEach(() => {
    threads.dispose();
  });

  it('count as one thread does', async () => {
    for (const encoding of ['o200k_base', 'cl100k_base'] as const) {
      start(1, encoding);
      const here = countBatch(
        batch('antidisestablishmentarianism', 'お誕生日おめでとう'),
        await tokenizerOf(encoding),
      );
      assert.deepEqual(
        await threads.count(batch('antidisestablishmentarianism', 'お誕生日おめでとう')),
        here,
      );
      threads.dispose();
    }
  });

  it('return each batch to whoever sent it', async () => {
    start(100 * megabyte);
    const sizes = Array.from({ length: 20 }, (_, at) => (at * 7) % 20);
    const counts = await Promise.all(sizes.map((size) => threads.count(batch('a b '.repeat(size)))));
    assert.deepEqual(
      counts.map((each) => each.counts[0]),
      sizes.map((size) => (size === 0 ? 0 : size * 2 + 1)),
    );
  });

  it('are one for a small file', () => {
    assert.equal(start(0).width, 2);
    assert.equal(start(2 * megabyte).width, 2);
    assert.ok(start(1024 * megabyte).width >= 2);
  });

  it('reject what is under way when they are ended, and what comes after', async () => {
    start(1);
    const counting = threads.count(batch('a'));
    threads.dispose();
    await assert.rejects(counting, /was ended/);
    await assert.rejects(threads.count(batch('a')), /was ended/);
  });

  it('say why they cannot count', async () => {
    start(1, 'o200k_base', 'docs');
    await assert.rejects(threads.count(batch('a')), /o200k_base\.ranks/);
    await assert.rejects(threads.count(batch('a')), /o200k_base\.ranks/);
  });
});
