import assert from 'node:assert/strict';
import fc from 'fast-check';
import { itemsOf, membersOf } from '../../../../src/datasets/rewrite/convert/json';

/** Any JSON, with white space and escapes where it may have them. */
const texts = fc
  .tuple(fc.jsonValue(), fc.constantFrom('', ' ', '\t', '\n  '))
  .map(([value, space]) => JSON.stringify(value, null, space).replaceAll('é', '\\u00e9'));

describe('the parts of a JSON text', () => {
  it('are what JSON.parse finds, as they were written', () =>
    fc.assert(
      fc.property(texts, (text) => {
        const value: unknown = JSON.parse(text);
        if (Array.isArray(value)) {
          const items = itemsOf(text);
          assert.deepEqual(
            items.map((item): unknown => JSON.parse(item)),
            value,
          );
          for (const item of items) assert.ok(text.includes(item));
        } else if (typeof value === 'object' && value !== null) {
          const members = membersOf(text);
          assert.deepEqual(
            members.map(([name, json]): unknown[] => [name, JSON.parse(json)]).sort(),
            Object.entries(value).sort(),
          );
        }
      }),
    ));

  it('keep numbers, escapes and spaces', () => {
    assert.deepEqual(
      membersOf(' { "a" : 12345678901234567890 , "b\\"":[ 1.0,"\\u00e9\\\\" ],"c":{"d":"}"}} '.trim()),
      [
        ['a', '12345678901234567890'],
        ['b"', '[ 1.0,"\\u00e9\\\\" ]'],
        ['c', '{"d":"}"}'],
      ],
    );
    assert.deepEqual(itemsOf('[true , -1e+5,"]" , null]'), ['true', '-1e+5', '"]"', 'null']);
    assert.deepEqual([...itemsOf('[ ]'), ...membersOf('{ }')], []);
  });
});
