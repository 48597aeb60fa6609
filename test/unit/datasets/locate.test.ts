import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spanOf, syntaxProblemOf } from '../../../src/datasets/locate';

/** What is said of a line that is no JSON, with `▸…◂` around what is marked. */
function marked(text: string): string {
  assert.throws(() => JSON.parse(text) as unknown, SyntaxError);
  const { reason, span } = syntaxProblemOf(text);
  return `${text.slice(0, span.start)}▸${text.slice(span.start, span.end)}◂${text.slice(span.end)}  ${reason}`;
}

const bad = [
  '{"a": [1, 2▸,◂]}  there is nothing after this comma',
  '{"a": 1▸,◂ }  there is nothing after this comma',
  '{"a": ▸}◂  a value is expected here',
  '{▸a◂: 1}  this means nothing in JSON, where names and texts stand in double quotation marks',
  "{▸'a'◂: 1}  this means nothing in JSON, where names and texts stand in double quotation marks",
  '{"a" ▸1◂}  a colon is expected here',
  '{"a": 1 ▸"b"◂: 2}  a comma is expected here',
  '{"a": ▸1◂  a } is expected here',
  '{"a": [▸1◂  a ] is expected here',
  '{"a": 1}▸,◂  there is nothing after this comma',
  '{"a": 1}▸}◂  the row has ended before this',
  '{"a": 1} ▸{◂"b": 2}  the row has ended before this',
  '{"a": ▸"b}◂  this text does not end on its line',
  '{"a": ▸"\\x"◂}  this is no character: a backslash itself is written \\\\',
  '{"a": ▸"\\u12"◂}  this is no character: \\u wants four hexadecimal digits',
  '{"a": ▸"\t"◂}  this character has to be written with a backslash',
  '{"a": 1 ▸// one◂  JSON has no comments',
  '{"a": ▸NaN◂}  this means nothing in JSON, where names and texts stand in double quotation marks',
];

describe('a line that is no JSON', () => {
  for (const expected of bad) {
    const text = expected.slice(0, expected.lastIndexOf('  ')).replace(/[▸◂]/g, '');
    it(`is marked where that is so: ${text}`, () => {
      assert.equal(marked(text), expected);
    });
  }

  it('is marked in itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,"\\u1e.- atn/*')) }), (text) => {
        try {
          JSON.parse(text);
        } catch {
          const { span, surplus } = syntaxProblemOf(text);
          assert.ok(
            span.start >= 0 && span.start <= span.end && span.end <= text.length,
            JSON.stringify(span),
          );
          if (surplus !== undefined) assert.equal(text.slice(surplus.start, surplus.end), ',');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is marked as a whole where it is nested too deep to be looked through', () => {
    const deep = '['.repeat(200_000);
    assert.deepEqual(spanOf(deep, { rule: 'type', path: ['a'] }), { start: 0, end: deep.length });
    const { span } = syntaxProblemOf(deep);
    assert.equal(span.end, deep.length);
  });
});
