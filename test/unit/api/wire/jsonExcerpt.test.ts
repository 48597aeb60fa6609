import assert from 'node:assert/strict';
import { jsonExcerpt } from '../../../../src/api/wire/jsonExcerpt';

describe('jsonExcerpt', () => {
  it('prints what fits as JSON does', () => {
    for (const value of [
      ...[null, true, false, 1.5, 'a "b"\n', [], {}, [1, [2, 'x'], {}]],
      { a: 1, 'b "c"': [null, { d: 'e' }], f: {} },
    ])
      assert.equal(jsonExcerpt(value, 1_000), JSON.stringify(value));
  });

  it('cuts what is longer, with an ellipsis', () => {
    assert.equal(jsonExcerpt([1, 2, 3], 7), '[1,2,3]');
    assert.equal(jsonExcerpt([1, 2, 3], 6), '[1,2,3…');
    assert.equal(jsonExcerpt('abcdef', 4), '"abc…');
    assert.equal(jsonExcerpt({ abcdef: 1 }, 4), '{"ab…');
  });

  it('prints 32 levels', () => {
    let value: unknown[] = [];
    for (let level = 1; level < 32; level += 1) value = [value];
    assert.equal(jsonExcerpt(value, 1_000), '['.repeat(32) + ']'.repeat(32));
    assert.equal(jsonExcerpt([value], 1_000), `${'['.repeat(32)}…${']'.repeat(32)}`);
  });

  it('looks at no more of a large value than it prints', () => {
    let seen = 0;
    const large = new Proxy([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], {
      get: (target, key, receiver) => {
        if (/^\d+$/.test(String(key))) seen += 1;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    assert.equal(jsonExcerpt(large, 3), '[1,…');
    assert.ok(seen <= 3, String(seen));
  });
});
