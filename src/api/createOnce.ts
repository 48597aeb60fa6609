import type { FineTuningClient } from './client';
import type { CreateJob } from './dialects/dialect';
import {
  ApiError,
  InvalidRequestError,
  NetworkError,
  type RequestError,
  TimeoutError,
  UnexpectedAnswerError,
} from './errors';
import type { FineTuningJob } from './job';
import type { RequestOptions } from './transport';

/** Where a job's metadata says which request made it. */
export const nonceKey = 'fine_tuning_jobs_nonce';

/** Pairs of metadata that a job may have: with as many there is no room for ours. */
const mostMetadata = 16;
/** Milliseconds to wait before each look: a server may list a job a little after it took the request. */
const looks: readonly number[] = [0, 2_000, 5_000];
/** Seconds that a server's clock may be behind ours, when only the time tells a new job from an old one. */
const clockTolerance = 300;
/** Jobs newer than the request that are looked through at most. */
const mostJobs = 1_000;

export type CreateOutcome =
  /** The server said so. */
  | { readonly kind: 'created'; readonly job: FineTuningJob }
  /** The answer was lost, and the job is there. */
  | { readonly kind: 'found'; readonly job: FineTuningJob; readonly error: RequestError }
  /** The answer was lost, and there is no such job: it may be sent again, once the user agrees. */
  | { readonly kind: 'absent'; readonly error: RequestError }
  /** The answer was lost, and nobody can tell. `candidates` may be the job. */
  | {
      readonly kind: 'unknown';
      readonly error: RequestError;
      readonly candidates: readonly FineTuningJob[];
      /** Why the jobs could not be looked through; null: they could, and more than one may be it. */
      readonly problem: unknown;
    };

export interface CreateOnceOptions extends RequestOptions {
  /** Told in metadata, where the provider keeps metadata; made up where left out. */
  readonly nonce?: string;
}

/**
 * Creates a job and never sends the request twice. Where the answer is lost (network, time-out, 5xx, nonsense), the
 * jobs are looked through for it: by a nonce in its metadata, else by model, file, suffix and time.
 * Throws where the server refuses, where nothing could be sent at all, and the signal's reason.
 */
export async function createOnce(
  client: FineTuningClient,
  params: CreateJob,
  options: CreateOnceOptions = {},
): Promise<CreateOutcome> {
  const { nonce = crypto.randomUUID(), ...request } = options;
  const marked = withNonce(client, params, nonce);
  // Jobs that were there before are never it, whatever the clocks say.
  const before = marked.hasNonce ? null : await newestIds(client, request);
  const startedAt = client.clock.now() / 1000;
  try {
    return { kind: 'created', job: await client.jobs.create(marked.params, request) };
  } catch (error) {
    if (!isLost(error) || request.signal?.aborted) throw error;
    const isIt = (job: FineTuningJob) =>
      marked.hasNonce
        ? job.metadata[nonceKey] === nonce
        : !before?.has(job.id) && job.createdAt >= startedAt - clockTolerance && isLike(job, params);
    const filter = marked.hasNonce && client.capabilities.metadataFilter === true ? nonce : null;
    return lookUp(client, error, isIt, { filter, since: startedAt - clockTolerance }, request);
  }
}

/** Whether the job may have been created although we were told nothing of it. */
function isLost(error: unknown): error is RequestError {
  if (error instanceof InvalidRequestError) return false;
  if (error instanceof NetworkError) return error.mayHaveArrived;
  if (error instanceof ApiError) return error.status === 408 || error.status >= 500;
  return error instanceof TimeoutError || error instanceof UnexpectedAnswerError;
}

function withNonce(
  client: FineTuningClient,
  params: CreateJob,
  nonce: string,
): { params: CreateJob; hasNonce: boolean } {
  const { metadata = {} } = params;
  const hasNonce = client.capabilities.metadata === true && Object.keys(metadata).length < mostMetadata;
  return {
    params: hasNonce ? { ...params, metadata: { ...metadata, [nonceKey]: nonce } } : params,
    hasNonce,
  };
}

/** Null where they cannot be listed: then the time alone must tell. */
async function newestIds(client: FineTuningClient, request: RequestOptions): Promise<Set<string> | null> {
  try {
    const { items } = await client.jobs.list({}, request).first();
    return new Set(items.map(({ id }) => id));
  } catch (error) {
    if (request.signal?.aborted) throw error;
    return null;
  }
}

/** Providers may name a base model with its version, and a file by another form of its id. */
function isLike(job: FineTuningJob, params: CreateJob): boolean {
  const isSame = (told: string | null | undefined, sent: string | undefined) =>
    told === null || told === undefined || sent === undefined || told.includes(sent) || sent.includes(told);
  return (
    isSame(job.model, params.model) &&
    isSame(job.trainingFiles[0]?.id, params.trainingFile) &&
    isSame(job.suffix, params.suffix)
  );
}

interface Search {
  /** The nonce, where the provider can look for it; else null. */
  readonly filter: string | null;
  /** Unix seconds: no job older than this is it. */
  readonly since: number;
}

async function lookUp(
  client: FineTuningClient,
  error: RequestError,
  isIt: (job: FineTuningJob) => boolean,
  search: Search,
  request: RequestOptions,
): Promise<CreateOutcome> {
  for (const pause of looks) {
    if (pause > 0) await client.clock.sleep(pause, request.signal);
    try {
      const found = (await recentJobs(client, search, request)).filter(isIt);
      const [job] = found;
      if (job !== undefined && found.length === 1) return { kind: 'found', job, error };
      if (found.length > 1) return { kind: 'unknown', error, candidates: found, problem: null };
    } catch (problem) {
      if (request.signal?.aborted) throw problem;
      return { kind: 'unknown', error, candidates: [], problem };
    }
  }
  return { kind: 'absent', error };
}

async function recentJobs(
  client: FineTuningClient,
  { filter, since }: Search,
  request: RequestOptions,
): Promise<FineTuningJob[]> {
  const metadata = filter === null ? {} : { metadata: { [nonceKey]: filter } };
  const jobs: FineTuningJob[] = [];
  for await (const page of client.jobs.list(metadata, request).pages()) {
    if (page.unreadable.length > 0) throw new Error('Some of the newest jobs cannot be read');
    jobs.push(...page.items.filter((job) => job.createdAt >= since));
    if (page.items.some((job) => job.createdAt < since)) break;
    if (jobs.length > mostJobs) throw new Error('There are too many new jobs to look through');
  }
  return jobs;
}
