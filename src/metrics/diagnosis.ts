import { t } from '@vscode/l10n';
import { titleOf } from './metricName';
import { overfittingSince } from './overfitting';
import { indexOfLowest, type PointList } from './points';
import { findSeries, judgingKinds, type Series } from './series';
import { smooth } from './smoothing';
import { type Trend, trendAtEnd } from './trend';

type DiagnosisKind = 'tooShort' | 'diverged' | 'overfitting' | 'improving' | 'plateaued' | 'worsening';

/** What the curves show, in a sentence or two, by the rules below. */
export interface Diagnosis {
  readonly kind: DiagnosisKind;
  readonly sentence: string;
  /** The rule that was applied, for who wonders. */
  readonly rule: string;
}

/** How a step or another number is written. */
export type Write = (value: number) => string;

/** Fewer points of the deciding curve say nothing. */
const minPoints = 10;
/** Validation is run rarely: these suffice for it to decide. */
const minValidationPoints = 3;
/** A loss this many times its lowest has exploded. */
const explosionFactor = 3;
const noiseWeight = 0.8;

/**
 * The rules, the first that holds decides:
 * 1. A training loss that is no finite number, or whose smoothed value is at the end at least three times its
 *    lowest (and above its first): diverged.
 * 2. Fewer than 10 training points: too short to say.
 * 3. At least three validation points, whose loss rises above its lowest by more than its noise while the training
 *    loss fell since (`overfittingSince`): overfitting.
 * 4. Which way the deciding curve goes at its end, beyond its noise (`trendAtEnd`): better is still improving, worse
 *    is worsening, else plateaued.
 *
 * The deciding curve is the validation's where it has at least 10 points, else the training's; the mean reward where
 * there is one (reinforcement, of which only a loss that is no number says anything), else loss, else accuracy.
 */
export function diagnosisOf(series: readonly Series[], write: Write = String): Diagnosis {
  const train = findSeries(series, 'loss', 'train');
  const ofLoss = train === null ? null : lossDiagnosis(train, series, write);
  if (ofLoss !== null) return ofLoss;
  const curve = decidingCurve(series);
  const values = finiteOf(curve?.values ?? new Float64Array());
  if (curve === null || values.length < minPoints) return tooShort(values.length);
  const { sentence, ...rest } = trendDiagnosis(curve, trendAtEnd(values), write);
  const caveat = curve.kind === 'reward' ? null : caveatOf(series);
  return { ...rest, sentence: caveat === null ? sentence : `${sentence} ${caveat}` };
}

function lossDiagnosis(train: Series, series: readonly Series[], write: Write): Diagnosis | null {
  const isJudge = judgingKinds(series)[0] === 'loss';
  return (
    notFinite(train, write) ??
    (isJudge ? (exploded(train, write) ?? overfitting(train, validationLoss(series), write)) : null)
  );
}

function validationLoss(series: readonly Series[]): Series | null {
  const full = findSeries(series, 'loss', 'full_valid');
  const each = findSeries(series, 'loss', 'valid');
  return (full?.steps.length ?? 0) >= minValidationPoints ? full : (each ?? full);
}

const divergenceRule = t(
  'Said when the training loss is no number any more, or ends at {0} times its lowest value or more, jitter smoothed away.',
  explosionFactor,
);

function notFinite(train: Series, write: Write): Diagnosis | null {
  const at = indexOfNotFinite(train.values);
  if (at < 0) return null;
  const sentence = t('Diverged: the training loss is no finite number at step {0}.', write(step(train, at)));
  return { kind: 'diverged', sentence, rule: divergenceRule };
}

function exploded(train: Series, write: Write): Diagnosis | null {
  if (train.values.length < minPoints) return null;
  const smoothed = smooth(train.values, noiseWeight);
  const lowest = indexOfLowest(smoothed);
  const last = smoothed.at(-1) ?? NaN;
  const min = smoothed[lowest] ?? NaN;
  if (min <= 0 || last < min * explosionFactor || last <= (smoothed[0] ?? Infinity)) return null;
  const sentence = t(
    'Diverged: the training loss is {0} times what it was at step {1}.',
    write(Math.round((10 * last) / min) / 10),
    write(step(train, lowest)),
  );
  return { kind: 'diverged', sentence, rule: divergenceRule };
}

function overfitting(train: Series, valid: Series | null, write: Write): Diagnosis | null {
  if (train.steps.length < minPoints || valid === null) return null;
  if (valid.steps.length < minValidationPoints) return null;
  const since = overfittingSince(train, valid);
  if (since === null) return null;
  return {
    kind: 'overfitting',
    sentence: t(
      'Validation loss rising since step {0} while training loss falls: overfitting.',
      write(since),
    ),
    rule: t(
      'Said when the validation loss was lowest some time ago (at least two points and a fifth of all) and has since gone up by 1 % or more, most of the way and further than it ever did before, while the training loss fell by 1 % or more.',
    ),
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

const trendRule = t(
  'The last fifth of the curve is compared with the fifth before it. A change counts if it is 1 % or more and most of the points go the same way, which jitter alone rarely does. Fewer than {0} points are too few to say.',
  minPoints,
);

function tooShort(count: number): Diagnosis {
  const sentence = count === 1 ? t('Too short to say: 1 point.') : t('Too short to say: {0} points.', count);
  return { kind: 'tooShort', sentence, rule: trendRule };
}

function trendDiagnosis(curve: Series, trend: Trend, write: Write): Diagnosis {
  const isLoss = curve.kind === 'loss';
  const title = titleOf(curve);
  const last = write(step(curve, curve.steps.length - 1));
  const of = (kind: DiagnosisKind, sentence: string) => ({ kind, sentence, rule: trendRule });
  if (trend === 'none') return of('plateaued', t('{0} hardly changes at step {1}: plateaued.', title, last));
  if (trend === 'noise')
    return of('plateaued', t('{0} changes no more than its noise at step {1}: plateaued.', title, last));
  if (trend === 'rising')
    return isLoss
      ? of('worsening', t('{0} is rising at step {1}: getting worse.', title, last))
      : of('improving', t('{0} still rises at step {1}: still improving.', title, last));
  return isLoss
    ? of('improving', t('{0} still falls at step {1}: still improving.', title, last))
    : of('worsening', t('{0} is falling at step {1}: getting worse.', title, last));
}

/** What a trend does not say: a training loss alone looks best where a model learns its examples by heart. */
function caveatOf(series: readonly Series[]): string | null {
  if (!series.some(({ split, steps }) => split !== 'train' && steps.length > 0))
    return t('Without validation data overfitting cannot be seen.');
  const count = validationLoss(series)?.steps.length ?? minValidationPoints;
  return count >= minValidationPoints
    ? null
    : t('With fewer than {0} validation points overfitting cannot be seen.', minValidationPoints);
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

function indexOfNotFinite(values: Float64Array): number {
  for (let at = 0; at < values.length; at += 1) if (!Number.isFinite(values[at])) return at;
  return -1;
}

function step({ steps }: PointList, at: number): number {
  return steps[at] ?? 0;
}
