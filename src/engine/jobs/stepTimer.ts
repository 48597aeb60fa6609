/** Estimates from the steps so far when the last one will be done. */
export class StepTimer {
  private readonly began = performance.now();

  constructor(
    private readonly firstStep: number,
    private readonly totalSteps: number,
  ) {}

  /** Seconds left after `step`, from the mean time of the steps of this run; undefined before the first. */
  secondsLeft(step: number): number | undefined {
    const taken = step - this.firstStep;
    if (taken <= 0) return undefined;
    const perStep = (performance.now() - this.began) / 1000 / taken;
    return perStep * (this.totalSteps - step);
  }
}
