import { type Random, seededRandom } from '../src/engine/training/random';

/** Numbers for made curves, the same for the same seed. */
export class Dice {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = seededRandom(seed, 77);
  }

  /** Uniform between two numbers. */
  between(low: number, high: number): number {
    return low + (high - low) * this.random.next();
  }

  /** Uniform in the logarithm: as many between 1 and 10 as between 10 and 100. */
  scale(low: number, high: number): number {
    return Math.exp(this.between(Math.log(low), Math.log(high)));
  }

  /** Whether something happens that happens so often. */
  chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  pick<const T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.random.next() * choices.length)] ?? choices[0];
  }

  /** Of the standard normal distribution, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random.next())) * Math.cos(2 * Math.PI * this.random.next());
  }

  /** Student's t with three degrees of freedom, of the same standard deviation: now and then a value far out. */
  heavyTailed(): number {
    const squares = this.normal() ** 2 + this.normal() ** 2 + this.normal() ** 2;
    return this.normal() / Math.sqrt(squares);
  }
}

export interface Noise {
  /** Standard deviation, as a part of the value. */
  readonly level: number;
  readonly isHeavyTailed: boolean;
  /** How much of a point's noise comes from the point before, 0 to 1. */
  readonly memory: number;
  /** Spikes that recover, in a thousand points. */
  readonly spikes: number;
}

/** How many points share their noise. */
export const sharedPoints = ({ memory }: Noise) => (1 + memory) / (1 - memory);

/** Noise on a true curve: each value times one plus noise. */
export function noisy(values: Float64Array, noise: Noise, dice: Dice): Float64Array {
  const { level, memory, isHeavyTailed } = noise;
  let kept = dice.normal();
  const measured = values.map((value) => {
    const fresh = isHeavyTailed ? dice.heavyTailed() : dice.normal();
    kept = memory * kept + Math.sqrt(1 - memory ** 2) * fresh;
    return value * Math.max(0.05, 1 + level * kept);
  });
  addSpikes(measured, noise.spikes, dice);
  return measured;
}

/** Jumps to up to five times the value that are over within a few points, none of them in the last points. */
function addSpikes(values: Float64Array, perThousand: number, dice: Dice): void {
  const count = Math.round((values.length * perThousand) / 1000);
  for (let spike = 0; spike < count; spike += 1) {
    const start = Math.floor(dice.between(0, 0.97) * values.length);
    const height = dice.between(0.5, 4);
    const length = dice.between(0.3, Math.max(0.5, Math.min(8, values.length / 100)));
    for (let i = 0; i < 5 * length && start + i < values.length; i += 1)
      values[start + i] = (values[start + i] ?? 0) * (1 + height * Math.exp(-i / length));
  }
}
