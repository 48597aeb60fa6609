import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { openaiProvider, openaiState, pageOf, type Wire } from './openai';
import { bearerKey, oneOf, type Provider } from './router';

/** As Nebius's cookbook shows a job: what is not set is empty text, and there are neither metadata nor a method. */
export function nebiusJob(id: string, fields: Record<string, unknown> = {}): Wire {
  return {
    id,
    object: 'fine_tuning.job',
    created_at: 1_765_431_035,
    model: 'Qwen/Qwen3-4B',
    status: 'running',
    training_file: 'file-train',
    validation_file: 'file-valid',
    error: null,
    finished_at: null,
    estimated_finish: null,
    hyperparameters: {
      ...{ batch_size: 32, n_epochs: 10, learning_rate: 1e-5, warmup_ratio: 0, weight_decay: 0 },
      ...{ lora: true, lora_r: 16, lora_alpha: 16, lora_dropout: 0, packing: true, max_grad_norm: 1 },
      context_length: 8192,
    },
    integrations: null,
    organization_id: '',
    result_files: [],
    seed: 42,
    suffix: '',
    trained_tokens: 0,
    trained_steps: 5,
    total_steps: 20,
    ...fields,
  };
}

const known = new Set([
  ...['model', 'training_file', 'validation_file', 'hyperparameters', 'method', 'integrations', 'seed'],
  ...['suffix', 'tags', 'from_checkpoint', 'extra_body'],
]);

/**
 * Nebius Token Factory: what its API does not know it drops; its errors are FastAPI's.
 *
 * @param unsettled what the first looks at a model find that is being deployed: after them it answers, or fails if it is
 * called `bad…`
 */
export function nebiusProvider(
  unsettled: readonly ('unknown' | 'validating')[] = ['unknown', 'validating'],
): Provider {
  const jobs: Wire[] = [
    nebiusJob('ftjob-2', {
      status: 'succeeded',
      suffix: 'faq',
      trained_steps: 20,
      trained_tokens: 99,
      created_at: 1_765_431_000,
    }),
    nebiusJob('ftjob-1'),
  ];
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { detail: message }, status);
  };
  const isIt = (item: Wire, id: string) => item.id === id;
  const { routes } = openaiProvider(openaiState());
  const files = [
    { id: 'file-train', bytes: 3, created_at: 1_765_431_030, filename: 'train.jsonl', object: 'file' },
    {
      id: 'file-weights',
      bytes: 5,
      created_at: 1_765_431_130,
      filename: 'ckpt/adapter_model.safetensors',
      object: 'file',
    },
  ].map((file) => ({ ...file, purpose: 'fine-tune', status: null, status_details: null }));
  const models = ['Qwen/Qwen3-4B', 'Qwen/Qwen3-4B-fast-LoRa:faq-WpCf'];
  const served = new Map<string, { readonly info: Record<string, unknown>; looks: number }>();
  return {
    root: '/v1',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      'GET /fine_tuning/jobs': pageOf(jobs),
      'POST /fine_tuning/jobs': async (request, response) => {
        const body = await request.json();
        if (typeof body['model'] !== 'string') {
          const complaint = { loc: ['body', 'model'], msg: 'Field required', type: 'missing' };
          sendJson(response, { detail: [complaint] }, 422);
          return;
        }
        const kept = Object.fromEntries(Object.entries(body).filter(([name]) => known.has(name)));
        const job = nebiusJob(`ftjob-${String(jobs.length + 1)}`, {
          ...{ created_at: 1_765_431_999, status: 'validating_files', total_steps: null, trained_steps: 0 },
          validation_file: '',
          ...kept,
          integrations: withoutKeys(body['integrations']),
        });
        jobs.push(job);
        sendJson(response, job);
      },
      'GET /fine_tuning/jobs/:id': oneOf(jobs, isIt, refuse),
      'POST /fine_tuning/jobs/:id/cancel': oneOf(jobs, isIt, refuse, (job) =>
        Object.assign(job, { status: 'cancelled' }),
      ),
      // Oldest first.
      'GET /fine_tuning/jobs/:id/events': (_, response) => {
        const data = [
          'Job is submitted',
          'Dataset processed successfully',
          'Training completed successfully',
        ].map((message, at) => ({
          ...{ id: `ftevent-${String(at)}`, object: 'fine_tuning.job.event', created_at: 1_765_431_036 + at },
          ...{ level: 'info', message, data: null, type: 'message' },
        }));
        sendJson(response, { object: 'list', data, has_more: false });
      },
      'GET /fine_tuning/jobs/:id/checkpoints': (_, response, [id = '']) => {
        const data = [10, 20].map((step) => ({
          ...{
            id: `ftckpt_${String(step)}`,
            object: 'fine_tuning.job.checkpoint',
            created_at: 1_765_431_100 + step,
          },
          ...{ fine_tuned_model_checkpoint: '', fine_tuning_job_id: id, step_number: step },
          metrics: { step: null, train_loss: 1 / step, valid_loss: 2 / step, full_valid_loss: null },
          result_files: ['file-weights'],
        }));
        sendJson(response, {
          object: 'list',
          data,
          first_id: 'ftckpt_10',
          last_id: 'ftckpt_20',
          has_more: false,
        });
      },
      // Neither pages nor a word of them.
      'GET /files': ({ query }, response) => {
        sendJson(response, { object: 'list', data: files.slice(0, Number(query.get('limit') ?? 10)) });
      },
      'POST /files': (...args) => routes['POST /files']?.(...args),
      'GET /files/:id': oneOf<Wire>(files, isIt, refuse),
      'DELETE /files/:id': (_, response, [id = '']) => {
        sendJson(response, { id, object: 'file', deleted: true });
      },
      'GET /files/:id/content': (_, response, [id = '']) => {
        response.end(id === 'file-weights' ? Buffer.from([0x80, 0, 0xff, 1, 2]) : '{}\n');
      },
      'POST /chat/completions': streamedAnswer,
      'GET /models': (_, response) => {
        const data = models.map((id) => ({
          id,
          object: 'model',
          created: 1,
          owned_by: '',
        }));
        sendJson(response, { object: 'list', data });
      },
      'POST //v0/models': async (request, response) => {
        const { name, base_model: base, source, description = null } = await request.json();
        const [job, checkpoint, ...rest] = String(source).split(':');
        const missing = ['name', 'base_model', 'source'].find(
          (field) => typeof { name, base_model: base, source }[field] !== 'string',
        );
        if (missing !== undefined) {
          const complaint = { loc: ['body', missing], msg: 'Field required', type: 'missing' };
          sendJson(response, { detail: [complaint] }, 422);
        } else if (!models.includes(String(base))) {
          refuse(response, 400, `Model ${String(base)} does not support LoRA adapters`);
        } else if (checkpoint === undefined || rest.length > 0) {
          refuse(response, 400, `No checkpoint ${String(source)}`);
        } else {
          const full = `${String(base)}-LoRa:${String(name)}-udpd`;
          const common = { name: full, status: 'validating', created_at: 1_765_431_401, description };
          const info = {
            ...{ type: 'text2text', ...common, status_reason: null, checkpoint_id: checkpoint, job_id: job },
            ...{ file_id: null, url: null, vendor: 'Qwen', tags: ['lora'], use_cases: ['lora'] },
          };
          served.set(full, { info, looks: 0 });
          sendJson(response, { ...common, base_model: base, source });
        }
      },
      // The vendor is a segment of its own.
      'GET //v0/models/:id/:id': (_, response, [vendor = '', rest = '']) => {
        const name = `${vendor}/${rest}`;
        const model = served.get(name);
        const state = model === undefined ? 'unknown' : unsettled[model.looks++];
        if (model === undefined || state === 'unknown') {
          refuse(response, 404, 'Model not found');
          return;
        }
        if (state === undefined && name.includes(':bad')) {
          Object.assign(model.info, { status: 'error', status_reason: 'LoRA rank 128 is above 64' });
        } else if (state === undefined) {
          model.info['status'] = 'active';
          if (!models.includes(name)) models.push(name);
        }
        sendJson(response, model.info);
      },
      'DELETE /models/:id': (_, response, [name = '']) => {
        if (!/^[\w.-]+$|^Qwen\/Qwen3-4B$/.test(name)) refuse(response, 404, 'Not Found');
        else sendJson(response, { name, base_model: 'Qwen/Qwen3-4B', status: 'deleted' });
      },
    },
  };
}

function withoutKeys(integrations: unknown): unknown {
  return integrations === undefined
    ? null
    : JSON.parse(
        JSON.stringify(integrations, (name, value: unknown) => (name === 'api_key' ? undefined : value)),
      );
}
