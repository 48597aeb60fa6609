import { streamedAnswer } from '../chatStream';
import { type Received, sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import type { Wire } from './openai';
import { bearerKey, oneOf, type Provider } from './router';

/** What none of its jobs has set: its gateway writes numbers, texts and lists that are not set, but no objects. */
const unset = {
  fine_tuned_model: '',
  finished_at: '0',
  trained_tokens: 0,
  validation_file: '',
  result_files: [] as string[],
  integrations: [] as unknown[],
  seed: 0,
};

/**
 * LLMariner: what a gRPC gateway makes of int64 (texts; int32 stay numbers) and of what is not set; `canceled` with
 * one l. Sources: the `.proto` files and servers of LLMariner's job-manager (afcb477), file-manager (9131ba4) and
 * model-manager (8ed9178), whose gateways have `UseProtoNames` and `EmitDefaultValues`.
 *
 * @param modelCount of models that it has
 */
export function llmarinerProvider(modelCount = 2): Provider {
  const jobs: Wire[] = [
    // As a client creates it that sends OpenAI's older hyperparameters without a value.
    {
      status: 'running',
      hyperparameters: { batch_size: 0, learning_rate_multiplier: 0, n_epochs: 0 },
      integrations: [{ type: 'wandb', wandb: { project: 'faq', name: '', entity: '', tags: [] } }],
    },
    { status: 'canceled', finished_at: '1725000600' },
    {
      status: 'succeeded',
      fine_tuned_model: 'ft:google-gemma-2b-it:faq-1',
      finished_at: '1725000600',
      trained_tokens: 99,
    },
    { status: 'creating' },
  ].map((fields, at) => ({
    id: `job-${String(at)}`,
    created_at: String(1_725_000_000 - at),
    model: 'google-gemma-2b-it',
    object: 'fine_tuning.job',
    training_file: 'file-1',
    ...unset,
    method: {
      type: 'supervised',
      hyperparameters: { batch_size: 1, beta: 0, learning_rate_multiplier: 0, n_epochs: 3 },
    },
    ...placeOfJob,
    ...fields,
  }));
  const files = [fileOf('file-1', 'train.jsonl', 2_664), fileOf('file-2', 'valid.jsonl', 512)];
  const models = Array.from({ length: modelCount }, (_, at) => modelOf(at));
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { code: grpcCodes.get(status) ?? 2, message, details: [] }, status);
  };
  const isIt = (item: Wire, id: string) => item.id === id;
  return {
    root: '/v1',
    isAuthorized: bearerKey,
    refuse,
    jobs,
    routes: {
      'GET /fine_tuning/jobs': (request, response) => {
        sendJson(response, pageOf(jobs, request, { usual: 20, most: 100 }));
      },
      'POST /fine_tuning/jobs': async (request, response) => {
        const { suffix, ...body } = await request.json();
        if (suffix === undefined) {
          refuse(response, 400, 'suffix is required');
          return;
        }
        const id = `job-new${jobs.length === 4 ? '' : `-${String(jobs.length)}`}`;
        const integrations = withDefaults(body['integrations']);
        const fields = { id, object: 'fine_tuning.job', created_at: '1725000900', status: 'creating' };
        const { resources = placeOfJob.resources } = body;
        const job = { ...unset, ...body, ...fields, integrations, ...placeOfJob, resources };
        jobs.unshift(job);
        sendJson(response, { ...job, status: 'queued' }); // only here: else it says what it is queued for
      },
      'GET /fine_tuning/jobs/:id': oneOf(jobs, isIt, refuse),
      'POST /fine_tuning/jobs/:id/cancel': oneOf(jobs, isIt, refuse, (job) =>
        Object.assign(job, { status: 'canceling' }),
      ),
      'GET /files': (request, response) => {
        sendJson(response, pageOf(files, request, { usual: 20, most: 100 }));
      },
      // Not by the gateway: its numbers are numbers.
      'POST /files': async (request, response) => {
        const { file, fields } = await readForm(request.message);
        const id = `file-${String(files.length + 1)}`;
        const bytes = file?.content.length ?? 0;
        const made = fileOf(id, file?.filename ?? '', bytes);
        files.push(made);
        const { filename, object } = made;
        const purpose = fields['purpose'];
        sendJson(response, { id, bytes, created_at: 1_725_000_000, filename, object, purpose }, 201);
      },
      'GET /files/:id': oneOf(files, isIt, refuse),
      'DELETE /files/:id': (_, response, [id = '']) => {
        const at = files.findIndex((file) => file.id === id);
        if (at < 0) {
          refuse(response, 404, `file "${id}" not found`);
          return;
        }
        files.splice(at, 1);
        sendJson(response, { id, object: 'file', deleted: true });
      },
      'GET /models': (request, response) => {
        sendJson(response, pageOf(models, request, { usual: 100, most: 500 }));
      },
      'DELETE /models/:id': (_, response, [id = '']) => {
        sendJson(response, { id, object: 'model', deleted: true });
      },
      'POST /chat/completions': streamedAnswer,
    },
  };
}

/** gRPC's numbers of what the gateway says by a status. */
const grpcCodes = new Map([
  [400, 3],
  [401, 16],
  [404, 5],
]);

/** What a job has beside OpenAI's fields. */
const placeOfJob = {
  organization_id: 'org-1',
  organization_title: 'Acme',
  project_id: 'proj-1',
  project_title: 'Default',
  kubernetes_namespace: 'default',
  cluster_id: 'cluster-1',
  cluster_name: 'gpu',
  resources: { gpu_count: 1 },
};

function fileOf(id: string, filename: string, bytes: number) {
  return {
    id,
    bytes: String(bytes),
    created_at: '1725000000',
    filename,
    object: 'file',
    purpose: 'fine-tune',
    object_store_path: `files/${id}`,
  };
}

function modelOf(at: number): Wire {
  const isBase = at !== 1;
  return {
    id: at === 0 ? 'google-gemma-2b-it' : at === 1 ? 'ft:google-gemma-2b-it:faq-1' : `base-${String(at)}`,
    created: '1725000000',
    object: 'model',
    owned_by: 'user',
    loading_status: 'MODEL_LOADING_STATUS_SUCCEEDED',
    loading_failure_reason: '',
    loading_status_message: '',
    source_repository: isBase ? 'SOURCE_REPOSITORY_HUGGING_FACE' : 'SOURCE_REPOSITORY_FINE_TUNING',
    formats: ['MODEL_FORMAT_HUGGING_FACE'],
    is_base_model: isBase,
    base_model_id: isBase ? '' : 'google-gemma-2b-it',
    activation_status: 'ACTIVATION_STATUS_ACTIVE',
  };
}

/** What a message has that was stored and is written again. */
function withDefaults(integrations: unknown): unknown[] {
  const list = (integrations ?? []) as { readonly wandb: object }[]; // as our client sends it
  return list.map((each) => ({ ...each, wandb: { name: '', entity: '', tags: [], ...each.wandb } }));
}

function pageOf(
  items: readonly Wire[],
  { query }: Received,
  { usual, most }: { readonly usual: number; readonly most: number },
): object {
  const after = query.get('after');
  const start = after === null ? 0 : items.findIndex(({ id }) => id === after) + 1;
  const end = start + Math.min(Number(query.get('limit') ?? usual), most);
  const data = items.slice(start, end);
  return { object: 'list', data, has_more: end < items.length, total_items: items.length };
}
