import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Slices } from '../../../../src/api/slices';
import { Random } from '../../../../src/datasets/rewrite/random';
import { printRows } from '../../../../src/datasets/rewrite/rowPrints';
import { sortInSlices } from '../../../../src/datasets/rewrite/sortInSlices';
import { countRepeats, drawAlikeTogether, drawRows, partOf } from '../../../../src/datasets/rewrite/split';
import { chunksOf, files, isRow, linesOf, textOf } from './support';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

const rowsOf = (text: string) =>
  linesOf(text)
    .filter(isRow)
    .map((line) => line.replace(/^\ufeff/, '').trim());

/** Each row with the blank lines before it, and blank lines at the end; a line break ends them all. */
function groupsOf(text: string): string[] {
  const groups = [''];
  for (const line of linesOf(text)) {
    groups.push(`${groups.pop() ?? ''}${line.endsWith('\n') ? line : `${line}\n`}`);
    if (isRow(line)) groups.push('');
  }
  return groups.filter(Boolean);
}

async function split(text: string, wanted: number, seed: number, together = false) {
  const size = text.length > 100_000 ? 70_000 : 5;
  const { rows, prints } = await printRows(chunksOf(text, size));
  assert.ok(prints);
  const drawn = together
    ? await drawAlikeTogether(prints, { wanted, seed })
    : await drawRows(rows, { wanted, seed });
  return {
    drawn,
    training: await textOf(partOf(chunksOf(text, size), drawn, 'training')),
    validation: await textOf(partOf(chunksOf(text, size + 6), drawn, 'validation')),
  };
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `{"n":${at}}\n`).join('');

describe('random numbers', () => {
  it('are those that the authors of the generator publish', () => {
    const random = Random.from([1, 2, 3, 4]);
    assert.deepEqual(
      Array.from({ length: 6 }, () => random.next()),
      [11520, 0, 5927040, 70819200, 2031721883, 1637235492],
    );
  });
});

/** Whether `all` is one list and the other put together in some way, each in its order. Of rows that are alike, any may be either's. */
function isDealtOut(all: readonly string[], one: readonly string[], other: readonly string[]): boolean {
  // How many may be of the first list, after each of all.
  let taken: ReadonlySet<number> = new Set([0]);
  for (const [at, each] of all.entries())
    taken = new Set(
      [...taken].flatMap((count) => [
        ...(one[count] === each ? [count + 1] : []),
        ...(other[at - count] === each ? [count] : []),
      ]),
    );
  return taken.has(one.length) && one.length + other.length === all.length;
}

describe('a split', () => {
  it('has every line once, byte for byte and in order, in one of both parts', () =>
    fc.assert(
      fc.asyncProperty(files, seeds, fc.boolean(), async (text, seed, together) => {
        const rows = rowsOf(text).length;
        fc.pre(rows >= 2);
        const { training, validation } = await split(text, 1 + (seed % (rows - 1)), seed, together);
        assert.ok(isDealtOut(groupsOf(text), groupsOf(training), groupsOf(validation)));
      }),
    ));

  it('has exactly as many rows for validation as are wanted', () =>
    fc.assert(
      fc.asyncProperty(files, seeds, async (text, seed) => {
        const rows = rowsOf(text).length;
        fc.pre(rows >= 2);
        const wanted = 1 + (seed % (rows - 1));
        const { training, validation } = await split(text, wanted, seed);
        assert.equal(rowsOf(validation).length, wanted);
        assert.equal(rowsOf(training).length, rows - wanted);
      }),
    ));

  it('can keep rows that are alike on one side', () =>
    fc.assert(
      fc.asyncProperty(files, seeds, async (text, seed) => {
        const rows = rowsOf(text);
        fc.pre(new Set(rows).size >= 2);
        const { training, validation } = await split(text, 1 + (seed % (rows.length - 1)), seed, true);
        const trained = new Set(rowsOf(training));
        assert.ok(trained.size > 0);
        assert.ok(rowsOf(validation).length > 0);
        assert.deepEqual(
          rowsOf(validation).filter((row) => trained.has(row)),
          [],
        );
      }),
    ));

  it('keeps rows that are alike together as near to the wanted number as that allows', async () => {
    const repeated = '{"a":1}\n'.repeat(6) + numbered(6);
    for (let wanted = 1; wanted < 12; wanted++) {
      const { drawn } = await split(repeated, wanted, 7, true);
      assert.ok(Math.abs(drawn.size - wanted) <= 3, `${drawn.size} instead of ${wanted}`);
    }
    const { drawn } = await split(numbered(1_000), 137, 7, true);
    assert.equal(drawn.size, 137);
  });

  it('cannot keep rows together where all are alike', async () => {
    const { drawn } = await split('{"a":1}\n{"a":1}\r\n{"a":1}', 1, 7, true);
    assert.equal(drawn.size, 0);
  });

  it('is the same for the same seed, today and on every machine', async () => {
    const drawn = async (seed: number, together: boolean) => {
      const { validation } = await split(numbered(40), 5, seed, together);
      return validation.match(/\d+/g)?.join(' ');
    };
    assert.equal(await drawn(42, false), '1 4 5 6 21');
    assert.equal(await drawn(43, false), '7 8 11 18 19');
    assert.equal(await drawn(42, true), '0 2 6 31 37');
    assert.equal(await drawn(43, true), '1 6 22 25 30');
  });

  it('draws each row equally often', async () => {
    const prints = (await printRows(chunksOf(numbered(10)))).prints ?? new Float64Array();
    for (const draw of [
      (seed: number) => drawRows(10, { wanted: 3, seed }),
      (seed: number) => drawAlikeTogether(prints, { wanted: 3, seed }),
    ]) {
      const counts = Array.from({ length: 10 }, () => 0);
      for (let seed = 0; seed < 4_000; seed++) {
        const drawn = await draw(seed);
        for (const row of counts.keys()) if (drawn.has(row)) counts[row] = (counts[row] ?? 0) + 1;
      }
      for (const count of counts) assert.ok(Math.abs(count - 1_200) < 150, counts.join(' '));
    }
  });

  it('takes a line of any length without keeping it', async () => {
    const long = `{"a":"${'x'.repeat(3_000_000)}"}`;
    const text = `${numbered(2)}${long}`;
    const { training, validation } = await split(text, 2, 3);
    assert.equal((training + validation).length, text.length + 1);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const reading = textOf(
      partOf(chunksOf(numbered(1_000)), { has: () => true }, 'validation', {
        signal,
        onProgress: (bytes) => {
          if (bytes > 100) controller.abort(new Error('cancelled'));
        },
      }),
    );
    await assert.rejects(reading, /cancelled/);
  });
});

describe('the rows of a file', () => {
  it('are counted without blank lines', () =>
    fc.assert(
      fc.asyncProperty(files, async (text) => {
        assert.equal((await printRows(chunksOf(text))).rows, rowsOf(text).length);
      }),
    ));

  it('that are like an earlier one are counted, whatever their line breaks', async () => {
    const { prints } = await printRows(chunksOf('\ufeff{"a":1}\n{"a":2}\r\n\n{"a":1}\r\n {"a":2}\n{"a":1}'));
    assert.ok(prints);
    assert.equal(await countRepeats(prints), 3);
  });
});

describe('sorting in slices', () => {
  it('is sorting', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })), async (numbers) => {
        const sorted = await sortInSlices(Float64Array.from(numbers), new Slices());
        assert.deepEqual([...sorted], [...Float64Array.from(numbers).sort()]);
      }),
    ));

  it('is sorting where the numbers are many', async () => {
    const { prints } = await printRows(chunksOf(`${numbered(60_000)}${numbered(500)}`, 100_000));
    assert.ok(prints);
    assert.deepEqual(await sortInSlices(prints, new Slices()), prints.slice().sort());
    assert.equal(await countRepeats(prints), 500);
  });
});
