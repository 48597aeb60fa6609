/**
 * What the extension and the page that reports on a data file say to each other. Types only: both sides check what
 * arrives. Whenever its script starts, the page says `ready` and is given the whole report, as after each change of it.
 */
import type { Bucket, DataSurvey, LimitFinding, Repeats } from './dataSurvey';

/** What a page reports on: what it is restored with. */
export interface DataReportTarget {
  /** The file's address. */
  readonly file: string;
}

/** How far the report is. */
export type DataReportState =
  | { readonly kind: 'reading'; readonly done: number; readonly size: number | null }
  /** `isOld`: the file has changed since it was read. */
  | {
      readonly kind: 'read';
      readonly survey: DataSurvey;
      readonly isOld: boolean;
      /** What is in another file too; null: it was compared with none. */
      readonly overlap: DataOverlap | null;
      /** Null: they are not counted. */
      readonly tokens: DataTokens | null;
    }
  /** Why it cannot be read, in a sentence. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'cancelled' };

/** Rows that are in another file too; of each pair `line` is in this file, `of` in the other. */
export interface DataOverlap {
  /** The name of the other file. */
  readonly with: string;
  readonly same: Repeats;
  readonly similar: Repeats;
}

/** The tokens of a file, as an encoding of OpenAI's has them. */
export type DataTokens =
  /** `share`: of the file that is counted, 0 to 1. */
  | { readonly kind: 'counting'; readonly share: number }
  | {
      readonly kind: 'counted';
      readonly encoding: string;
      readonly total: number;
      readonly trained: number;
      /** Whether a provider counts as many: where rows hold text alone. */
      readonly isExact: boolean;
      /** Tokens of a row. */
      readonly lengths: readonly Bucket[];
      readonly longest: { readonly line: number; readonly tokens: number } | null;
      /** Rows of more tokens than OpenAI trains on, and how many those are. */
      readonly overlong: { readonly rows: number; readonly limit: number };
    };

/** Limits of a connection's provider that a file does not keep, at least one. */
export interface ConnectionLimits {
  /** What the connection is called. */
  readonly connection: string;
  readonly findings: readonly LimitFinding[];
}

/** What can be done next, as buttons: which of them depends on the file. */
export type DataReportStep =
  'problems' | 'tokens' | 'preview' | 'removeBroken' | 'removeRepeated' | 'compare' | 'split' | 'createJob';

export interface ToDataReport {
  readonly type: 'dataReport';
  readonly name: string;
  /** Where it is, as the workspace calls it; the same as the name where it is nowhere else. */
  readonly path: string;
  readonly state: DataReportState;
  readonly steps: readonly DataReportStep[];
  /** What each connection that is shown would refuse or cut off; those that take the file as it is are left out. */
  readonly limits: readonly ConnectionLimits[];
  /** BCP 47, for numbers. */
  readonly locale: string;
}

export type FromDataReport =
  | { readonly type: 'ready' | 'check' | 'cancel' }
  /** Opens the file at a line, from 1; null: as it was left. `isOther`: the file that it was compared with. */
  | { readonly type: 'open'; readonly line: number | null; readonly isOther?: boolean | undefined }
  | { readonly type: 'step'; readonly step: DataReportStep };
