import type { Diagnosis } from '../src/metrics/diagnosis';
import { indexOfLowest } from '../src/metrics/points';

export type Kind = Diagnosis['kind'];
export const kinds: readonly Kind[] = [
  ...(['tooShort', 'diverged', 'overfitting', 'improving', 'plateaued', 'worsening'] as const),
];

/** Why a curve is left out: its change lies between what is none and what is one, or drowns in noise. */
export type LeftOut = 'between' | Drowned;
type Drowned = `drowned ${'overfitting' | 'improving' | 'worsening'}`;

/** A curve as it would be without noise, and how strong the noise is that is put on it. */
export interface TrueCurve {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  /** Standard deviation of one point, as a part of its value. */
  readonly noise: number;
  /** How many neighbours have their noise in common: 1 where each has its own. */
  readonly shared: number;
}

export interface TrueRun {
  readonly measure: 'loss' | 'mean_token_accuracy' | 'mean_reward';
  readonly train: TrueCurve;
  readonly valid: TrueCurve | null;
}

/* Parts of a value. What lies between `none` and a change, or a rise of validation, is left out. */
export const none = 0.006;
export const change = 0.02;
export const rise = 0.03;
/** Standard errors. Who knew the curve and the noise would still doubt a change of fewer: left out. */
export const clear = 4;
/** A loss that ends at so many times its lowest has exploded; up to the other it has not; between is left out. */
const explosion = { yes: 4, no: 2 };

/**
 * What a run is, by its noise-free curves and never by its points. The first that holds:
 * 1. diverged: the training loss is no number, or ends at 4 times its lowest or more, and above its start (left out: 2
 *    to 4 times).
 * 2. tooShort: fewer than 10 points.
 * 3. overfitting: validation ends 3 % or more above its lowest, which has two points or more after it, while training
 *    fell by 3 % or more since (left out: where either is from 0.6 to 3 %; and fewer than 10 points of validation that
 *    rise while training stands still, of which either may be said to decide).
 * 4. By validation where it has 10 points, else by training: plateaued where nothing moved by more than 0.6 % over the
 *    last three tenths of the steps; improving where it got better by 2 % or more over the last fifth, a third of it or
 *    more in the later half; worsening likewise (left out: the rest).
 * A change of 3 and 4 is left out, too, where it is less than 4 standard errors of the noise.
 */
export function labelOf({ train, valid, measure }: TrueRun): Kind | LeftOut {
  const isLoss = measure === 'loss';
  const exploded = isLoss ? divergence(train.values) : null;
  if (exploded !== null) return exploded;
  if (train.values.length < 10) return 'tooShort';
  const overfits = isLoss && valid !== null && valid.values.length >= 3 ? overfitting(train, valid) : null;
  if (overfits !== null) return overfits;
  const curve = valid !== null && valid.values.length >= 10 ? valid : train;
  return trend(curve, isLoss ? -1 : 1);
}

export function divergence(values: Float64Array): 'diverged' | LeftOut | null {
  if (!values.every(Number.isFinite)) return 'diverged';
  const last = values.at(-1) ?? NaN;
  const ratio = last / (values[indexOfLowest(values)] ?? NaN);
  if (last <= (values[0] ?? NaN) || ratio <= explosion.no) return null;
  return ratio >= explosion.yes ? 'diverged' : 'between';
}

function overfitting(train: TrueCurve, valid: TrueCurve): 'overfitting' | LeftOut | null {
  const lowest = indexOfLowest(valid.values);
  const risen = relative(valid.values[lowest], valid.values.at(-1));
  if (risen <= none) return null;
  const since = indexAt(train, valid.steps[lowest] ?? 0);
  const fallen = -relative(train.values[since], train.values.at(-1));
  const count = valid.values.length;
  if (fallen <= none) return count < 10 ? 'between' : null;
  if (risen < rise || fallen < rise || count - 1 - lowest < 2) return 'between';
  const isSeen =
    risen >= clear * errorOf(valid, Math.floor((count - lowest) / 4)) &&
    fallen >= clear * errorOf(train, Math.floor((train.values.length - since) / 2));
  return isSeen ? 'overfitting' : 'drowned overfitting';
}

/** @param sign 1 where more is better, -1 where less is */
function trend(curve: TrueCurve, sign: 1 | -1): 'improving' | 'plateaued' | 'worsening' | LeftOut {
  const last = curve.steps.at(-1) ?? 0;
  const end = curve.values.at(-1);
  const changeSince = (part: number) => sign * relative(curve.values[indexAt(curve, part * last)], end);
  if ([0.7, 0.8, 0.9].every((part) => Math.abs(changeSince(part)) <= none)) return 'plateaued';
  const better = changeSince(0.8);
  if (Math.abs(better) < change || changeSince(0.9) / better < 1 / 3) return 'between';
  const kind = better > 0 ? 'improving' : 'worsening';
  const isSeen = Math.abs(better) >= clear * errorOf(curve, Math.floor(curve.values.length / 5));
  return isSeen ? kind : `drowned ${kind}`;
}

/** The standard error of the difference of two means of so many points each. */
export function errorOf({ noise, shared }: Pick<TrueCurve, 'noise' | 'shared'>, points: number): number {
  return noise * Math.sqrt((2 * shared) / Math.max(points, shared));
}

/** The first point at a step or after it, else the last. */
function indexAt({ steps }: TrueCurve, step: number): number {
  const at = steps.findIndex((each) => each >= step);
  return at < 0 ? steps.length - 1 : at;
}

export function relative(from = NaN, to = NaN): number {
  return (to - from) / Math.max(Math.abs(from), 1e-12);
}
