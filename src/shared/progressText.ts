import type { Format } from './format';

/** Seconds after its estimated end in which a job is about to finish; later it is late. */
const punctual = 60;

/** `step 12`, `step 12 of 900`. */
export function stepText(step: number, totalSteps: number | null, format: Format): string {
  const total = totalSteps === null ? '' : ` of ${format.count(totalSteps)}`;
  return `step ${format.count(step)}${total}`;
}

/** `4m left`, also where the end has passed: `about to finish`, `expected 2h ago`. Both in Unix seconds. */
export function leftText(finishAt: number, now: number, format: Format): string {
  if (finishAt > now) return `${format.shortDuration(finishAt - now)} left`;
  return now - finishAt < punctual ? 'about to finish' : `expected ${format.age(finishAt, now)}`;
}
