import { groupOf } from '../shared/statuses';
import type { KnownJob } from './summary';

/** Seconds that a job may take, by those that came before it. */
export interface ExpectedTime {
  /** The shortest and the longest, and what lies in the middle. */
  readonly shortest: number;
  readonly longest: number;
  readonly middle: number;
  /** How many jobs it is read off. */
  readonly jobs: number;
}

/** Jobs of so many times the tokens, or of that part of them, say nothing: much of a job’s time is not training. */
const maxRatio = 4;

/**
 * How long a job may take from its creation to its end, with the time in the queue: that of past jobs with the same base
 * model and about as many trained tokens, by the token; null: there is none.
 *
 * @param tokens that are going to be trained: those of the data times the epochs
 */
export function expectedTime(
  jobs: readonly Pick<KnownJob, 'status' | 'model' | 'createdAt' | 'finishedAt' | 'trainedTokens'>[],
  model: string,
  tokens: number,
): ExpectedTime | null {
  const times = jobs.flatMap(({ status, model: trained, createdAt, finishedAt, trainedTokens }) => {
    if (trained !== model || groupOf(status) !== 'succeeded') return [];
    if (createdAt === null || finishedAt === null || finishedAt <= createdAt) return [];
    const ratio = tokens / (trainedTokens ?? 0);
    if (!(ratio <= maxRatio && ratio >= 1 / maxRatio)) return [];
    return [(finishedAt - createdAt) * ratio];
  });
  const sorted = times.toSorted((one, other) => one - other);
  const [shortest, longest] = [sorted[0], sorted.at(-1)];
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (shortest === undefined || longest === undefined || middle === undefined) return null;
  return { shortest, longest, middle, jobs: sorted.length };
}
