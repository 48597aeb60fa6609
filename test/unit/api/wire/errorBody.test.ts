import assert from 'node:assert/strict';
import { readErrorBody } from '../../../../src/api/wire/errorBody';

const none = { message: null, code: null, type: null, param: null };
const read = (body: unknown) => readErrorBody(JSON.stringify(body));

describe('the body of a refusal', () => {
  it('is read in the envelope of every provider', () => {
    const error = {
      message: 'No such file',
      type: 'invalid_request_error',
      param: 'training_file',
      code: 404,
    };
    assert.deepEqual(read({ error }), { ...error, code: '404' });
    assert.deepEqual(read({ error: 'forbidden' }), { ...none, message: 'forbidden' });
    assert.deepEqual(read({ code: 5, message: 'not found', details: [] }), {
      ...none,
      code: '5',
      message: 'not found',
    });
    assert.equal(read({ detail: 'Not authenticated' }).message, 'Not authenticated');
    assert.equal(
      read({ detail: [{ msg: 'field required', loc: [] }, 1, null, { loc: [] }, { msg: 'too short' }] })
        .message,
      'field required; too short',
    );
    assert.equal(read({ detail: { message: 'busy' } }).message, 'busy');
  });

  it('says nothing where it is nonsense', () => {
    for (const body of [[], null, 'x', 7, {}, { error: {} }, { error: { message: {} } }, { detail: [] }])
      assert.deepEqual(read(body), none);
    assert.deepEqual(readErrorBody('<html>'), none);
    assert.deepEqual(readErrorBody(''), none);
  });
});
