import assert from 'node:assert/strict';
import { bedrockCustomizationProvider } from '../../../support/providers/bedrockCustomization';
import { collect, useProvider } from '../../../support/providers/use';

const running =
  'arn:aws:bedrock:us-east-1:123456789012:model-customization-job/amazon.nova-lite-v1:0:300k/000000000003';
const settings = { roleArn: 'arn:aws:iam::123456789012:role/faq', outputDataConfig: 's3://acme/out/' };

describe('bedrock-customization', () => {
  const bedrock = useProvider('bedrock-customization', bedrockCustomizationProvider);

  it('reads a job by its ARN', async () => {
    const job = await bedrock.client().jobs.retrieve(running);
    assert.deepEqual([job.id, job.suffix, job.model], [running, 'running-1', 'amazon.nova-lite-v1:0:300k']);
    assert.deepEqual(job.hyperparameters, { n_epochs: 2, learning_rate: 0.00001 });
    assert.deepEqual(
      [job.trainingFiles, job.validationFiles].flat().map(({ id }) => id),
      ['s3://acme/train.jsonl', 's3://acme/valid.jsonl'],
    );
    assert.deepEqual([job.settings, job.method?.type], [settings, 'supervised']);
    const failed = await bedrock.client().jobs.retrieve('failed-1');
    assert.equal(failed.error?.message, 'Bad data at line 3');
    const { path } = bedrock.server.requests[0] ?? { path: '' };
    assert.doesNotMatch(path.slice('/model-customization-jobs/'.length), /[:/]/);
  });

  it('goes through pages by their tokens, newest first', async () => {
    const jobs = await collect(bedrock.client().jobs.list({ limit: 2 }));
    assert.deepEqual(
      jobs.map(({ suffix }) => suffix),
      ['running-1', 'done-1', 'failed-1'],
    );
    const [first, second] = bedrock.server.requests;
    assert.deepEqual([first?.query.get('sortOrder'), first?.query.get('maxResults')], ['Descending', '2']);
    assert.equal(second?.query.get('nextToken'), '2');
  });

  it('creates a job on addresses in S3, with hyperparameters as text', async () => {
    const hyperparameters = { n_epochs: 3, learning_rate: 0.0001, early_stopping_patience: 6 };
    const job = await bedrock.client().jobs.create({
      model: 'amazon.nova-lite-v1:0:300k',
      trainingFile: 's3://acme/train.jsonl',
      validationFile: 's3://acme/valid.jsonl',
      suffix: 'faq',
      settings,
      method: { type: 'supervised', hyperparameters },
    });
    assert.deepEqual(await bedrock.server.requests[0]?.json(), {
      ...{ jobName: 'faq', customModelName: 'faq', customizationType: 'FINE_TUNING' },
      ...{ baseModelIdentifier: 'amazon.nova-lite-v1:0:300k', roleArn: settings.roleArn },
      trainingDataConfig: { s3Uri: 's3://acme/train.jsonl' },
      validationDataConfig: { validators: [{ s3Uri: 's3://acme/valid.jsonl' }] },
      outputDataConfig: { s3Uri: 's3://acme/out/' },
      hyperParameters: { epochCount: '3', learningRate: '0.0001', earlyStoppingPatience: '6' },
    });
    assert.deepEqual([job.suffix, job.status], ['faq', 'InProgress']);
  });

  it('stops a job although the response is empty', async () => {
    assert.equal((await bedrock.client().jobs.cancel(running)).status, 'Stopping');
  });

  it('knows which models can be trained, and until when they can be called', async () => {
    const models = await collect(bedrock.client().models.list());
    assert.deepEqual(
      models.map(({ id, isTrainable, shutdownAt }) => [id, isTrainable, shutdownAt]),
      [
        ['amazon.nova-lite-v1:0:300k', true, null],
        ['amazon.old-v1', false, Date.UTC(2026, 5, 1) / 1000],
      ],
    );
  });
});
