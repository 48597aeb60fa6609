/** Adam (Kingma and Ba, 2015) with its usual constants, over one flat array of weights. */
export class Adam {
  private static readonly decay1 = 0.9;
  private static readonly decay2 = 0.999;
  private static readonly epsilon = 1e-8;

  /** `mean` and `variance` are its whole state beside the number of steps taken: keep them to resume later. */
  constructor(
    readonly mean: Float64Array,
    readonly variance: Float64Array,
  ) {}

  static fresh(size: number): Adam {
    return new Adam(new Float64Array(size), new Float64Array(size));
  }

  /** Moves `weights` against `gradient` × `scale`. `step` counts from 1. */
  update(weights: Float64Array, gradient: Float64Array, scale: number, rate: number, step: number): void {
    const { mean, variance } = this;
    const { decay1, decay2, epsilon } = Adam;
    const stepSize = (rate * Math.sqrt(1 - decay2 ** step)) / (1 - decay1 ** step);
    for (let i = 0; i < weights.length; i++) {
      // In bounds: the four arrays have one length, the model's.
      const slope = (gradient[i] ?? 0) * scale;
      const average = decay1 * (mean[i] ?? 0) + (1 - decay1) * slope;
      const spread = decay2 * (variance[i] ?? 0) + (1 - decay2) * slope * slope;
      mean[i] = average;
      variance[i] = spread;
      weights[i] = (weights[i] ?? 0) - (stepSize * average) / (Math.sqrt(spread) + epsilon);
    }
  }
}
