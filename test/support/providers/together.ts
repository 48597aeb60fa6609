import { streamedAnswer } from '../chatStream';
import { sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import type { Wire } from './openai';
import { oneOf, type Provider } from './router';
import { isKeyOrSignature } from './storage';
import { TogetherUploads } from './togetherUploads';

export function togetherJob(id: string, fields: Record<string, unknown> = {}): Wire {
  return {
    id,
    user_id: 'user-1',
    status: 'running',
    model: 'meta-llama/Meta-Llama-3.1-8B-Instruct-Reference',
    model_output_name: 'acme/Meta-Llama-3.1-8B-Instruct-Reference-faq-1a2b3c4d',
    created_at: '2026-01-01T10:00:00.123Z',
    updated_at: '2026-01-01T10:30:00Z',
    started_at: '2026-01-01T10:05:00Z',
    training_file: 'file-1',
    suffix: 'faq',
    n_epochs: 3,
    batch_size: 8,
    learning_rate: 0.00001,
    random_seed: 42,
    token_count: 5_768,
    total_price: 3_400_000_000,
    training_method: { method: 'dpo', dpo_beta: 0.1 },
    training_type: { type: 'Lora', lora_r: 8, lora_alpha: 16 },
    wandb_project_name: 'faq',
    wandb_name: 'run 1',
    progress: { estimate_available: true, seconds_remaining: 540 },
    queue_depth: 0,
    ...fields,
  };
}

/** What its check of a file found, by `FileResponse` of `together` 3.1.1 and `together-ai` 0.52. */
const checked = {
  processing_status: 'COMPLETED',
  validation_report: { valid: true, dataset_format: 'CONVERSATION', nlines: 1_200 },
};
const refused = {
  processing_status: 'INVALID_FORMAT',
  validation_report: { valid: false, error_type: 'INVALID_FORMAT', error: 'Line 3 is no JSON', nlines: 4 },
};

/**
 * Together: `/fine-tunes`, ISO times, its own words. Sources: the types of `together` 3.1.1 (`finetune_response.py`,
 * `fine_tuning_list_*_response.py`, `fine_tuning_estimate_price_response.py`) and of `together-ai` 0.52, whose job has
 * `suffix` and `random_seed` also where it is read by itself; kinds of events in capitals are those of
 * `lib/types/fine_tuning.py`, names of metrics those that its `fine_tuning` command reads.
 */
export function togetherProvider(more: readonly Wire[] = [], uploads = new TogetherUploads()): Provider {
  const jobs = [
    ...more,
    togetherJob('ft-1', {
      status: 'completed',
      progress: { estimate_available: false, seconds_remaining: 0 },
    }),
    togetherJob('ft-2'),
  ];
  const file = (id: string, filename: string, bytes: number, check: object = checked) => ({
    id,
    object: 'file',
    bytes,
    created_at: 1_715_021_438,
    filename,
    purpose: 'fine-tune',
    FileType: 'jsonl',
    ...check,
  });
  const isIt = (item: Wire, id: string) => item.id === id;
  const refuse: Provider['refuse'] = (response, status, message) => {
    sendJson(
      response,
      { error: { message, type: 'invalid_request_error', code: null, param: null } },
      status,
    );
  };
  return {
    root: '/v1',
    isAuthorized: isKeyOrSignature,
    refuse,
    jobs,
    routes: {
      'GET /fine-tunes': (_, response) => {
        sendJson(response, { data: jobs });
      },
      'POST /fine-tunes': async (request, response) => {
        const job = togetherJob(`ft-${String(jobs.length + 1)}`, {
          ...(await request.json()),
          status: 'pending',
        });
        jobs.push(job);
        sendJson(response, job);
      },
      'GET /fine-tunes/:id': oneOf(jobs, isIt, refuse),
      'DELETE /fine-tunes/:id': oneOf(jobs, isIt, refuse, ({ id }) => {
        jobs.splice(
          jobs.findIndex((job) => job.id === id),
          1,
        );
        return { message: 'deleted' };
      }),
      'POST /fine-tunes/:id/cancel': oneOf(jobs, isIt, refuse, (job) =>
        Object.assign(job, { status: 'cancel_requested' }),
      ),
      'GET /fine-tunes/:id/events': (_, response) => {
        const event = { object: 'fine-tune-event', level: null };
        sendJson(response, {
          data: [
            { ...event, created_at: '2026-01-01T10:00:01Z', message: 'Job started', type: 'job_start' },
            {
              ...event,
              created_at: '2026-01-01T10:10:00Z',
              message: 'Epoch 1 done',
              type: 'EPOCH_COMPLETE',
              step: 10,
              total_steps: 30,
            },
            {
              ...event,
              level: 'legacy_iwarning',
              created_at: '2026-01-01T10:11:00Z',
              message: 'Nearly out of credit',
              type: 'warning',
            },
          ],
        });
      },
      'GET /fine-tunes/:id/checkpoints': (_, response) => {
        const checkpoint = { checkpoint_type: 'intermediate', step: 10, path: 's3://weights/10' };
        sendJson(response, { data: [{ ...checkpoint, created_at: '2026-01-01T10:10:00Z' }] });
      },
      'GET /fine-tunes/:id/metrics': (_, response) => {
        sendJson(response, {
          metrics: [
            { 'train/global_step': 1, 'train/loss': 1.5, 'train/epoch': 0.1, timestamp: 1_767_261_600 },
            { 'train/global_step': 2, 'train/loss': 1.25, 'eval/loss': 1.75, 'eval/global_step': 2 },
          ],
        });
      },
      'GET /finetune/download': ({ query }, response) => {
        const type = jobs.find(({ id }) => id === query.get('ft_id'))?.['training_type'];
        const isLora = (type as Wire | undefined)?.['type'] === 'Lora';
        const known = isLora ? ['merged', 'adapter'] : ['model_output_path'];
        if (!known.includes(query.get('checkpoint') ?? '')) {
          refuse(response, 400, 'Training job is not downloadable');
          return;
        }
        response.writeHead(200, { 'content-type': 'application/zstd', 'content-length': '11' });
        response.end('the archive');
      },
      'POST /fine-tunes/estimate-price': async (request, response) => {
        await request.body(); // it is lost with the response else, and tests look at it
        sendJson(response, {
          estimation_available: true,
          allowed_to_proceed: false,
          user_limit: 2.5,
          estimated_total_price: 3.4,
          estimated_train_token_count: 5_768,
          estimated_eval_token_count: 0,
        });
      },
      'GET /files': (_, response) => {
        sendJson(response, {
          data: [
            file('file-1', 'train.jsonl', 2_664),
            file('file-3', 'valid.jsonl', 512),
            file('file-4', 'broken.jsonl', 64, refused),
          ],
        });
      },
      'POST /files/upload': async (request, response) => {
        const form = await readForm(request.message);
        const { purpose, file_name: name } = form.fields;
        if (purpose !== 'fine-tune' || name === undefined) refuse(response, 400, 'file_name is required');
        else sendJson(response, file('file-2', name, form.file?.content.length ?? 0));
      },
      ...uploads.routes(refuse),
      'GET /files/:id': (_, response, [id = '']) => {
        sendJson(response, file(id, 'train.jsonl', 2_664));
      },
      'DELETE /files/:id': (_, response, [id = '']) => {
        sendJson(response, { id, deleted: true });
      },
      'POST /chat/completions': streamedAnswer,
      'GET /models': (_, response) => {
        sendJson(response, [{ id: 'meta-llama/Llama-3', object: 'model', created: 0, type: 'chat' }]);
      },
    },
  };
}
