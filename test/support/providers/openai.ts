import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import { type Answer, bearerKey, oneOf, type Provider, refuseLikeOpenai } from './router';

/** Wire objects as OpenAI's specification has them. */
export type Wire = Record<string, unknown> & { id: string };

export interface OpenaiState {
  readonly jobs: Wire[];
  readonly files: Wire[];
  readonly contents: Map<string, Buffer>;
  readonly models: Wire[];
}

/** A result file: the columns as OpenAI's guide to fine-tuning names them. */
export const resultCsv = [
  'step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy',
  '1,1.0,0.5,,',
  '2,0.5,0.75,0.625,0.75',
  '3,0.33333,0.875,,',
  '',
].join('\n');

export function openaiJob(at: number, fields: Record<string, unknown> = {}): Wire {
  return {
    object: 'fine_tuning.job',
    id: `ftjob-${String(at)}`,
    model: 'gpt-4o-mini-2024-07-18',
    created_at: 1_721_764_800 + at,
    finished_at: null,
    estimated_finish: null,
    fine_tuned_model: null,
    organization_id: 'org-acme',
    result_files: [],
    status: 'running',
    validation_file: null,
    training_file: 'file-1',
    hyperparameters: { n_epochs: 3, batch_size: 'auto', learning_rate_multiplier: 1.8 },
    trained_tokens: null,
    error: {},
    user_provided_suffix: null,
    seed: 7,
    integrations: [],
    metadata: null,
    method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 3 } } },
    ...fields,
  };
}

export function openaiState(): OpenaiState {
  return {
    jobs: [
      openaiJob(1, {
        status: 'succeeded',
        finished_at: 1_721_768_400,
        fine_tuned_model: 'ft:gpt-4o-mini-2024-07-18:acme:faq:abc123',
        result_files: ['file-result'],
        trained_tokens: 5_768,
      }),
      openaiJob(2, {
        status: 'failed',
        error: { code: 'bad_data', message: 'line 3', param: 'training_file' },
      }),
      openaiJob(3, { estimated_finish: 1_721_765_900 }),
    ],
    files: [
      {
        id: 'file-1',
        object: 'file',
        bytes: 3,
        created_at: 1,
        filename: 'a.jsonl',
        purpose: 'fine-tune',
        status: 'processed',
      },
    ],
    contents: new Map([['file-1', Buffer.from('{}\n')]]),
    models: [{ id: 'gpt-4o-mini', object: 'model', created: 1, owned_by: 'system', shutdown_date: null }],
  };
}

/** The same with the result file of a job. @param content what it wrote itself OpenAI sends as base64 text */
export function withResultFile(
  state: OpenaiState,
  content = Buffer.from(resultCsv).toString('base64'),
): OpenaiState {
  const id = 'file-result';
  state.files.unshift({
    ...{ id, object: 'file', bytes: content.length, created_at: 1, status: 'processed' },
    ...{ filename: 'step_metrics.csv', purpose: 'fine-tune-results' },
  });
  state.contents.set(id, Buffer.from(content));
  return state;
}

/** Newest first, after the id of the last. */
export function pageOf(items: readonly Wire[]): Answer {
  return ({ query }, response) => {
    const sorted = items.toReversed();
    const filter = [...query].filter(([name]) => name.startsWith('metadata['));
    const wanted = sorted.filter((item) =>
      filter.every(
        ([name, value]) => (item['metadata'] as Record<string, string> | null)?.[name.slice(9, -1)] === value,
      ),
    );
    const after = query.get('after');
    const start = after === null ? 0 : wanted.findIndex(({ id }) => id === after) + 1;
    const limit = Number(query.get('limit') ?? 20);
    const data = wanted.slice(start, start + limit);
    sendJson(response, {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: start + limit < wanted.length,
    });
  };
}

/** Those of a supervised job are also beside its method. */
export function hyperparametersOf(method: unknown): object {
  const { supervised } = (method ?? {}) as { supervised?: { hyperparameters?: object } }; // as the specification has it
  const usual = { n_epochs: 'auto', batch_size: 'auto', learning_rate_multiplier: 'auto' };
  return { hyperparameters: { ...usual, ...supervised?.hyperparameters } };
}

const isIt = (item: Wire, id: string) => item.id === id;

function removeFrom(items: Wire[]): Answer {
  return (_, response, [id = '']) => {
    const at = items.findIndex((item) => item.id === id);
    if (at < 0) refuseLikeOpenai(response, 404, `No such thing: ${id}`);
    else {
      items.splice(at, 1);
      sendJson(response, { id, deleted: true });
    }
  };
}

export function openaiProvider(state: OpenaiState): Provider {
  const { jobs, files, contents, models } = state;
  const refuse = refuseLikeOpenai;
  const become = (status: string) => oneOf(jobs, isIt, refuse, (job) => Object.assign(job, { status }));
  return {
    root: '/v1',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      'GET /fine_tuning/jobs': pageOf(jobs),
      'POST /fine_tuning/jobs': async (request, response) => {
        const { suffix, ...body } = await request.json();
        const job = openaiJob(jobs.length + 1, {
          ...body,
          ...hyperparametersOf(body['method']),
          user_provided_suffix: suffix ?? null,
          status: 'validating_files',
        });
        jobs.push(job);
        sendJson(response, job);
      },
      'GET /fine_tuning/jobs/:id': oneOf(jobs, isIt, refuse),
      'POST /fine_tuning/jobs/:id/cancel': become('cancelled'),
      'POST /fine_tuning/jobs/:id/pause': become('paused'),
      'POST /fine_tuning/jobs/:id/resume': become('queued'),
      'GET /fine_tuning/jobs/:id/events': pageOf(
        [1, 2, 3].map((at) => ({
          object: 'fine_tuning.job.event',
          id: `ftevent-${String(at)}`,
          created_at: 1_721_764_800 + at,
          level: 'info',
          message: `Step ${String(at)}/3: training loss=${String(1 / at)}`,
          type: 'metrics',
          data: { step: at, total_steps: 3, train_loss: 1 / at },
        })),
      ),
      'GET /fine_tuning/jobs/:id/checkpoints': pageOf([
        {
          object: 'fine_tuning.job.checkpoint',
          id: 'ftckpt_1',
          created_at: 1_721_764_900,
          fine_tuned_model_checkpoint: 'ft:gpt-4o-mini:acme:faq:abc:ckpt-step-2',
          step_number: 2,
          metrics: { step: 2, train_loss: 0.5 },
          fine_tuning_job_id: 'ftjob-1',
        },
      ]),
      'GET /files': (request, ...others) => {
        const purpose = request.query.get('purpose');
        const wanted = files.filter((file) => purpose === null || file['purpose'] === purpose);
        return pageOf(wanted)(request, ...others);
      },
      'POST /files': async (request, response) => {
        const form = await readForm(request.message);
        const content = form.file?.content ?? Buffer.alloc(0);
        const file = {
          id: `file-${String(files.length + 1)}`,
          object: 'file',
          bytes: content.length,
          created_at: 1_721_764_800,
          filename: form.file?.filename,
          purpose: form.fields['purpose'],
          status: 'processed',
        };
        files.push(file);
        contents.set(file.id, content);
        sendJson(response, file);
      },
      'GET /files/:id': oneOf(files, isIt, refuse),
      'DELETE /files/:id': removeFrom(files),
      'GET /files/:id/content': (_, response, [id = '']) => {
        const content = contents.get(id);
        if (content === undefined) refuse(response, 404, `No such File object: ${id}`);
        else response.end(content);
      },
      'POST /chat/completions': streamedAnswer,
      'GET /models': (_, response) => {
        sendJson(response, { object: 'list', data: models });
      },
      'DELETE /models/:id': removeFrom(models),
    },
  };
}
