import assert from 'node:assert/strict';
import {
  isLoopback,
  isReadableByOthers,
  linkOf,
  parseBase,
  segment,
  urlOf,
} from '../../../../src/api/http/addresses';
import { InvalidRequestError } from '../../../../src/api/http/errors';

describe('parseBase', () => {
  it('takes a base URL apart', () => {
    assert.deepEqual(parseBase('https://example.com:8443/openai/v1//?api-version=7&x=1#top'), {
      ...{ origin: 'https://example.com:8443', root: 'https://example.com:8443/openai/v1' },
      query: 'api-version=7&x=1',
    });
    assert.deepEqual(parseBase('https://example.com'), {
      ...{ origin: 'https://example.com', root: 'https://example.com', query: '' },
    });
  });

  it('keeps slashes within the path', () => {
    assert.equal(parseBase('https://example.com/a//b/').root, 'https://example.com/a//b');
  });
});

describe('an address that a server handed out', () => {
  const followed = (from: string, links: readonly (string | null)[]) =>
    links.filter((link) => linkOf(from, link) !== null);
  const far = 'https://storage.example/a/b.jsonl?X-Goog-Signature=1%2F2&x=3';
  const near = [
    ...['https://localhost/a', 'https://10.1.2.3/a', 'https://gpu/a', 'https://[fd00::1]/a'],
    // Other ways to write such a host.
    ...['https://localhost./a', 'https://gpu.internal./a', 'https://0.0.0.0/a', 'https://[::]/a'],
    ...['https://[::ffff:127.0.0.1]/a', 'https://[::ffff:169.254.169.254]/a', 'https://100.100.100.200/a'],
  ];
  const open = ['http://storage.example/a', 'http://10.1.2.3/a', 'http://169.254.169.254/latest/meta-data'];
  const loopback = 'http://127.0.0.1:8080/a';

  it('is followed over https, into a network by what is in one, and on this machine for tests', () => {
    const all = [far, ...near, ...open, loopback];
    assert.deepEqual(followed('https://api.example/v1', all), [far]);
    assert.deepEqual(followed('http://10.1.1.1/v1', all), [far, ...near]);
    assert.deepEqual(followed('http://localhost:1/v1', all), [far, ...near, loopback]);
  });

  it('is none without a host of its own, with a password, or of any length', () => {
    const odd = [null, 'file:///a', 'data:,a', 'javascript:1', '//a.example/a'];
    const more = ['https://me@a.example/', 'https://:x@a.example/', `https://a.example/${'a'.repeat(8_200)}`];
    assert.deepEqual(followed('http://localhost:1/v1', [...odd, ...more]), []);
  });

  it('may be relative, and then stays where it comes from', () => {
    assert.equal(linkOf('http://gpu:8080/v1/x?a=1', '/b'), 'http://gpu:8080/b');
    assert.equal(linkOf('http://gpu:8080/v1/x', 'http://gpu:8081/b'), null);
  });

  it('is requested as it was signed', () => {
    assert.equal(linkOf('https://api.example/v1?k=1', `${far}#top`), far);
  });
});

describe('an address without encryption', () => {
  const hosts = (all: readonly string[], judge: (host: string) => boolean) => all.filter(judge);

  it('is read by others on its way through public networks', () => {
    const open = [
      'example.com',
      '8.8.8.8',
      '172.32.0.1',
      '127.example.com',
      '[2001:db8::1]',
      '[::ffff:8.8.8.8]',
      '100.128.0.1',
      'local.example',
    ];
    const own = [
      'localhost',
      '127.0.0.2',
      '[::1]',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      'gpu',
      'gpu.local',
    ];
    const ownToo = [
      '169.254.1.1',
      '[fd00::1]',
      '[fe80::1]',
      'tuning.internal',
      '0.0.0.0',
      '[::ffff:10.0.0.1]',
    ];
    const isRead = (host: string) => isReadableByOthers(`http://${host}:8080/v1`);
    assert.deepEqual(hosts([...open, ...own, ...ownToo], isRead), open);
    assert.ok(!isReadableByOthers('https://example.com/v1'));
  });

  it('stays on the machine where its host is a loopback', () => {
    const all = [
      'localhost',
      'api.localhost',
      '127.0.0.1',
      '[::1]',
      'localhost.example.com',
      '127.example.com',
    ];
    assert.deepEqual(hosts(all, isLoopback), all.slice(0, 4));
  });
});

describe('urlOf', () => {
  const base = parseBase('https://example.com/v1?version=7');
  const bare = parseBase('https://example.com/v1');

  it('puts a path below the base URL', () => {
    assert.equal(urlOf(bare, 'jobs', {}), 'https://example.com/v1/jobs');
    assert.equal(urlOf(bare, '/other.test/jobs', {}), 'https://example.com/v1//other.test/jobs');
  });

  it('leads above the base URL where the path does, and never to another origin', () => {
    const account = parseBase('https://example.com/proxy/v1/accounts/acme?version=7');
    assert.equal(urlOf(account, '../../jobs/a%2Fb', {}), 'https://example.com/proxy/v1/jobs/a%2Fb?version=7');
    assert.equal(urlOf(bare, '../../../jobs', {}), 'https://example.com/jobs');
  });

  it('sends the parameters of the base URL and of the request, of which the latter win', () => {
    assert.equal(
      urlOf(base, 'jobs', { limit: 5, all: false }),
      'https://example.com/v1/jobs?version=7&limit=5&all=false',
    );
    assert.equal(urlOf(base, 'jobs', { version: 8 }), 'https://example.com/v1/jobs?version=8');
  });

  it('leaves out parameters without a value', () => {
    assert.equal(
      urlOf(bare, 'jobs', { a: null, b: undefined, c: '', d: 0 }),
      'https://example.com/v1/jobs?c=&d=0',
    );
    assert.equal(urlOf(bare, 'jobs', { a: null }), 'https://example.com/v1/jobs');
  });
});

describe('segment', () => {
  it('encodes what would end a segment', () => {
    assert.equal(segment('a/b?c#d%'), 'a%2Fb%3Fc%23d%25');
    assert.equal(segment('...'), '...');
  });

  it('refuses what cannot be a segment, and names it', () => {
    for (const id of ['', '.', '..', '\ud800'])
      assert.throws(
        () => segment(id),
        (error) => error instanceof InvalidRequestError && error.message === `“${id}” cannot be an id`,
      );
  });
});
