import type { MethodType } from '../api/dialects/dialect';

/** Lines of a data file of one kind. */
export interface NamedLines {
  readonly count: number;
  /** The first of them, from 1. */
  readonly lines: readonly number[];
}

/** Rows that repeat one that came before. */
export interface Repeats {
  readonly count: number;
  /** The first of them, each with the line that it repeats. */
  readonly pairs: readonly { readonly line: number; readonly of: number }[];
}

/** Values in a range: how many rows have one of them. */
export interface Bucket {
  /** From this. */
  readonly from: number;
  /** Up to this, but without it; null: without end. */
  readonly to: number | null;
  readonly rows: number;
}

/** A limit of a provider that a data file does not keep. */
export interface LimitFinding {
  readonly of: 'examples' | 'bytes' | 'tokens';
  /** An error is refused for certain. */
  readonly severity: 'error' | 'warning';
  /** A sentence without its full stop: in words of the reader's language. */
  readonly text: string;
  /** The address of the provider's page that says so; null: the limit is our own. */
  readonly page: string | null;
  /** The day on which it was read there, as `2026-11-27`; null: on none. */
  readonly seen: string | null;
}

/** What a data file holds, for a person to judge it: what messages and pages are given. */
export interface DataSurvey {
  /** Lines, blank ones among them. */
  readonly lines: number;
  /** Bytes. */
  readonly size: number;
  readonly method: MethodType;
  /** What its rows are, in words of the reader's language; null: no line says it. */
  readonly format: string | null;
  readonly examples: number;
  readonly brokenLines: number;
  readonly warnings: number;
  /** Whether so many lines were broken that the rest was not read. */
  readonly isStopped: boolean;
  /** Kinds of mistakes, errors first, the most frequent first. */
  readonly mistakes: readonly (NamedLines & {
    readonly rule: string;
    readonly severity: 'error' | 'warning';
    /** What is wrong with the first one. */
    readonly reason: string;
  })[];
  /** By role, the one that says most first. */
  readonly said: readonly {
    readonly role: string;
    readonly messages: number;
    readonly characters: number;
  }[];
  /** Messages of a row. */
  readonly turns: readonly Bucket[];
  /** UTF-16 code units of the text of a row. */
  readonly lengths: readonly Bucket[];
  readonly characters: number;
  /** UTF-16 code units that a model learns to say. */
  readonly trained: number;
  /** The longest rows, the longest first. */
  readonly longest: readonly { readonly line: number; readonly characters: number }[];
  /** Rows that are the same as one before to the byte. */
  readonly same: Repeats;
  /** Rows that differ from one before in nothing but case, white space and punctuation. */
  readonly similar: Repeats;
  /** Probable secrets and personal data. */
  readonly secrets: readonly (NamedLines & { readonly kind: 'key' | 'privateKey' | 'email' | 'card' })[];
}
