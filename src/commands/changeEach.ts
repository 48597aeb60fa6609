import { t } from '@vscode/l10n';
import type { ErrorReporter } from '../platform/errorReporter';

/** Requests under way at once. */
const maxAtOnce = 4;

export interface EachChange<T> {
  readonly change: (target: T, signal: AbortSignal) => Promise<void>;
  /** `Deleting a.jsonl failed`. */
  readonly failureOf: (target: T) => string;
  readonly errors: Pick<ErrorReporter, 'show' | 'record'>;
}

/**
 * Changes each of the targets, a few at a time. One that fails does not keep the others from it; however many fail, one
 * message reports it, and the log has all of them. After an abort, nothing further begins. Never rejects.
 */
export async function changeEach<T>(
  targets: readonly T[],
  { change, failureOf, errors }: EachChange<T>,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...targets];
  const failed: { readonly target: T; readonly error: unknown }[] = [];
  const next = () => (signal.aborted ? undefined : waiting.shift());
  const work = async () => {
    for (let target = next(); target !== undefined; target = next())
      try {
        await change(target, signal);
      } catch (error) {
        if (!signal.aborted) failed.push({ target, error });
      }
  };
  await Promise.all(Array.from({ length: maxAtOnce }, work));
  const [first, ...others] = failed;
  for (const { target, error } of others) errors.record(failureOf(target), error);
  if (first !== undefined) errors.show(withOthers(failureOf(first.target), others.length), first.error);
}

function withOthers(failure: string, others: number): string {
  if (others === 0) return failure;
  return others === 1
    ? t('{0} (1 more failed too)', failure)
    : t('{0} ({1} more failed too)', failure, others);
}
