import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Slices } from '../../../src/api/slices';
import { printJson } from '../../../src/shared/printJson';

const print = (json: string) => printJson(json, new Slices());

const megabyte = 1024 * 1024;

describe('JSON made readable', () => {
  it('has a line a value', async () => {
    assert.equal(
      await print('{"a":[1,{"b":null}],"c":{},"d":[ ]}'),
      '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "c": {},\n  "d": []\n}',
    );
  });

  it('keeps every value as it was written', async () => {
    const json = '{"n":1.0,"big":12345678901234567890,"e":1E+2,"s":"a\\u00e9\\"{[:,]}","":"\\\\"}';
    assert.equal((await print(json)).replace(/\n */g, '').replaceAll('": ', '":'), json);
  });

  it('says the same as before, for any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (json) => {
        assert.deepEqual(JSON.parse(await print(json)), JSON.parse(json));
        assert.equal(await print(await print(json)), await print(json));
      }),
    );
  });

  it('changes nothing but white space, for any text', async () => {
    const bare = (text: string) => text.replace(/\s/g, '');
    const piece = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', ' ', '\n', 'a', '1.0', '"x"');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const text = pieces.join('');
        assert.equal(bare(await print(text)), bare(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses nothing of text that is no JSON', async () => {
    assert.equal(await print('<html> "open'), '<html>"open');
    assert.equal(await print(''), '');
  });

  it('has lines for the first 20 levels, and none below', async () => {
    const printed = await print(`${'['.repeat(25)}1,2${']'.repeat(25)}`);
    const lines = printed.split('\n');
    assert.equal(lines.length, 41);
    assert.equal(lines[20], `${'  '.repeat(20)}[[[[[1,2]]]]]`);
    assert.equal(lines[21], `${'  '.repeat(19)}]`);
  });

  it('is bounded, whatever it is made of', async () => {
    const half = 15_000;
    for (const text of [
      '['.repeat(2 * half) + ']'.repeat(2 * half),
      '[],'.repeat(2 * half),
      `${'['.repeat(20)}${'1,'.repeat(megabyte)}`,
      '{"a":'.repeat(half),
      ':'.repeat(4 * megabyte),
      ' '.repeat(4 * megabyte),
    ]) {
      const printed = await print(text);
      assert.ok(printed.length <= text.length * 4 + megabyte, text.slice(0, 30));
    }
  });

  it('shows as it came what would be mostly indents', async () => {
    const text = `${'['.repeat(20)}${'1,'.repeat(megabyte)}`;
    assert.ok((await print(text)) === text);
  });

  for (const [name, text] of [
    ['letters', `"${'x'.repeat(12_000_000)}"`],
    ['escaped quotes', `"${'\\"'.repeat(6_000_000)}"`],
    ['backslashes', `"${'\\'.repeat(12_000_000)}"`],
    ['letters without an end', `"${'x'.repeat(12_000_000)}`],
    ['escaped quotes without an end', `"${'\\"'.repeat(6_000_000)}`],
  ] as const) {
    it(`prints a string of 12 MB of ${name}`, async () => {
      assert.ok((await print(text)) === text);
    });
  }

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const printing = printJson('[],'.repeat(8_000_000), new Slices(controller.signal));
    controller.abort(new Error('cancelled'));
    await assert.rejects(printing, /cancelled/);
  });
});
