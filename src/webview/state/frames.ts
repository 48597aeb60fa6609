const refreshMilliseconds = 10_000;

/**
 * One render per animation frame, however many messages ask for it, and none while the page is hidden: what was
 * missed is rendered when it is shown again.
 */
export class Frames {
  private isScheduled = false;

  constructor(private readonly render: () => void) {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.request();
    });
  }

  /** Renders now and then while the page is visible and `isNeeded`, so that ages and times left stay true. */
  keepFresh(isNeeded: () => boolean): void {
    setTimeout(() => {
      if (document.visibilityState === 'visible' && isNeeded()) this.schedule();
      this.whenVisible(() => this.keepFresh(isNeeded));
    }, refreshMilliseconds);
  }

  private whenVisible(run: () => void): void {
    if (document.visibilityState === 'visible') {
      run();
      return;
    }
    document.addEventListener('visibilitychange', run, { once: true });
  }

  schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.request();
  }

  private request(): void {
    if (!this.isScheduled || document.visibilityState === 'hidden') return;
    requestAnimationFrame(() => {
      if (!this.isScheduled) return;
      this.isScheduled = false;
      this.render();
    });
  }
}
