import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import type { Wire } from './openai';
import { bearerKey, oneOf, type Provider } from './router';

export function mistralJob(id: string, fields: Record<string, unknown> = {}): Wire {
  return {
    id,
    object: 'job',
    job_type: 'completion',
    auto_start: true,
    model: 'open-mistral-7b',
    status: 'RUNNING',
    created_at: 1_725_000_000,
    modified_at: 1_725_000_600,
    training_files: ['file-1'],
    validation_files: [],
    fine_tuned_model: null,
    suffix: 'faq',
    integrations: [{ type: 'wandb', project: 'faq', name: 'run', run_name: null, url: null }],
    trained_tokens: null,
    metadata: {
      expected_duration_seconds: 1_200,
      cost: 1.5,
      cost_currency: 'EUR',
      train_tokens: 131_072,
      train_tokens_per_step: 131_072,
      data_tokens: 100_000,
      estimated_start_time: 1_725_000_300,
    },
    hyperparameters: { training_steps: 10, learning_rate: 0.0001, epochs: 3, seq_len: 32_768 },
    repositories: [],
    ...fields,
  };
}

const events = [
  { name: 'status-updated', created_at: 1_725_000_500, data: { status: 'FAILED', error: 'out of memory' } },
  { name: 'status-updated', created_at: 1_725_000_100, data: { status: 'QUEUED' } },
];
const checkpoints = [
  {
    metrics: { train_loss: 0.8, valid_loss: 1.1, valid_mean_token_accuracy: 1.7 },
    step_number: 10,
    created_at: 1_725_000_400,
  },
];

function model(id: string, owner: string) {
  return {
    ...{ id, object: 'model', created: 1_725_000_000, owned_by: owner },
    capabilities: { completion_chat: true, completion_fim: false, function_calling: true, fine_tuning: true },
    ...{ max_context_length: 32_768, aliases: [], deprecation: null },
  };
}

/**
 * Mistral: numbered pages, shouted statuses, events and checkpoints only with the job itself. Source: the schemas of
 * `@mistralai/mistralai` 1.15 (`CompletionJobOut`, `CompletionDetailedJobOut`, `FileSchema`, `BaseModelCard`,
 * `FTModelCard`), which reads all of it. Mistral documents no form of an error: it is that of OpenAI.
 */
export function mistralProvider(count = 3): Provider {
  const jobs = Array.from({ length: count }, (_, at) =>
    mistralJob(
      `job-${String(at)}`,
      at === 0 ? { status: 'FAILED' } : at === 1 ? { status: 'VALIDATED' } : {},
    ),
  );
  const isIt = (item: Wire, id: string) => item.id === id;
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(
      response,
      { object: 'error', message, type: 'invalid_request_error', param: null, code: null },
      status,
    );
  };
  const detailed = (job: Wire) => ({ ...job, events: job.id === 'job-0' ? events : [], checkpoints });
  const become = (status: string) =>
    oneOf(jobs, isIt, refuse, (job) => detailed(Object.assign(job, { status })));
  const file = (id: string, filename: string, bytes: number) => ({
    id,
    object: 'file',
    bytes,
    created_at: 1_725_000_000,
    filename,
    purpose: 'fine-tune',
    sample_type: 'instruct',
    num_lines: 10,
    source: 'upload',
  });
  return {
    root: '/v1',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      'GET /fine_tuning/jobs': ({ query }, response) => {
        const size = Number(query.get('page_size') ?? 100);
        const start = Number(query.get('page') ?? 0) * size;
        const time = (name: string, otherwise: number) =>
          query.has(name) ? Date.parse(query.get(name) ?? '') / 1000 : otherwise;
        const fitting = jobs.filter(
          ({ status, created_at: at }) =>
            (query.get('status') ?? status) === status &&
            Number(at) >= time('created_after', -Infinity) &&
            Number(at) < time('created_before', Infinity),
        );
        const data = fitting.slice(start, start + size);
        sendJson(response, { object: 'list', data, total: fitting.length });
      },
      'POST /fine_tuning/jobs': async (request, response) => {
        const { training_files: files, ...body } = await request.json();
        const ids = (files as { file_id: string }[]).map((each) => each.file_id); // as our client sends it
        const job = mistralJob(`job-${String(jobs.length)}`, {
          ...body,
          training_files: ids,
          status: 'QUEUED',
        });
        jobs.push(job);
        sendJson(response, job);
      },
      'GET /fine_tuning/jobs/:id': oneOf(jobs, isIt, refuse, detailed),
      'POST /fine_tuning/jobs/:id/cancel': become('CANCELLATION_REQUESTED'),
      'POST /fine_tuning/jobs/:id/start': become('QUEUED'),
      'GET /files': (_, response) => {
        sendJson(response, { object: 'list', data: [file('file-1', 'train.jsonl', 10)], total: 1 });
      },
      'POST /files': async (request, response) => {
        const form = await readForm(request.message);
        sendJson(response, file('file-2', form.file?.filename ?? '', form.file?.content.length ?? 0));
      },
      'GET /files/:id': (_, response, [id = '']) => {
        sendJson(response, file(id, 'train.jsonl', 10));
      },
      'DELETE /files/:id': (_, response, [id = '']) => {
        sendJson(response, { id, object: 'file', deleted: true });
      },
      'DELETE /models/:id': (_, response, [id = '']) => {
        sendJson(response, { id, object: 'model', deleted: true });
      },
      'POST /chat/completions': streamedAnswer,
      'GET /models': (_, response) => {
        sendJson(response, {
          object: 'list',
          data: [
            {
              ...model('open-mistral-7b', 'mistralai'),
              type: 'base',
            },
            {
              ...model('ft:open-mistral-7b:acme:20260101:abc', 'acme'),
              ...{ type: 'fine-tuned', root: 'open-mistral-7b', job: 'job-1', archived: false },
              deprecation: '2027-03-30T12:00:00Z',
            },
          ],
        });
      },
    },
  };
}
