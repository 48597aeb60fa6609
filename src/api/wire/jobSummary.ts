import * as z from 'zod/mini';
import { maxFiles, toFileId } from './file';
import { isExpectedJob, JobWire, toJobError, toMetadata } from './job';
import { nonceKey } from './nonce';
import { withSnakeCaseKeys } from './spellings';
import { cut, isList, isObject, reading, toAmount, toEpochSeconds, toName, toText } from './values';

/** What a row of a list needs to know of a job. The rest is decoded when somebody asks for the job itself. */
export interface JobSummary {
  readonly id: string;
  /** Empty where the provider reports none. */
  readonly status: string;
  /** Times: Unix seconds. */
  readonly createdAt: number | null;
  readonly finishedAt: number | null;
  readonly model: string | null;
  readonly fineTunedModel: string | null;
  readonly suffix: string | null;
  readonly trainedTokens: number | null;
  /** The first one: its name where the list has it, else its id. */
  readonly trainingFile: string | null;
  readonly hasResultFile: boolean;
  /** At most {@link maxErrorLength} characters. */
  readonly errorMessage: string | null;
  /** null where the provider reports none, as of most jobs that have ended. */
  readonly reportedProgress: ReportedProgress | null;
  /** Undefined: not kept, see the store. */
  readonly links?: JobLinks;
}

/** What a job is found by, beside what its row shows. */
export interface JobLinks {
  /** Ids of the files that it was trained and validated on, and of its results: the first 16. */
  readonly fileIds: readonly string[];
  /** `key=value` of each pair of its metadata, see {@link toPair}. */
  readonly metadata: readonly string[];
}

/** How far a job is, in the provider's words. */
export interface ReportedProgress {
  /** Share done, 0 to 1. */
  readonly fraction: number | null;
  /** Unix seconds of the estimated finish. */
  readonly finishAt: number | null;
  /** Jobs that come before it. */
  readonly queuePosition: number | null;
}

/** Of these facts of a job. A job without them, as most are, keeps no room for them. */
export function toReportedProgress(
  fraction: number | null,
  finishAt: number | null,
  queuePosition: number | null,
): ReportedProgress | null {
  return fraction === null && finishAt === null && queuePosition === null
    ? null
    : { fraction, finishAt, queuePosition };
}

export const JobSummary = z.pipe(z.transform(withSnakeCaseKeys), reading(JobWire, toSummary));

/** What {@link JobSummary} makes of `raw`, at a tenth of its cost; undefined where only the schema can say. */
export function readExpectedSummary(raw: unknown): JobSummary | undefined {
  return isExpectedJob(raw) ? toSummary(raw) : undefined;
}

/** Characters of an error that a row keeps. */
export const maxErrorLength = 200;

function toSummary(wire: JobWire): JobSummary {
  return {
    id: wire.id,
    status: toName(wire.status) ?? '',
    createdAt: toEpochSeconds(wire.created_at),
    finishedAt: toEpochSeconds(wire.finished_at),
    model: toText(wire.model),
    fineTunedModel: toText(wire.fine_tuned_model),
    suffix: toText(wire.user_provided_suffix) ?? toText(wire.suffix),
    trainedTokens: toAmount(wire.trained_tokens),
    trainingFile: firstFile(nameOrId, wire.training_files, wire.training_file),
    hasResultFile: firstFile(toFileId, wire.result_files) !== null,
    errorMessage: errorOf(wire.error ?? wire.var_error),
    reportedProgress: toReportedProgress(
      toAmount(wire.progress, 1),
      toEpochSeconds(wire.estimated_finish),
      toAmount(wire.queue_position),
    ),
    links: {
      fileIds: usedFiles([
        [wire.training_files, wire.training_file],
        [wire.validation_files, wire.validation_file],
        [wire.result_files, null],
      ]),
      metadata: toPairs(toMetadata(wire.metadata)),
    },
  };
}

const none: readonly string[] = Object.freeze([]);

/** Pairs of metadata that a row keeps, as many as OpenAI allows, and characters of each. */
const maxPairs = 16;
const maxPairLength = 200;

/** The person's pairs: our own nonce is none. */
export function toPairs(metadata: Readonly<Record<string, string>>): readonly string[] {
  const pairs: string[] = [];
  for (const key in metadata)
    if (key !== nonceKey && pairs.length < maxPairs) pairs.push(toPair(key, metadata[key] ?? ''));
  return pairs.length === 0 ? none : pairs;
}

/** A pair of metadata as a row keeps it: of a long value the beginning. */
export function toPair(key: string, value: string): string {
  return cut(`${key}=${value}`, maxPairLength);
}

/** Whether the value of such a pair may be longer: the provider knows it by its whole value only. */
export function isCutPair(pair: string): boolean {
  return pair.length >= maxPairLength;
}

/** The first of what `toFileReferences` reads, of a list of ids or objects, or of a single id. */
function firstFile(read: (file: unknown) => string | null, many: unknown, one?: unknown): string | null {
  if (!isList(many) || many.length === 0) return read(one);
  for (let at = 0; at < many.length && at < maxFiles; at++) {
    const file = read(many[at]);
    if (file !== null) return file;
  }
  return null;
}

/** Files that a row remembers: jobs have three, few have more. */
const maxUsedFiles = 16;

/** The ids in lists of ids or objects, or, where a list is empty, the single id beside it. */
export function usedFiles(lists: readonly (readonly [many: unknown, one: unknown])[]): readonly string[] {
  const ids: string[] = [];
  for (const [many, one] of lists)
    for (const file of isList(many) && many.length > 0 ? many.slice(0, maxFiles) : [one]) {
      if (ids.length === maxUsedFiles) return ids;
      const id = toFileId(file);
      if (id !== null) ids.push(id);
    }
  return ids.length === 0 ? none : ids;
}

function nameOrId(file: unknown): string | null {
  const id = toFileId(file);
  return id === null || !isObject(file) ? id : (toText(file['filename']) ?? id);
}

function errorOf(value: unknown): string | null {
  const error = toJobError(value);
  return error === null ? null : cut(error.message, maxErrorLength);
}
