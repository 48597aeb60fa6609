import assert from 'node:assert/strict';
import { legacyProvider } from '../../../support/providers/legacy';
import { collect, useProvider } from '../../../support/providers/use';

describe('legacy', () => {
  const legacy = useProvider('legacy', legacyProvider);

  it('reads its job, files as objects and all', async () => {
    const job = await legacy.client().jobs.retrieve('ft-1');
    assert.deepEqual(
      [job.object, job.finishedAt, job.validationFiles, job.events.length],
      ['fine-tune', 1_614_807_865, [], 2],
    );
    const [file] = job.trainingFiles;
    assert.deepEqual(
      [file?.id, file?.filename, file?.bytes],
      ['file-train', 'my-data-train.jsonl', 1_547_276],
    );
    assert.equal(file?.embedded?.purpose, 'fine-tune-train');
    assert.equal(job.resultFiles[0]?.embedded?.purpose, 'fine-tune-results');
    assert.equal(job.hyperparameters['n_epochs'], 4);
  });

  it('turns its events round', async () => {
    const events = await collect(legacy.client().jobs.listEvents('ft-1'));
    assert.deepEqual(
      events.map(({ message }) => message),
      ['Job started.', 'Job enqueued. Waiting for jobs ahead to complete. Queue number: 0.'],
    );
  });

  it('sends hyperparameters beside the rest', async () => {
    const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 2, batch_size: 4 } };
    const job = await legacy.client().jobs.create({ model: 'curie', trainingFile: 'f', suffix: 's', method });
    assert.equal(job.status, 'pending');
    assert.deepEqual(await legacy.server.requests[0]?.json(), {
      model: 'curie',
      training_file: 'f',
      suffix: 's',
      n_epochs: 2,
      batch_size: 4,
    });
  });
});
