import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import type { Wire } from './openai';
import { oneOf, type Provider } from './router';

/** LocalAI: a bare array, acknowledgements instead of jobs, no key needed. */
export function localaiProvider(): Provider {
  const jobs: Wire[] = [
    { id: 'a1', status: 'training', message: 'step 3' },
    { id: 'a2', status: 'failed', message: 'CUDA out of memory' },
    { id: 'a3', status: 'completed', export_model_name: 'faq-gguf' },
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
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(response, { error: message }, status);
  };
  const isIt = (item: Wire, id: string) => item.id === id;
  return {
    root: '',
    isAuthorized: () => true,
    refuse,
    routes: {
      'GET /api/fine-tuning/jobs': (_, response) => {
        sendJson(response, jobs);
      },
      'POST /api/fine-tuning/jobs': async (request, response) => {
        const config = await request.json();
        const job = { ...jobs[0], ...config, id: 'a4', status: 'queued', config };
        jobs.push(job);
        sendJson(response, { id: 'a4', status: 'queued', message: 'Fine-tuning job started' }, 201);
      },
      'GET /api/fine-tuning/jobs/:id': oneOf(jobs, isIt, refuse),
      'POST /api/fine-tuning/jobs/:id/stop': oneOf(jobs, isIt, refuse, (job) => {
        Object.assign(job, { status: 'stopped' });
        return { status: 'stopped', message: 'Fine-tuning job stopped' };
      }),
      'DELETE /api/fine-tuning/jobs/:id': oneOf(jobs, isIt, refuse, () => ({
        status: 'deleted',
        message: 'gone',
      })),
      'GET /api/fine-tuning/jobs/:id/checkpoints': (_, response, [id]) => {
        const checkpoint = {
          path: '/data/out/checkpoint-5',
          step: 5,
          epoch: 1,
          loss: 1.2,
          created_at: '2026-01-01T10:05:00Z',
        };
        const first = { ...checkpoint, path: '/data/out/checkpoint-1', step: 1, loss: 0 };
        sendJson(response, { checkpoints: id === 'a1' ? [checkpoint, first] : null });
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
