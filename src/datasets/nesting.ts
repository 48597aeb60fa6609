import { t } from '@vscode/l10n';
import { maxNesting } from './limits';
import { LineError } from './lineError';

/** Throws a {@link LineError} where lists and objects are nested more than {@link maxNesting} levels deep. */
export function checkNesting(value: unknown): void {
  const steps = nestingSteps(value);
  while (steps.next().done !== true); // all of them at once
}

/** The same check in steps of about a millisecond. */
export function* nestingSteps(value: unknown): Generator<void, void, undefined> {
  const levels = [childrenOf(value)];
  for (let visited = 1; levels.length > 0; visited++) {
    const child = levels.at(-1)?.next();
    if (child === undefined || child.done === true) levels.pop();
    else if (typeof child.value === 'object' && child.value !== null) levels.push(childrenOf(child.value));
    if (levels.length > maxNesting)
      throw new LineError('size', t('it is nested more than {0} levels deep', maxNesting));
    if (visited % 5_000 === 0) yield;
  }
}

function childrenOf(value: unknown): Iterator<unknown> {
  return Object.values(value ?? {})[Symbol.iterator]();
}
