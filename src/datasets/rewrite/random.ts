const states = 2 ** 32;

/**
 * Random numbers that are the same for the same seed on every machine: xoshiro128** by David Blackman and Sebastiano
 * Vigna, its state filled by SplitMix32. Source: https://prng.di.unimi.it/. Not for secrets.
 */
export class Random {
  private constructor(private readonly state: Uint32Array) {}

  /** @param seed a whole number from 0 to 4,294,967,295 */
  static of(seed: number): Random {
    let walked = seed;
    return new Random(Uint32Array.from({ length: 4 }, () => scatter((walked += 0x9e3779b9))));
  }

  /** @internal exported for the published numbers of the generator */
  static from(state: readonly [number, number, number, number]): Random {
    return new Random(Uint32Array.from(state));
  }

  /** A whole number from 0 to 4,294,967,295. */
  next(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.state;
    const result = Math.imul(turn(Math.imul(b, 5), 7), 9) >>> 0;
    const thirdMixed = c ^ a;
    const fourthMixed = d ^ b;
    this.state[0] = a ^ fourthMixed;
    this.state[1] = b ^ thirdMixed;
    this.state[2] = thirdMixed ^ (b << 9);
    this.state[3] = turn(fourthMixed, 11);
    return result;
  }

  /** A number from 0 up to 1, which is never reached. */
  share(): number {
    return this.next() / states;
  }
}

/** Every bit of the result depends on every bit of the number: the last step of MurmurHash3 (Austin Appleby). */
export function scatter(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}

/** To the left; what leaves there comes in on the right. */
function turn(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
