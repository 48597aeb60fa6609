import { t } from '@vscode/l10n';
import { isObject } from '../api/wire/values';

/** Where in a row: the names and indexes that lead there from the row itself. */
export type Path = readonly (string | number)[];

/** A value of a row with its place. */
export interface At {
  readonly value: unknown;
  readonly path: Path;
}

/** What kind of mistake it is: reports count by it, and quick fixes belong to it. */
export type Rule =
  | 'encoding'
  | 'json'
  | 'size'
  | 'format'
  | 'missing'
  | 'type'
  | 'empty'
  | 'value'
  | 'role'
  | 'lastMessage'
  | 'untrained'
  | 'weight'
  | 'content'
  | 'toolCall'
  | 'tools'
  | 'unknownKey'
  | 'sameOutputs';

/** What is wrong with a row. */
export interface RowProblem {
  readonly rule: Rule;
  /** A warning is taken by the providers, and likely not what was meant. */
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  /** A sentence without its full stop, which names the place: `messages[1].role is missing`. */
  readonly reason: string;
}

/** Problems that are noted of one row: more say nothing more. */
const maxProblems = 20;

/** Gathers what is wrong with one row. */
export class Findings {
  readonly problems: RowProblem[] = [];

  get isFaulty(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  error(rule: Rule, path: Path, reason: string): void {
    this.note({ rule, severity: 'error', path, reason });
  }

  warning(rule: Rule, path: Path, reason: string): void {
    this.note({ rule, severity: 'warning', path, reason });
  }

  /** The text there; null, and noted, where there is none. */
  text({ value, path }: At): string | null {
    if (typeof value === 'string') return value;
    this.wrongType(value, path, t('{0} is not a string', pathText(path)));
    return null;
  }

  /** The object there; null, and noted, where there is none. */
  object({ value, path }: At): Readonly<Record<string, unknown>> | null {
    if (isObject(value)) return value;
    this.wrongType(value, path, t('{0} is not a JSON object', pathText(path)));
    return null;
  }

  /** The items there, each with its place; null, and noted, where there are none. */
  items({ value, path }: At): readonly At[] | null {
    if (!Array.isArray(value)) {
      this.wrongType(value, path, t('{0} is not an array', pathText(path)));
      return null;
    }
    if (value.length > 0) return value.map((each: unknown, at) => ({ value: each, path: [...path, at] }));
    this.error('empty', path, t('{0} is empty', pathText(path)));
    return null;
  }

  private wrongType(value: unknown, path: Path, reason: string): void {
    if (value === undefined) this.error('missing', path, t('{0} is missing', pathText(path)));
    else this.error('type', path, reason);
  }

  private note(problem: RowProblem): void {
    if (this.problems.length < maxProblems) this.problems.push(problem);
  }
}

/** What an object holds under a name, with its place. */
export function at(object: Readonly<Record<string, unknown>>, path: Path, name: string): At {
  return { value: Object.hasOwn(object, name) ? object[name] : undefined, path: [...path, name] };
}

/** As code has it: `messages[1].role`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${String(step)}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}
