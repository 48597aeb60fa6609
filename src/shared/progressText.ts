import { t } from '@vscode/l10n';
import type { FineTuningJob } from '../api/wire/job';
import type { Format } from './format';
import { hasBegun } from './statuses';

/** Seconds after its estimated end in which a job is about to finish; later it is late. */
const punctual = 60;

/** `step 12`, `step 12 of 900`. */
export function stepText(step: number, totalSteps: number | null, format: Format): string {
  return totalSteps === null
    ? t('step {0}', format.count(step))
    : t('step {0} of {1}', format.count(step), format.count(totalSteps));
}

/** `4m left`, also where the end has passed: `about to finish`, `expected 2h ago`. Both in Unix seconds. */
export function leftText(finishAt: number, now: number, format: Format): string {
  if (finishAt - now >= 1) return t('{0} left', format.shortDuration(finishAt - now));
  return now - finishAt < punctual ? t('about to finish') : t('expected {0}', format.age(finishAt, now));
}

/** Tokens or a price; of a job that has not begun they are no more than expected: `1.31M (expected)`. */
export function asExpected(amount: string, status: string): string {
  return hasBegun(status) ? amount : t('{0} (expected)', amount);
}

type PricedJob = Pick<FineTuningJob, 'price' | 'priceCurrency' | 'isPriceEstimated' | 'status'>;

/** What a job costs; null: it is not known. */
export function priceText(
  { price, priceCurrency, isPriceEstimated, status }: PricedJob,
  format: Format,
): string | null {
  if (price === null) return null;
  const amount = format.price(price, priceCurrency);
  return isPriceEstimated ? t('{0} (estimate)', amount) : asExpected(amount, status);
}

/** How well the training went at one step. */
export interface Measure {
  readonly value: number;
  /** A mean reward, as reinforcement jobs have it; else a training loss. */
  readonly isReward: boolean;
}

/** `loss 1.32`, `reward 0.71` */
export function measureText({ value, isReward }: Measure, format: Format): string {
  const number = format.shortMetric(value);
  return isReward ? t('reward {0}', number) : t('loss {0}', number);
}

/** `Training loss`, `Training reward`: before the number. */
export function measureTitle({ isReward }: Pick<Measure, 'isReward'>): string {
  return isReward ? t('Training reward') : t('Training loss');
}

/** How long a job took from its creation to its end, as `12m`; null: nobody knows. Times in Unix seconds. */
export function tookText(
  job: { readonly createdAt: number | null; readonly finishedAt: number | null },
  format: Format,
): string | null {
  const { createdAt, finishedAt } = job;
  return createdAt === null || finishedAt === null ? null : format.duration(finishedAt - createdAt);
}
