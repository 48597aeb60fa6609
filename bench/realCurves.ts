import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexOfLowest, lowerBound, type PointList } from '../src/metrics/points';
import type { Series } from '../src/metrics/series';
import { type LabelledCurves, seriesOf } from './verdictCurves';
import {
  change,
  clear,
  divergence,
  errorOf,
  type Kind,
  type LeftOut,
  none,
  relative,
  rise,
} from './verdictTruth';

type Pairs = readonly (readonly [step: number, loss: number])[];

/** A training of the local engine, as `recordCurves.ts` writes it. */
export interface RecordedRun {
  readonly name: string;
  /** The steps at which the curves are judged. */
  readonly cuts: readonly number[];
  /** What a job reports: the loss of each step's batch, of some validation examples, of all of them. */
  readonly train: readonly number[];
  readonly valid: Pairs;
  readonly fullValid: Pairs;
  /** What only the recorder knows: the losses of all examples, also beyond the last cut. */
  readonly whole: {
    readonly steps: readonly number[];
    readonly train: readonly number[];
    /** Empty without validation. */
    readonly valid: readonly number[];
  };
}

/** Each run at each of its cuts, labelled by the losses of all examples and by what happened afterwards. */
export function realCurves(): LabelledCurves[] {
  const path = join(__dirname, 'curves', 'engine.json');
  const runs = JSON.parse(readFileSync(path, 'utf8')) as readonly RecordedRun[]; // written by recordCurves.ts
  return runs.flatMap((run) => run.cuts.map((cut) => curvesAt(run, cut)));
}

function curvesAt(run: RecordedRun, cut: number): LabelledCurves {
  const series = seriesAt(run, cut);
  const all = decidingLosses(run, series);
  return {
    name: `${run.name}, step ${cut}`,
    label: labelAt(run, cut, series, all),
    series,
    later: relative(lossAt(all, cut), lossAt(all, 1.5 * cut)),
  };
}

function seriesAt({ train, valid, fullValid }: RecordedRun, cut: number): Series[] {
  const reported = [
    pointsOf(
      'train_loss',
      train.slice(0, cut).map((loss, at) => [at + 1, loss]),
    ),
    pointsOf(
      'valid_loss',
      valid.filter(([step]) => step <= cut),
    ),
    pointsOf(
      'full_valid_loss',
      fullValid.filter(([step]) => step <= cut),
    ),
  ];
  return reported.filter(({ steps }) => steps.length > 0);
}

function pointsOf(name: string, pairs: Pairs): Series {
  const steps = Float64Array.from(pairs, ([step]) => step);
  return seriesOf(
    name,
    steps,
    Float64Array.from(pairs, ([, loss]) => loss),
  );
}

/** The losses of all examples of the curve that decides: validation's where it was reported 10 times. */
function decidingLosses({ whole }: RecordedRun, series: readonly Series[]): PointList {
  const isValid = series.some(({ split, steps }) => split === 'valid' && steps.length >= 10);
  return pointList(whole.steps, isValid ? whole.valid : whole.train);
}

function pointList(steps: readonly number[], values: readonly number[]): PointList {
  return { steps: Float64Array.from(steps), values: Float64Array.from(values) };
}

/**
 * What a run is at a step, by the losses of all its examples up to there and in half as many steps again. The limits
 * are those of made curves (`labelOf`), whose rules 1 and 2 hold here, too. The others:
 * 3. overfitting: validation lies 3 % or more above its lowest and never came back to it afterwards; training lies 3 %
 *    or more below what it was then.
 * 4. improving: what decides fell by 2 % or more over the last fifth of the steps, and by 2 % or more afterwards;
 *    worsening: it rose by 2 % or more over the last fifth and did not come back to where it was before; plateaued: it
 *    moved by 0.6 % at most over the last three tenths, and by less than 2 % afterwards.
 */
function labelAt(
  { whole }: RecordedRun,
  cut: number,
  series: readonly Series[],
  all: PointList,
): Kind | LeftOut {
  const until = whole.steps.indexOf(cut) + 1;
  const exploded = divergence(Float64Array.from(whole.train.slice(0, until)));
  if (exploded !== null) return exploded;
  if (cut < 10) return 'tooShort';
  const isValidated = series.some(({ split, steps }) => split !== 'train' && steps.length >= 3);
  const overfits = isValidated ? overfitting(whole, until) : null;
  if (overfits !== null) return overfits;
  const trend = trendOf(all, cut);
  const [train, valid] = series;
  const reported = valid !== undefined && valid.steps.length >= 10 ? valid : train;
  if (trend === 'plateaued' || trend === 'between' || reported === undefined) return trend;
  return isDrowned(reported, all, cut) ? `drowned ${trend}` : trend;
}

function overfitting({ train, valid }: RecordedRun['whole'], until: number): 'overfitting' | LeftOut | null {
  const lowest = indexOfLowest(Float64Array.from(valid.slice(0, until)));
  const risen = relative(valid[lowest], valid[until - 1]);
  const fallen = -relative(train[lowest], train[until - 1]);
  if (risen <= none || fallen <= none) return null;
  const comesBack = valid.slice(until).some((loss) => relative(valid[lowest], loss) <= none);
  return risen < rise || fallen < rise || comesBack ? 'between' : 'overfitting';
}

function trendOf(all: PointList, cut: number): 'improving' | 'plateaued' | 'worsening' | 'between' {
  const moved = (from: number, to: number) => relative(lossAt(all, from * cut), lossAt(all, to * cut));
  const before = moved(0.8, 1);
  const after = moved(1, 1.5);
  if (before <= -change && after <= -change) return 'improving';
  if (before >= change && moved(0.8, 1.5) >= 0) return 'worsening';
  const stoodStill = [0.7, 0.8, 0.9].every((from) => Math.abs(moved(from, 1)) <= none);
  return stoodStill && Math.abs(after) < change ? 'plateaued' : 'between';
}

function isDrowned(reported: PointList, all: PointList, cut: number): boolean {
  const moved = Math.abs(relative(lossAt(all, 0.8 * cut), lossAt(all, cut)));
  const points = Math.floor(reported.steps.length / 5);
  return moved < clear * errorOf({ noise: noiseOf(reported, all), shared: 1 }, points);
}

/** How far reported losses lie from those of all examples, in the last two fifths, as a part of them. */
function noiseOf({ steps, values }: PointList, all: PointList): number {
  const from = Math.floor((3 * steps.length) / 5);
  const ratios = [...values.subarray(from)].map((value, at) => value / lossAt(all, steps[from + at] ?? 0));
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio / mean - 1) ** 2, 0) / ratios.length);
}

/** On the straight line between the two measurements around a step. */
function lossAt({ steps, values }: PointList, step: number): number {
  const after = Math.min(steps.length - 1, Math.max(1, lowerBound(steps, step)));
  const [from = 0, to = 0] = [steps[after - 1], steps[after]];
  const [a = NaN, b = NaN] = [values[after - 1], values[after]];
  return a + ((b - a) * (step - from)) / (to - from);
}
