import type { DialectId } from '../../../src/api/connection';
import { customizationJob } from '../providers/bedrockCustomization';
import { huggingfaceJob } from '../providers/huggingface';
import { mistralJob } from '../providers/mistral';
import { fileOf, modelStudioJob } from '../providers/modelStudio';
import { nebiusJob } from '../providers/nebius';
import { openaiJob } from '../providers/openai';
import { togetherJob } from '../providers/together';
import { unslothRun } from '../providers/unsloth';
import { tuningJob } from '../providers/vertex';
import type { Fields } from './raw';

/** How one provider writes its objects when it is honest: what the hostile ones are made from. */
export interface Wire {
  /** `at`: Unix seconds of its creation. */
  readonly job: (id: string, at: number, status: string) => Fields;
  readonly event: (id: string, at: number, step: number) => Fields;
  readonly checkpoint: (id: string, at: number, step: number) => Fields;
  readonly file: (id: string, at: number) => Fields;
  readonly model: (id: string, at: number) => Fields;
  /** Fields without which an object cannot be read. */
  readonly required: readonly string[];
  /** The house's id of a job that this wire calls so, and the other way round. */
  readonly jobId: (id: string) => string;
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const same = (id: string) => id;

const openai: Wire = {
  job: (id, at, status) => openaiJob(at, { id, status, created_at: at }),
  event: (id, at, step) => ({
    ...{ object: 'fine_tuning.job.event', id, created_at: at, level: 'info', type: 'metrics' },
    message: `Step ${String(step)}/9: training loss=${String(1 / step)}`,
    data: { step, total_steps: 9, train_loss: 1 / step },
  }),
  checkpoint: (id, at, step) => ({
    ...{ id, created_at: at, fine_tuned_model_checkpoint: `ft:${id}`, step_number: step },
    ...{ metrics: { step, train_loss: 0.5, full_valid_loss: 0.6 }, fine_tuning_job_id: 'ftjob-1' },
  }),
  file: (id, at) => ({
    ...{ id, object: 'file', bytes: 3, created_at: at, filename: 'a.jsonl' },
    ...{ purpose: 'fine-tune', status: 'processed' },
  }),
  model: (id, at) => ({ id, object: 'model', created: at, owned_by: 'system' }),
  required: ['id', 'status', 'created_at', 'path', 'name', 'createTime', 'state', 'jobArn', 'creationTime'],
  jobId: same,
};

const together: Wire = {
  ...openai,
  job: (id, at, status) => togetherJob(id, { status, created_at: iso(at) }),
  event: (_, at, step) => ({
    ...{ object: 'fine-tune-event', level: null, created_at: iso(at), type: 'epoch_complete' },
    ...{ message: `Epoch ${String(step)} done`, step, total_steps: 9 },
  }),
  checkpoint: (id, at, step) => ({
    checkpoint_type: 'intermediate',
    step,
    path: `s3://${id}`,
    created_at: iso(at),
  }),
};

const mistral: Wire = {
  ...openai,
  job: (id, at, status) => ({
    ...mistralJob(id, { status, created_at: at }),
    events: [{ name: 'status-updated', created_at: at, data: { status } }],
    checkpoints: [{ metrics: { train_loss: 0.8 }, step_number: 10, created_at: at }],
  }),
};

/** Resources are named by their path: the id is what follows the account. */
const collection = 'supervisedFineTuningJobs';
const fireworks: Wire = {
  ...openai,
  job: (id, at, state) => ({
    ...{ name: `accounts/acme/${collection}/${id}`, displayName: 'faq', createTime: iso(at), state },
    ...{ dataset: 'accounts/acme/datasets/train', status: { code: 'OK', message: '' }, epochs: 2 },
    ...{ baseModel: 'accounts/fireworks/models/llama', outputModel: 'accounts/acme/models/faq' },
    ...{ jobProgress: { percent: 42, inputTokens: 1_000 }, wandbConfig: { enabled: true, project: 'faq' } },
  }),
  file: (id, at) => ({ name: `accounts/acme/datasets/${id}`, createTime: iso(at), state: 'READY' }),
  model: (id, at) => ({ name: `accounts/acme/models/${id}`, createTime: iso(at) }),
  jobId: (id) => `${collection}/${id}`,
};

const customization: Wire = {
  ...openai,
  job: (id, at, status) => customizationJob(id, 'faq', { creationTime: iso(at), status }),
};

const nebius: Wire = {
  ...openai,
  job: (id, at, status) => nebiusJob(id, { status, created_at: at }),
  checkpoint: (id, at, step) => ({ ...openai.checkpoint(id, at, step), result_files: [`file-${id}`] }),
};

const huggingface: Wire = {
  ...openai,
  job: (id, at, stage) => huggingfaceJob(id, { createdAt: iso(at), status: { stage, message: null } }),
  required: [...openai.required, 'createdAt'],
};

const vertex: Wire = {
  ...openai,
  job: (id, at, state) => tuningJob(id, { createTime: iso(at), state }),
};

const legacy: Wire = {
  ...openai,
  job: (id, at, status) => ({
    ...{ id, object: 'fine-tune', model: 'curie', created_at: at, updated_at: at + 60, status },
    ...{ hyperparams: { n_epochs: 4 }, organization_id: 'org-acme', fine_tuned_model: null },
    ...{ training_files: [openai.file('file-train', at)], validation_files: [], result_files: [] },
  }),
  event: (_, at, step) => ({
    object: 'fine-tune-event',
    created_at: at,
    level: 'info',
    message: `Step ${String(step)}`,
  }),
};

const localai: Wire = {
  ...openai,
  job: (id, at, status) => ({
    ...{ id, status, message: 'step 3', model: 'TinyLlama', training_method: 'sft', created_at: iso(at) },
    ...{ config: { dataset_source: '/data/train.jsonl', num_epochs: 2, seed: 42 }, export_model_name: '' },
  }),
  event: (_, __, step) => ({
    ...{ current_step: step, total_steps: 9, loss: 1.5, eval_loss: 0, progress_percent: step * 10 },
    ...{ status: 'training', message: '' },
  }),
  checkpoint: (id, at, step) => ({ path: `/data/${id}`, step, loss: 1.2, created_at: iso(at) }),
};

const unsloth: Wire = {
  ...openai,
  job: (id, at, status) => unslothRun(id, { status, started_at: iso(at) }),
  file: (id, at) => ({ ...{ id: `upload_${id}`, label: 'a.jsonl', path: id }, rows: 3, updated_at: at }),
  required: [...openai.required, 'started_at'], // no other time says when it was created
};

/** Without a zone: China's. */
const inChina = (seconds: number) =>
  iso(seconds + 8 * 3_600)
    .slice(0, 19)
    .replace('T', ' ');

const modelStudio: Wire = {
  ...openai,
  job: (id, at, status) => modelStudioJob(id, { status, create_time: inChina(at) }),
  checkpoint: (id, at, step) => ({ checkpoint_id: id, create_time: inChina(at), step, status: 'SUCCEEDED' }),
  file: (id, at) => ({ ...fileOf(id, 'a.jsonl'), gmt_create: inChina(at), url: null }),
  model: (id) => ({ model: id, provider: 'qwen', opensource: true }),
  required: [...openai.required, 'job_id', 'create_time', 'checkpoint_id', 'file_id', 'model'],
};

export const wires: Readonly<Record<DialectId, Wire>> = {
  openai,
  azure: openai,
  local: openai,
  llmariner: openai,
  together,
  mistral,
  fireworks,
  nebius,
  bedrock: openai,
  'bedrock-customization': customization,
  huggingface,
  vertex,
  legacy,
  localai,
  unsloth,
  dashscope: modelStudio,
};
