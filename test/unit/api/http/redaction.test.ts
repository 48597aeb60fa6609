import assert from 'node:assert/strict';
import { InvalidRequestError } from '../../../../src/api/http/errors';
import { Redaction, checkHeaders, mergeHeaders } from '../../../../src/api/http/redaction';

const request = { method: 'GET', url: 'https://example.com' };

describe('mergeHeaders', () => {
  it('has one value a name, trimmed, of which the last wins', () => {
    assert.deepEqual(mergeHeaders({ Accept: 'a', 'X-Team': ' blue\n' }, undefined, { accept: 'b' }), {
      ...{ accept: 'b', 'x-team': 'blue' },
    });
  });
});

describe('checkHeaders', () => {
  const complaint = (headers: Record<string, string>): string | null => {
    try {
      checkHeaders(headers, request);
      return null;
    } catch (error) {
      assert.ok(error instanceof InvalidRequestError);
      return error.message;
    }
  };

  it('takes what HTTP allows', () => {
    assert.equal(complaint({ "x-1!#$%&'*+-.^_`|~": 'a\tb ~\x80\xff', empty: '' }), null);
  });

  it('refuses a name that HTTP does not allow, and says which', () => {
    for (const name of ['x team', 'x:', '', 'ä', 'x\n'])
      assert.equal(complaint({ [name]: 'a' }), `“${name}” cannot be the name of an HTTP header`);
  });

  it('refuses a value that HTTP does not allow, and does not quote it', () => {
    for (const value of ['a\nb', 'a\u0000', 'a\u007f', 'a…'])
      assert.equal(
        complaint({ 'x-team': value }),
        'The value of the header “x-team” has a character that HTTP does not allow: enter it again',
      );
  });

  it('calls a secret the API key', () => {
    for (const name of ['authorization', 'api-key', 'x-token', 'x-secret', 'cookie', 'x-signature'])
      assert.equal(
        complaint({ [name]: 'a…' }),
        'The API key has a character that HTTP does not allow: enter it again',
      );
  });
});

describe('Redaction', () => {
  const redacted = (headers: Record<string, string>, text: string) => new Redaction().for(headers)(text);

  it('takes out the values of headers whose names speak of secrets', () => {
    assert.equal(redacted({ 'api-key': 'abcdef', accept: 'ghijkl' }, 'abcdef ghijkl'), '••• ghijkl');
    assert.equal(redacted({ 'x-token': 'abcdef', cookie: 'ghijkl' }, 'abcdef ghijkl'), '••• •••');
  });

  it('takes out a key without the word before it', () => {
    for (const value of ['Bearer abcdef', 'basic   abcdef'])
      assert.equal(redacted({ authorization: value }, 'the key abcdef'), 'the key •••');
    assert.equal(redacted({ authorization: 'My Bearer abcdef' }, 'key abcdef'), 'key abcdef');
  });

  it('leaves values of fewer than six characters', () => {
    assert.equal(redacted({ 'api-key': 'abcde' }, 'abcde'), 'abcde');
    assert.equal(redacted({ authorization: 'Bearer abcde' }, 'abcde'), 'abcde');
  });

  it('takes out every occurrence, whichever case escapes have', () => {
    assert.equal(redacted({ 'api-key': 'abc/+z' }, 'abc/+z abc%2F%2Bz abc%2f%2bz'), '••• ••• •••');
    assert.equal(redacted({ 'api-key': 'abc/+z' }, 'abc&#x2F;&#x2b;z abc&#47;&#43;z'), '••• •••');
    assert.equal(redacted({ 'api-key': 'abc/+z' }, 'abc\\u002F\\u002bz'), '•••');
    assert.equal(redacted({ 'api-key': 'abc/+z' }, 'abc%5Cu002f%5cu002Bz'), '•••');
    assert.equal(redacted({ 'api-key': 'abc/+z' }, 'abc%26%23X02F%3B&#0043;z'), '•••');
  });

  it('takes characters that mean something to patterns as they are', () => {
    assert.equal(redacted({ 'api-key': 'a.*+?^$' }, 'a.*+?^$ axx+?^$'), '••• axx+?^$');
    assert.equal(redacted({ 'api-key': 'abc\tdé' }, 'abc\tdé'), '•••');
  });
});
