import { t } from '@vscode/l10n';
import { isObject, type JsonObject } from '../api/wire/values';

/** Where in a row: the names and indexes that lead there from the row itself. */
export type Path = readonly (string | number)[];

/** The same while a row is checked: each step knows the one before, since most are never written down. */
export type Place = {
  readonly within: Place;
  readonly step: string | number;
} | null;

/** A value of a row with its place. */
export interface At {
  readonly value: unknown;
  readonly path: Place;
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

  error(rule: Rule, place: Place, reason: string): void {
    this.note({ rule, severity: 'error', path: pathOf(place), reason });
  }

  warning(rule: Rule, place: Place, reason: string): void {
    this.note({ rule, severity: 'warning', path: pathOf(place), reason });
  }

  /**
   * The text that an object holds under a name; null, and noted, where it holds none.
   *
   * @param place of the object
   * @param name as for {@link at}
   */
  text(object: JsonObject, place: Place, name: string): string | null {
    const value = object[name];
    if (typeof value === 'string') return value;
    const path = inside(place, name);
    this.wrongType(value, path, t('{0} is not a string', pathText(path)));
    return null;
  }

  /** The object there; null, and noted, where there is none. */
  object({ value, path }: At): JsonObject | null {
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
    if (value.length > 0) return value.map((each: unknown, at) => ({ value: each, path: inside(path, at) }));
    this.error('empty', path, t('{0} is empty', pathText(path)));
    return null;
  }

  private wrongType(value: unknown, path: Place, reason: string): void {
    if (value === undefined) this.error('missing', path, t('{0} is missing', pathText(path)));
    else this.error('type', path, reason);
  }

  private note(problem: RowProblem): void {
    if (this.problems.length < maxProblems) this.problems.push(problem);
  }
}

/**
 * What an object holds under a name, with its place.
 *
 * @param place of the object
 * @param name of a format, never of a file: every object has a `constructor`, also one that holds none
 */
export function at(object: JsonObject, place: Place, name: string): At {
  return { value: object[name], path: inside(place, name) };
}

export function inside(within: Place, step: string | number): Place {
  return { within, step };
}

function pathOf(place: Place): Path {
  return place === null ? [] : [...pathOf(place.within), place.step];
}

/** As code has it: `messages[1].role`. */
export function pathText(place: Place): string {
  return pathOf(place)
    .map((step, index) => (typeof step === 'number' ? `[${String(step)}]` : `${index > 0 ? '.' : ''}${step}`))
    .join('');
}
