import assert from 'node:assert/strict';
import { JobCreation } from '../../../../src/api/createOnce';
import type { CreateJob } from '../../../../src/api/dialects/dialect';
import { isWholly } from '../../../../src/api/dialects/isWholly';
import { vertex } from '../../../../src/api/dialects/vertex';
import { FineTuningJob } from '../../../../src/api/wire/job';
import { nonceKey } from '../../../../src/api/wire/nonce';
import { groupOf } from '../../../../src/shared/statuses';
import { lossy } from '../../../support/providers/lossy';
import { startProvider } from '../../../support/providers/router';
import { collect, useProvider } from '../../../support/providers/use';
import { tuningJob, unended, vertexProvider } from '../../../support/providers/vertex';
import { testClient } from '../../../support/testClient';

const place = 'projects/646763706049/locations/us-central1';
const wanted: CreateJob = {
  model: 'gemini-2.5-flash',
  trainingFile: 'gs://acme/train.jsonl',
  suffix: 'faq',
  method: { type: 'supervised', hyperparameters: {} },
};
const read = (fields: Record<string, unknown>) => FineTuningJob.parse(vertex.toJob?.(tuningJob('1', fields)));

describe('vertex', () => {
  const google = useProvider('vertex', vertexProvider);
  const sent = async () => (await google.server.requests.at(-1)?.json()) ?? {};

  it('reads a job as Google answers it', async () => {
    const job = await google.client().jobs.retrieve('6284765961371254784');
    assert.deepEqual(
      [job.id, job.suffix, job.model],
      ['6284765961371254784', 'faq-6284765961371254784', 'gemini-2.5-flash'],
    );
    assert.equal(groupOf(job.status), 'failed');
    assert.deepEqual([job.error?.code, job.error?.message.slice(0, 25)], ['13', 'Failed to create endpoint']);
    assert.deepEqual(job.hyperparameters, { n_epochs: 10, learning_rate_multiplier: 1 });
    assert.equal(job.createdAt, Date.UTC(2025, 10, 3, 21, 8, 7, 734) / 1000);
    assert.equal(job.finishedAt, Date.UTC(2025, 10, 3, 21, 40, 37, 139) / 1000);
    assert.deepEqual([job.method?.type, job.settings], ['supervised', { adapterSize: 'ADAPTER_SIZE_FOUR' }]);
    assert.equal(job.fineTunedModel, `${place}/models/1402067540926005248@1`);
    const [file] = job.trainingFiles;
    assert.match(file?.id ?? '', /^gs:\/\/.*\/sft_train_data\.jsonl$/);
    assert.deepEqual(
      [file?.embedded?.examples, file?.embedded?.statusDetails],
      [500, '255,243 billable tokens · 1,250 steps'],
    );
  });

  it('says of a job that expired that it did, unless Google gives another reason', () => {
    const expired = read({ state: 'JOB_STATE_EXPIRED', error: undefined });
    assert.match(expired.error?.message ?? '', /^The job has expired\./);
    const reason = read({ state: 'JOB_STATE_EXPIRED', error: { code: 8, message: 'No quota' } });
    assert.equal(reason.error?.message, 'No quota');
    assert.equal(read({ state: 'JOB_STATE_SUCCEEDED', error: undefined }).error, null);
  });

  it('says where the losses are, and where the model is called', async () => {
    const { integrations } = await google.client().jobs.retrieve('4982013113894174720');
    assert.deepEqual(
      integrations.map(({ type, name, url }) => [type, name, url]),
      [
        [
          'experiment',
          'tuning-experiment-20251103131117085279',
          'https://console.cloud.google.com/vertex-ai/experiments/locations/us-central1/experiments/tuning-experiment-20251103131117085279/runs?project=646763706049',
        ],
        ['endpoint', `${place}/endpoints/123456789012345`, undefined],
      ],
    );
    for (const experiment of ['javascript:alert(1)', `${place}/x/../?a=b`, 7, null])
      assert.deepEqual(read({ experiment, tunedModel: {} }).integrations, []);
  });

  it('lists the checkpoints of a job, each with what a new job goes on from', async () => {
    const checkpoints = await collect(google.client().jobs.listCheckpoints('4982013113894174720'));
    assert.deepEqual(
      checkpoints.map(({ id, step, model, startFrom }) => [id, step, model, startFrom]).sort(),
      [
        ['1', 10, `${place}/endpoints/123456789000000`, `${place}/models/1234567890@1#1`],
        ['2', 20, `${place}/endpoints/123456789012345`, `${place}/models/1234567890@1#2`],
      ],
    );
  });

  it('goes through pages by their tokens', async () => {
    const jobs = await collect(google.client().jobs.list({ limit: 2 }));
    assert.deepEqual(
      jobs.map(({ status }) => groupOf(status)),
      ['running', 'succeeded', 'failed'],
    );
    const [first, second] = google.server.requests;
    assert.deepEqual([first?.query.get('pageSize'), second?.query.get('pageToken')], ['2', '2']);
    assert.deepEqual(jobs[0]?.metadata, { team: 'blue' });
  });

  it('has no jobs where the response is empty', async () => {
    assert.deepEqual(await collect(google.client().jobs.list({ after: '99' })), []);
  });

  it('creates a supervised job on addresses in Cloud Storage', async () => {
    const job = await google.client().jobs.create({
      ...wanted,
      validationFile: 'gs://acme/valid.jsonl',
      metadata: { team: 'blue' },
      settings: {
        ...{ adapterSize: 'ADAPTER_SIZE_EIGHT', exportLastCheckpointOnly: 'true' },
        serviceAccount: 'tuner@acme-ml-1.iam.gserviceaccount.com',
        kmsKeyName: 'projects/a/locations/b/keyRings/c/cryptoKeys/d',
      },
      method: { type: 'supervised', hyperparameters: { n_epochs: 3, learning_rate_multiplier: 0.5 } },
    });
    assert.deepEqual(await sent(), {
      ...{ baseModel: 'gemini-2.5-flash', tunedModelDisplayName: 'faq', labels: { team: 'blue' } },
      supervisedTuningSpec: {
        ...{ trainingDatasetUri: 'gs://acme/train.jsonl', validationDatasetUri: 'gs://acme/valid.jsonl' },
        hyperParameters: { epochCount: '3', learningRateMultiplier: 0.5, adapterSize: 'ADAPTER_SIZE_EIGHT' },
        exportLastCheckpointOnly: true,
      },
      serviceAccount: 'tuner@acme-ml-1.iam.gserviceaccount.com',
      encryptionSpec: { kmsKeyName: 'projects/a/locations/b/keyRings/c/cryptoKeys/d' },
    });
    assert.deepEqual([groupOf(job.status), job.suffix], ['queued', 'faq']);
    assert.deepEqual(job.settings, {
      ...{ adapterSize: 'ADAPTER_SIZE_EIGHT', exportLastCheckpointOnly: 'true' },
      serviceAccount: 'tuner@acme-ml-1.iam.gserviceaccount.com',
      kmsKeyName: 'projects/a/locations/b/keyRings/c/cryptoKeys/d',
    });
  });

  it('creates a preference job, with no more than was set', async () => {
    const hyperparameters = { beta: 0.1 };
    const job = await google.client().jobs.create({ ...wanted, method: { type: 'dpo', hyperparameters } });
    assert.deepEqual(await sent(), {
      ...{ baseModel: 'gemini-2.5-flash', tunedModelDisplayName: 'faq' },
      preferenceOptimizationSpec: {
        trainingDatasetUri: 'gs://acme/train.jsonl',
        hyperParameters: { beta: 0.1 },
      },
    });
    assert.deepEqual([job.method?.type, job.method?.hyperparameters], ['dpo', { beta: 0.1 }]);
    const supervised = { ...wanted.method, hyperparameters };
    await google.client().jobs.create({ ...wanted, method: supervised });
    assert.deepEqual((await sent())['supervisedTuningSpec'], { trainingDatasetUri: 'gs://acme/train.jsonl' });
  });

  for (const [from, preTunedModel] of [
    [`${place}/models/1@1#2`, { tunedModelName: `${place}/models/1@1`, checkpointId: '2' }],
    [`${place}/models/1`, { tunedModelName: `${place}/models/1` }],
  ] as const)
    it(`goes on from ${from} in the place of the base model`, async () => {
      for (const params of [
        { ...wanted, settings: { preTunedModel: from } },
        { ...wanted, model: from },
      ]) {
        const job = await google.client().jobs.create(params);
        const body = await sent();
        assert.deepEqual([body['preTunedModel'], body['baseModel']], [preTunedModel, undefined]);
        assert.deepEqual([job.settings, job.model], [{ preTunedModel: from }, preTunedModel.tunedModelName]);
      }
    });

  it('cancels a job, and reads what becomes of it', async () => {
    const job = await google.client().jobs.cancel('5730230261199667200');
    assert.equal(groupOf(job.status), 'cancelling');
    const [cancelled] = google.server.requests;
    assert.match(cancelled?.path ?? '', /\/tuningJobs\/5730230261199667200:cancel$/);
    assert.deepEqual(await cancelled?.json(), {});
  });

  it('says what a running job does, and how far it is, where v1beta1 tells', () => {
    const running = { ...unended, state: 'JOB_STATE_RUNNING' };
    const states = (tuningJobState: unknown) => read({ ...running, tuningJobState }).status;
    assert.equal(groupOf(states('TUNING_JOB_STATE_WAITING_FOR_QUOTA')), 'queued');
    assert.equal(groupOf(states('TUNING_JOB_STATE_PROCESSING_DATASET')), 'validating');
    assert.equal(groupOf(states('TUNING_JOB_STATE_POST_PROCESSING')), 'running');
    for (const none of ['TUNING_JOB_STATE_UNSPECIFIED', undefined, 7])
      assert.equal(groupOf(states(none)), none === 7 ? 'other' : 'running', String(none));
    const ended = { state: 'JOB_STATE_SUCCEEDED', tuningJobState: 'TUNING_JOB_STATE_TUNING' };
    assert.equal(groupOf(read(ended).status), 'succeeded');
    const progress = (tuningJobMetadata: unknown) => read({ ...running, tuningJobMetadata }).progress;
    assert.equal(progress({ completedEpochCount: '1', completedStepCount: '250' }), 0.2);
    assert.equal(progress({ completedEpochCount: '1' }), 0.1);
    assert.equal(progress({ completedEpochCount: '99' }), 1);
    assert.equal(progress(undefined), null);
  });

  it('says what Google left out of the data', () => {
    const stats = { tuningDatasetExampleCount: '9', totalTruncatedExampleCount: '2' };
    const droppedExampleReasons = ['Example has too many tokens.', 'Other'];
    for (const [which, method] of [
      ['supervisedTuningDataStats', 'supervisedTuningSpec'],
      ['preferenceOptimizationDataStats', 'preferenceOptimizationSpec'],
    ] as const) {
      const { trainingFiles } = read({
        supervisedTuningSpec: undefined,
        [method]: { trainingDatasetUri: 'gs://acme/train.jsonl' },
        tuningDataStats: { [which]: { ...stats, droppedExampleReasons } },
      });
      const { embedded } = trainingFiles[0] ?? {};
      assert.deepEqual(
        [embedded?.examples, embedded?.statusDetails],
        [9, '2 examples left out · Example has too many tokens.'],
      );
    }
  });

  it('reads jobs of other kinds, and of none', () => {
    const others = { supervisedTuningSpec: undefined, distillationSpec: { trainingDatasetUri: 'gs://a/b' } };
    assert.deepEqual(
      [read(others).method?.type, read(others).trainingFiles[0]?.id],
      ['distillation', 'gs://a/b'],
    );
    const video = { supervisedTuningSpec: undefined, veoTuningSpec: {}, encryptionSpec: { kmsKeyName: 'k' } };
    assert.equal(read(video).method?.type, 'veoTuningSpec');
    const rebased = read({ supervisedTuningSpec: undefined });
    assert.deepEqual([rebased.method, rebased.trainingFiles], [null, []]);
  });

  it('knows what data and what is chosen must be like', () => {
    const patterns = {
      data: vertex.dataNames?.pattern,
      ...Object.fromEntries((vertex.settings ?? []).map(({ name, pattern }) => [name, pattern] as const)),
    } as Record<string, RegExp | undefined>;
    for (const [name, good, bad] of [
      ['data', 'gs://acme/train.jsonl', 'train.jsonl'],
      ['data', 'projects/a/locations/b/datasets/1', 's3://acme/train.jsonl'],
      ['preTunedModel', `${place}/models/1@1#2`, 'gemini-2.5-flash'],
      ['serviceAccount', 'tuner@acme-ml-1.iam.gserviceaccount.com', 'tuner@acme.example'],
      ['kmsKeyName', 'projects/a/locations/b/keyRings/c/cryptoKeys/d', 'd'],
    ] as const) {
      assert.equal(patterns[name]?.test(good), true, good);
      assert.equal(patterns[name].test(bad), false, bad);
    }
  });

  it('keeps labels as metadata, of what Google takes', () => {
    const { pattern } = vertex.metadataRule ?? {};
    assert.ok(pattern);
    for (const good of ['team', 'blue-1', 'über_1', nonceKey, crypto.randomUUID(), ''])
      assert.ok(isWholly(pattern, good), good);
    for (const bad of ['Team', 'a b', 'a.b', 'x'.repeat(65)]) assert.ok(!isWholly(pattern, bad), bad);
  });

  for (const lost of [1, Infinity])
    it(`creates one job where ${String(lost)} responses are lost, known by its label`, async () => {
      const server = await startProvider(lossy(vertexProvider(), 'POST /tuningJobs', lost));
      const client = testClient(server.baseUrl, { connection: { dialect: 'vertex' } });
      const outcome = await new JobCreation(wanted, 'nonce-1').send(client);
      assert.equal(outcome.kind, 'found');
      assert.equal(outcome.job.metadata[nonceKey], 'nonce-1');
      assert.equal(server.requests.filter(({ method }) => method === 'POST').length, 1);
      await server.close();
    });
});
