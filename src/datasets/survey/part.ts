import type { MethodType } from '../../api/dialects/dialect';
import type { Rule } from '../findings';
import type { FormatId } from '../formats/format';
import type { LineProblem } from '../report';
import type { SecretKind } from './secrets';

/** What one role says. */
export interface Said {
  messages: number;
  /** UTF-16 code units. */
  characters: number;
}

/** Lines of a kind: how many, and the first of them. */
export interface LineList {
  count: number;
  /** At most {@link maxLinesNamed}. */
  readonly lines: number[];
}

/** Lines of each kind that are named. */
export const maxLinesNamed = 100;

/** One kind of mistake. */
export interface Mistake extends LineList {
  readonly rule: Rule;
  readonly severity: 'error' | 'warning';
  /** What is wrong with the first one. */
  readonly reason: string;
}

/**
 * Mistakes with the same one are of one kind. Of JSON that cannot be read each reason is a kind of its own: they are few,
 * and name no place.
 */
export function mistakeKind({
  rule,
  severity,
  reason,
}: Pick<Mistake, 'rule' | 'severity' | 'reason'>): string {
  return rule === 'json' ? `${severity} ${rule} ${reason}` : `${severity} ${rule}`;
}

/** By what good rows are known again, in their order. */
export interface RowHashes {
  /** Where each is, from 1. */
  readonly lines: Uint32Array<ArrayBuffer>;
  /** Hashes of its bytes and of its words, halves one after the other: high, low. */
  readonly exact: Uint32Array<ArrayBuffer>;
  readonly similar: Uint32Array<ArrayBuffer>;
}

/** What is known of each good row. */
interface RowColumns extends RowHashes {
  /** UTF-16 code units of its text. */
  readonly characters: Uint32Array<ArrayBuffer>;
}

/**
 * What was found in some lines of a file that follow each other: plain data, which a worker can hand over. Lines are
 * counted from the first of these, from 1.
 */
export interface SurveyPart {
  /** Blank ones among them. */
  readonly lines: number;
  /** What the first of them that says it says that the file is. */
  readonly kind: { readonly format: FormatId; readonly method: MethodType } | null;
  /** Lines that are good examples: all that {@link rows} knows, and some that took too long for it. */
  readonly examples: number;
  readonly brokenLines: number;
  readonly warnings: number;
  /** The first, at most `maxListedProblems`. */
  readonly problems: readonly LineProblem[];
  /** Whether so many lines were broken that the rest was not read. */
  readonly isStopped: boolean;
  readonly mistakes: readonly Mistake[];
  readonly rows: RowColumns;
  /** By role. */
  readonly said: Readonly<Record<string, Said>>;
  /** By the number of messages: rows that have so many. */
  readonly turns: Readonly<Record<number, number>>;
  /** UTF-16 code units that a model learns to say. */
  readonly trained: number;
  readonly secrets: readonly (LineList & { readonly kind: SecretKind })[];
}
