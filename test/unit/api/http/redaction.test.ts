import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { dialectIds } from '../../../../src/api/connection';
import { ApiError, InvalidRequestError, InvalidResponseError } from '../../../../src/api/http/errors';
import { checkHeaders, mergeHeaders, Redaction } from '../../../../src/api/http/redaction';
import type { Exchange } from '../../../../src/api/http/transport';
import { dialects } from '../../../support/dialects';
import { sendError, startServer, type TestServer } from '../../../support/httpServer';
import { testClient } from '../../../support/testClient';

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
    const portkey = { 'x-portkey-provider': 'openai', 'x-portkey-virtual-key': 'abcdef' };
    assert.equal(redacted(portkey, 'openai abcdef'), 'openai •••');
    for (const name of ['x-portkey-config', 'x-portkey-vertex-service-account-json', 'x-credentials'])
      assert.equal(redacted({ [name]: '{"private":"abcdef"}' }, 'bad {"private":"abcdef"}'), 'bad •••');
  });

  it('takes out the secrets that are in a configuration, each by itself', () => {
    const config = JSON.stringify({
      targets: [{ provider: 'openai', api_key: 'abcdef', override: { virtualKey: 'ghijkl' } }],
    });
    assert.equal(
      redacted({ 'x-portkey-config': config }, `openai refuses abcdef and ghijkl of ${config}`),
      'openai refuses ••• and ••• of •••',
    );
    assert.equal(redacted({ 'x-portkey-config': '{abcdef' }, 'bad {abcdef'), 'bad •••');
  });

  it('takes out the secrets of a body by the names of its fields', () => {
    const body = {
      extra: { hf_token: 'abcdef', accessKey: 'ghijkl', token: 'mnopqr', max_tokens: 'stuvwx' },
    };
    assert.equal(new Redaction().for({}, body)('abcdef ghijkl mnopqr stuvwx'), '••• ••• ••• stuvwx');
  });

  it('takes out all of a secret of which another one is a part', () => {
    for (const headers of [
      { 'x-account-key': 'abcdef', authorization: 'Bearer abcdef.ghijkl' },
      { authorization: 'Bearer abcdef.ghijkl', 'x-account-key': 'abcdef' },
    ])
      assert.equal(redacted(headers, 'bad abcdef.ghijkl of abcdef'), 'bad ••• of •••');
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

  it('takes out a token of any length, in time that nobody notices', () => {
    for (const length of [64, 65, 128, 4_000, 60_000]) {
      const token = `ey.${'J0/x+Z_-'.repeat(8_000)}`.slice(0, length);
      const begin = performance.now();
      const redact = new Redaction().for({ authorization: `Bearer ${token}` });
      assert.equal(redact('nothing secret'), 'nothing secret');
      assert.ok(performance.now() - begin < 1_000, `${String(length)} characters`);
      const spelled = [token, JSON.stringify(token), encodeURIComponent(token), `${token}${token}`];
      assert.equal(redact(spelled.join(' then ')), '••• then "•••" then ••• then ••••••');
    }
  });

  it('takes out what is there of a long token that was cut', () => {
    const token = `ey.${'J0/x+Z_-'.repeat(100)}`;
    assert.equal(
      redacted({ authorization: `Bearer ${token}` }, `bad ${token.slice(0, 90)}… here`),
      'bad ••• here',
    );
    assert.equal(redacted({ 'api-key': token }, `ey.J0/x then ${token.slice(0, 70)}`), 'ey.J0/x then •••');
    const report = JSON.stringify({ message: token.slice(0, 70), step: 3 });
    assert.equal(redacted({ 'api-key': token }, report), '{"message":"•••","step":3}');
    const nested = JSON.stringify({ report });
    assert.equal(
      redacted({ 'api-key': token }, nested),
      JSON.stringify({ report: '{"message":"•••","step":3}' }),
    );
    const quoted = JSON.stringify({ a: token, b: 'secret' });
    assert.equal(
      redacted({ 'x-token': quoted }, `bad ${quoted.replace('secret', 'other')} here`),
      'bad ••• here',
    );
  });

  it('takes out a beginning that is repeated in one word, in time that nobody notices', () => {
    const token = `ey.${'J0/x+Z_-'.repeat(20)}`;
    const repeated = token.slice(0, 64).repeat(15_000);
    const begin = performance.now();
    assert.equal(redacted({ 'api-key': token }, `bad ${repeated} here, ${token}`), 'bad ••• here, •••');
    assert.equal(redacted({ 'api-key': token }, `${token.slice(0, 64)}${token} here`), '••• here');
    assert.ok(performance.now() - begin < 1_000);
  });

  it('takes characters that mean something to patterns as they are', () => {
    assert.equal(redacted({ 'api-key': 'a.*+?^$' }, 'a.*+?^$ axx+?^$'), '••• axx+?^$');
    assert.equal(redacted({ 'api-key': 'abc\tdé' }, 'abc\tdé'), '•••');
  });
});

const key = 'sk-"te/st\\key+=1';

/** As servers, logs and pages spell it. */
const spellings: Readonly<Record<string, string>> = {
  'as it is': key,
  'as JSON': JSON.stringify(key).slice(1, -1),
  'as JSON in JSON': JSON.stringify(JSON.stringify(key)).slice(3, -3),
  'with escaped slashes': key.replaceAll('/', '\\/'),
  'as \\u escapes': Array.from(key, (each) => `\\u${hex(each).padStart(4, '0')}`).join(''),
  'in a URL': encodeURIComponent(key),
  'in a URL, twice': encodeURIComponent(encodeURIComponent(key)),
  'as \\u escapes in a URL': encodeURIComponent(
    Array.from(key, (each) => `\\u${hex(each).padStart(4, '0')}`).join(''),
  ),
  'in HTML in a URL': encodeURIComponent(Array.from(key, (each) => `&#x${hex(each)};`).join('')),
  'in HTML': Array.from(key, (each) => `&#x${hex(each)};`).join(''),
  'in HTML, decimal': Array.from(key, (each) => `&#${String(each.charCodeAt(0))};`).join(''),
};

function hex(character: string): string {
  return character.charCodeAt(0).toString(16);
}

describe('the key in what a server says', () => {
  let server: TestServer;
  let answer: (response: ServerResponse) => void;
  const exchanges: Exchange[] = [];

  before(async () => {
    server = await startServer((_, response) => {
      answer(response);
    });
  });
  after(() => server.close());

  /** What the client makes of the response, as far as anybody can see it. */
  async function heard(): Promise<{ error: unknown; shown: string }> {
    exchanges.length = 0;
    const client = testClient(`${server.origin}/v1`, {
      key: () => Promise.resolve(key),
      onExchange: (exchange) => exchanges.push(exchange),
      retries: 0,
    });
    const error: unknown = await client.jobs.retrieve('a').then(
      () => assert.fail('it did not fail'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error);
    return { error, shown: JSON.stringify([error, error.message, exchanges]) };
  }

  for (const [name, spelling] of Object.entries(spellings)) {
    it(`is taken out ${name}`, () => {
      const redact = new Redaction().for({ authorization: `Bearer ${key}` });
      assert.equal(redact(`before ${spelling} after`), 'before ••• after');
    });

    it(`is taken out of the excerpt of an unexpected answer ${name}`, async () => {
      answer = (response) => response.end(`<html>${spelling}</html>`);
      const { error } = await heard();
      assert.ok(error instanceof InvalidResponseError);
      assert.equal(error.excerpt, '<html>•••</html>');
    });
  }

  it('is taken out of every field of an error, also where JSON spells it with escapes', async () => {
    const escaped = spellings['as \\u escapes'] ?? '';
    answer = (response) =>
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end(
          `{"error":{"message":"no: ${escaped}","code":"${escaped}","type":"${escaped}","param":"${escaped}"}}`,
        );
    const { error } = await heard();
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.message, error.code, error.type, error.param], ['no: •••', '•••', '•••', '•••']);
  });

  it('is taken out of the request id, the status text and the address of a redirect', async () => {
    answer = (response) => {
      sendError(response, 400, 'no', null, { 'x-request-id': `req-${key}` });
    };
    const refused = await heard();
    assert.ok(refused.error instanceof ApiError);
    assert.equal(refused.error.requestId, 'req-•••');
    assert.equal(exchanges[0]?.requestId, 'req-•••');

    answer = (response) => response.writeHead(400, `Bad ${key}`).end();
    assert.match((await heard()).shown, /Bad •••/);

    answer = (response) => response.writeHead(302, { location: `https://elsewhere/${key}/x` }).end();
    assert.match((await heard()).shown, /https:\/\/elsewhere\/•••\/x/);
  });

  it('is taken out of the address of a request, where a server names a job by it', async () => {
    answer = (response) => {
      sendError(response, 404, 'no such job');
    };
    exchanges.length = 0;
    const client = testClient(`${server.origin}/v1`, {
      key: () => Promise.resolve(key),
      onExchange: (exchange) => exchanges.push(exchange),
    });
    await assert.rejects(client.jobs.retrieve(key), (error: ApiError) => {
      assert.match(error.request.url, /\/jobs\/•••$/);
      return true;
    });
    assert.match(exchanges[0]?.url ?? '', /\/jobs\/•••$/);
  });

  const withKey = dialectIds.filter((id) => dialects[id].needsWandbKey);
  assert.ok(withKey.includes('unsloth'));
  for (const dialect of withKey) {
    it(`is also that of Weights & Biases, which a new job carries to ${dialect}`, async () => {
      exchanges.length = 0;
      const wandbKey = '0123456789abcdef0123456789abcdef01234567';
      const client = testClient(`${server.origin}/v1/accounts/acme`, {
        ...{ connection: { dialect }, onExchange: (exchange: Exchange) => exchanges.push(exchange) },
      });
      const job = {
        ...{
          model: 'm',
          trainingFile: 'file-1',
          method: { type: 'supervised' as const, hyperparameters: {} },
        },
        integrations: [{ type: 'wandb', wandb: { project: 'faq', api_key: wandbKey } }],
      };
      const responses: ((response: ServerResponse) => void)[] = [
        (response) => {
          sendError(response, 422, `Weights & Biases refuses ${wandbKey}`);
        },
        (response) => response.end(`<html>${wandbKey}</html>`),
        (response) => {
          if (response.req.method === 'GET') sendError(response, 404, 'no such job');
          else response.end(JSON.stringify({ id: 'job-1', name: 'job-1', wandb_api_key: wandbKey }));
        },
      ];
      for (const respond of responses) {
        answer = respond;
        const error = await client.jobs.create(job).then(
          () => assert.fail('it did not fail'),
          (reason: unknown) => reason,
        );
        assert.ok(error instanceof Error);
        assert.doesNotMatch(JSON.stringify([error, error.message, exchanges]), /0123456789abcdef/);
      }
    });
  }

  it('is the one of the request, when it has changed', () => {
    const redaction = new Redaction();
    const first = redaction.for({ 'api-key': 'first-key' });
    assert.equal(redaction.for({ 'api-key': 'first-key' }), first);
    assert.equal(redaction.for({ 'api-key': 'second-key' })('first-key second-key'), 'first-key •••');
    assert.equal(first('first-key second-key'), '••• second-key');
  });

  it('is not left over where the excerpt is cut', async () => {
    answer = (response) => response.end(key.repeat(1_000));
    const { error } = await heard();
    assert.ok(error instanceof InvalidResponseError);
    assert.match(error.excerpt, /^•+$/);
  });

  it('is taken out whatever it is and wherever it stands', () => {
    const secret = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((each) => String.fromCharCode(each)),
      minLength: 6,
    });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const redact = new Redaction().for({ 'api-key': value });
        for (const spelling of [value, JSON.stringify(value), encodeURIComponent(value)])
          assert.ok(!redact(`${before}${spelling}${after}`).includes(spelling));
      }),
    );
  });
});
