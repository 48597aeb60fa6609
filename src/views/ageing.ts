import { Disposable } from 'vscode';
import type { Clock } from '../api/clock';

/** Milliseconds after which rows say their ages again. */
const ageing = 60_000;

/** Rows say “2m ago”: has them read again once a minute, until the result is disposed. */
export function keepAgesTrue(clock: Clock, readAgain: () => void): Disposable {
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
  return new Disposable(() => {
    end.abort();
  });
}
