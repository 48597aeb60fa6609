import { titleOf } from './metricName';
import { type PointList, lowerBound } from './points';
import { type Series, findSeries, judgingKinds } from './series';
import { smooth } from './smoothing';

export type DiagnosisKind = 'tooShort' | 'diverged' | 'overfitting' | 'improving' | 'plateaued' | 'worsening';

/** What the curves show, in one sentence, by the rules below. */
export interface Diagnosis {
  readonly kind: DiagnosisKind;
  readonly sentence: string;
  /** The rule that was applied, for who wonders. */
  readonly rule: string;
}

/** Fewer points of the deciding curve say nothing. */
const minPoints = 10;
/** Validation is run rarely: these suffice for it to decide. */
const minValidationPoints = 3;
/** A relative change below this is none. */
const minChange = 0.01;
/** A loss this many times its lowest has exploded. */
const EXPLOSION = 3;
const NOISE_WEIGHT = 0.8;

/**
 * The rules, the first that holds decides:
 * 1. A training loss that is no finite number, or whose smoothed value is at the end at least three times its
 *    lowest (and above its first): diverged.
 * 2. Fewer than 10 training points: too short to say.
 * 3. At least two validation points after the lowest validation loss, the last at least 1 % above it, while the
 *    smoothed training loss fell by at least 1 % since: overfitting.
 * 4. The mean of the last fifth of the deciding curve against the fifth before: better by at least 1 % is still
 *    improving, worse by at least 1 % is worsening, else plateaued.
 *
 * The deciding curve is the validation's where it has at least 10 points, else the training's; the mean reward where
 * there is one (reinforcement, of which only a loss that is no number says anything), else loss, else accuracy.
 */
export function diagnose(series: readonly Series[]): Diagnosis {
  const train = findSeries(series, 'loss', 'train');
  return (train === null ? null : lossDiagnosis(train, series)) ?? trend(decidingCurve(series));
}

function lossDiagnosis(train: Series, series: readonly Series[]): Diagnosis | null {
  const isJudge = judgingKinds(series)[0] === 'loss';
  return (
    notFinite(train) ?? (isJudge ? (exploded(train) ?? overfitting(train, validationLoss(series))) : null)
  );
}

function validationLoss(series: readonly Series[]): Series | null {
  const full = findSeries(series, 'loss', 'full_valid');
  const each = findSeries(series, 'loss', 'valid');
  return (full?.steps.length ?? 0) >= minValidationPoints ? full : (each ?? full);
}

const divergenceRule = `A training loss that is no finite number, or ends at ${EXPLOSION} times its lowest smoothed value or more.`;

function notFinite(train: Series): Diagnosis | null {
  const at = indexOfNotFinite(train.values);
  if (at < 0) return null;
  const sentence = `Diverged: the training loss is no finite number at step ${step(train, at)}.`;
  return { kind: 'diverged', sentence, rule: divergenceRule };
}

function exploded(train: Series): Diagnosis | null {
  if (train.values.length < minPoints) return null;
  const smoothed = smooth(train.values, NOISE_WEIGHT);
  const lowest = indexOfLowest(smoothed);
  const last = smoothed.at(-1) ?? NaN;
  const min = smoothed[lowest] ?? NaN;
  if (min <= 0 || last < min * EXPLOSION || last <= (smoothed[0] ?? Infinity)) return null;
  const times = (last / min).toFixed(1);
  const sentence = `Diverged: the training loss is ${times} times what it was at step ${step(train, lowest)}.`;
  return { kind: 'diverged', sentence, rule: divergenceRule };
}

function overfitting(train: Series, valid: Series | null): Diagnosis | null {
  if (train.steps.length < minPoints || valid === null) return null;
  if (valid.steps.length < minValidationPoints) return null;
  const lowest = indexOfLowest(valid.values);
  const since = valid.steps[lowest] ?? 0;
  const min = valid.values[lowest] ?? NaN;
  const last = valid.values.at(-1) ?? NaN;
  if (valid.values.length - 1 - lowest < 2 || !(relative(min, last) >= minChange)) return null;
  const smoothed = smooth(train.values, NOISE_WEIGHT);
  const then = smoothed[Math.min(lowerBound(train.steps, since), smoothed.length - 1)] ?? NaN;
  if (!(relative(then, smoothed.at(-1) ?? NaN) <= -minChange)) return null;
  return {
    kind: 'overfitting',
    sentence: `Validation loss rising since step ${since} while training loss falls: overfitting, step ${since} was the best.`,
    rule: 'Two or more validation points after the lowest, the last 1 % or more above it, training loss 1 % or more lower since.',
  };
}

function decidingCurve(series: readonly Series[]): Series | null {
  for (const kind of judgingKinds(series)) {
    const train = findSeries(series, kind, 'train');
    const valid = findSeries(series, kind, 'valid') ?? findSeries(series, kind, 'full_valid');
    if (valid !== null && valid.steps.length >= minPoints) return valid;
    if (train !== null) return train;
    if (valid !== null) return valid;
  }
  return null;
}

function trend(curve: Series | null): Diagnosis {
  const rule = `At least ${minPoints} points, then the mean of the last fifth against the fifth before; less than 1 % is no change.`;
  const values = finiteOf(curve?.values ?? new Float64Array());
  if (curve === null || values.length < minPoints) {
    const count = values.length === 1 ? '1 point' : `${values.length} points`;
    return { kind: 'tooShort', sentence: `Too short to say: ${count} so far.`, rule };
  }
  const fifth = Math.floor(values.length / 5);
  const before = mean(values.subarray(-2 * fifth, -fifth));
  const change = relative(before, mean(values.subarray(-fifth)));
  const better = curve.kind === 'loss' ? -change : change;
  const what = titleOf(curve);
  const at = `at step ${step(curve, curve.steps.length - 1)}`;
  if (better >= minChange) {
    const verb = curve.kind === 'loss' ? 'falls' : 'rises';
    return { kind: 'improving', sentence: `${what} still ${verb} ${at}: still improving.`, rule };
  }
  if (better <= -minChange) {
    const verb = curve.kind === 'loss' ? 'rising' : 'falling';
    return { kind: 'worsening', sentence: `${what} is ${verb} ${at}: getting worse.`, rule };
  }
  return { kind: 'plateaued', sentence: `${what} hardly changes ${at}: plateaued.`, rule };
}

/** Relative change, negative for less. */
function relative(from: number, to: number): number {
  return (to - from) / Math.max(Math.abs(from), 1e-12);
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

// Plain loops from here: they run over a million points before the first paint.

/** Without what is no number; the same array where all are. */
function finiteOf(values: Float64Array): Float64Array {
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) count += 1;
  if (count === values.length) return values;
  const finite = new Float64Array(count);
  let next = 0;
  for (const value of values) if (Number.isFinite(value)) finite[next++] = value;
  return finite;
}

/** The first of the lowest finite values; -1 where there is none. */
export function indexOfLowest(values: Float64Array): number {
  let lowest = -1;
  let least = Infinity;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    if (value >= least || !Number.isFinite(value)) continue;
    lowest = at;
    least = value;
  }
  return lowest;
}

function indexOfNotFinite(values: Float64Array): number {
  for (let at = 0; at < values.length; at += 1) if (!Number.isFinite(values[at])) return at;
  return -1;
}

function step({ steps }: PointList, at: number): number {
  return steps[at] ?? 0;
}
