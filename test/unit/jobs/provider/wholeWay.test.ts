import assert from 'node:assert/strict';
import { type DialectId, dialectIds } from '../../../../src/api/connection';
import { dialects } from '../../../support/dialects';
import { JobWalk, type Walked, type Way } from '../../../support/jobWalk';
import { providers } from '../../../support/providers/all';
import { azureProvider } from '../../../support/providers/azure';
import { rewardFunction } from '../../../support/providers/bedrock';
import { huggingfaceJob } from '../../../support/providers/huggingface';
import { localaiProvider, progressOfRun } from '../../../support/providers/localai';

const eventLosses = { 1: 1, 2: 0.5, 3: 1 / 3 };
const fileLosses = { 1: 1, 2: 0.5, 3: 0.33333 };
const none = { trains: {}, succeeds: {} };
const tuned = 'ft:gpt-4o-mini-2024-07-18:acme:faq:abc124';

const openai: Way = {
  cannot: ['weights'],
  begins: 'validating',
  trains: { status: 'running' },
  succeeds: {
    ...{ status: 'succeeded', finished_at: 1_721_768_400, trained_tokens: 5_768 },
    ...{ fine_tuned_model: tuned, result_files: ['file-result'] },
  },
  share: 1,
  losses: { trains: eventLosses, succeeds: fileLosses },
  model: tuned,
  cancelled: 'cancelled',
};

const azure: Way = {
  ...openai,
  begins: 'queued',
  share: undefined,
  losses: { trains: { 2: 0.5 }, succeeds: fileLosses }, // of its checkpoint
};

/** One entry a dialect. */
const ways: Readonly<Record<DialectId, Way>> = {
  openai,
  azure,
  together: {
    cannot: ['results'],
    begins: 'queued',
    trains: { status: 'running' },
    succeeds: { status: 'completed' },
    share: 1 / 3,
    losses: { trains: { 1: 1.5, 2: 1.25 }, succeeds: { 1: 1.5, 2: 1.25 } },
    model: 'acme/Meta-Llama-3.1-8B-Instruct-Reference-faq-1a2b3c4d',
    weights: 'the archive',
    cancelled: 'cancel_requested',
    endsCancelled: { status: 'cancelled' },
  },
  mistral: {
    cannot: ['results', 'weights'],
    begins: 'queued',
    trains: { status: 'RUNNING' },
    succeeds: { status: 'SUCCESS', fine_tuned_model: 'ft:open-mistral-7b:acme:20260101:abd' },
    losses: { trains: { 10: 0.8 }, succeeds: { 10: 0.8 } },
    model: 'ft:open-mistral-7b:acme:20260101:abd',
    cancelled: 'CANCELLATION_REQUESTED',
    endsCancelled: { status: 'CANCELLED' },
  },
  fireworks: {
    cannot: ['results', 'weights'],
    begins: 'queued',
    trains: { state: 'JOB_STATE_RUNNING', jobProgress: { percent: 42, epoch: 1 } },
    succeeds: { state: 'JOB_STATE_COMPLETED', completedTime: '2026-02-01T01:00:00Z' },
    share: 0.42,
    losses: { trains: { 1: 1.38, 2: 1.13 }, succeeds: { 1: 1.38, 2: 1.13 } },
    model: 'accounts/acme/models/faq-1',
    cancelled: 'JOB_STATE_CANCELLING',
    endsCancelled: { state: 'JOB_STATE_CANCELLED' },
  },
  nebius: {
    cannot: ['results'],
    begins: 'validating',
    trains: { status: 'running', trained_steps: 5, total_steps: 20 },
    succeeds: { status: 'succeeded', trained_steps: 20, finished_at: 1_765_432_999 },
    share: 0.25,
    losses: { trains: { 10: 0.1, 20: 0.05 }, succeeds: { 10: 0.1, 20: 0.05 } },
    model: null,
    weights: '\u0080\u0000\u00FF\u0001\u0002',
    cancelled: 'cancelled',
  },
  bedrock: {
    cannot: ['results', 'weights'],
    chosen: { settings: { lambda: rewardFunction } },
    begins: 'validating',
    trains: { status: 'running' },
    succeeds: {
      status: 'succeeded',
      finished_at: 1_721_768_400,
      fine_tuned_model: 'ft:openai.gpt-oss-20b-1:0:abc',
    },
    share: 1,
    losses: { trains: eventLosses, succeeds: eventLosses },
    model: 'ft:openai.gpt-oss-20b-1:0:abc',
    cancelled: 'cancelled',
  },
  'bedrock-customization': {
    cannot: ['curve', 'results', 'weights'],
    data: 's3://acme/train.jsonl',
    chosen: {
      settings: { roleArn: 'arn:aws:iam::123456789012:role/faq', outputDataConfig: 's3://acme/out/' },
    },
    begins: 'running',
    trains: { status: 'InProgress' },
    succeeds: {
      ...{ status: 'Completed', endTime: '2026-01-01T14:00:00Z' },
      outputModelArn: 'arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0:300k/b',
    },
    losses: none,
    model: 'arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0:300k/b',
    cancelled: 'Stopping',
    endsCancelled: { status: 'Stopped' },
  },
  huggingface: {
    cannot: ['create', 'results', 'weights'],
    startedElsewhere: (number) =>
      huggingfaceJob(`688000000000000000000${String(number).padStart(3, '0')}`, {
        ...{ createdAt: `2025-07-23T16:06:25.${String(number).padStart(3, '0')}Z`, startedAt: null },
        status: { stage: 'SCHEDULING', message: null },
      }),
    begins: 'queued',
    trains: { status: { stage: 'RUNNING', message: null }, startedAt: '2025-07-23T16:06:31.079Z' },
    succeeds: { status: { stage: 'COMPLETED', message: null }, finishedAt: '2025-07-23T16:16:31.079Z' },
    share: 1,
    losses: { trains: { 2: 5.427, 4: 4.25 }, succeeds: { 2: 5.427, 4: 4.25 } },
    model: null,
    cancelled: 'CANCELED',
  },
  vertex: {
    cannot: ['curve', 'results', 'weights'],
    data: 'gs://acme/train.jsonl',
    begins: 'queued',
    trains: { state: 'JOB_STATE_RUNNING', startTime: '2025-11-06T10:01:00Z' },
    succeeds: {
      ...{ state: 'JOB_STATE_SUCCEEDED', endTime: '2025-11-06T11:00:00Z' },
      tunedModel: {
        model: 'projects/646763706049/locations/us-central1/models/7@1',
        endpoint: 'projects/646763706049/locations/us-central1/endpoints/8',
      },
    },
    losses: none,
    model: 'projects/646763706049/locations/us-central1/models/7@1',
    cancelled: 'JOB_STATE_CANCELLING',
    endsCancelled: { state: 'JOB_STATE_CANCELLED', error: { code: 1, message: 'CANCELLED' } },
  },
  llmariner: {
    cannot: ['curve', 'results', 'weights'],
    begins: 'queued',
    trains: { status: 'running' },
    succeeds: {
      ...{ status: 'succeeded', finished_at: '1725004600', trained_tokens: '99' },
      fine_tuned_model: 'ft:gemma-2b-it:faq-2',
    },
    losses: none,
    model: 'ft:gemma-2b-it:faq-2',
    cancelled: 'canceling',
    endsCancelled: { status: 'canceled' },
  },
  localai: {
    cannot: ['results'],
    data: '/data/train.jsonl',
    begins: 'queued',
    trains: {}, // once its stream is read
    succeeds: { status: 'completed' },
    share: 0.75,
    losses: { trains: { 1: 2.5, 2: 2, 3: 1.75 }, succeeds: { 1: 2.5, 2: 2, 3: 1.75 } },
    model: null,
    weights: '\u001f\u008bthe archive',
    cancelled: 'stopped',
  },
  unsloth: {
    cannot: ['results', 'weights'],
    begins: 'running',
    trains: { total_steps: 40, final_step: 10 },
    succeeds: {
      ...{ status: 'completed', ended_at: '2026-01-01T13:30:00+00:00', final_step: 40 },
      output_dir: '/studio/outputs/faq',
    },
    share: 1,
    losses: { trains: { 5: 2, 10: 1.5, 15: 1.25, 40: 1 }, succeeds: { 5: 2, 10: 1.5, 15: 1.25, 40: 1 } },
    model: '/studio/outputs/faq',
    cancelled: 'stopping', // though it is listed as before, for a while
  },
  dashscope: {
    cannot: ['results', 'weights'],
    begins: 'queued',
    trains: { status: 'RUNNING' },
    succeeds: { status: 'SUCCEEDED', end_time: '2024-10-29 18:20:00', usage: 279_808 },
    share: 1,
    losses: { trains: { 1: 1.25, 3: 1.00644 }, succeeds: { 1: 1.25, 3: 1.00644 } },
    model: 'qwen3-14b-faq-1-ft-202410291724-8f3a',
    cancelled: 'CANCELING',
    endsCancelled: { status: 'CANCELED' },
  },
  legacy: {
    cannot: ['weights'],
    begins: 'queued',
    trains: { status: 'running' },
    succeeds: {
      ...{ status: 'succeeded', updated_at: 1_614_808_000, fine_tuned_model: 'curie:ft-acme-faq' },
      result_files: [{ id: 'file-result', object: 'file', bytes: 9, filename: 'results.csv' }],
    },
    losses: { trains: {}, succeeds: fileLosses },
    model: 'curie:ft-acme-faq',
    cancelled: 'cancelled',
  },
  local: openai,
};

/** Servers that are not those of {@link providers}: its jobs do not end with what they stream. */
const servers: Partial<typeof providers> = {
  localai: () =>
    localaiProvider((response, job) => {
      job['status'] = 'training';
      response.write(progressOfRun.slice(0, 10).join('')); // three steps of four
    }),
};

/** Connections of a dialect that speak otherwise than most. */
const variants: Readonly<Record<string, Walked>> = {
  'azure with an api-version': {
    ...{ dialect: 'azure', way: azure, server: () => azureProvider('2025-04-01-preview') },
    connection: { apiVersion: '2025-04-01-preview' },
  },
};

describe('the whole way of a job', () => {
  it('is walked at every dialect, and at each of what one speaks', () => {
    assert.deepEqual(Object.keys(ways).toSorted(), [...dialectIds].toSorted());
    const varied = Object.values(dialects).filter(({ variantOf }) => variantOf !== undefined);
    assert.deepEqual(
      [...new Set(Object.values(variants).map(({ dialect }) => dialect))],
      varied.map(({ id }) => id),
    );
  });

  const usual = dialectIds.map((dialect): [string, Walked] => [
    dialect,
    { dialect, way: ways[dialect], server: servers[dialect] ?? providers[dialect] },
  ]);
  for (const [name, variant] of [...usual, ...Object.entries(variants)])
    it(`leads at ${name} from its creation to what it leaves, and a second one to its cancellation`, async () => {
      const walk = await JobWalk.begin(variant);
      try {
        const job = await walk.create(1);
        await walk.watch(job);
        await walk.end(job);
        await walk.fetchResults(job);
        await walk.fetchWeights(job);
        await walk.cancel(await walk.create(2));
        assert.deepEqual([...walk.refused].toSorted(), variant.way.cannot.toSorted());
      } finally {
        await walk.stop();
      }
    });
});
