import { ApiError, InvalidRequestError, isCancelled } from '../../api/http/errors';

interface PartFailure {
  readonly sentence: string;
  readonly isFinal: boolean;
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
  hasFailedForGood(what: string): boolean {
    return this.failures.get(what)?.isFinal ?? false;
  }

  /** Everything is tried again. */
  forgive(): void {
    this.failures.clear();
  }

  /** Undefined where it failed. Rejects on abort alone. */
  async fetch<T>(what: string, get: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    try {
      const value = await get();
      this.failures.delete(what);
      return value;
    } catch (error) {
      if (isCancelled(error, signal)) throw error;
      const sentence = `Could not fetch the ${what}: ${reasonOf(error)}.`;
      this.failures.set(what, { sentence, isFinal: isFinal(error) });
      return undefined;
    }
  }
}

/** A refusal stays one; a key may be changed, a busy server recovers. */
function isFinal(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof InvalidRequestError) return true;
  if (!(error instanceof ApiError)) return false;
  return error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status);
}

function reasonOf(error: unknown): string {
  if (error instanceof ApiError && error.status === 404) return 'the provider no longer has it';
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
