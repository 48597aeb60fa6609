import assert from 'node:assert/strict';
import { isCertificateCode, toNetworkError } from '../../../../src/api/http/networkError';

const request = { method: 'GET', url: 'https://example.com/v1/jobs' };
const same = (text: string) => text;
const withCode = (code: unknown, message = 'x') => Object.assign(new Error(message), { code });
const failed = (cause: unknown) => new TypeError('fetch failed', { cause });
const read = (error: unknown, redact = same) => {
  const { message, code, mayHaveArrived } = toNetworkError(error, request, redact);
  return [message, code, mayHaveArrived];
};

describe('toNetworkError', () => {
  const known: readonly (readonly [code: string, message: string, mayHaveArrived: boolean])[] = [
    ['ENOTFOUND', 'Unknown host', false],
    ['EAI_AGAIN', 'The name of the host cannot be looked up: is this machine online?', false],
    ['ECONNREFUSED', 'Connection refused: nothing listens there', false],
    ['EHOSTUNREACH', 'The host cannot be reached: is this machine online?', false],
    ['ENETUNREACH', 'The network cannot be reached: is this machine online?', false],
    ['UND_ERR_CONNECT_TIMEOUT', 'The host does not respond', false],
    ['ECONNRESET', 'The connection was cut', true],
    ['UND_ERR_SOCKET', 'The connection was cut', true],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'The connection was cut', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'The server took the request and did not respond', true],
    ['UND_ERR_BODY_TIMEOUT', 'The server stopped in the middle of its response', true],
    ['EPIPE', 'The connection was cut', true],
    ['ETIMEDOUT', 'The connection timed out', true],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'The server does not speak TLS there: should it be http?', false],
    ['CERT_HAS_EXPIRED', "The server's certificate has expired", false],
    [
      'CERT_NOT_YET_VALID',
      "The server's certificate is not valid yet: is this machine's clock right?",
      false,
    ],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', "The server's certificate is self-signed", false],
    ['SELF_SIGNED_CERT_IN_CHAIN', "The server's certificate is signed by an unknown authority", false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', "The server's certificate cannot be verified", false],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', "The server's certificate cannot be verified", false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', "The server's certificate is for another host", false],
  ];
  for (const [code, message, mayHaveArrived] of known) {
    it(`says of ${code}: ${message}`, () =>
      assert.deepEqual(read(failed(withCode(code))), [message, code, mayHaveArrived]));
  }

  it('finds what happened behind other errors, up to five deep', () => {
    const cut = ['The connection was cut', 'EPIPE', true];
    assert.deepEqual(read(withCode('EPIPE')), cut);
    assert.deepEqual(read(failed(failed(failed(failed(withCode('EPIPE')))))), cut);
    assert.notDeepEqual(read(failed(failed(failed(failed(failed(withCode('EPIPE'))))))), cut);
  });

  it('looks into the first of several addresses that were tried', () => {
    const tried = new AggregateError([withCode('ECONNREFUSED'), withCode('EPIPE')]);
    assert.deepEqual(read(failed(tried)), [
      'Connection refused: nothing listens there',
      'ECONNREFUSED',
      false,
    ]);
  });

  it('keeps a code and a message that it does not know, without secrets', () => {
    const redact = (text: string) => text.replace('secret', '•••');
    assert.deepEqual(read(failed(withCode('EODD', 'odd secret')), redact), [
      ...['The connection failed: odd •••', 'EODD', true],
    ]);
    assert.deepEqual(read(withCode(7, 'odd')), ['The connection failed: odd', null, true]);
  });

  it('has a message where nothing is known', () => {
    assert.deepEqual(read('text'), ['The connection failed', null, true]);
    assert.deepEqual(read(new Error('')), ['The connection failed', null, true]);
    assert.deepEqual(read(failed('text')), ['The connection failed', null, true]);
  });

  it('keeps what was thrown as its cause', () => {
    for (const thrown of [failed(withCode('EPIPE')), new Error('odd')]) {
      const error = toNetworkError(thrown, request, same);
      assert.equal(error.cause, thrown);
      assert.equal(error.request, request);
    }
  });
});

describe('isCertificateCode', () => {
  it('knows the codes that speak of a certificate', () => {
    const codes = ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'];
    for (const code of [...codes, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED', 'ALTNAME'])
      assert.equal(isCertificateCode(code), true, code);
    for (const code of [null, 'ENOTFOUND', '']) assert.equal(isCertificateCode(code), false);
  });
});
