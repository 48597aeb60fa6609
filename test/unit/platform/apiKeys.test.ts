import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiKeys, oldStorageName, storageName } from '../../../src/platform/apiKeys';

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

const at = (baseUrl: string, name: string) => ({ baseUrl, name, dialect: 'openai' as const });

describe('API keys', () => {
  it('of a host with a port are not those of another origin whose name begins with that port', async () => {
    const keys = new ApiKeys(storage(), {});
    await keys.set(at('https://h:8443/v1', 'b'), 'sk-first');
    assert.equal(await keys.get(at('https://h/v1', '8443:b')), undefined);
    assert.equal(await keys.get(at('https://h:8443/v1', 'b')), 'sk-first');
  });

  it('have one name for each origin and connection', () => {
    const origins = fc.constantFrom(
      'https://h',
      'https://h:8443',
      'http://h',
      'https://h:8',
      'https://h.b:1',
    );
    const names = fc.oneof(fc.string(), fc.constantFrom('b', '8443:b', ':b', '"],["', '1:8:b'));
    fc.assert(
      fc.property(origins, names, origins, names, (origin, name, otherOrigin, otherName) => {
        const isSame = origin === otherOrigin && name === otherName;
        const one = storageName({ baseUrl: origin, name });
        assert.equal(one === storageName({ baseUrl: otherOrigin, name: otherName }), isSame);
        const old = oldStorageName({ baseUrl: origin, name });
        if (old !== null && !isSame)
          assert.notEqual(old, oldStorageName({ baseUrl: otherOrigin, name: otherName }));
      }),
    );
  });

  it('that version 0.1.0 kept are found, where they can belong to one connection only', async () => {
    const secrets = storage({
      'fineTuning.apiKey:https://api.example.com:Work': 'sk-work',
      'fineTuning.apiKey:https://h:8443:b': 'sk-unclear',
    });
    const keys = new ApiKeys(secrets, {});
    assert.equal(await keys.get(at('https://api.example.com/v1', 'Work')), 'sk-work');
    assert.equal(await keys.get(at('https://h:8443/v1', 'b')), undefined);
    assert.equal(await keys.get(at('https://h/v1', '8443:b')), undefined);
  });

  it('that are deleted are deleted under their old name too', async () => {
    const secrets = storage({ 'fineTuning.apiKey:https://api.example.com:Work': 'sk-work' });
    await new ApiKeys(secrets, {}).delete(at('https://api.example.com/v1', 'Work'));
    assert.deepEqual([...secrets.secrets.keys()], []);
  });
});
