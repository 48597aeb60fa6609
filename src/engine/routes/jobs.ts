import { readJson } from '../http/body';
import { badRequest, notFound } from '../http/httpError';
import { listPage, pageOf, readLimit } from '../http/listPage';
import type { ApiRequest, Route } from '../http/router';
import { parseParams } from '../http/validate';
import { hasEnded, type JobRecord } from '../jobs/record';
import { eventIndex, wireCheckpoint, wireEvent, wireJob } from '../jobs/wireJob';
import type { EngineContext } from './context';
import { CreateJobParams } from './createParams';
import { type NewJob, submitJob } from './submitJob';

/** `/v1/fine_tuning/jobs`. */
export function jobRoutes(context: EngineContext): Route[] {
  const route = (
    method: Route['method'],
    path: string,
    handle: (request: ApiRequest, context: EngineContext) => unknown,
  ): Route => ({ method, path: `/fine_tuning/jobs${path}`, handler: (request) => handle(request, context) });
  return [
    route('POST', '', create),
    route('GET', '', list),
    route('GET', '/:id', (request) => wireJob(requireJob(request, context))),
    route('POST', '/:id/cancel', cancel),
    route('POST', '/:id/pause', pause),
    route('POST', '/:id/resume', resume),
    route('GET', '/:id/events', listEvents),
    route('GET', '/:id/checkpoints', listCheckpoints),
  ];
}

async function create({ incoming }: ApiRequest, context: EngineContext) {
  const params = parseParams(CreateJobParams, await readJson(incoming));
  return wireJob(await submitJob(newJob(params), context));
}

function newJob(params: CreateJobParams): NewJob {
  const method = params.method?.type ?? 'supervised';
  if (method === 'reinforcement') {
    const message = 'The local engine has no reinforcement fine-tuning; it trains supervised and dpo jobs.';
    throw badRequest(message, 'method.type', 'unsupported_value');
  }
  const dpo = method === 'dpo' ? params.method?.dpo?.hyperparameters : undefined;
  const requested = dpo ?? params.method?.supervised?.hyperparameters ?? params.hyperparameters;
  return {
    model: params.model,
    trainingFile: params.training_file,
    validationFile: params.validation_file ?? null,
    suffix: params.suffix ?? null,
    seed: params.seed ?? null,
    method,
    hyperparameters: {
      n_epochs: requested?.n_epochs ?? 'auto',
      batch_size: requested?.batch_size ?? 'auto',
      learning_rate_multiplier: requested?.learning_rate_multiplier ?? 'auto',
      ...(method === 'dpo' ? { beta: dpo?.beta ?? 'auto' } : {}),
    },
    integrations: (params.integrations ?? []).map(({ type, wandb }) => ({
      type,
      wandb: {
        project: wandb.project,
        name: wandb.name ?? null,
        entity: wandb.entity ?? null,
        tags: wandb.tags ?? [],
      },
    })),
    metadata: params.metadata ?? null,
    promptLossWeight: null,
  };
}

function list({ query }: ApiRequest, { jobs }: EngineContext) {
  const limit = readLimit(query, 20, 100);
  const wanted = jobs.list().filter((job) => matchesMetadata(job, query));
  const { page, hasMore } = pageOf(wanted, query.get('after'), limit);
  return listPage(page.map(wireJob), hasMore);
}

/** `metadata[k]=v`, several of them all at once, or `metadata=null` for jobs without any. */
function matchesMetadata({ metadata }: JobRecord, query: URLSearchParams): boolean {
  const hasNone = metadata === null || Object.keys(metadata).length === 0;
  if (query.get('metadata') === 'null' && !hasNone) return false;
  for (const [name, value] of query) {
    const key = /^metadata\[(.*)\]$/.exec(name)?.[1];
    if (key !== undefined && (!metadata || !Object.hasOwn(metadata, key) || metadata[key] !== value))
      return false;
  }
  return true;
}

async function cancel(request: ApiRequest, { jobs, scheduler }: EngineContext) {
  const job = requireJob(request, { jobs });
  if (hasEnded(job)) throw wrongStatus(job, 'cancelled');
  await scheduler.cancel(job);
  return wireJob(job);
}

async function pause(request: ApiRequest, { jobs, scheduler }: EngineContext) {
  const job = requireJob(request, { jobs });
  if (job.status !== 'queued' && job.status !== 'running') throw wrongStatus(job, 'paused');
  await scheduler.pause(job);
  return wireJob(job);
}

async function resume(request: ApiRequest, { jobs, scheduler }: EngineContext) {
  const job = requireJob(request, { jobs });
  if (job.status !== 'paused') throw wrongStatus(job, 'resumed');
  await scheduler.resume(job);
  return wireJob(job);
}

function wrongStatus(job: JobRecord, wanted: string) {
  if (hasEnded(job)) return badRequest(`Job has already completed: ${job.id} is ${job.status}.`);
  return badRequest(`The job ${job.id} is ${job.status} and cannot be ${wanted} now.`);
}

async function listEvents(request: ApiRequest, { jobs }: EngineContext) {
  const job = requireJob(request, { jobs });
  const limit = readLimit(request.query, 20, 1000);
  const log = await jobs.log(job.id);
  const after = request.query.get('after');
  const end = after === null ? log.length : eventIndex(job, after);
  if (end === undefined || end > log.length) {
    throw badRequest(`Invalid 'after': the job has no event ${String(after)}.`, 'after', 'invalid_value');
  }
  const start = Math.max(0, end - limit);
  const events = await log.read(start, end);
  return listPage(
    events.reverse().map((logged) => wireEvent(job, logged)),
    start > 0,
  );
}

function listCheckpoints(request: ApiRequest, { jobs }: EngineContext) {
  const job = requireJob(request, { jobs });
  const limit = readLimit(request.query, 10, 100);
  const { page, hasMore } = pageOf(job.checkpoints.toReversed(), request.query.get('after'), limit);
  return listPage(
    page.map((checkpoint) => wireCheckpoint(job, checkpoint)),
    hasMore,
  );
}

function requireJob(request: ApiRequest, { jobs }: Pick<EngineContext, 'jobs'>): JobRecord {
  const id = request.param('id');
  const job = jobs.get(id);
  if (!job) throw notFound(`Could not find fine tune: ${id}`, 'fine_tune_id', 'fine_tune_not_found');
  return job;
}
