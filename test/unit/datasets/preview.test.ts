import assert from 'node:assert/strict';
import { previewOf } from '../../../src/datasets/preview';

describe('previewOf', () => {
  /** How many chunks were taken. */
  let taken: number;
  let hasEnded: boolean;

  async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Uint8Array, void, undefined> {
    taken = 0;
    hasEnded = false;
    try {
      for (const text of texts) {
        taken += 1;
        yield new TextEncoder().encode(text);
        await Promise.resolve();
      }
    } finally {
      hasEnded = true;
    }
  }

  const rowsOf = async (...args: Parameters<typeof previewOf>) => {
    const preview = await previewOf(...args);
    assert.ok(preview !== 'archive');
    return preview;
  };

  it('is the first lines that are not empty, and how many there are', async () => {
    const lines = Array.from({ length: 8 }, (_, at) => `{"at": ${at}}`);
    assert.deepEqual(await previewOf(chunksOf(`\ufeff${lines[0]}\r\n\n`, lines.slice(1).join('\n'))), {
      rows: lines.slice(0, 5),
      count: 8,
      bytesRead: 84,
      isWhole: true,
    });
    assert.deepEqual(await previewOf(chunksOf()), { rows: [], count: 0, bytesRead: 0, isWhole: true });
  });

  it('says of an archive that it is one, whatever its chunks are, and reads no more of it', async () => {
    const tar = `data.jsonl${'\0'.repeat(247)}ustar\0`;
    const zip = `PK\u0003\u0004${'\n'.repeat(2_000)}`;
    for (const archive of [zip, tar, `BZh91AY&SY`]) {
      assert.equal(await previewOf(chunksOf(archive, 'x\n', 'y\n')), 'archive');
      assert.equal(await previewOf(chunksOf(...Array.from(archive))), 'archive');
    }
    assert.equal(await previewOf(chunksOf(zip, 'x\n', 'y\n')), 'archive');
    assert.deepEqual([taken, hasEnded], [1, true]);
    for (const text of ['PK', 'BZh91 is no archive', 'ustar', '{"a": "PK\u0003\u0004"}'])
      assert.notEqual(await previewOf(chunksOf(text)), 'archive');
  });

  it('reads no more of a large file than says how many lines it will have', async () => {
    const chunk = `${'x'.repeat(1023)}\n`.repeat(64);
    const { rows, count, bytesRead, isWhole } = await rowsOf(
      chunksOf(...Array.from({ length: 100 }, () => chunk)),
    );
    assert.deepEqual([rows.length, count, bytesRead, isWhole], [5, 512, 512 * 1024, false]);
    assert.deepEqual([taken, hasEnded], [8, true]);
  });

  it('cuts long lines, and passes over one that is too long to be read', async () => {
    const { rows, count } = await rowsOf(chunksOf(`${'a'.repeat(30_000)}\nb\n`));
    assert.deepEqual([rows.map(({ length }) => length), count], [[20_001, 1], 2]);
    assert.match(rows[0] ?? '', /a…$/);
    const whole = await rowsOf(chunksOf(`${'a'.repeat(30_000)}\nb\n`), 1, 30_000);
    assert.deepEqual(whole.rows, ['a'.repeat(30_000)]);
  });

  it('is the beginning of a first line that does not end in what is read', async () => {
    const chunks = chunksOf(`\ufeff{"a":"${'x'.repeat(30_000)}`, 'x'.repeat(600_000), '"}\n');
    const { rows, count, isWhole } = await rowsOf(chunks);
    assert.deepEqual([rows.length, count, isWhole, taken], [1, 1, false, 2]);
    assert.match(rows[0] ?? '', /^\{"a":"x+…$/);
  });
});
