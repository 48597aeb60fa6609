import assert from 'node:assert/strict';
import {
  connectionFromEnvironment,
  parseConnections,
  withConnection,
  withoutConnection,
} from '../../../src/platform/parseConnections';

describe('the saved connections', () => {
  it('are read one by one: a wrong one costs itself alone', () => {
    const { connections, problems } = parseConnections([
      { name: 'A', dialect: 'openai' },
      { name: 'B', dialect: 'klingon', baseUrl: 'https://example.com/v1' },
      'nonsense',
      { name: 'A', dialect: 'openai', baseUrl: 'https://example.com/v1' },
      { name: 'C', dialect: 'openai', baseUrl: 'ftp://example.com' },
      { name: 'D', dialect: 'openai', baseUrl: 'https://user:secret@example.com/v1' },
      { name: 'E', dialect: 'local' },
    ]);
    assert.deepEqual(
      connections.map(({ name }) => name),
      ['A', 'E'],
    );
    assert.equal(problems.length, 5);
    assert.match(problems[0] ?? '', /^Entry 2 of fineTuning.connections: dialect/);
    assert.match(problems[2] ?? '', /Entry 4 .* the name “A” is taken/);
    assert.ok(!problems.join().includes('secret'));
  });

  it('may name a command that prints the key: a program, then its arguments', () => {
    const tokenCommand = ['gcloud', 'auth', 'print-access-token'];
    const at = (value: unknown) => ({ name: 'A', dialect: 'openai', tokenCommand: value });
    assert.deepEqual(parseConnections([at(tokenCommand)]).connections[0]?.tokenCommand, tokenCommand);
    const long = Array.from({ length: 101 }, () => 'a');
    for (const wrong of [
      'gcloud auth',
      [],
      [''],
      ['a', 1],
      ['a\0'],
      ['a', 'b'.repeat(9_999)],
      long,
      {},
      null,
    ]) {
      const { connections, problems } = parseConnections([at(wrong)]);
      assert.deepEqual([connections.length, problems.length], [0, 1], JSON.stringify(wrong));
      assert.match(problems[0] ?? '', /tokenCommand/);
    }
  });

  it('keep what cannot be used, and fields of others, when one is added or removed', () => {
    const own = { name: 'A', dialect: 'openai', note: 'of a newer version' };
    const mistaken = { name: 'B', dialect: 'opnai', baseUrl: 'https://example.com/v1' };
    const twice = { name: 'A', dialect: 'openai', baseUrl: 'https://example.com/v1' };
    const written = [own, mistaken, 'nonsense', twice];
    const more = { name: 'C', dialect: 'openai' } as const;
    assert.deepEqual(withConnection(written, more), [...written, more]);
    assert.deepEqual(withoutConnection([...written, more], 'C'), written);
    assert.deepEqual(withoutConnection(written, 'B'), written);
    assert.deepEqual(withoutConnection([{ ...more, name: ' C ' }, own], 'C'), [own]);
  });

  it('lose but the one that is removed, also where another one has its name', () => {
    const named = (baseUrl: string) => ({ name: 'A', dialect: 'openai', baseUrl });
    const [first, second] = [named('https://one.example/v1'), named('https://two.example/v1')];
    assert.deepEqual(withoutConnection([first, second], 'A'), [second]);
  });

  it('must be a list', () => {
    assert.deepEqual(parseConnections({}).connections, []);
    assert.equal(parseConnections({}).problems.length, 1);
  });
});

describe('the environment’s connection', () => {
  it('is what OpenAI’s SDKs would use', () => {
    assert.deepEqual(
      connectionFromEnvironment({
        OPENAI_API_KEY: 'sk-1',
        OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
        OPENAI_ORG_ID: 'org-1',
        OPENAI_PROJECT_ID: 'proj-1',
      }),
      {
        name: 'Environment',
        dialect: 'openai',
        apiKeyEnv: 'OPENAI_API_KEY',
        baseUrl: 'http://127.0.0.1:1/v1',
        organization: 'org-1',
        project: 'proj-1',
      },
    );
  });

  it('needs a key, and nothing else', () => {
    assert.equal(connectionFromEnvironment({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }), undefined);
    assert.equal(connectionFromEnvironment({ OPENAI_API_KEY: '' }), undefined);
    assert.equal(connectionFromEnvironment({ OPENAI_API_KEY: 'sk-1' })?.baseUrl, undefined);
  });
});
