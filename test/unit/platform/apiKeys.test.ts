import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiKeys } from '../../../src/platform/apiKeys';
import { PrintedKeys } from '../../../src/platform/printedKeys';
import { TestClock } from '../../support/testClock';

/** VS Code's secret storage, as far as keys use it. */
function storage(kept: Record<string, string> = {}) {
  const secrets = new Map(Object.entries(kept));
  return {
    secrets,
    get: (name: string) => Promise.resolve(secrets.get(name)),
    store: (name: string, value: string) => Promise.resolve(void secrets.set(name, value)),
    delete: (name: string) => Promise.resolve(void secrets.delete(name)),
    keys: () => Promise.resolve([...secrets.keys()]),
    onDidChange: () => ({ dispose: () => undefined }),
  };
}

/** What every command prints. */
const printing = (key: string | null) =>
  new PrintedKeys(key === null ? null : () => Promise.resolve(key), new TestClock());
const noCommand = printing(null);

const at = (baseUrl: string, name: string) => ({ baseUrl, name, dialect: 'openai' as const });

describe('API keys', () => {
  it('of a host with a port are not those of another origin whose name begins with that port', async () => {
    const keys = new ApiKeys(storage(), {}, noCommand);
    await keys.set(at('https://h:8443/v1', 'b'), 'sk-first');
    assert.equal(await keys.get(at('https://h/v1', '8443:b')), undefined);
    assert.equal(await keys.get(at('https://h:8443/v1', 'b')), 'sk-first');
  });

  it('belong to one origin and connection each', async () => {
    const origins = fc.constantFrom(
      'https://h',
      'https://h:8443',
      'http://h',
      'https://h:8',
      'https://h.b:1',
    );
    const names = fc.oneof(fc.string(), fc.constantFrom('b', '8443:b', ':b', '"],["', '1:8:b'));
    await fc.assert(
      fc.asyncProperty(origins, names, origins, names, async (origin, name, otherOrigin, otherName) => {
        const isSame = origin === otherOrigin && name === otherName;
        const keys = new ApiKeys(storage(), {}, noCommand);
        await keys.set(at(origin, name), 'sk-new');
        assert.equal(await keys.get(at(otherOrigin, otherName)), isSame ? 'sk-new' : undefined);
        const old = new ApiKeys(
          storage({ [`fineTuning.apiKey:${origin}:${name}`]: 'sk-old' }),
          {},
          noCommand,
        );
        if (!isSame) assert.equal(await old.get(at(otherOrigin, otherName)), undefined);
      }),
    );
  });

  it('that version 0.1.0 kept are found, where they can belong to one connection only', async () => {
    const secrets = storage({
      'fineTuning.apiKey:https://api.example.com:Work': 'sk-work',
      'fineTuning.apiKey:https://h:8443:b': 'sk-unclear',
    });
    const keys = new ApiKeys(secrets, {}, noCommand);
    assert.equal(await keys.get(at('https://api.example.com/v1', 'Work')), 'sk-work');
    assert.equal(await keys.get(at('https://h:8443/v1', 'b')), undefined);
    assert.equal(await keys.get(at('https://h/v1', '8443:b')), undefined);
  });

  it('that are deleted are deleted under their old name too', async () => {
    const secrets = storage({ 'fineTuning.apiKey:https://api.example.com:Work': 'sk-work' });
    await new ApiKeys(secrets, {}, noCommand).delete(at('https://api.example.com/v1', 'Work'));
    assert.deepEqual([...secrets.secrets.keys()], []);
  });

  it('that a command prints win over saved ones, and those of the environment over them', async () => {
    const connection = { ...at('https://h/v1', 'b'), tokenCommand: ['print'], apiKeyEnv: 'KEY' };
    const keys = new ApiKeys(storage(), {}, printing('sk-printed'));
    await keys.set(connection, 'sk-saved');
    assert.equal(await keys.get(connection), 'sk-printed');
    assert.equal(await keys.get(at('https://h/v1', 'b')), 'sk-saved');
    const named = new ApiKeys(storage(), { KEY: 'sk-set' }, printing('sk-printed'));
    assert.equal(await named.get(connection), 'sk-set');
    assert.equal(named.renew(connection, 'sk-set'), false);
  });

  it('of a command are not replaced by saved ones where none can be run', async () => {
    const connection = { ...at('https://h/v1', 'b'), tokenCommand: ['print'] };
    const keys = new ApiKeys(storage(), {}, noCommand);
    await keys.set(connection, 'sk-saved');
    await assert.rejects(keys.get(connection), /This kind of VS Code runs no program/);
  });

  it('are renewed where a command prints them, and nowhere else', async () => {
    const connection = { ...at('https://h/v1', 'b'), tokenCommand: ['print'] };
    const keys = new ApiKeys(storage(), {}, printing('sk-printed'));
    await keys.get(connection);
    await keys.get(connection);
    assert.equal(keys.renew(at('https://h/v1', 'b'), 'sk-printed'), false);
    assert.equal(keys.renew(connection, 'sk-printed'), true);
  });
});
