/** How a model is trained, and when its curves are judged. */
export interface Plan {
  readonly file: 'support' | 'haiku';
  /** Examples that are trained on, from the first; validation has so many of the last. */
  readonly rows: number;
  readonly validated?: number;
  readonly model: 'local-tiny' | 'local-small';
  /** Learning rate, as a multiple of the model's own. */
  readonly rate: number;
  /** Continues a model that learned the file's first examples, or another file's. */
  readonly before?: 'same' | 'other';
  readonly epochs: number;
  readonly batch: number;
  /** When the curves are judged, as parts of the steps: 1 is the end of the job. */
  readonly cuts: readonly number[];
}

const common = { model: 'local-tiny', batch: 4, rate: 1 } as const;
const support = { ...common, file: 'support' } as const;
const haiku = { ...common, file: 'haiku' } as const;
const known = { before: 'same' } as const;
const moved = { before: 'other' } as const;

/** Each run's place is its seed. */
export const plans: readonly Plan[] = [
  // New models and a few epochs: most is still to come.
  { ...support, rows: 61, epochs: 3, batch: 1, cuts: [0.4, 1] },
  { ...support, rows: 61, validated: 12, epochs: 3, batch: 1, cuts: [0.4, 1] },
  { ...support, rows: 30, validated: 8, epochs: 8, batch: 2, cuts: [0.5, 1] },
  { ...support, rows: 40, validated: 8, epochs: 10, cuts: [0.3, 0.6] },
  { ...haiku, rows: 30, epochs: 10, batch: 1, cuts: [0.3, 0.7] },
  { ...haiku, rows: 22, validated: 8, epochs: 10, batch: 2, cuts: [0.3, 1] },
  { ...haiku, rows: 30, epochs: 2, cuts: [0.5, 1] },
  { ...support, model: 'local-small', rows: 30, validated: 8, epochs: 4, cuts: [0.5, 1] },
  { ...support, model: 'local-small', rows: 30, epochs: 10, cuts: [0.4, 1] },
  { ...support, rows: 30, rate: 0.3, epochs: 20, batch: 8, cuts: [0.5, 1] },
  { ...haiku, rows: 22, validated: 8, epochs: 60, cuts: [0.15, 0.5, 1] },
  { ...haiku, rows: 5, epochs: 60, batch: 1, cuts: [0.3, 1] },
  { ...support, rows: 20, validated: 8, epochs: 60, batch: 5, cuts: [0.2, 0.5, 1] },
  // Low learning rates.
  { ...support, rows: 30, validated: 8, rate: 0.03, epochs: 12, batch: 8, cuts: [0.5, 1] },
  { ...haiku, rows: 30, rate: 0.001, epochs: 20, cuts: [0.5, 1] },
  { ...support, ...known, rows: 30, rate: 0.002, epochs: 10, batch: 2, cuts: [0.3, 0.5, 1] },
  { ...support, ...known, rows: 30, validated: 8, rate: 0.002, epochs: 12, cuts: [0.4, 1] },
  { ...support, ...known, rows: 30, rate: 0.002, epochs: 4, batch: 1, cuts: [0.3, 1] },
  { ...haiku, ...known, rows: 22, rate: 0.002, epochs: 10, batch: 1, cuts: [0.3, 0.6, 1] },
  { ...haiku, ...known, rows: 22, validated: 8, rate: 0.002, epochs: 20, batch: 2, cuts: [0.3, 1] },
  { ...haiku, ...moved, rows: 30, rate: 0.001, epochs: 8, batch: 1, cuts: [0.3, 0.6, 1] },
  { ...haiku, ...moved, rows: 22, validated: 8, rate: 0.01, epochs: 20, cuts: [0.3, 1] },
  { ...support, ...moved, rows: 20, rate: 0.001, epochs: 20, batch: 2, cuts: [0.3, 0.6, 1] },
  { ...support, ...moved, rows: 30, validated: 8, epochs: 6, batch: 2, cuts: [0.5, 1] },
  { ...haiku, ...moved, rows: 22, validated: 8, epochs: 15, batch: 2, cuts: [0.3, 1] },
  { ...haiku, ...moved, rows: 30, epochs: 8, batch: 2, cuts: [0.3, 1] },
  // Many epochs on few rows.
  { ...haiku, rows: 10, validated: 8, epochs: 100, cuts: [0.3, 0.6, 1] },
  { ...haiku, rows: 5, validated: 8, rate: 2, epochs: 100, batch: 1, cuts: [0.1, 0.4, 1] },
  { ...haiku, rows: 8, validated: 12, rate: 3, epochs: 60, batch: 2, cuts: [0.3, 1] },
  { ...haiku, rows: 15, validated: 8, rate: 2, epochs: 60, batch: 3, cuts: [0.3, 0.6, 1] },
  { ...haiku, model: 'local-small', rows: 10, validated: 8, epochs: 80, batch: 2, cuts: [0.3, 1] },
  { ...haiku, model: 'local-small', rows: 20, validated: 8, rate: 2, epochs: 30, cuts: [0.3, 1] },
  { ...support, rows: 5, validated: 12, rate: 2, epochs: 60, batch: 1, cuts: [0.2, 1] },
  { ...support, rows: 10, validated: 8, rate: 3, epochs: 40, batch: 2, cuts: [0.3, 1] },
  { ...support, model: 'local-small', rows: 8, validated: 8, rate: 2, epochs: 40, batch: 2, cuts: [0.3, 1] },
  { ...support, ...moved, rows: 6, validated: 8, epochs: 40, batch: 2, cuts: [0.3, 1] },
  { ...haiku, ...moved, rows: 6, validated: 8, epochs: 60, batch: 2, cuts: [0.3, 1] },
  { ...haiku, ...known, rows: 8, validated: 8, rate: 2, epochs: 10, batch: 4, cuts: [0.5, 1] },
  // Learning rates that are too high.
  { ...haiku, ...known, rows: 22, rate: 10, epochs: 8, cuts: [0.3, 1] },
  { ...haiku, ...known, rows: 22, rate: 30, epochs: 6, cuts: [0.35, 1] },
  { ...haiku, ...known, rows: 22, rate: 100, epochs: 5, cuts: [0.4, 1] },
  { ...haiku, ...known, rows: 22, validated: 8, rate: 300, epochs: 10, cuts: [0.3, 1] },
  { ...haiku, ...known, rows: 22, rate: 1000, epochs: 10, cuts: [0.5, 1] },
  { ...support, ...known, rows: 30, rate: 20, epochs: 4, batch: 2, cuts: [0.2, 1] },
  { ...support, ...known, rows: 30, validated: 8, rate: 60, epochs: 6, cuts: [0.3, 1] },
  { ...support, ...known, rows: 30, rate: 200, epochs: 4, batch: 2, cuts: [0.2, 0.6, 1] },
  { ...support, ...known, rows: 30, rate: 600, epochs: 4, batch: 2, cuts: [0.4, 1] },
  { ...support, ...moved, rows: 20, rate: 100, epochs: 6, batch: 2, cuts: [0.2, 0.6] },
  { ...haiku, ...moved, rows: 30, validated: 8, rate: 60, epochs: 6, batch: 2, cuts: [0.2, 0.6] },
  { ...support, rows: 30, rate: 10, epochs: 6, cuts: [0.5, 1] },
  { ...support, rows: 30, rate: 300, epochs: 5, cuts: [0.5, 1] },
  { ...haiku, rows: 22, validated: 8, rate: 1000, epochs: 10, cuts: [0.5, 1] },
  { ...haiku, rows: 30, rate: 3000, epochs: 6, cuts: [0.5, 1] },
  { ...support, rows: 30, rate: 15, epochs: 8, batch: 1, cuts: [0.2, 0.5, 1] },
  // A handful of steps.
  { ...haiku, rows: 30, epochs: 1, cuts: [1] },
  { ...support, rows: 61, epochs: 1, batch: 16, cuts: [1] },
  { ...support, ...known, rows: 30, validated: 8, epochs: 2, batch: 10, cuts: [1] },
  { ...haiku, ...known, rows: 30, epochs: 3, batch: 12, cuts: [1] },
  { ...support, ...moved, rows: 20, epochs: 1, batch: 4, cuts: [1] },
];
