import assert from 'node:assert/strict';
import { WandbKey } from '../../../src/platform/wandbKey';

describe('the key of Weights & Biases', () => {
  const keyIn = (environment: Record<string, string>) => {
    const kept = new Map<string, string>();
    const secrets = {
      get: (name: string) => Promise.resolve(kept.get(name)),
      store: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
    };
    return new WandbKey(secrets, environment);
  };

  it('is that of the environment until another is typed', async () => {
    const key = keyIn({ WANDB_API_KEY: 'of-the-company' });
    assert.equal(await key.get(), 'of-the-company');
    await key.set('of-mine');
    assert.equal(await key.get(), 'of-mine');
  });

  it('is none where the variable is empty', async () => {
    assert.equal(await keyIn({ WANDB_API_KEY: '' }).get(), undefined);
    assert.equal(await keyIn({}).get(), undefined);
  });
});
