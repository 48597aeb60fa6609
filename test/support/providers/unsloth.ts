import type { ServerResponse } from 'node:http';
import { toText } from '../../../src/api/wire/values';
import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import { bearerKey, oneOf, type Provider } from './router';

type Fields = Record<string, unknown>;
type Run = Fields & { id: string };

/** As `TrainingRunSummary` of Unsloth Studio's `models/training.py` has it: every field is there. */
export function unslothRun(id: string, fields: Fields = {}): Run {
  return {
    ...{ id, status: 'running', model_name: 'unsloth/Qwen3-4B', project_name: 'faq', display_name: null },
    ...{ dataset_name: '/data/faq.jsonl', started_at: '2026-01-01T12:00:00.123456+00:00', ended_at: null },
    ...{ total_steps: 40, final_step: 10, final_loss: 1.5, output_dir: null, duration_seconds: 60 },
    ...{ error_message: null, loss_sparkline: null, can_resume: false, resume_blocked_reason: null },
    ...{ resumed_later: false, artifacts_available: false, has_preview_model: false, preview_ref: null },
    ...{ preview_sig: null, ...fields },
  };
}

/** What a run was started with, as its row keeps it: every field of the request, without tokens. */
const config: Fields = {
  ...{ model_name: 'unsloth/Qwen3-4B', training_type: 'LoRA/QLoRA', format_type: 'auto', subset: null },
  ...{ load_in_4bit: true, max_seq_length: 2048, hf_dataset: '', local_datasets: ['/data/faq.jsonl'] },
  ...{ local_eval_datasets: ['/data/valid.jsonl'], train_split: 'train', eval_steps: 0.1, num_epochs: 2 },
  ...{ max_steps: 0, learning_rate: '0.0002', batch_size: 2, gradient_accumulation_steps: 4 },
  ...{ warmup_steps: 5, warmup_ratio: null, save_steps: 20, weight_decay: 0.001, random_seed: 3407 },
  ...{ optim: 'adamw_8bit', lora_r: 16, lora_alpha: 16, lora_dropout: 0, target_modules: ['q_proj'] },
  ...{ enable_wandb: true, wandb_project: 'faq', resume_from_checkpoint: null },
};

/** As `TrainingRunMetrics` has it: each measure with its own steps. */
const metrics: Fields = {
  ...{ step_history: [5, 10, 15], loss_history: [2, 1.5, 1.25], loss_step_history: [5, 10, 15] },
  ...{ lr_history: [0.0002, 0.0001], lr_step_history: [5, 10] },
  ...{ grad_norm_history: [0.5], grad_norm_step_history: [10] },
  ...{ eval_loss_history: [1.75], eval_step_history: [10], final_epoch: 0.5, final_num_tokens: 4_096 },
};

/** An event of its stream: every field of `TrainingProgress` is there, null where it is not known. */
export function unslothEvent(type: string, step: number, fields: Fields = {}): string {
  const data = {
    ...{ job_id: 'job_3', step, total_steps: 40, loss: null, learning_rate: null },
    ...{ progress_percent: step * 2.5, epoch: null, elapsed_seconds: 60, eta_seconds: null },
    ...{ session_start_step: null, grad_norm: null, num_tokens: null, eval_loss: null, ...fields },
  };
  return `id: ${String(step)}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Unsloth Studio: runs by offset, refusals with status 200, and with FastAPI's `detail`.
 *
 * @param isBusy one run at a time, as it is: else there is room for others beside the one that runs
 */
export function unslothProvider(isBusy = false): Provider {
  const runs: Run[] = [
    unslothRun('job_3'),
    unslothRun('job_2', {
      ...{ status: 'completed', started_at: '2026-01-01T11:00:00+00:00' },
      ...{ ended_at: '2026-01-01T11:30:00+00:00', output_dir: '/studio/outputs/faq', final_step: 40 },
      display_name: 'The good one',
    }),
    unslothRun('job_1', {
      ...{ status: 'error', started_at: '2026-01-01T10:00:00+00:00', error_message: 'CUDA out of memory' },
    }),
  ];
  const configs = new Map<string, Fields>();
  const stopping = new Set<string>();
  /** The run that each token started, or why it did not. */
  const started = new Map<unknown, Fields>();
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { detail: message }, status);
  };
  const isIt = (run: Run, id: string) => run.id === id;
  const start = (body: Fields): Fields => {
    const active = runs.find(({ status }) => status === 'running');
    if (isBusy && active !== undefined)
      return {
        ...{ job_id: active.id, status: 'error', error: 'Training already active', error_code: null },
        message: 'Training is already in progress. Stop current training before starting a new one.',
      };
    const id = `job_20260101_13000${String(runs.length)}_1a2b3c4d`;
    const [dataset = body['hf_dataset']] = body['local_datasets'] as unknown[]; // as its schema has it
    runs.unshift(
      unslothRun(id, {
        ...{ model_name: body['model_name'], dataset_name: dataset, project_name: body['project_name'] },
        ...{ started_at: '2026-01-01T13:00:00+00:00', total_steps: null, final_step: null, final_loss: null },
      }),
    );
    configs.set(id, { ...config, local_eval_datasets: [], enable_wandb: false, ...body });
    const message = 'Training job queued and starting in subprocess';
    return { job_id: id, status: 'queued', message, error: null, error_code: null };
  };
  return {
    root: '',
    isAuthorized: bearerKey,
    refuse,
    jobs: runs,
    routes: {
      'GET /api/train/runs': ({ query }, response) => {
        const offset = Number(query.get('offset') ?? 0);
        const limit = Number(query.get('limit') ?? 50);
        if (limit > 200) complain(response, 'limit', 'Input should be less than or equal to 200');
        else sendJson(response, { runs: runs.slice(offset, offset + limit), total: runs.length });
      },
      'GET /api/train/runs/:id': oneOf(runs, isIt, refuse, (run) => {
        const now = { run: { ...run }, config: configs.get(run.id) ?? config, metrics };
        // Its worker has saved what it has a little after it was stopped.
        if (stopping.delete(run.id))
          Object.assign(run, { status: 'stopped', output_dir: '/studio/outputs/faq', can_resume: true });
        return now;
      }),
      'DELETE /api/train/runs/:id': (_, response, [id = '']) => {
        const at = runs.findIndex((run) => run.id === id);
        if (at === -1) refuse(response, 404, `Run ${id} not found`);
        else if (runs[at]?.['status'] === 'running')
          refuse(response, 409, 'Cannot delete a running training run');
        else {
          runs.splice(at, 1);
          sendJson(response, { status: 'deleted', message: `Run ${id} deleted`, artifacts_deleted: false });
        }
      },
      'POST /api/train/start': async (request, response) => {
        const body = { local_datasets: [], ...(await request.json()) };
        const missing = ['model_name', 'training_type', 'format_type'].find((name) => !(name in body));
        if (missing !== undefined) {
          complain(response, missing, 'Field required');
          return;
        }
        const { start_request_id: token } = body as Fields;
        const answer = (token === undefined ? undefined : started.get(token)) ?? start(body);
        if (token !== undefined) started.set(token, answer);
        sendJson(response, answer);
      },
      'POST /api/train/stop': async (request, response) => {
        const { expected_job_id: id } = await request.json();
        const run = runs.find((each) => each.id === id && each['status'] === 'running');
        if (id === undefined) complain(response, 'expected_job_id', 'Field required');
        else if (run === undefined) refuse(response, 409, 'The requested training job is no longer active.');
        else {
          stopping.add(run.id);
          const message = 'Stop requested. Training will stop at the next safe step.';
          sendJson(response, { status: 'stopped', message });
        }
      },
      'GET /api/train/progress': ({ query, headers }, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
        const id = query.get('expected_job_id');
        if (runs.some((run) => run.id === id && run['status'] === 'running'))
          response.end(`retry: 3000\n\n${stepsAfter(toText(headers['last-event-id'])).join('')}`);
        else response.end();
      },
      'GET /v1/fine_tuning/jobs/:id/checkpoints': ({ query }, response, [id = '']) => {
        const run = id.slice('ft'.length);
        const checkpoint = (step: number, loss: number | null) => ({
          ...{ id: `ftckpt_${run}_${String(step)}`, object: 'fine_tuning.job.checkpoint' },
          ...{
            created_at: 1_767_268_800 + step,
            fine_tuned_model_checkpoint: `faq/checkpoint-${String(step)}`,
          },
          ...{ fine_tuning_job_id: id, metrics: { step, train_loss: loss, valid_loss: null } },
          step_number: step,
        });
        const all = run === 'job_3' ? [checkpoint(10, 1.5), checkpoint(5, null)] : [];
        const begin = all.findIndex((each) => each.id === query.get('after')) + 1;
        const end = begin + Number(query.get('limit') ?? 10);
        sendJson(response, { object: 'list', data: all.slice(begin, end), has_more: end < all.length });
      },
      'GET /api/hub/datasets/local': (_, response) => {
        const common = { source: 'upload', updated_at: 1_767_268_800.5, metadata: null };
        const path = '/studio/datasets/0a1b_faq.jsonl';
        sendJson(response, { datasets: [{ ...common, id: '0a1b', label: 'faq.jsonl', path, rows: 12 }] });
      },
      'POST /api/hub/datasets/upload': async (request, response) => {
        const form = await readForm(request.message);
        const filename = form.file?.filename ?? '';
        sendJson(response, { filename, stored_path: `/studio/datasets/2c3d_${filename}` });
      },
      'GET /v1/models': (_, response) => {
        const owned = { object: 'model', owned_by: 'unsloth' };
        sendJson(response, { object: 'list', data: [{ id: 'unsloth/Qwen3-4B', ...owned, loaded: true }] });
      },
      'POST /v1/chat/completions': streamedAnswer,
    },
  };
}

/** As FastAPI complains of a field. */
function complain(response: ServerResponse, field: string, msg: string): void {
  sendJson(response, { detail: [{ type: 'value_error', loc: ['body', field], msg }] }, 422);
}

/** A new stream begins with step 0 and goes on with the newest; one that goes on gets all that it has missed. */
function stepsAfter(lastId: string | null): readonly string[] {
  const measured = { loss: 1.5, learning_rate: 0.0001, epoch: 0.5, eta_seconds: 90, grad_norm: 0.5 };
  if (lastId === null)
    return [
      unslothEvent('progress', 0),
      unslothEvent('heartbeat', 0),
      unslothEvent('progress', 10, { ...measured, eval_loss: 1.75 }),
      unslothEvent('heartbeat', 10, measured),
    ];
  return [
    unslothEvent('progress', 15, { ...measured, loss: 1.25 }),
    unslothEvent('complete', 40, { ...measured, loss: 1, eta_seconds: 0 }),
  ];
}
