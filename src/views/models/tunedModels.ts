import { isFineTuned, type Model } from '../../api/wire/model';
import type { KnownJob } from '../../jobs/summary';
import { groupOf } from '../../shared/statuses';

/** A model that the account has trained: found by its job, by the provider's list, or by both. */
export interface TunedModel {
  /** What it is called by; of checkpoints without a model, their job's id, or else what their names have in common. */
  readonly name: string;
  /** What a job without a model has left, as the list has it: each can be called, and there is nothing else. */
  readonly checkpoints: readonly Model[];
  /** Null where it is not among the known jobs. */
  readonly job: KnownJob | null;
  readonly base: string | null;
  /** Unix seconds. */
  readonly createdAt: number | null;
  /** Unix seconds of the day on which it can no longer be called; null: not announced. */
  readonly shutdownAt: number | null;
}

export interface KnownModels {
  /** Newest first. */
  readonly jobs: readonly KnownJob[];
  /** What the provider lists, its own models among them. */
  readonly listed: readonly Model[];
  /** The list has every model of the account: one that is missing is gone. */
  readonly isListWhole: boolean;
  /** Names of models that were deleted here. */
  readonly deleted: ReadonlySet<string>;
}

/**
 * Newest first. A job keeps the name of a model that was deleted: where the provider lists models of the account, one
 * that is missing there is left out.
 */
export function tunedModels({ jobs, listed, isListWhole, deleted }: KnownModels): TunedModel[] {
  const own = new Map(listed.filter(isFineTuned).map((model) => [model.id, model]));
  const fromJobs = jobs.filter(hasModel).map((job) => fromJob(job, own.get(job.fineTunedModel)));
  const names = new Set(fromJobs.map(({ name }) => name));
  const others = [...own.values()].filter(({ id }) => !names.has(id) && !deleted.has(id));
  return [
    ...unique(fromJobs).filter(({ name }) => !deleted.has(name) && (!isListWhole || own.has(name))),
    ...others.filter(({ id }) => !isCheckpoint(id)).map(fromList),
    ...withoutModel(
      others.filter(({ id }) => isCheckpoint(id)),
      jobs,
    ),
  ].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}

/** One for each job that left no model; those of a job with one are below that. */
function withoutModel(checkpoints: readonly Model[], jobs: readonly KnownJob[]): TunedModel[] {
  if (checkpoints.length === 0) return []; // of very many jobs, what follows takes its time
  const owners = new Owners(jobs);
  const groups = new Map<string, { readonly job: KnownJob | null; readonly checkpoints: Model[] }>();
  for (const checkpoint of checkpoints) {
    const job = owners.of(checkpoint);
    if (job !== null && hasModel(job)) continue;
    const name = job?.id ?? stemOf(checkpoint.id);
    const group = groups.get(name) ?? { job, checkpoints: [] };
    group.checkpoints.push(checkpoint);
    groups.set(name, group);
  }
  return [...groups].map(([name, group]) => ({
    ...fromCheckpoints(group.checkpoints),
    name,
    job: group.job,
  }));
}

/** Which jobs checkpoints are of: few lists say it, so it is the newest one before it that has such names. */
class Owners {
  private readonly byId: ReadonlyMap<string, KnownJob>;
  private readonly byWords = new Map<string, KnownJob[]>();

  constructor(jobs: readonly KnownJob[]) {
    this.byId = new Map(jobs.map((job) => [job.id, job]));
    for (const job of jobs) {
      const words = hasModel(job) ? wordsOf(job.fineTunedModel) : joined(job.model, job.suffix);
      const alike = this.byWords.get(words);
      if (alike === undefined) this.byWords.set(words, [job]);
      else alike.push(job);
    }
  }

  of({ id, jobId, createdAt }: Model): KnownJob | null {
    const alike = this.byWords.get(wordsOf(id)) ?? [];
    return this.byId.get(jobId ?? '') ?? newestBefore(alike, createdAt ?? Infinity) ?? alike[0] ?? null;
  }
}

/** Of jobs (newest first) the newest one that was created by then: an account may have very many that are called alike. */
function newestBefore(jobs: readonly KnownJob[], time: number): KnownJob | undefined {
  let [low, high] = [0, jobs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((jobs[middle]?.createdAt ?? 0) <= time) high = middle;
    else low = middle + 1;
  }
  return jobs[low];
}

/** What the names of a job's models have in common. */
function wordsOf(name: string): string {
  const { base, suffix } = partsOf(name);
  return base === null ? stemOf(name) : joined(base, suffix);
}

function joined(base: string | null, suffix: string | null): string {
  return JSON.stringify([base, suffix === '' ? null : suffix]);
}

type JobWithModel = KnownJob & { readonly fineTunedModel: string };

/** Some providers name the model of a job that still runs: it cannot be called yet. */
function hasModel(job: KnownJob): job is JobWithModel {
  return job.fineTunedModel !== null && groupOf(job.status) === 'succeeded';
}

function fromJob(job: JobWithModel, listed: Model | undefined): TunedModel {
  return {
    name: job.fineTunedModel,
    checkpoints: [],
    job,
    base: job.model ?? listed?.base ?? null,
    createdAt: job.finishedAt ?? listed?.createdAt ?? job.createdAt,
    shutdownAt: listed?.shutdownAt ?? null,
  };
}

function fromList({ id, base, createdAt, shutdownAt }: Model): TunedModel {
  return { name: id, checkpoints: [], job: null, base: base ?? partsOf(id).base, createdAt, shutdownAt };
}

/** Their newest day, and the first on which one of them can no longer be called. */
function fromCheckpoints(checkpoints: readonly Model[]): Omit<TunedModel, 'name' | 'job'> {
  const [first] = checkpoints;
  const shutdowns = checkpoints.flatMap(({ shutdownAt }) => shutdownAt ?? []);
  return {
    checkpoints,
    base: first === undefined ? null : fromList(first).base,
    createdAt: Math.max(...checkpoints.map(({ createdAt }) => createdAt ?? 0)) || null,
    shutdownAt: shutdowns.length === 0 ? null : Math.min(...shutdowns),
  };
}

/** The step in the name of a checkpoint; null: it has none. */
export function stepOf(name: string): number | null {
  const digits = /:ckpt-step-(\d+)$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Of several jobs that wrote one model, the newest. */
function unique(models: readonly TunedModel[]): TunedModel[] {
  const names = new Set<string>();
  return models.filter(({ name }) => !names.has(name) && names.add(name));
}

const checkpointEnd = /:ckpt-step-\d+$/;

function isCheckpoint(name: string): boolean {
  return name.includes(':ckpt-step-') && checkpointEnd.test(name);
}

/** What a model of OpenAI's naming and its checkpoints have in common: all but the last part, and the step. */
function stemOf(name: string): string {
  const model = isCheckpoint(name) ? name.replace(checkpointEnd, '') : name;
  const end = model.lastIndexOf(':');
  return end < 0 ? model : model.slice(0, end);
}

/**
 * What a name of OpenAI's kind says: `ft:BASE:ORGANIZATION:SUFFIX:ID`, the suffix often empty, and a checkpoint's step
 * at the end. Null for what it does not.
 */
export function partsOf(name: string): NameParts {
  const [prefix, base = '', , suffix = '', id = ''] = name.split(':');
  const known = (part: string) => (prefix !== 'ft' || part === '' ? null : part);
  return { base: known(base), suffix: known(suffix), id: known(id) };
}

interface NameParts {
  readonly base: string | null;
  readonly suffix: string | null;
  readonly id: string | null;
}
