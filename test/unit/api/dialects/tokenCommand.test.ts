import assert from 'node:assert/strict';
import { readField } from '../../../../src/api/dialects/address';
import { tokenCommandField, wordsOf } from '../../../../src/api/dialects/tokenCommand';

describe('a command as people type it', () => {
  for (const [line, words] of [
    ['gcloud auth print-access-token', ['gcloud', 'auth', 'print-access-token']],
    ['  a   b\t', ['a', 'b']],
    ['"C:\\Program Files\\sdk\\gcloud.cmd" auth', ['C:\\Program Files\\sdk\\gcloud.cmd', 'auth']],
    [`a '$HOME;"x"' --b="c d" ''`, ['a', '$HOME;"x"', '--b=c d', '']],
    ['', []],
    ['a "b', null],
    ["it's", null],
  ] as const)
    it(`is split into words: ${line}`, () => {
      assert.deepEqual(wordsOf(line), words);
    });

  it('is saved as program and arguments, or refused', () => {
    const field = tokenCommandField('gcloud auth print-access-token');
    assert.deepEqual(readField(field, 'print "my key"'), { tokenCommand: ['print', 'my key'] });
    assert.deepEqual(readField(field, ''), {});
    for (const wrong of ['"', '""', ' ', '"  " a']) assert.equal(readField(field, wrong), null, wrong);
    assert.deepEqual(readField(field, field.suggestion ?? ''), {
      tokenCommand: ['gcloud', 'auth', 'print-access-token'],
    });
  });
});
