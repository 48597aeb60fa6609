import type { ServerResponse } from 'node:http';
import { toText } from '../../../src/api/wire/values';
import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import type { Wire } from './openai';
import { oneOf, type Provider } from './router';

/** An event of LocalAI's stream: every field of `FineTuneProgressEvent` is there, zero where nobody set it. */
export function progressEvent(fields: object): string {
  const event = {
    job_id: 'a1',
    current_step: 0,
    total_steps: 0,
    current_epoch: 0,
    total_epochs: 0,
    loss: 0,
    learning_rate: 0,
    grad_norm: 0,
    eval_loss: 0,
    eta_seconds: 0,
    progress_percent: 0,
    status: 'training',
    ...fields,
  };
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** As its backend `trl` reports a run of four steps, with an evaluation and a checkpoint in the middle. */
export const progressOfRun: readonly string[] = [
  { status: 'loading_model', message: 'Loading model TinyLlama/TinyLlama-1.1B' },
  { status: 'loading_dataset', message: 'Loading dataset' },
  { message: 'Training started' },
  step(1, { loss: 2.5, learning_rate: 0.0002, grad_norm: 1.5, eta_seconds: 90 }),
  step(2, { loss: 2, learning_rate: 0.00015, grad_norm: 1.25, eta_seconds: 60 }),
  step(2, { message: 'Evaluating... (batch 10)' }),
  step(2, { eval_loss: 2.25, extra_metrics: { eval_loss: 2.25, eval_runtime: 1.5 } }),
  step(2, {
    eval_loss: 2.25,
    message: 'Evaluation complete at step 2',
    extra_metrics: { eval_runtime: 1.5, eval_samples_per_second: 12 },
  }),
  {
    current_step: 2,
    status: 'saving',
    message: 'Checkpoint saved at step 2',
    checkpoint_path: '/data/out/checkpoint-2',
  },
  step(3, { loss: 1.75, learning_rate: 0.0001, grad_norm: 1, eta_seconds: 30 }),
  step(4, { loss: 1.5, learning_rate: 0, grad_norm: 1, extra_metrics: { mean_token_accuracy: 0.75 } }),
  step(4, { extra_metrics: { train_runtime: 120, train_loss: 1.9375, total_flos: 1e12 } }),
  {
    current_step: 4,
    total_steps: 4,
    progress_percent: 100,
    status: 'completed',
    message: 'Training completed',
  },
].map(progressEvent);

function step(at: number, fields: object): object {
  return {
    current_step: at,
    total_steps: 4,
    current_epoch: at / 2,
    total_epochs: 2,
    progress_percent: at * 25,
    ...fields,
  };
}

/**
 * Sends a whole run at once, which then has ended: its job moves only while it is read, by `StreamProgress` of LocalAI's
 * core/services/finetune/service.go.
 */
function streamAll(response: ServerResponse, job: Wire): void {
  Object.assign(job, { status: 'completed', message: 'Training completed' });
  response.end(progressOfRun.join(''));
}

/**
 * LocalAI: a bare array, acknowledgements instead of jobs, no key needed. Sources: LocalAI's `core/schema/finetune.go`,
 * `core/http/endpoints/localai/finetune.go`, `core/services/finetune/service.go`, `CheckpointInfo` of
 * `backend/backend.proto` and `backend/python/trl` (82c191a).
 *
 * @param stream sends what the running job reports
 */
export function localaiProvider(stream = streamAll): Provider {
  const jobs: Wire[] = [
    { id: 'a1', status: 'training', message: 'step 3' },
    { id: 'a2', status: 'failed', message: 'CUDA out of memory' },
    { id: 'a3', status: 'completed', export_status: 'completed', export_model_name: 'faq-gguf' },
  ].map((fields) => ({
    model: 'TinyLlama/TinyLlama-1.1B',
    backend: 'trl',
    training_type: 'lora',
    training_method: 'sft',
    output_dir: '/data/out',
    created_at: '2026-01-01T10:00:00Z',
    config: {
      model: 'TinyLlama/TinyLlama-1.1B',
      backend: 'trl',
      dataset_source: '/data/train.jsonl',
      num_epochs: 2,
      batch_size: 4,
      learning_rate: 0.0002,
      seed: 42,
    },
    ...fields,
  }));
  /** What is being made, by job: each look finds it further. */
  const makings = new Map<string, { name: unknown; path: unknown; looks: number }>();
  const lookAt = (job: Wire) => {
    const making = makings.get(job.id);
    if (making === undefined || job['export_status'] !== 'exporting') return;
    making.looks++;
    const running = 'Running model export (merging and converting — this may take a while)...';
    if (making.path === '/data/gone') {
      const export_message = `export failed: Checkpoint not found: ${making.path}`;
      Object.assign(job, { export_status: 'failed', export_message });
    } else if (making.looks < 3) Object.assign(job, { export_message: running });
    else
      Object.assign(job, {
        export_status: 'completed',
        export_message: '',
        export_model_name: making.name,
      });
  };
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { error: message }, status);
  };
  const isIt = (item: Wire, id: string) => item.id === id;
  return {
    root: '',
    isAuthorized: () => true,
    refuse,
    jobs,
    routes: {
      'GET /api/fine-tuning/jobs': (_, response) => {
        sendJson(response, jobs);
      },
      'POST /api/fine-tuning/jobs': async (request, response) => {
        const config = await request.json();
        const id = `a${String(jobs.length + 1)}`;
        const { model, backend, training_type, training_method, extra_options } = config;
        const chosen = { model, backend, training_type, training_method, extra_options };
        const made = { output_dir: '/data/out', created_at: '2026-01-01T11:00:00Z' };
        jobs.push({ id, status: 'queued', ...chosen, ...made, config });
        sendJson(response, { id, status: 'queued', message: 'Fine-tuning job started' }, 201);
      },
      'GET /api/fine-tuning/jobs/:id': oneOf(jobs, isIt, refuse, (job) => {
        lookAt(job);
        return job;
      }),
      'POST /api/fine-tuning/jobs/:id/stop': oneOf(jobs, isIt, refuse, (job) => {
        Object.assign(job, { status: 'stopped' });
        return { status: 'stopped', message: 'Fine-tuning job stopped' };
      }),
      'DELETE /api/fine-tuning/jobs/:id': oneOf(jobs, isIt, refuse, () => ({
        status: 'deleted',
        message: 'Fine-tuning job deleted',
      })),
      'GET /api/fine-tuning/jobs/:id/checkpoints': (_, response, [id]) => {
        const checkpoint = {
          path: '/data/out/checkpoint-5',
          step: 5,
          epoch: 1,
          loss: 1.2,
          created_at: '2026-01-01T10:05:00Z',
        };
        const first = { ...checkpoint, path: '/data/out/checkpoint-1', step: 1, loss: undefined };
        sendJson(response, { checkpoints: id === 'a1' ? [checkpoint, first] : null });
      },
      'POST /api/fine-tuning/jobs/:id/export': async (request, response, [id]) => {
        const job = jobs.find((each) => each.id === id);
        const { name, checkpoint_path: path } = await request.json();
        if (job === undefined) refuse(response, 500, `job not found: ${id ?? ''}`);
        else if (job['export_status'] === 'exporting')
          refuse(response, 500, `export already in progress for job ${job.id}`);
        else {
          Object.assign(job, { export_status: 'exporting', export_message: '', export_model_name: '' });
          makings.set(job.id, { name, path, looks: 0 });
          const message = `Export started for model '${String(name)}'`;
          sendJson(response, { status: 'exporting', message, model_name: name }, 202);
        }
      },
      'GET /api/fine-tuning/jobs/:id/download': (_, response, [id]) => {
        const job = jobs.find((each) => each.id === id);
        if (job?.['export_status'] !== 'completed') {
          const status = toText(job?.['export_status']) ?? '';
          refuse(response, 404, `export not completed for job ${id ?? ''} (status: ${status})`);
          return;
        }
        response.writeHead(200, {
          'content-type': 'application/gzip',
          'content-disposition': `attachment; filename="${String(job['export_model_name'])}.tar.gz"`,
        });
        response.write('\u001f\u008b', 'latin1');
        response.end('the archive');
      },
      'GET /api/fine-tuning/jobs/:id/progress': (_, response, [id]) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
        const hasEnded = ({ status }: Wire) => /completed|failed|stopped/.test(String(status));
        const job = jobs.find((each) => each.id === id && !hasEnded(each));
        if (job !== undefined) stream(response, job);
        else response.end(`data: {"status":"error","message":"job not found: ${id ?? ''}"}\n\n`);
      },
      'POST /api/fine-tuning/datasets': async (request, response) => {
        const form = await readForm(request.message);
        sendJson(response, { path: `/data/datasets/${form.file?.filename ?? ''}` });
      },
      'POST /v1/chat/completions': streamedAnswer,
      'GET /v1/models': (_, response) => {
        sendJson(response, { object: 'list', data: [{ id: 'faq-gguf', object: 'model' }] });
      },
    },
  };
}
