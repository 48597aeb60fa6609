import { t } from '@vscode/l10n';
import type { Combination } from '../../jobFiles/sweep';
import type { Format } from '../../shared/format';

/** What jobs cost, as far as it is known. */
export type SweepPrice =
  | { readonly kind: 'amount'; readonly amount: number; readonly currency: string }
  | { readonly kind: 'free' }
  /** Of one of them nobody knows it: then of all. */
  | { readonly kind: 'unknown' };

/** What all of them cost together. */
export function totalOf(prices: readonly SweepPrice[]): SweepPrice {
  return prices.reduce(sum, { kind: 'free' });
}

function sum(one: SweepPrice, other: SweepPrice): SweepPrice {
  if (one.kind === 'free') return other;
  if (other.kind === 'free') return one;
  if (one.kind === 'unknown' || other.kind === 'unknown' || one.currency !== other.currency)
    return { kind: 'unknown' };
  return { ...one, amount: one.amount + other.amount };
}

/** Combinations that are listed one by one. */
const maxListed = 10;

/**
 * What is about to be created, and for how much: a line each.
 *
 * @param files that are sent and trained on, by their paths: a job file may lead to any of this machine
 */
export function sweepDetail(
  files: readonly string[],
  combinations: readonly Combination['chosen'][],
  price: SweepPrice,
  format: Format,
): string {
  const lines = combinations
    .slice(0, maxListed)
    .map((chosen) => chosen.map(([name, value]) => `${name}: ${value}`).join(', '));
  const others = combinations.length - lines.length;
  const data = t('Data: {0}', files.join(', '));
  return [
    data,
    ...lines,
    ...(others > 0 ? [t('and {0} more', others)] : []),
    '',
    priceText(price, format),
  ].join('\n');
}

function priceText(price: SweepPrice, format: Format): string {
  if (price.kind === 'free') return t('Training is free here.');
  if (price.kind === 'unknown') return t('What they cost together is unknown.');
  return t('Together about {0}.', format.price(price.amount, price.currency));
}
