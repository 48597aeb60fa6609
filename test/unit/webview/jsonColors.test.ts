import assert from 'node:assert/strict';
import { jsonTokens } from '../../../src/webview/elements/jsonColors';

describe('jsonTokens', () => {
  const tokens = (text: string) =>
    jsonTokens(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

  it('are the names and values', () => {
    assert.deepEqual(tokens('{"a": [1, -2.5e-3, "b:", true], "c": {"d": null, "e": false}}'), [
      ...['key "a"', 'number 1', 'number -2.5e-3', 'string "b:"', 'literal true'],
      ...['key "c"', 'key "d"', 'literal null', 'key "e"', 'literal false'],
    ]);
  });

  it('know quotation marks and backslashes within a string', () => {
    assert.deepEqual(tokens(String.raw`["a\"b", "\\", "c"]`), [
      String.raw`string "a\"b"`,
      String.raw`string "\\"`,
      'string "c"',
    ]);
  });

  it('end with a text that is cut anywhere', () => {
    assert.deepEqual(tokens('{"a": "b'), ['key "a"', 'string "b']);
    assert.deepEqual(tokens('"\\'), ['string "\\']);
    assert.deepEqual(tokens(''), []);
    assert.deepEqual(tokens('nothing, truest, 5'), ['number 5']);
  });

  it('are so many at most, of however long a text', () => {
    assert.equal(jsonTokens('1,'.repeat(1_000_000)).length, 20_000);
    assert.equal(jsonTokens(`"${'\\"'.repeat(500_000)}`).length, 1);
  });
});
