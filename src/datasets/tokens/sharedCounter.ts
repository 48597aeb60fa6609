import { Slices } from '../../api/slices';
import { type BatchCounter, countBatch } from './batch';
import type { TextCounter } from './rowTokens';

/** Counts in the thread of the extension host, in slices: for a host that has no others. */
export function sharedCounter(counter: TextCounter): BatchCounter {
  const end = new AbortController();
  const slices = new Slices(end.signal);
  return {
    width: 1,
    async count(lines) {
      if (slices.isSpent) await slices.rest();
      end.signal.throwIfAborted();
      return countBatch(lines, counter);
    },
    dispose: () => {
      end.abort();
    },
  };
}
