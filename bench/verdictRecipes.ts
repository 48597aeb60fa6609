import type { Dice } from './verdictNoise';
import type { Kind, TrueRun } from './verdictTruth';

/** A noise-free curve over a run: from just above 0 to 1, the end. */
export type Shape = (progress: number) => number;

export interface Recipe {
  readonly measure: TrueRun['measure'];
  readonly train: Shape;
  readonly valid: Shape | null;
  /** Where it is not for chance to say. */
  readonly points?: number;
}

/* What falls, in several ways, from one to nothing. */

const exponential =
  (pace: number): Shape =>
  (x) =>
    Math.exp(-x / pace);
const powerLaw =
  (power: number, start: number): Shape =>
  (x) =>
    (x / start + 1) ** -power;
/** A learning rate that goes down in a cosine, seen up to a part of it: an exponential of the way gone by then. */
const cosine =
  (pace: number, part: number): Shape =>
  (x) =>
    Math.exp(-(x * part + Math.sin(Math.PI * x * part) / Math.PI) / (2 * pace));
/** Each epoch begins lower, because its examples are known from the one before. */
const stairs =
  (epochs: number, drop: number): Shape =>
  (x) =>
    (1 - drop) ** Math.min(epochs - 1, Math.floor(x * epochs - 1e-9)) * (1 - 0.01 * x);

/** Between a start and a floor, with a bump where the learning rate is warmed up in one of three. */
function lossOf(fall: Shape, floor: number, dice: Dice): Shape {
  const start = dice.between(1.2, 4.5);
  const bump = dice.chance(0.3) ? dice.between(0.1, 0.5) : 0;
  return (x) => start * (floor + (1 - floor) * fall(x)) * (1 + bump * Math.exp(-(((x - 0.04) / 0.02) ** 2)));
}

function stillFalling(dice: Dice): Shape {
  const fall = dice.pick([
    exponential(dice.scale(0.25, 1.5)),
    powerLaw(dice.between(0.2, 0.9), dice.scale(0.005, 0.3)),
    cosine(dice.scale(0.1, 0.6), dice.between(0.4, 0.85)),
    stairs(Math.round(dice.between(6, 25)), dice.between(0.05, 0.25)),
  ]);
  return lossOf(fall, dice.scale(0.01, 0.4), dice);
}

function levelledOff(dice: Dice): Shape {
  const fall = dice.pick([
    exponential(dice.scale(0.02, 0.1)),
    powerLaw(dice.between(1.5, 4), dice.scale(0.003, 0.02)),
    cosine(dice.scale(0.02, 0.1), 1),
    stairs(dice.pick([2, 3, 4]), dice.between(0.05, 0.3)),
    () => 1,
  ]);
  return lossOf(fall, dice.between(0.2, 0.9), dice);
}

/** Falls until a turn and rises from there by a part of what it is. */
function turning(dice: Dice, turn: number, rise: number): Shape {
  const fall = lossOf(exponential(turn * dice.between(0.2, 0.5)), dice.between(0.2, 0.7), dice);
  const bend = dice.pick([1, 1.5]);
  return (x) => fall(Math.min(x, turn)) * (1 + rise * Math.max(0, (x - turn) / (1 - turn)) ** bend);
}

/** Validation beside a training curve: as it, somewhat above. */
function besides(train: Shape, dice: Dice): Shape | null {
  if (dice.chance(0.4)) return null;
  const gap = dice.between(0.02, 0.4);
  return (x) => train(x) + gap * (1 - Math.exp(-8 * x));
}

function rewardOrAccuracy(train: Shape, dice: Dice): Recipe {
  const start = train(0.001);
  const measure = dice.pick(['mean_token_accuracy', 'mean_reward']);
  const sign = measure === 'mean_reward' && dice.chance(0.3) ? -1 : 1;
  // A reward below nothing gets better towards it; others rise as the loss falls.
  return {
    measure,
    train: (x) => (sign < 0 ? -train(x) : 0.9 * (1.05 - train(x) / (start * 1.3))),
    valid: null,
  };
}

function trending(shape: (dice: Dice) => Shape): (dice: Dice) => Recipe {
  return (dice) => {
    const train = shape(dice);
    if (dice.chance(0.2)) return rewardOrAccuracy(train, dice);
    return { measure: 'loss', train, valid: besides(train, dice) };
  };
}

function diverging(dice: Dice): Shape {
  const before = dice.pick([stillFalling, levelledOff])(dice);
  const turn = dice.between(0.02, 0.9);
  const factor = dice.scale(6, 80);
  const explosion = dice.pick<Shape>([
    (x) => factor ** ((x - turn) / (1 - turn)),
    (x) => 1 + (factor - 1) * (1 - Math.exp((turn - x) * 30)),
    (x) => (x > 0.97 ? NaN : 1 + (x - turn)),
  ]);
  return (x) => (x <= turn ? before(x) : before(turn) * explosion(x));
}

/** How the curves of each kind come about. */
export const recipes: Readonly<Record<Kind, (dice: Dice) => Recipe>> = {
  tooShort: (dice) => {
    const train = dice.pick([stillFalling, levelledOff])(dice);
    return { measure: 'loss', train, valid: null, points: Math.floor(dice.between(1, 9.99)) };
  },
  diverged: (dice) => ({ measure: 'loss', train: diverging(dice), valid: null }),
  overfitting: (dice) => {
    const turn = dice.between(0.15, 0.75);
    return { measure: 'loss', train: stillFalling(dice), valid: turning(dice, turn, dice.scale(0.05, 1)) };
  },
  improving: trending(stillFalling),
  plateaued: (dice) => {
    if (dice.chance(0.7)) return trending(levelledOff)(dice);
    // What is seen most: training that goes on falling, and validation that no longer does.
    return { measure: 'loss', train: stillFalling(dice), valid: levelledOff(dice) };
  },
  worsening: (dice) => {
    const turn = dice.between(0.2, 0.7);
    // Training has long learned what it could, and validation gets worse all the same: no overfitting any more.
    if (dice.chance(0.2))
      return { measure: 'loss', train: levelledOff(dice), valid: turning(dice, turn, dice.scale(0.12, 0.9)) };
    const shape = (each: Dice) => turning(each, each.between(0.2, 0.7), each.scale(0.12, 0.9));
    return trending(shape)(dice);
  },
};
