import assert from 'node:assert/strict';
import { llmarinerProvider } from '../../../support/providers/llmariner';
import { collect, useProvider } from '../../../support/providers/use';
import { countedSource } from '../../../support/uploads';

describe('llmariner', () => {
  const llmariner = useProvider('llmariner', llmarinerProvider);

  it('reads numbers that are strings, and none where nothing is set', async () => {
    const running = await llmariner.client().jobs.retrieve('job-0');
    assert.deepEqual(
      [running.createdAt, running.finishedAt, running.fineTunedModel, running.trainedTokens, running.error],
      [1_725_000_000, null, null, null, null],
    );
    assert.deepEqual(running.validationFiles, []);
    assert.deepEqual([running.hyperparameters, running.seed], [{}, null]);
    assert.deepEqual(running.method, {
      type: 'supervised',
      hyperparameters: { batch_size: 1, n_epochs: 3 },
      grader: null,
    });
    const done = await llmariner.client().jobs.retrieve('job-2');
    assert.deepEqual([done.finishedAt, done.trainedTokens], [1_725_000_600, 99]);
  });

  it('pages after an id, and reports how many there are', async () => {
    assert.equal((await collect(llmariner.client().jobs.list({ limit: 3 }))).length, 4);
    assert.equal((await llmariner.client().jobs.list().first()).total, 4);
  });

  it('is not asked for events or checkpoints', async () => {
    const { jobs } = llmariner.client();
    assert.deepEqual(await collect(jobs.listEvents('job-0')), []);
    assert.deepEqual(await collect(jobs.listCheckpoints('job-0')), []);
    assert.equal(llmariner.server.requests.length, 0);
  });

  it('sends hyperparameters flat', async () => {
    const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 2 } };
    await llmariner.client().jobs.create({ model: 'm', trainingFile: 'f', suffix: 'faq', seed: 7, method });
    const body = await llmariner.server.requests[0]?.json();
    assert.deepEqual(body?.['method'], { type: 'supervised', hyperparameters: { n_epochs: 2 } });
    assert.deepEqual([body['suffix'], body['seed']], ['faq', 7]);
  });

  it('writes to Weights & Biases, with a key that its cluster has, and says so of a job', async () => {
    const { jobs } = llmariner.client();
    const wandb = { project: 'faq', name: 'run 1', tags: ['a'] };
    const created = await jobs.create({
      ...{ model: 'm', trainingFile: 'f', suffix: 'faq' },
      integrations: [{ type: 'wandb', wandb }],
      method: { type: 'supervised', hyperparameters: {} },
    });
    const body = await llmariner.server.requests[0]?.json();
    assert.deepEqual(body?.['integrations'], [{ type: 'wandb', wandb }]);
    assert.deepEqual(created.integrations, [{ type: 'wandb', ...wandb, entity: null }]);
    const { integrations } = await jobs.retrieve('job-0');
    assert.deepEqual(integrations, [{ type: 'wandb', project: 'faq', name: null, entity: null, tags: [] }]);
    assert.deepEqual((await jobs.retrieve('job-1')).integrations, []);
  });

  it('lists files with sizes that are texts, and reads one that was just uploaded', async () => {
    const { files } = llmariner.client();
    const [file] = await collect(files.list({ purpose: 'fine-tune' }));
    assert.deepEqual([file?.filename, file?.bytes, file?.createdAt], ['train.jsonl', 2_664, 1_725_000_000]);
    const uploaded = await files.upload(countedSource(10), 'fine-tune');
    assert.deepEqual([uploaded.bytes, uploaded.createdAt], [10, 1_725_000_000]);
  });

  it('reads the refusals of its gateway', async () => {
    const gone = llmariner.client().jobs.retrieve('none');
    await assert.rejects(gone, { status: 404, message: 'No such thing: none', code: '5' });
  });
});

describe('llmariner with many models', () => {
  const llmariner = useProvider('llmariner', () => llmarinerProvider(620));

  it('lists them page by page', async () => {
    const models = await collect(llmariner.client().models.list());
    assert.deepEqual([models.length, models.at(-1)?.id], [620, 'base-619']);
    assert.deepEqual([models[0]?.base, models[1]?.base], [null, 'google-gemma-2b-it']);
  });
});
