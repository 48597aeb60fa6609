import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textsOfItems } from '../../../../src/api/http/largeJson';
import { parseInSlices } from '../../../../src/api/http/parseInSlices';
import { LeftOut, maxItems, OversizedItem } from '../../../../src/api/http/unreadJson';

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

  const long = `"${' '.repeat(500_000)}"`;
  const broken = [
    ...['', ' ', '1', '1}x', '1}}', '1,}', '1,2:3}', '1,"a"}', '1,"a" 2}', '1,"a":}', '1,"a":2', '1,,"a":2}'],
    ...['[}', '[1}', '[1,]}', '[,1]}', '[1 2]}', '[1],}', '[ ]x}', '"}', '"\\"}', '{"a":1}', '{"a"}}', ':}'],
  ];
  for (const end of broken)
    it(`refuses an object that ends with ${JSON.stringify(end)}`, async () => {
      await assert.rejects(parseInSlices(`{"long":${long},"json":${end}`), SyntaxError);
    });

  for (const end of ['', ' ', ',]', ',,1]', ',1 2]', ',1', ',1}', ']]', '] 1', ',"]', ',{]', ', ]'])
    it(`refuses a list that ends with ${JSON.stringify(end)}`, async () => {
      await assert.rejects(parseInSlices(`[${long}${end}`), SyntaxError);
    });

  it('says where the text is broken', async () => {
    await assert.rejects(parseInSlices(`[${long}] x`), { message: 'Broken JSON near character 500005' });
  });

  it('takes any white space that JSON takes', async () => {
    const space = ' \t\r\n'.repeat(3);
    const texts = Array.from({ length: 500 }, () => ['"a"', ',', `"${' '.repeat(1_000)}"`, ',']).flat();
    const spaced = ['{', '"list"', ':', '[', ...texts, '1', ']', ',', '"b"', ':', '2', '}'].join(space);
    const value = await parseInSlices(space + spaced + space);
    assert.deepEqual(value, JSON.parse(spaced));
    const much = ' '.repeat(500_000);
    assert.deepEqual(await parseInSlices(`{${much}}`), {});
    assert.deepEqual(await parseInSlices(`[${much}]`), []);
    assert.deepEqual(await parseInSlices(`${much}{"a":1}`), { a: 1 });
  });

  it('takes four levels apart, and leaves out what is larger below', async () => {
    const items = Array.from({ length: 5_000 }, () => 'x'.repeat(100));
    const nested = (depth: number) => {
      let value: unknown = items;
      for (let level = 1; level < depth; level++) value = [value];
      return value;
    };
    assert.deepEqual(await parseInSlices(JSON.stringify(nested(4))), nested(4));
    const five = (await parseInSlices(JSON.stringify(nested(5)))) as unknown[][][][];
    assert.ok(five[0]?.[0]?.[0]?.[0] instanceof OversizedItem);
  });

  it('says nothing in lists within the list of what it left out there', async () => {
    const numbers = Array.from({ length: 200_000 }, (_, at) => at);
    const [inner] = (await parseInSlices(JSON.stringify([numbers]))) as unknown[][];
    assert.ok(inner !== undefined && inner.length >= maxItems && inner.length < 2 * maxItems);
    assert.equal(typeof inner.at(-1), 'number');
  });

  it('reads ten thousand members of an object', async () => {
    const members = Array.from({ length: 20_000 }, (_, at) => [`member-${String(at)}`, 'x'.repeat(20)]);
    const value = (await parseInSlices(JSON.stringify(Object.fromEntries(members)))) as object;
    assert.equal(Object.keys(value).length, maxItems);
  });

  it('has nothing of a number that is too large', async () => {
    assert.deepEqual(await parseInSlices(`{"id":"a","number":${'1'.repeat(500_000)}}`), {
      id: 'a',
      number: null,
    });
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

describe('the texts of items', () => {
  it('are those of the list, whatever stands around and between them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.json({ maxDepth: 3 }), { minLength: 1 }),
        fc.json(),
        async (items, other) => {
          const text = ` {"other":${other}, "data" : [ ${items.join(' ,\n')} ] ,"data2":${other}}`;
          const places = [...items.keys()].filter((at) => at % 2 === 0);
          const wanted = new Set(places);
          const texts = await textsOfItems(text, ['data'], wanted);
          assert.deepEqual([...texts.keys()], [...wanted]);
          for (const [at, each] of texts) assert.equal(each, items[at]?.trim());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are of a list that stands alone, or of the last member of its name', async () => {
    assert.deepEqual([...(await textsOfItems('[1.0, 2]', [], new Set([0, 7])))], [[0, '1.0']]);
    const twice = '{"data": [1], "data": [2.50]}';
    assert.deepEqual([...(await textsOfItems(twice, ['data'], new Set([0])))], [[0, '2.50']]);
    await assert.rejects(textsOfItems('{"a": []}', ['data'], new Set([0])), SyntaxError);
  });
});
