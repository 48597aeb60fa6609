import assert from 'node:assert/strict';
import { errorParts } from '../../../src/shared/errorParts';

describe('errorParts', () => {
  const parts = (message: string) => errorParts(message).map(({ text, line }) => `${line ?? '-'} ${text}`);

  it('are a sentence for each broken line, with what came before and after', () => {
    assert.deepEqual(
      parts(
        'The training file has 8 broken lines. Line 3: it is not valid JSON (Expected a comma); line 4: messages[1].role is missing; and 6 more.',
      ),
      [
        '- The training file has 8 broken lines.',
        '3 Line 3: it is not valid JSON (Expected a comma)',
        '4 Line 4: messages[1].role is missing',
        '- and 6 more.',
      ],
    );
  });

  it('are the lines of a message that has some', () => {
    const message =
      'Invalid file format.\n\nThe example at line 12 has no role.\n- Line 14: no content\nLine 15: a; line 16: b';
    assert.deepEqual(parts(message), [
      '- Invalid file format.',
      '12 The example at line 12 has no role.',
      '14 - Line 14: no content',
      '15 Line 15: a',
      '16 Line 16: b',
    ]);
  });

  it('are one of a message about no line, or about one', () => {
    assert.deepEqual(parts('The job ran out of memory.'), ['- The job ran out of memory.']);
    assert.deepEqual(parts('Invalid example in line 12: no role'), [
      '12 Invalid example in line 12: no role',
    ]);
    assert.deepEqual(parts('Line 12: message 2 has no "role".'), ['12 Line 12: message 2 has no "role".']);
    assert.deepEqual(parts(''), []);
  });

  it('keep all words of a message with very many', () => {
    const message = Array.from({ length: 500 }, (_, at) => `Line ${at}: no`).join('; ');
    const all = errorParts(message);
    assert.equal(all.length, 100);
    assert.match(all.at(-1)?.text ?? '', /Line 499: no$/);
  });
});
