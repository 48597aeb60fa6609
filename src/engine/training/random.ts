/** A seeded source of numbers, so that a job with the same seed and data gives the same numbers again. */
export interface Random {
  /** Uniform in [0, 1), 32 bits of it. */
  next(): number;
}

/**
 * The mulberry32 generator (public domain, T. Ettinger): 32 bits of state, plenty to shuffle a file.
 * `stream` distinguishes several uses of one seed, such as the weights and each epoch's order.
 */
export function seededRandom(seed: number, stream = 0): Random {
  let state = mix(seed ^ mix(stream + 0x9e3779b9));
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      return mix(state) / 0x1_0000_0000;
    },
  };
}

/** Fisher–Yates: the numbers 0 to `count` - 1 in an order that depends on `random` alone. */
export function shuffledIndices(count: number, random: Random): Uint32Array {
  const indices = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    const moved = indices[last] ?? 0;
    indices[last] = indices[other] ?? 0;
    indices[other] = moved;
  }
  return indices;
}

/** Spreads 32 bits so that neighbouring seeds give unrelated streams; unsigned. */
function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 15), value | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return (bits ^ (bits >>> 14)) >>> 0;
}
