import { t } from '@vscode/l10n';
import { ApiError, InvalidRequestError, isCancelled, NoKeyError } from '../../api/http/errors';
import { isGone } from '../../api/http/isGone';
import { withoutStop } from '../../api/http/withoutStop';

/** What is fetched by itself. */
export type Part =
  | { readonly kind: 'events' | 'checkpoints' | 'metrics' }
  | { readonly kind: 'file' | 'result'; readonly id: string };

interface PartFailure {
  readonly sentence: string;
  readonly isFinal: boolean;
  readonly isGone: boolean;
}

/** The parts that something is fetched in: one that fails costs itself alone, and what is wrong is kept to be shown. */
export class PartialFetches {
  private readonly failures = new Map<string, PartFailure>();

  /** What could not be fetched, in sentences. */
  get problems(): readonly string[] {
    return [...this.failures.values()].map(({ sentence }) => sentence);
  }

  /** Whether something failed that may go well the next time. */
  get isWorthRetrying(): boolean {
    return [...this.failures.values()].some(({ isFinal }) => !isFinal);
  }

  /** Whether it failed in a way that asking again would not change. */
  hasFailedForGood(part: Part): boolean {
    return this.failures.get(keyOf(part))?.isFinal ?? false;
  }

  /** Whether the provider does not have what was to be fetched. */
  hasFoundNone(part: Part): boolean {
    return this.failures.get(keyOf(part))?.isGone ?? false;
  }

  /** Everything is tried again. */
  forgive(): void {
    this.failures.clear();
  }

  /** Undefined where it failed. Rejects on abort alone. */
  async fetch<T>(part: Part, get: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    try {
      const value = await get();
      this.failures.delete(keyOf(part));
      return value;
    } catch (error) {
      if (isCancelled(error, signal)) throw error;
      const sentence = failureText(part, reasonOf(error));
      this.failures.set(keyOf(part), { sentence, isFinal: isFinal(error), isGone: isGone(error) });
      return undefined;
    }
  }
}

function keyOf(part: Part): string {
  return 'id' in part ? `${part.kind} ${part.id}` : part.kind;
}

function failureText(part: Part, reason: string): string {
  switch (part.kind) {
    case 'events':
      return t('Could not fetch the events: {0}.', reason);
    case 'checkpoints':
      return t('Could not fetch the checkpoints: {0}.', reason);
    case 'metrics':
      return t('Could not fetch the metrics: {0}.', reason);
    case 'file':
      return t('Could not fetch the file {0}: {1}.', part.id, reason);
    case 'result':
      return t('Could not fetch the result file {0}: {1}.', part.id, reason);
  }
}

/** A refusal stays one; a key may be changed, a busy server recovers. */
export function isFinal(error: unknown): boolean {
  if (error instanceof NoKeyError) return false; // the command that prints it may do so the next time
  if (error instanceof RangeError || error instanceof InvalidRequestError) return true;
  if (!(error instanceof ApiError)) return false;
  return error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status);
}

function reasonOf(error: unknown): string {
  if (isGone(error)) return t('the provider no longer has it');
  return withoutStop(error instanceof Error ? error.message : String(error));
}
