import type { Clock } from '../api/clock';
import type { Event } from '../jobs/emitter';

/** Milliseconds after which rows say their ages again. */
const ageing = 60_000;

/** What of a view matters here. */
interface SeenView {
  readonly visible: boolean;
  readonly onDidChangeVisibility: Event<unknown>;
}

/**
 * Rows say “2m ago”: has them read again whenever their view is shown, since nobody does so while it is hidden, and once a
 * minute as long as it is visible, until the result is disposed.
 */
export function keepAgesTrue(view: SeenView, clock: Clock, readAgain: () => void): { dispose(): void } {
  let stopTicking = view.visible ? tickEach(clock, readAgain) : undefined;
  const listener = view.onDidChangeVisibility(() => {
    stopTicking?.();
    stopTicking = view.visible ? tickEach(clock, readAgain) : undefined;
    if (view.visible) readAgain();
  });
  return {
    dispose() {
      listener.dispose();
      stopTicking?.();
    },
  };
}

/** Returns what ends it. */
function tickEach(clock: Clock, readAgain: () => void): () => void {
  const end = new AbortController();
  const tick = (): void => {
    clock.sleep(ageing, end.signal).then(
      () => {
        readAgain();
        tick();
      },
      () => undefined, // nobody looks any more
    );
  };
  tick();
  return () => {
    end.abort();
  };
}
