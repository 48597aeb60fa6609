import type { DialectId } from '../../api/connection';
import { type PricedJob, type Rate, rateFor } from './rate';

/** What a job costs, and how that came about. */
export type Price =
  /** Of the whole job, or of one epoch where nobody knows how many there will be. */
  | { readonly kind: 'amount'; readonly amount: number; readonly isPerEpoch: boolean; readonly rate: Rate }
  /** By the hour: nobody knows before how long it takes. */
  | { readonly kind: 'hourly'; readonly rate: Rate }
  /** On a machine of one’s own, which nobody has set a price for. */
  | { readonly kind: 'free' };

const ownMachines: readonly DialectId[] = ['local', 'localai', 'llmariner', 'unsloth'];

export interface JobToPrice extends PricedJob {
  /** Of the training data, each counted once; null: unknown. */
  readonly tokens: number | null;
  /** Null: the provider chooses, and does not say how. */
  readonly epochs: number | null;
}

/**
 * Tokens × epochs × rate; null: no rate is known for such a job, or its tokens are not.
 *
 * @param rates the first that fits holds
 */
export function priceOf(job: JobToPrice, rates: readonly Rate[]): Price | null {
  const { tokens, epochs } = job;
  const rate = rateFor(job, rates);
  if (rate === null) return ownMachines.includes(job.provider) ? { kind: 'free' } : null;
  if (rate.per === 'hour') return { kind: 'hourly', rate };
  if (tokens === null) return null;
  const amount = (tokens / 1e6) * (epochs ?? 1) * rate.price;
  return { kind: 'amount', amount, isPerEpoch: epochs === null, rate };
}
