import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { bearerKey, oneOf, type Provider } from './router';

const byName = (a: Resource, b: Resource) => a.name.localeCompare(b.name);
const byTime = (a: Resource, b: Resource) => String(b['createTime']).localeCompare(String(a['createTime']));

type Resource = Record<string, unknown> & { name: string };

const source = 'accounts/acme';

/** Fireworks: an account's resources by name, camelCase, `pageToken`, empty lists left out, three lists of jobs. */
export function fireworksProvider(): Provider {
  const supervised: Resource[] = Array.from({ length: 3 }, (_, at) => ({
    name: `${source}/supervisedFineTuningJobs/sft-${String(at)}`,
    displayName: 'faq',
    createTime: `2026-01-0${String(at + 1)}T00:00:00.123456Z`,
    dataset: `${source}/datasets/train`,
    evaluationDataset: `${source}/datasets/valid`,
    state: at === 2 ? 'JOB_STATE_FAILED' : 'JOB_STATE_RUNNING',
    status:
      at === 2 ? { code: 'INVALID_ARGUMENT', message: 'line 3: no messages' } : { code: 'OK', message: '' },
    createdBy: 'me@acme.test',
    outputModel: `${source}/models/faq`,
    baseModel: 'accounts/fireworks/models/llama-v3p1-8b-instruct',
    epochs: 2,
    learningRate: 0.0001,
    loraRank: 8,
    wandbConfig: { enabled: true, project: 'faq', entity: 'acme' },
    batchSize: 32_768,
    batchSizeSamples: 16,
    estimatedCost: { currencyCode: 'USD', units: '3', nanos: 250_000_000 },
    jobProgress: { percent: 42, epoch: 1, inputTokens: 1_000 },
    metricsFileSignedUrl: 'https://storage.test/metrics?signature=x',
  }));
  const dpo: Resource[] = [
    {
      name: `${source}/dpoJobs/dpo-1`,
      createTime: '2026-01-02T12:00:00Z',
      completedTime: '2026-01-02T13:00:00Z',
      dataset: `${source}/datasets/pairs`,
      state: 'JOB_STATE_COMPLETED',
      status: { code: 'OK' },
      trainingConfig: {
        baseModel: 'accounts/fireworks/models/qwen',
        outputModel: `${source}/models/dpo`,
        epochs: 1,
      },
    },
  ];
  const jobs = [...supervised, ...dpo];
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { code: status === 404 ? 5 : 16, message, details: [] }, status);
  };
  const list =
    (key: string, all: readonly Resource[]): Provider['routes'][string] =>
    ({ query }, response) => {
      const items = query.get('orderBy') === 'createTime desc' ? all.toSorted(byTime) : all.toSorted(byName);
      const start = Number(query.get('pageToken') ?? 0);
      const end = start + Number(query.get('pageSize') ?? 50);
      const page = items.slice(start, end);
      sendJson(response, {
        ...(page.length === 0 ? {} : { [key]: page }),
        ...(end < items.length ? { nextPageToken: String(end) } : {}),
        ...(items.length === 0 ? {} : { totalSize: items.length }),
      });
    };
  const named = (collection: string) => (item: Resource, id: string) =>
    item.name === `${source}/${collection}/${id}`;
  const collections = {
    supervisedFineTuningJobs: supervised,
    dpoJobs: dpo,
    reinforcementFineTuningJobs: [] as Resource[],
  };
  const routes: Record<string, Provider['routes'][string]> = {
    'GET /datasets': list('datasets', [
      {
        name: `${source}/datasets/train`,
        createTime: '2026-01-01T00:00:00Z',
        state: 'READY',
        displayName: '',
        exampleCount: '12',
      },
    ]),
    'GET /models': list('models', [
      {
        name: `${source}/models/faq`,
        createTime: '2026-01-01T00:00:00Z',
        peftDetails: { baseModel: 'accounts/fireworks/models/qwen' },
        fineTuningJob: `${source}/supervisedFineTuningJobs/sft-0`,
      },
      ...Array.from({ length: 200 }, (_, at) => ({ name: `${source}/models/other-${String(at)}` })),
    ]),
    'DELETE /datasets/:id': (_, response) => {
      sendJson(response, {});
    },
    'DELETE /models/:id': (_, response) => {
      sendJson(response, {});
    },
    'POST //inference/v1/chat/completions': streamedAnswer,
  };
  for (const [key, items] of Object.entries(collections)) {
    routes[`GET /${key}`] = list(key, items);
    routes[`GET /${key}/:id`] = oneOf(jobs, named(key), refuse);
    routes[`DELETE /${key}/:id`] = oneOf(jobs, named(key), refuse, () => ({}));
    routes[`POST /${key}/:id:resume`] = oneOf(jobs, named(key), refuse, (job) =>
      Object.assign(job, { state: 'JOB_STATE_RUNNING' }),
    );
    routes[`POST /${key}/:id:cancel`] = oneOf(jobs, named(key), refuse, (job) =>
      Object.assign(job, { state: 'JOB_STATE_CANCELLING' }),
    );
    routes[`POST /${key}`] = async (request, response) => {
      const body = await request.json();
      if (!/^accounts\/[^/]+\/datasets\/[^/]+$/.test(String(body['dataset']))) {
        refuse(response, 400, 'dataset is no name of a resource');
        return;
      }
      const name = `${source}/${key}/new`;
      const created = { ...body, name, createTime: '2026-02-01T00:00:00Z' };
      sendJson(response, { ...created, state: 'JOB_STATE_CREATING', status: { code: 'OK' } });
    };
  }
  return { root: '/v1/accounts/acme', isAuthorized: bearerKey, refuse, routes };
}
