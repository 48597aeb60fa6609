import { t } from '@vscode/l10n';
import type { FineTuningJob } from '../api/wire/job';
import {
  type JobLinks,
  type JobSummary,
  maxErrorLength,
  type ReportedProgress,
  toPairs,
  toReportedProgress,
  usedFiles,
} from '../api/wire/jobSummary';
import { cut } from '../api/wire/values';
import { type Format, shortModel, shortName } from '../shared/format';
import type { JobMark } from '../shared/jobMark';
import { isSameMark } from './jobMarks';

/** Strings that are looked for, and their characters: jobs that share one are mostly near each other. */
const maxShared = 2_000;
const maxSharedLength = 200;

/** Strings that many jobs share are kept once. It begins again when it is full, so that it costs next to nothing. */
export class Interner {
  private readonly known = new Map<string, string>();

  intern<T extends string | null>(text: T): T {
    if (text === null || text.length > maxSharedLength) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known as T; // equal to `text`
    if (this.known.size >= maxShared) this.known.clear();
    this.known.set(text, text);
    return text;
  }
}

/** A job as it is known here: what its provider says, and what this person has noted about it. */
export interface KnownJob extends JobSummary {
  /** Undefined: nothing. Only the few that have one keep room for it. */
  readonly mark?: JobMark;
}

/** What a list would say of the job. */
export function summarize(job: FineTuningJob, mark: JobMark | null = null): KnownJob {
  const [trainingFile] = job.trainingFiles;
  return {
    id: job.id,
    status: job.status,
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    model: job.model,
    fineTunedModel: job.fineTunedModel,
    suffix: job.suffix,
    trainedTokens: job.trainedTokens,
    trainingFile: trainingFile === undefined ? null : (trainingFile.filename ?? trainingFile.id),
    hasResultFile: job.resultFiles.length > 0,
    errorMessage: job.error === null ? null : cut(job.error.message, maxErrorLength),
    reportedProgress: toReportedProgress(job.progress, job.estimatedFinish, job.queuePosition),
    links: {
      fileIds: usedFiles([
        [job.trainingFiles, null],
        [job.validationFiles, null],
        [job.resultFiles, null],
      ]),
      metadata: toPairs(job.metadata),
    },
    ...(mark === null ? {} : { mark }),
  };
}

/**
 * A job of which a response says no more than a part, such as its id, with what was said of it before: else each poll
 * of such a list would take away what its page has fetched. Where its status is another one, how it went is open again.
 */
export function completed(job: JobSummary, known: JobSummary | undefined): JobSummary {
  if (known === undefined || (job.status !== '' && job.createdAt !== null)) return job;
  const isSameStatus = job.status === '' || job.status === known.status;
  return {
    ...job,
    createdAt: job.createdAt ?? known.createdAt,
    model: job.model ?? known.model,
    suffix: job.suffix ?? known.suffix,
    trainingFile: job.trainingFile ?? known.trainingFile,
    ...(isSameStatus ? outcomeOf(job, known) : {}),
    ...(known.links !== undefined && isWithoutLinks(job) ? { links: known.links } : {}),
  };
}

function outcomeOf(job: JobSummary, known: JobSummary): Partial<JobSummary> {
  return {
    status: known.status,
    finishedAt: job.finishedAt ?? known.finishedAt,
    fineTunedModel: job.fineTunedModel ?? known.fineTunedModel,
    trainedTokens: job.trainedTokens ?? known.trainedTokens,
    hasResultFile: job.hasResultFile || known.hasResultFile,
    errorMessage: job.errorMessage ?? known.errorMessage,
    reportedProgress: job.reportedProgress ?? known.reportedProgress,
  };
}

function isWithoutLinks({ links }: JobSummary): boolean {
  return (links?.fileIds.length ?? 0) + (links?.metadata.length ?? 0) === 0;
}

/** The same without its links, with the strings that many jobs share kept once. */
export function interned(job: JobSummary, interner: Interner): KnownJob {
  // Field by field: an object that is spread keeps room for fields to come.
  return {
    id: job.id,
    status: interner.intern(job.status),
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    model: interner.intern(job.model),
    fineTunedModel: job.fineTunedModel,
    suffix: interner.intern(job.suffix),
    trainedTokens: job.trainedTokens,
    trainingFile: interner.intern(job.trainingFile),
    hasResultFile: job.hasResultFile,
    errorMessage: interner.intern(job.errorMessage),
    reportedProgress: job.reportedProgress,
  };
}

export function internedLinks({ fileIds, metadata }: JobLinks, interner: Interner): JobLinks {
  return {
    fileIds: fileIds.map((id) => interner.intern(id)),
    metadata: metadata.map((pair) => interner.intern(pair)),
  };
}

export function isSameSummary(a: KnownJob, b: KnownJob): boolean {
  return (
    a.status === b.status &&
    a.createdAt === b.createdAt &&
    a.finishedAt === b.finishedAt &&
    a.model === b.model &&
    a.fineTunedModel === b.fineTunedModel &&
    a.suffix === b.suffix &&
    a.trainedTokens === b.trainedTokens &&
    a.trainingFile === b.trainingFile &&
    a.hasResultFile === b.hasResultFile &&
    a.errorMessage === b.errorMessage &&
    isSameReport(a.reportedProgress, b.reportedProgress) &&
    isSameList(a.links?.fileIds, b.links?.fileIds) &&
    isSameList(a.links?.metadata, b.links?.metadata) &&
    isSameMark(a.mark, b.mark)
  );
}

function isSameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.length === b?.length && (a?.every((each, at) => each === b?.[at]) ?? true);
}

function isSameReport(a: ReportedProgress | null, b: ReportedProgress | null): boolean {
  return a?.fraction === b?.fraction && a?.finishAt === b?.finishAt && a?.queuePosition === b?.queuePosition;
}

/**
 * What people call the job, the same from its creation to its end and in every view: the name that this person gave
 * it; else its suffix; else what it is trained on, or its base model where the list names the file by its id only,
 * and when it was created. Where nobody knows that, its id is what distinguishes it.
 */
export function jobName(
  {
    id,
    suffix,
    trainingFile,
    model,
    createdAt,
    mark,
  }: Pick<KnownJob, 'id' | 'suffix' | 'trainingFile' | 'model' | 'createdAt' | 'mark'>,
  format: Format,
): string {
  if (typeof mark?.name === 'string') return mark.name;
  if (suffix !== null) return suffix;
  const file = fileNameIn(trainingFile);
  const what = file === null ? (model === null ? t('Job') : shortModel(model)) : shortName(file);
  return `${what}, ${createdAt === null ? id : format.moment(createdAt)}`;
}

/** What a job is called at the provider, where this person calls it otherwise; else null. */
export function providerName(job: KnownJob, format: Format): string | null {
  const { mark, ...unmarked } = job;
  return (mark?.name ?? null) === null ? null : jobName(unmarked, format);
}

/** The name of a file, without its folders; null for an id, which has no ending. */
function fileNameIn(file: string | null): string | null {
  return /[^/\\]*\.[a-z][a-z0-9]{1,7}$/i.exec(file ?? '')?.[0] ?? null;
}
