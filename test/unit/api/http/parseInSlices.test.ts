import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LeftOut, OversizedItem, maxItems, parseInSlices } from '../../../../src/api/http/parseInSlices';

/** White space that makes any text long enough to be read in slices. */
const padding = `{"padding":[${`"${' '.repeat(1_000)}",`.repeat(400)}0],"json":`;
const padded = (json: string) => `${padding}${json}}`;
const inside = (value: unknown) => (value as { json: unknown }).json; // of a padded text

/** What the parser makes of a text, or that it refuses it. */
async function outcome(parse: () => unknown): Promise<unknown> {
  try {
    return { value: await parse() };
  } catch (error) {
    assert.ok(error instanceof SyntaxError);
    return 'broken';
  }
}

describe('reading JSON in slices', () => {
  it('gives what JSON.parse gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (json) => {
        assert.deepEqual(inside(await parseInSlices(padded(json))), JSON.parse(json));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what JSON.parse refuses', async () => {
    const marks = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '"a"', '1', ' ', 'null', '"a":');
    await fc.assert(
      fc.asyncProperty(fc.array(marks, { maxLength: 9 }), async (parts) => {
        const json = parts.join('');
        const expected = await outcome(() => JSON.parse(padded(json)) as unknown);
        assert.deepEqual(await outcome(() => parseInSlices(padded(json))), expected, json);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a key that means something to objects', async () => {
    const value = (await parseInSlices(`${padding}0,"__proto__":{"x":1},"constructor":[1]}`)) as object;
    assert.deepEqual(Object.keys(value), ['padding', 'json', '__proto__', 'constructor']);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
  });

  it('reads a job with very many events in it', async () => {
    const events = Array.from({ length: 9_000 }, (_, at) => ({ id: at, message: 'x'.repeat(200) }));
    const list = { data: [{ id: 'a' }, { id: 'b', events }, { id: 'c' }], has_more: false };
    assert.deepEqual(await parseInSlices(JSON.stringify(list)), list);
  });

  it('reads the items beside one that is too large', async () => {
    const large = JSON.stringify('x'.repeat(3_000_000));
    const value = await parseInSlices(`{"data":[{"id":"a"},${large},{"id":"c"}],"has_more":true}`);
    const { data, has_more: hasMore } = value as { data: unknown[]; has_more: unknown };
    assert.deepEqual([data[0], data[2], data.length, hasMore], [{ id: 'a' }, { id: 'c' }, 3, true]);
    assert.ok(data[1] instanceof OversizedItem);
    assert.equal(data[1].length, large.length);
  });

  it('reads strings of quotes and backslashes, and many small items', async () => {
    const strings = ['\\', '"', '\\"', '\\\\', '],[', '}{', '\\\\"'.repeat(1_000)];
    const list = Array.from({ length: 9_000 }, (_, at) => strings[at % 8] ?? 'x'.repeat(1_000));
    assert.deepEqual(await parseInSlices(JSON.stringify({ list, strings })), { list, strings });
  });

  it('reads ten thousand items of a list, and says how many it left out', async () => {
    const list = (await parseInSlices(
      JSON.stringify(Array.from({ length: 400_000 }, (_, at) => at)),
    )) as unknown[];
    const rest = list.pop();
    assert.ok(rest instanceof LeftOut);
    assert.equal(list.length + rest.count, 400_000);
    assert.ok(list.length >= maxItems && list.length < 2 * maxItems);
    assert.ok(list.every((item, at) => item === at));
  });

  it('has the beginning of a text that is too large, wherever it is cut', async () => {
    for (let shift = 0; shift < 13; shift++) {
      const text = 'x'.repeat(shift) + '\\"\u0001'.repeat(100_000);
      const value = await parseInSlices(JSON.stringify({ data: [{ id: 'a', text, model: 'm' }] }));
      const [job] = (value as { data: { id: string; text: string; model: string }[] }).data;
      assert.deepEqual([job?.id, job?.model], ['a', 'm']);
      const beginning = job?.text.replace(/…+$/, '') ?? '';
      assert.ok(beginning.length > 4_000 && text.startsWith(beginning));
    }
  });

  it('does not read one endless string', async () => {
    assert.ok((await parseInSlices(`"${'\\"'.repeat(1_000_000)}"`)) instanceof OversizedItem);
  });

  it('reads a million brackets and refuses them where one is missing', async () => {
    const nested = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    assert.ok(Array.isArray(await parseInSlices(`[${nested}]`)));
    assert.equal(await outcome(() => parseInSlices(`[${nested}`)), 'broken');
  });

  it('ends when nobody waits any more', async () => {
    const end = new AbortController();
    const parsing = parseInSlices(`[${'1,'.repeat(10_000_000)}1]`, end.signal);
    end.abort(new Error('enough'));
    await assert.rejects(parsing, /enough/);
  });
});
