import { type Received, sendJson } from '../httpServer';
import { bearerKey, oneOf, type Provider } from './router';

const place = 'projects/646763706049/locations/us-central1';
const nameOf = (id: string) => `${place}/tuningJobs/${id}`;

type Job = Record<string, unknown> & { name: string; createTime: string };

/** As the service answers to `tuningJobs.get`: a job that failed at its end, with its data's statistics, re-keyed. */
export function tuningJob(id: string, fields: Record<string, unknown> = {}): Job {
  return {
    ...{ name: nameOf(id), tunedModelDisplayName: `faq-${id}`, baseModel: 'gemini-2.5-flash' },
    supervisedTuningSpec: {
      trainingDatasetUri:
        'gs://cloud-samples-data/ai-platform/generative_ai/gemini/text/sft_train_data.jsonl',
      hyperParameters: { epochCount: '10', learningRateMultiplier: 1, adapterSize: 'ADAPTER_SIZE_FOUR' },
    },
    state: 'JOB_STATE_FAILED',
    createTime: '2025-11-03T21:08:07.734198Z',
    startTime: '2025-11-03T21:08:30.888568Z',
    endTime: '2025-11-03T21:40:37.139132Z',
    updateTime: '2025-11-03T21:40:37.139132Z',
    error: {
      code: 13,
      message:
        'Failed to create endpoint. Tuned model is uploaded and can be accessed through Model Registry.',
    },
    experiment: `${place}/metadataStores/default/contexts/tuning-experiment-20251103131117085279`,
    tunedModel: { model: `${place}/models/1402067540926005248@1` },
    tuningDataStats: {
      supervisedTuningDataStats: {
        tuningDatasetExampleCount: '500',
        userInputTokenDistribution: {
          ...{ sum: '233592', min: 25, max: 2932, mean: 467.184, median: 414, p5: 101, p95: 1016 },
          buckets: [{ count: 326, left: 25, right: 509 }],
        },
        userDatasetExamples: [{ role: 'user', parts: [{ text: 'Honesty is usually the best policy.' }] }],
        totalBillableTokenCount: '255243',
        tuningStepCount: '1250',
      },
    },
    ...fields,
  };
}

/** What a job has that has not ended: neither an end nor what it made. */
export const unended = { endTime: undefined, error: undefined, tunedModel: undefined };

/** Of `TuningJob` in v1's discovery document what is not “Output only”. */
const known = new Set([
  ...['baseModel', 'preTunedModel', 'supervisedTuningSpec', 'preferenceOptimizationSpec', 'labels'],
  ...['tunedModelDisplayName', 'description', 'encryptionSpec', 'serviceAccount'],
]);
const label = /^[\p{Ll}\p{Lo}\p{N}_-]{0,64}$/u;

function problemWith(body: Record<string, unknown>): string | null {
  const unknown = Object.keys(body).find((name) => !known.has(name));
  if (unknown !== undefined)
    return `Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`;
  const sources = ['baseModel', 'preTunedModel'].filter((name) => name in body);
  const specs = ['supervisedTuningSpec', 'preferenceOptimizationSpec'].filter((name) => name in body);
  if (sources.length !== 1 || specs.length !== 1) return 'Request contains an invalid argument.';
  const labels = Object.entries(body['labels'] ?? {}).flat();
  return labels.every((text) => label.test(String(text))) ? null : 'Invalid label.';
}

const codes: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
};

/** Google's envelope of errors. */
const refuse: Provider['refuse'] = (response, status, message) => {
  sendJson(response, { error: { code: status, message, status: codes[status] ?? 'UNKNOWN' } }, status);
};

/** Vertex AI's tuning jobs of one project in one location. */
export function vertexProvider(): Provider {
  const jobs: Job[] = [
    tuningJob('5730230261199667200', {
      ...{ ...unended, state: 'JOB_STATE_RUNNING', createTime: '2025-11-05T10:00:00.123456789Z' },
      labels: { team: 'blue' },
    }),
    tuningJob('4982013113894174720', {
      ...{ state: 'JOB_STATE_SUCCEEDED', createTime: '2025-11-04T10:00:00Z', error: undefined },
      tunedModel: {
        model: `${place}/models/1234567890@1`,
        endpoint: `${place}/endpoints/123456789012345`,
        checkpoints: [
          { checkpointId: '1', epoch: '1', step: '10', endpoint: `${place}/endpoints/123456789000000` },
          { checkpointId: '2', epoch: '2', step: '20', endpoint: `${place}/endpoints/123456789012345` },
        ],
      },
    }),
    tuningJob('6284765961371254784'),
  ];
  const isIt = ({ name }: Job, id: string) => name === nameOf(id);
  return {
    root: '/v1/projects/acme-ml-1/locations/us-central1',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      'GET /tuningJobs': ({ query }, response) => {
        const start = Number(query.get('pageToken') ?? 0);
        const end = start + Number(query.get('pageSize') ?? 100);
        const tuningJobs = jobs.slice(start, end);
        sendJson(response, {
          ...(tuningJobs.length > 0 ? { tuningJobs } : {}),
          ...(end < jobs.length ? { nextPageToken: String(end) } : {}),
        });
      },
      'POST /tuningJobs': async (request: Received, response) => {
        const body = await request.json();
        const problem = problemWith(body);
        if (problem !== null) {
          refuse(response, 400, problem);
          return;
        }
        const id = `700000000000000000${String(jobs.length)}`;
        const times = { createTime: '2025-11-06T10:00:00.5Z', updateTime: '2025-11-06T10:00:00.5Z' };
        const job: Job = { name: nameOf(id), ...body, ...times, state: 'JOB_STATE_PENDING' };
        jobs.unshift(job);
        sendJson(response, job);
      },
      'GET /tuningJobs/:id': oneOf(jobs, isIt, refuse),
      'POST /tuningJobs/:id:cancel': (_, response, [id = '']) => {
        const job = jobs.find((each) => isIt(each, id));
        if (job === undefined) refuse(response, 404, 'The TuningJob does not exist.');
        else {
          job['state'] = 'JOB_STATE_CANCELLING';
          sendJson(response, {});
        }
      },
    },
  };
}
