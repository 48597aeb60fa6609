import { metricOf } from '../src/metrics/metricName';
import type { Series } from '../src/metrics/series';
import { Dice, type Noise, noisy, sharedPoints } from './verdictNoise';
import { recipes, type Shape } from './verdictRecipes';
import { type Kind, kinds, labelOf, type LeftOut, type TrueCurve } from './verdictTruth';

/** A job's curves, and what they are. */
export interface LabelledCurves {
  readonly name: string;
  readonly label: Kind | LeftOut;
  readonly series: readonly Series[];
  /** Of a real run: the relative change of the loss that decides, after half as many steps again. */
  readonly later?: number;
}

/** How many of each kind are made for either half. */
const seedCount = 150;

/** The curves by which the rules were chosen: those of even seeds. */
export function tunedCurves(): LabelledCurves[] {
  return kinds.flatMap((kind) => seeds.map((seed) => madeCurves(kind, 2 * seed)));
}

/** The curves that nobody looked at while the rules were chosen: those of odd seeds. */
export function heldOutCurves(): LabelledCurves[] {
  return kinds.flatMap((kind) => seeds.map((seed) => madeCurves(kind, 2 * seed + 1)));
}

const seeds = Array.from({ length: seedCount }, (_, seed) => seed);

/**
 * A job of curves as `kind` has them, made from a seed; its label is that of the true curves (`labelOf`), which may be
 * another one.
 */
function madeCurves(kind: Kind, seed: number): LabelledCurves {
  const dice = new Dice(seed * 16 + kinds.indexOf(kind));
  const { measure, train: trainShape, valid: validShape, points } = recipes[kind](dice);
  const count = points ?? Math.round(dice.scale(10, 20_000));
  const every = dice.pick([1, 1, 1, 5, 10]);
  const trainNoise = noiseOf(dice, dice.scale(0.01, 0.3), count);
  const train = trueCurve(trainShape, placed(count, every), trainNoise);
  const [valid, validNoise] =
    validShape === null ? [null, trainNoise] : validation(validShape, count * every, dice);
  const label = labelOf({ measure, train, valid });
  const series = [measured(`train_${measure}`, train, trainNoise, dice)];
  if (valid !== null) series.push(measured(`valid_${measure}`, valid, validNoise, dice));
  return { name: `${kind} ${seed}`, label, series };
}

function noiseOf(dice: Dice, level: number, count: number): Noise {
  return {
    level,
    isHeavyTailed: dice.chance(0.3),
    memory: dice.chance(0.3) ? dice.between(0.2, count > 300 ? 0.8 : 0.4) : 0,
    spikes: dice.chance(0.3) ? dice.scale(0.5, 5) : 0,
  };
}

/** Validation of the whole set a few times, which has little noise, or of a batch often, which has much. */
function validation(shape: Shape, last: number, dice: Dice): [TrueCurve, Noise] {
  const isSparse = dice.chance(0.5);
  const count = Math.min(last, Math.round(isSparse ? dice.between(3, 10) : dice.scale(11, 400)));
  const noise = noiseOf(dice, isSparse ? dice.scale(0.001, 0.02) : dice.scale(0.005, 0.2), count);
  return [trueCurve(shape, placed(count, last / count), noise), noise];
}

function placed(count: number, every: number): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => Math.round((at + 1) * every));
}

function trueCurve(shape: Shape, steps: Float64Array, noise: Noise): TrueCurve {
  const last = steps.at(-1) ?? 1;
  return {
    steps,
    values: steps.map((step) => shape(step / last)),
    noise: noise.level,
    shared: sharedPoints(noise),
  };
}

function measured(name: string, { steps, values }: TrueCurve, noise: Noise, dice: Dice): Series {
  const series = seriesOf(name, steps, noisy(values, noise, dice));
  return series.kind === 'accuracy'
    ? { ...series, values: series.values.map((value) => Math.min(1, value)) }
    : series;
}

export function seriesOf(name: string, steps: Float64Array, values: Float64Array): Series {
  const metric = metricOf(name);
  if (metric === null) throw new Error(`${name} is no metric`);
  return { ...metric, steps, values };
}
