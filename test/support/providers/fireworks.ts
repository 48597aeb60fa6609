import { streamedAnswer } from '../chatStream';
import { type Received, sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import { oneOf, type Provider } from './router';
import { isKeyOrSignature, storageOf } from './storage';

const byName = (a: Resource, b: Resource) => a.name.localeCompare(b.name);
const byTime = (a: Resource, b: Resource) => String(b['createTime']).localeCompare(String(a['createTime']));

type Resource = Record<string, unknown> & { name: string };

const source = 'accounts/acme';

/** Lines of a metrics file, as Fireworks' cookbook writes it for supervised and preference jobs. */
const metricLines = [
  { step: 1, 'train/step': 1, 'train/loss': 1.38, 'train/ppl': 3.97, 'train/lr': 0.0001 },
  { step: 2, 'train/step': 2, 'train/loss': 1.13, 'train/ppl': 3.1, 'train/lr': 0.0001 },
  { step: 2, 'eval/loss': 1.2, 'eval/ppl': 3.32 },
];

/**
 * Fireworks: an account's resources by name, camelCase, `pageToken`, three lists of jobs; what is empty is left out, as
 * protobuf's JSON does. Source: the types of `fireworks-ai` 1.2.30 (`SupervisedFineTuningJob`, `DpoJob`,
 * `ReinforcementFineTuningJob`, `Dataset`, `Model` and the parameters and responses of their methods).
 */
export function fireworksProvider(modelCount = 201): Provider {
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
  const reinforcement: Resource[] = [
    {
      name: `${source}/reinforcementFineTuningJobs/rft-1`,
      displayName: 'solver',
      createTime: '2025-12-31T12:00:00Z',
      dataset: `${source}/datasets/train`,
      evaluator: `${source}/evaluators/exact`,
      state: 'JOB_STATE_RUNNING',
      status: { code: 'OK', message: '' },
      trainingConfig: {
        baseModel: 'accounts/fireworks/models/qwen3-8b',
        outputModel: `${source}/models/solver`,
        epochs: 1,
        learningRate: 0.0001,
        loraRank: 16,
      },
      inferenceParameters: { maxOutputTokens: 2_048, responseCandidatesCount: 8, temperature: 1 },
      lossConfig: { method: 'GRPO', klBeta: 0.001 },
      chunkSize: 200,
      nodeCount: 1,
      jobProgress: { percent: 10, epoch: 0 },
      acceleratorSeconds: { NVIDIA_H100_80GB: '3600' },
    },
  ];
  const jobs = [...supervised, ...dpo, ...reinforcement];
  const jobsOf = (collection: string) => jobs.filter(({ name }) => name.includes(`/${collection}/`));
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { code: status === 404 ? 5 : 16, message, details: [] }, status);
  };
  const list =
    (key: string, allNow: () => readonly Resource[]): Provider['routes'][string] =>
    ({ query }, response) => {
      const all = allNow();
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
  const datasets: Resource[] = [
    {
      name: `${source}/datasets/valid`,
      createTime: '2025-12-31T00:00:00Z',
      state: 'READY',
      exampleCount: '3',
    },
    {
      name: `${source}/datasets/train`,
      createTime: '2026-01-01T00:00:00Z',
      state: 'READY',
      displayName: '',
      exampleCount: '12',
    },
  ];
  const models: Resource[] = [
    {
      name: `${source}/models/faq`,
      createTime: '2026-01-01T00:00:00Z',
      peftDetails: { baseModel: 'accounts/fireworks/models/qwen' },
      fineTuningJob: `${source}/supervisedFineTuningJobs/sft-0`,
      tunable: false,
      deprecationDate: { year: 2026, month: 5, day: 1 },
    },
    ...Array.from({ length: modelCount - 1 }, (_, at) => ({ name: `${source}/models/other-${String(at)}` })),
  ];
  /** What the storage holds, by its path. */
  const stored = new Map<string, Buffer>([
    ['metrics', Buffer.from(metricLines.map((line) => `${JSON.stringify(line)}\n`).join(''))],
    ['train/a.jsonl', Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }] }))],
    ['train/b.jsonl', Buffer.from(`${JSON.stringify({ messages: [{ role: 'user', content: 'Bye' }] })}\n`)],
  ]);
  const datasetOf = (id: string) => datasets.find(({ name }) => name === `${source}/datasets/${id}`);
  const fill = (id: string, filename: string, content: Buffer) => {
    stored.set(`${id}/${filename}`, content);
    const exampleCount = String(content.toString().split('\n').filter(Boolean).length);
    Object.assign(datasetOf(id) ?? {}, { exampleCount });
  };
  const named = (collection: string) => (item: Resource, id: string) =>
    item.name === `${source}/${collection}/${id}`;
  const collections = ['supervisedFineTuningJobs', 'dpoJobs', 'reinforcementFineTuningJobs'];
  const routes: Record<string, Provider['routes'][string]> = {
    'GET /datasets': list('datasets', () => datasets),
    'POST /datasets': async (request, response) => {
      const { datasetId, dataset } = await request.json();
      if (typeof datasetId !== 'string' || !/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(datasetId)) {
        refuse(response, 400, 'datasetId is no id of a resource');
        return;
      }
      const name = `${source}/datasets/${datasetId}`;
      const created = {
        ...(dataset as object),
        name,
        createTime: '2026-02-01T00:00:00Z',
        state: 'UPLOADING',
      };
      datasets.push(created);
      sendJson(response, { ...created, status: { code: 'OK', message: '' } });
    },
    'GET /datasets/:id': (_, response, [id = '']) => {
      const dataset = datasetOf(id);
      if (dataset === undefined) refuse(response, 404, `No such thing: ${id}`);
      else sendJson(response, dataset);
      // It is taken in while somebody looks on.
      if (stored.has(`${id}/checked`)) Object.assign(dataset ?? {}, { state: 'READY' });
    },
    'POST /datasets/:id:upload': async (request, response, [id = '']) => {
      const { file } = await readForm(request.message);
      const { filename = '', content = Buffer.alloc(0) } = file ?? {};
      fill(id, filename, content);
      stored.set(`${id}/checked`, Buffer.alloc(0));
      const facts = { bytes: content.length, created_at: 1_770_000_000, filename, purpose: 'fine-tune' };
      sendJson(response, { id, object: 'file', ...facts });
    },
    'POST /datasets/:id:getUploadEndpoint': async (request, response, [id = '']) => {
      const { filenameToSize } = await request.json();
      const names = Object.keys(filenameToSize as object);
      sendJson(response, {
        filenameToSignedUrls: Object.fromEntries(
          names.map((name) => [name, `${storageOf(request)}/${id}/${name}?signature=x`]),
        ),
      });
    },
    'PUT //storage/:id/:id': async (request, response, [id = '', filename = '']) => {
      const content = await request.body();
      const length = String(content.length);
      const isAsSigned =
        request.headers['content-type'] === 'application/octet-stream' &&
        request.headers['x-goog-content-length-range'] === `${length},${length}`;
      if (isAsSigned) fill(id, filename, content);
      response.writeHead(isAsSigned ? 200 : 403).end();
    },
    'POST /datasets/:id:validateUpload': (_, response, [id = '']) => {
      Object.assign(datasetOf(id) ?? {}, { state: 'READY' });
      sendJson(response, {});
    },
    'GET /datasets/:id:getDownloadEndpoint': (request, response, [id = '']) => {
      const names = [...stored.keys()].filter(
        (name) => name.startsWith(`${id}/`) && !name.endsWith('/checked'),
      );
      const urls = names.map((name) => [
        name.slice(id.length + 1),
        `${storageOf(request)}/${name}?signature=x`,
      ]);
      sendJson(response, { filenameToSignedUrls: Object.fromEntries(urls.toReversed()) });
    },
    'GET //storage/:id/:id': (_, response, ids) => {
      response.end(stored.get(ids.join('/')));
    },
    'GET //storage/metrics': (_, response) => {
      response.end(stored.get('metrics'));
    },
    'GET //storage/none': (_, response) => {
      response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    },
    'GET /dpoJobs/:id:getMetricsFileEndpoint': (request, response) => {
      sendJson(response, { signedUrl: `${storageOf(request)}/metrics?signature=x` });
    },
    'GET /models': list('models', () => models),
    'DELETE /datasets/:id': (_, response, [id = '']) => {
      const at = datasets.findIndex(({ name }) => name === `${source}/datasets/${id}`);
      if (at >= 0) datasets.splice(at, 1);
      sendJson(response, {});
    },
    'DELETE /models/:id': (_, response) => {
      sendJson(response, {});
    },
    'POST //inference/v1/chat/completions': streamedAnswer,
  };
  const metricsOf = ({ name }: Resource, request: Received) =>
    `${storageOf(request)}/${name.endsWith('sft-2') ? 'none' : 'metrics'}?signature=x`;
  for (const key of collections) {
    routes[`GET /${key}`] = list(key, () => jobsOf(key));
    // The address is signed before there is a file: the newest has not written any.
    routes[`GET /${key}/:id`] = oneOf(jobs, named(key), refuse, (job, request) =>
      key === 'supervisedFineTuningJobs' ? { ...job, metricsFileSignedUrl: metricsOf(job, request) } : job,
    );
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
      const isFirst = !jobs.some((job) => job.name === name);
      const created: Resource = {
        ...body,
        name: isFirst ? name : `${name}-${String(jobs.length)}`,
        createTime: '2026-02-01T00:00:00Z',
        state: 'JOB_STATE_CREATING',
        status: { code: 'OK' },
      };
      jobs.push(created);
      sendJson(response, created);
    };
  }
  return { root: '/v1/accounts/acme', isAuthorized: isKeyOrSignature, refuse, jobs, routes };
}
