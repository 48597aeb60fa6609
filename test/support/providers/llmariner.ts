import { sendJson } from '../httpServer';
import type { Wire } from './openai';
import { openaiProvider, openaiState } from './openai';
import { bearerKey, oneOf, type Provider } from './router';

/** LLMariner: what a gRPC gateway makes of int64 and of what is not set; `canceled` with one l. */
export function llmarinerProvider(): Provider {
  const jobs: Wire[] = [
    { status: 'running', fine_tuned_model: '', finished_at: '0', trained_tokens: '0' },
    { status: 'canceled', fine_tuned_model: '', finished_at: '1725000600', trained_tokens: '0' },
    {
      status: 'succeeded',
      fine_tuned_model: 'ft:gemma-2b-it:faq-1',
      finished_at: '1725000600',
      trained_tokens: '99',
    },
    { status: 'creating', fine_tuned_model: '', finished_at: '0', trained_tokens: '0' },
  ].map((fields, at) => ({
    id: `job-${String(at)}`,
    created_at: String(1_725_000_000 - at),
    model: 'google-gemma-2b-it',
    organization_id: 'default',
    object: 'fine_tuning.job',
    training_file: 'file-1',
    validation_file: '',
    result_files: [],
    integrations: [],
    seed: 0,
    hyperparameters: { batch_size: 0, learning_rate_multiplier: 0, n_epochs: 0 },
    method: {
      type: 'supervised',
      hyperparameters: { batch_size: 1, n_epochs: 3, learning_rate_multiplier: 0, beta: 0 },
    },
    project_title: 'Default',
    kubernetes_namespace: 'default',
    cluster_name: 'gpu',
    resources: { gpu_count: 1 },
    ...fields,
  }));
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { code: status === 404 ? 5 : 16, message, details: [] }, status);
  };
  const isIt = (item: Wire, id: string) => item.id === id;
  const { routes } = openaiProvider(openaiState());
  const files = Object.fromEntries(
    Object.entries(routes).filter(([route]) => / \/(files|models|chat)/.test(route)),
  );
  return {
    root: '/v1',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      ...files,
      'GET /fine_tuning/jobs': ({ query }, response) => {
        const after = query.get('after');
        const start = after === null ? 0 : jobs.findIndex(({ id }) => id === after) + 1;
        const end = start + Number(query.get('limit') ?? 20);
        const data = jobs.slice(start, end);
        sendJson(response, { object: 'list', data, has_more: end < jobs.length, total_items: jobs.length });
      },
      'POST /fine_tuning/jobs': async (request, response) => {
        const { suffix, ...body } = await request.json();
        if (suffix === undefined) {
          refuse(response, 400, 'suffix is required');
          return;
        }
        const id = `job-new${jobs.length === 4 ? '' : `-${String(jobs.length)}`}`;
        const job = { ...jobs.at(-1), ...body, id, status: 'creating', created_at: '1725000900' };
        jobs.unshift(job);
        sendJson(response, job);
      },
      'GET /fine_tuning/jobs/:id': oneOf(jobs, isIt, refuse),
      'POST /fine_tuning/jobs/:id/cancel': oneOf(jobs, isIt, refuse, (job) =>
        Object.assign(job, { status: 'canceling' }),
      ),
    },
  };
}
