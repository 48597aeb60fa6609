import type { ServerResponse } from 'node:http';
import { streamedAnswer } from '../chatStream';
import { type Received, sendJson } from '../httpServer';
import { readForm } from '../multipartBody';
import { oneOf, type Provider } from './router';
import { isKeyOrSignature, storageOf } from './storage';

type Fields = Record<string, unknown>;
type Job = Fields & { job_id: string };

/** Of the training data of its jobs. */
const trainingFile = '976bd01a-f30b-4414-86fd-50c54486e3ef';

/** As Model Studio's reference has a job: it succeeded, its times are China's. */
export function modelStudioJob(id: string, fields: Fields = {}): Job {
  return {
    ...{ job_id: id, job_name: id, status: 'SUCCEEDED', model: 'qwen3-14b', base_model: 'qwen3-14b' },
    ...{ finetuned_output: `qwen3-14b-suffix-${id}`, training_type: 'sft', validation_file_ids: [] },
    training_file_ids: [trainingFile],
    hyper_parameters: {
      ...{ n_epochs: 3, batch_size: 32, max_length: 8192, learning_rate: '1.6e-5' },
      ...{ lr_scheduler_type: 'linear', split: 0.9 },
    },
    ...{ create_time: '2024-10-29 16:53:53', end_time: '2024-10-29 17:11:26', usage: 279808, group: 'llm' },
    ...{ workspace_id: 'llm-v71tlv***', user_identity: '1396993924585947', modifier: '1396993924585947' },
    ...{ creator: '1396993924585947', ...fields },
  };
}

/** A job that was continued on a text, as a person has published it, and a line of the reference. */
const usualLog = [
  '2024-10-29 16:54:57,402 - INFO - data download succeeded, start to pre-processor',
  '2024-10-29 16:56:19,002 - INFO - data pre-process succeeded, start to fine-tune',
];
const measuredLog = [
  'Training start!',
  "{'learning_rate': 1.6e-05, 'consumed_train_samples': 48, 'consumed_train_tokens': 393216, 'global_step/max_steps': '1/3', 'loss': 1.25}",
  "{'learning_rate': 0.0, 'consumed_train_samples': 144, 'consumed_train_tokens': 1179648, 'global_step/max_steps': '3/3', 'loss': 1.00644}",
  "{'eval_loss': 1.1319, 'eval_ppl': 3.1014094824472096, 'global_step/max_steps': '3/3'}",
];
/** The reference's. */
const endOfLog = [
  "{'train_runtime': 216.3999, 'train_samples_per_second': 2.066, 'train_steps_per_second': 0.014, 'train_loss': 0.9122632344563802, 'epoch': 0.8571428571428571}",
  ' Actual number of consumed tokens is 279808!',
  ' Uploaded checkpoint!',
  ' Fine-tune succeeded!',
  ' use checkpoint-3 as final checkpoint',
];
const deliveryLog = [
  '2024-10-29 17:03:47,719 - INFO - transfer for inference succeeded, start to deliver it for inference',
  '2024-10-29 17:09:43,322 - INFO - start to save checkpoint',
  '2024-10-29 17:11:24,689 - INFO - finetune-job succeeded',
  '2024-10-29 17:11:25,130 - INFO - training usage 279808',
  '2024-10-29 17:11:25,175 - INFO - ##FT_COMPLETE##',
];

/** Oldest first, with so many lines of the trainer that no more is said of. */
export function modelStudioLog(plain = 0): readonly string[] {
  const more = Array.from(
    { length: plain },
    (_, at) => ` Actual number of consumed tokens is ${String(at)}!`,
  );
  return [...usualLog, ...measuredLog, ...more, ...endOfLog, ...deliveryLog];
}

/** Model Studio: what it responds with is in `output`, of files in `data`; it knows at most 100 items a page. */
export function modelStudioProvider(log: readonly string[] = modelStudioLog()): Provider {
  const refuse: Provider['refuse'] = (response, status, message) => {
    const code = status === 401 ? 'InvalidApiKey' : status === 404 ? 'NotFound' : 'InvalidParameter';
    sendJson(response, { code, request_id: 'BE213CDD-8A5C-59EE-9A67-055EAB0CB59B', message }, status);
  };
  const give = (response: ServerResponse, output: unknown) => {
    sendJson(response, { request_id: 'c59b2145-a93c-4e00-b610-4d7cc5c521a2', output });
  };
  const jobs: Job[] = [
    modelStudioJob('ft-202410291700-2b4d', {
      ...{ status: 'QUEUING', training_type: 'dpo_lora', create_time: '2024-10-29 17:00:00' },
      ...{ job_name: 'faq-ftj-0f1e2d3c', finetuned_output: undefined, end_time: undefined, usage: undefined },
    }),
    modelStudioJob('ft-202410291653-1c7f'),
    modelStudioJob('ft-202410291512-1851', {
      ...{ status: 'CANCELED', code: '1', create_time: '2024-10-29 15:12:00', usage: 0 },
      ...{ end_time: '2024-10-29 15:16:00', finetuned_output: undefined },
    }),
    modelStudioJob('ft-202410281512-77aa', {
      ...{ status: 'FAILED', code: 'DataError', message: 'Missing training files' },
      ...{ create_time: '2024-10-28 15:12:00', end_time: '2024-10-28 15:16:00' },
      ...{ finetuned_output: undefined, job_name: 'Customer service', training_type: 'cpt' },
    }),
  ];
  const files = [fileOf(trainingFile, 'test.jsonl')];
  const isIt = (job: Job, id: string) => job.job_id === id;
  /** As its client says: what is not there is an invalid parameter. */
  const refuseFile = (response: ServerResponse) => {
    refuse(response, 400, 'File not found.');
  };
  const isFile = (file: Fields, id: string) => file['file_id'] === id;
  const page = ({ query }: Received, items: readonly unknown[]) => {
    const [number, size] = [Number(query.get('page_no') ?? 1), Number(query.get('page_size') ?? 10)];
    const listed = items.slice((number - 1) * size, number * size);
    return { listed, around: { page_no: number, page_size: size, total: items.length }, size };
  };
  return {
    root: '',
    jobs,
    isAuthorized: isKeyOrSignature,
    refuse,
    routes: {
      'GET /api/v1/fine-tunes': (request, response) => {
        const { listed, around, size } = page(request, jobs);
        if (size > 100) refuse(response, 400, 'page_size must be between 1 and 100');
        else give(response, { ...around, jobs: listed });
      },
      'POST /api/v1/fine-tunes': async (request, response) => {
        const body = await request.json();
        const ids = body['training_file_ids'];
        if (!Array.isArray(ids) || ids.length === 0) {
          refuse(response, 400, 'Missing training files');
          return;
        }
        const { finetuned_output_suffix: suffix = 'suffix', ...known } = body;
        const sets = (list: unknown) =>
          (Array.isArray(list) ? list : []).map((file: unknown) => ({
            data_source_type: 'file_id',
            file_id: file,
          }));
        const id = `ft-20241029172${String(jobs.length)}-8f3a`;
        const job = modelStudioJob(id, {
          ...{ ...known, status: 'PENDING', create_time: `2024-10-29 17:2${String(jobs.length)}:00` },
          ...{ job_name: body['job_name'] ?? id, end_time: undefined, usage: undefined },
          // As its newer pages say: a new job has data sets, and no ids.
          ...{ training_file_ids: [], training_datasets: sets(ids) },
          ...{ validation_file_ids: [], validation_datasets: sets(body['validation_file_ids']) },
          finetuned_output: `${String(body['model'])}-${String(suffix)}-${id}`,
        });
        jobs.unshift(job);
        give(response, job);
      },
      'GET /api/v1/fine-tunes/:id': oneOf(jobs, isIt, refuse, (output) => ({
        request_id: 'c59b2145',
        output,
      })),
      'POST /api/v1/fine-tunes/:id/cancel': (_, response, [id = '']) => {
        const job = jobs.find((each) => isIt(each, id));
        if (job === undefined) refuse(response, 404, 'Not Found!');
        else {
          job['status'] = 'CANCELING';
          give(response, { status: 'success' });
        }
      },
      'DELETE /api/v1/fine-tunes/:id': (_, response, [id = '']) => {
        const at = jobs.findIndex((job) => isIt(job, id));
        if (at === -1) refuse(response, 404, 'Not Found!');
        else {
          jobs.splice(at, 1);
          give(response, { status: 'success' });
        }
      },
      'GET /api/v1/fine-tunes/:id/logs': ({ query }, response) => {
        const offset = Number(query.get('offset') ?? 0);
        const count = Number(query.get('line') ?? 100);
        if (count > 1000) refuse(response, 400, 'line must not exceed 1000');
        else give(response, { total: log.length, logs: log.slice(offset, offset + count) });
      },
      'GET /api/v1/fine-tunes/:id/checkpoints': (_, response, [id = '']) => {
        const name = (step: number) => `checkpoint-${String(step)}`;
        const common = (step: number) => ({ job_id: id, checkpoint: name(step) });
        give(response, [
          {
            ...{ ...common(180), create_time: '2025-11-11T13:42:31', full_name: `${id}-${name(180)}` },
            status: 'PENDING',
          },
          {
            ...{ ...common(160), create_time: '2025-11-11T13:27:29', full_name: `${id}-${name(160)}` },
            ...{ model_name: `qwen3-14b-${id}-c160`, model_display_name: `qwen3-14b-${id}` },
            ...{ status: 'SUCCEEDED', checkpoint_id: `${id}:${name(160)}`, step: 160 },
          },
        ]);
      },
      'GET /api/v1/files': (request, response) => {
        const { listed, around, size } = page(request, files);
        if (size > 100) refuse(response, 400, 'page_size must be between 1 and 100');
        else sendJson(response, { request_id: '123456', data: { ...around, files: listed } });
      },
      'POST /api/v1/files': async (request, response) => {
        const { file } = await readForm(request.message);
        const name = file?.filename ?? '';
        const failed = { name, code: 'BadRequest.TooMany' };
        const uploaded = {
          file_id: '9G2EaQtq7p1fw7oRhYXdHTtDFYAMVQSh95432B38CAB211EDB8F952C2E8001733',
          name,
        };
        const isRefused = file?.field !== 'files' || name === 'one-too-many.jsonl';
        const message = 'Out of number, <10> of <10> files has been uploaded.';
        sendJson(response, {
          request_id: 'xxx',
          data: {
            uploaded_files: isRefused ? [] : [uploaded],
            failed_uploads: isRefused ? [{ ...failed, message }] : [],
          },
        });
      },
      'GET /api/v1/files/:id': (request, response, [id = '']) => {
        const file = files.find((each) => isFile(each, id));
        if (file === undefined) refuseFile(response);
        else
          sendJson(response, {
            request_id: 'bddee90e-d320-4bf9-b32b-ac3359192d1e',
            data: { ...file, url: `${storageOf(request)}/test.jsonl?signature=x` },
          });
      },
      'DELETE /api/v1/files/:id': (_, response, [id = '']) => {
        const at = files.findIndex((file) => isFile(file, id));
        if (at === -1) refuseFile(response);
        else {
          files.splice(at, 1);
          sendJson(response, { request_id: '6332fb02-3111-43f0-bf79-f9e8c5ffa7f9' });
        }
      },
      'GET //storage/test.jsonl': (_, response) => {
        response.end('{"messages":[]}\n');
      },
      'GET /api/v1/models': (request, response) => {
        const models = ['qwen3-14b', 'qwen3-8b'].map((model) => ({
          model,
          provider: 'qwen',
          opensource: true,
        }));
        const { listed, around } = page(request, models);
        give(response, { ...around, models: listed });
      },
      'POST /compatible-mode/v1/chat/completions': streamedAnswer,
    },
  };
}

/** As the list of files has one. */
export function fileOf(id: string, name: string): Fields {
  return {
    ...{ id: 1001, file_id: id, name, description: '1', size: 16, md5: 'd41d8cd98f00b204e9800998ecf8427e' },
    ...{ gmt_create: '2023-03-25 10:13:07', region: 'cn-hangzhou', user_id: '123456' },
    ...{ api_key_id: 'sk-xxxx', purpose: 'fine-tune' },
    url: 'http://xxx.oss-cn-hangzhou.aliyuncs.com/oss%3A//dashscope-dev/api-fs/123456/123456/test.txt',
  };
}
