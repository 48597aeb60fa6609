import { t } from '@vscode/l10n';
import { isList } from '../api/wire/values';
import { maxNesting } from './limits';
import { LineError } from './lineError';

/** Throws a {@link LineError} where lists and objects are nested more than {@link maxNesting} levels deep. */
export function checkNesting(value: unknown): void {
  if (!fits(value, maxNesting)) throw tooDeep();
}

/** Goes down itself, as far as is allowed: for each row that is faster than steps are. */
function fits(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (isList(value)) {
    for (const each of value) if (!fits(each, levels - 1)) return false;
    return true;
  }
  for (const name in value) if (!fits((value as Record<string, unknown>)[name], levels - 1)) return false; // its own names
  return true;
}

function tooDeep(): LineError {
  return new LineError('size', t('it is nested more than {0} levels deep', maxNesting));
}

/** The same check in steps of about a millisecond. */
export function* nestingSteps(value: unknown): Generator<void, void, undefined> {
  const levels = [childrenOf(value)];
  for (let visited = 1; levels.length > 0; visited++) {
    const child = levels.at(-1)?.next();
    if (child === undefined || child.done === true) levels.pop();
    else if (typeof child.value === 'object' && child.value !== null) levels.push(childrenOf(child.value));
    if (levels.length > maxNesting) throw tooDeep();
    if (visited % 5_000 === 0) yield;
  }
}

function childrenOf(value: unknown): Iterator<unknown> {
  return Object.values(value ?? {})[Symbol.iterator]();
}
