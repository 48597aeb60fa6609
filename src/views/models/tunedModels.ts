import { isFineTuned, type Model } from '../../api/wire/model';
import type { KnownJob } from '../../jobs/summary';
import { groupOf } from '../../shared/statuses';

/** A model that the account has trained: found by its job, by the provider's list, or by both. */
export interface TunedModel {
  /** What it is called by. */
  readonly name: string;
  /** Null where it is not among the known jobs. */
  readonly job: KnownJob | null;
  readonly base: string | null;
  /** Unix seconds. */
  readonly createdAt: number | null;
  /** Unix seconds of the day on which it can no longer be called; null: not announced. */
  readonly shutdownAt: number | null;
}

export interface KnownModels {
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
  const others = withoutCheckpoints(
    [...own.values()].filter(({ id }) => !names.has(id)),
    names,
  ).map(fromList);
  return [...unique(fromJobs).filter(({ name }) => !isListWhole || own.has(name)), ...others]
    .filter(({ name }) => !deleted.has(name))
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}

/** Without the checkpoints of these models. */
function withoutCheckpoints(listed: readonly Model[], names: ReadonlySet<string>): readonly Model[] {
  if (!listed.some(({ id }) => isCheckpoint(id))) return listed;
  const stems = new Set([...names].map(stemOf)); // of very many jobs, that takes its time
  return listed.filter(({ id }) => !(isCheckpoint(id) && stems.has(stemOf(id))));
}

type JobWithModel = KnownJob & { readonly fineTunedModel: string };

/** Some providers name the model of a job that still runs: it cannot be called yet. */
function hasModel(job: KnownJob): job is JobWithModel {
  return job.fineTunedModel !== null && groupOf(job.status) === 'succeeded';
}

function fromJob(job: JobWithModel, listed: Model | undefined): TunedModel {
  return {
    name: job.fineTunedModel,
    job,
    base: job.model ?? listed?.base ?? null,
    createdAt: job.finishedAt ?? listed?.createdAt ?? job.createdAt,
    shutdownAt: listed?.shutdownAt ?? null,
  };
}

function fromList({ id, base, createdAt, shutdownAt }: Model): TunedModel {
  return { name: id, job: null, base: base ?? partsOf(id).base, createdAt, shutdownAt };
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
