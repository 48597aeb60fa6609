import assert from 'node:assert/strict';
import { freeForm } from '../../../../src/api/wire/freeForm';

function nested(levels: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 1; level < levels; level += 1) value = { a: value };
  return value;
}

const isKept = (value: unknown) => freeForm(value) === value;

describe('freeForm', () => {
  it('keeps an object as it came', () => {
    const grader = { type: 'string_check', list: [1, null, 'a', { b: true }] };
    assert.equal(freeForm(grader), grader);
  });

  it('is null for what is no object', () => {
    for (const value of [null, undefined, 'a', 1, ['a']]) assert.equal(freeForm(value), null);
  });

  it('has at most 32 levels', () => {
    assert.equal(isKept(nested(32)), true);
    assert.equal(freeForm(nested(33)), null);
  });

  it('has at most 10,000 values, itself among them', () => {
    assert.equal(isKept({ list: new Array<number>(9_998).fill(0) }), true);
    assert.equal(freeForm({ list: new Array<number>(9_999).fill(0) }), null);
  });

  it('has at most 500,000 characters of text, names included', () => {
    assert.equal(isKept({ ab: 'x'.repeat(499_998) }), true);
    assert.equal(freeForm({ ab: 'x'.repeat(499_999) }), null);
    assert.equal(isKept({ ['x'.repeat(500_000)]: 1 }), true);
    assert.equal(freeForm({ ['x'.repeat(500_001)]: 1 }), null);
    assert.equal(freeForm({ ['x'.repeat(250_000)]: 1, ['y'.repeat(250_001)]: 1 }), null);
  });
});
