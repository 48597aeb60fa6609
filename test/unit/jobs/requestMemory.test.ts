import assert from 'node:assert/strict';
import type { Hyperparameters } from '../../../src/api/wire/hyperparameters';
import { RequestMemory } from '../../../src/jobs/requestMemory';
import { TestMemory } from '../../support/testMemory';

const request = (hyperparameters: Hyperparameters, settings?: Record<string, string>) => ({
  method: { type: 'supervised' as const, hyperparameters },
  ...(settings && { settings }),
});

describe('the memory of requests', () => {
  it('knows what a job was created with, also in the next window', async () => {
    const memory = new TestMemory();
    await new RequestMemory(memory).remember('OpenAI/a', request({ n_epochs: 3 }));
    await new RequestMemory(memory).remember('OpenAI/b', request({}));
    assert.deepEqual(new RequestMemory(memory).of('OpenAI/a'), { n_epochs: 3 });
    assert.deepEqual(new RequestMemory(memory).of('OpenAI/b'), {});
    assert.equal(new RequestMemory(memory).of('Azure/a'), null);
  });

  it('forgets the oldest of very many, and what is none of its own', async () => {
    const memory = new TestMemory();
    const requests = new RequestMemory(memory);
    for (let job = 0; job < 250; job++)
      await requests.remember(`a/${String(job)}`, request({ n_epochs: job }));
    assert.equal(requests.of('a/49'), null);
    assert.deepEqual(requests.of('a/50'), { n_epochs: 50 });
    await memory.update('requestedHyperparameters', [{ job: 1 }]);
    assert.equal(requests.of('a/50'), null);
  });

  it('keeps the last of two requests for one job, in the place of one', async () => {
    const memory = new TestMemory();
    const requests = new RequestMemory(memory);
    await requests.remember('a/1', request({ n_epochs: 1 }));
    await requests.remember('a/1', request({ n_epochs: 2 }));
    assert.deepEqual(memory.get('requestedHyperparameters'), [
      { job: 'a/1', hyperparameters: { n_epochs: 2 }, seed: null },
    ]);
  });

  it('knows which settings and which suffix were chosen, also of a request without any', async () => {
    const memory = new TestMemory();
    await new RequestMemory(memory).remember('Azure/a', request({}, { trainingType: 'globalStandard' }));
    await new RequestMemory(memory).remember('Azure/b', { ...request({}), suffix: 'faq' });
    assert.deepEqual(new RequestMemory(memory).keptFor('Azure/a'), {
      ...{ settings: { trainingType: 'globalStandard' }, seed: null },
    });
    assert.deepEqual(new RequestMemory(memory).keptFor('Azure/b'), { suffix: 'faq', seed: null });
    assert.deepEqual(new RequestMemory(memory).keptFor('OpenAI/a'), {});
    await new RequestMemory(memory).remember('OpenAI/c', { ...request({}), seed: 7 });
    assert.deepEqual(new RequestMemory(memory).keptFor('OpenAI/c'), { seed: 7 });
  });

  it('knows whether a seed was given, and does not say so of a request from before it was kept', async () => {
    const memory = new TestMemory();
    await new RequestMemory(memory).remember('a/1', { ...request({}), seed: 7 });
    assert.equal(new RequestMemory(memory).keptFor('a/1').seed, 7);
    await memory.update('requestedHyperparameters', [{ job: 'a/1', hyperparameters: {} }]);
    assert.equal(new RequestMemory(memory).keptFor('a/1').seed, undefined);
  });
});
