/** Milliseconds of work without a pause: well below the 50 ms from which people notice. */
const sliceLength = 20;

/**
 * Long work in slices, so that the extension host can do other things in between. Between small steps of the work:
 * `if (slices.isSpent) await slices.rest();`
 */
export class Slices {
  private began = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  /** Whether the slice has lasted long enough: then it is time for {@link rest}. */
  get isSpent(): boolean {
    return performance.now() - this.began >= sliceLength;
  }

  /** Lets everything else that waits run, then begins the next slice. Rejects with the signal's reason on abort. */
  async rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve);
    });
    this.signal?.throwIfAborted();
    this.began = performance.now();
  }
}
