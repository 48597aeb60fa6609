import { isObject } from '../api/wire/values';
import type { Path, RowProblem, Rule } from './findings';
import type { CheckFor, Row } from './formats/format';
import { LineError } from './lineError';
import { valueOf } from './lineValue';
import { type Span, spanOf } from './locate';
import { type FileKind, kindOf, problemsOf } from './rowChecker';

/** What is wrong with a line, and where. */
export interface LocatedProblem {
  readonly rule: Rule;
  readonly severity: RowProblem['severity'];
  /** Where in the row; empty where the line is none. */
  readonly path: Path;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** Null: the whole line. */
  readonly span: Span | null;
}

/** A line as read. */
export interface CheckedLine {
  /** What the lines before it say that the file is, or else this one; null: neither does, or it is no row. */
  readonly kind: FileKind | null;
  /** Null for a blank line, and for one in which something is wrong. */
  readonly row: Row | null;
  readonly problems: readonly LocatedProblem[];
}

/** Whose rules apply: of the method that was chosen, else of the one that the first line says. */
export type Wanted = Partial<CheckFor>;

/** @param kind what the lines before say that the file is; null: nothing, then this one does */
export function checkLine(text: string, kind: FileKind | null, wanted: Wanted = {}): CheckedLine {
  try {
    return checkValue(valueOf(text), kind, wanted, text);
  } catch (error) {
    return unread(error);
  }
}

/** @param text of the line, to find places in; left out: problems are of the whole line */
export function checkValue(
  value: unknown,
  kind: FileKind | null,
  wanted: Wanted,
  text?: string,
): CheckedLine {
  if (value === undefined) return { kind: null, row: null, problems: [] };
  const decided = kind ?? kindOf(value);
  const method = wanted.method ?? decided?.method ?? 'supervised';
  const { graderFields, only } = wanted; // without a spread, which would take longer than the check of a row
  const problems = located(problemsOf(value, decided, { method, graderFields, only }), text);
  const isFaulty = problems.some(({ severity }) => severity === 'error');
  return { kind: decided, row: isObject(value) && !isFaulty ? value : null, problems };
}

function located(problems: readonly RowProblem[], text: string | undefined): readonly LocatedProblem[] {
  return problems.map((problem) => ({
    rule: problem.rule,
    severity: problem.severity,
    path: problem.path,
    reason: problem.reason,
    span: text === undefined ? null : spanOf(text, problem),
  }));
}

/** Whatever was thrown, it is the problem of this line alone. */
export function unread(error: unknown): CheckedLine {
  const reason = error instanceof Error ? error.message : String(error);
  const { rule, span } = error instanceof LineError ? error : { rule: 'json' as const, span: null };
  return { kind: null, row: null, problems: [{ rule, severity: 'error', path: [], reason, span }] };
}
