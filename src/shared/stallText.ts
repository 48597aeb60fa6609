import { t } from '@vscode/l10n';
import type { Format } from './format';
import { withOneStop } from './withOneStop';

/** A job that has not moved for longer than is usual. */
export interface Stall {
  readonly state: 'running' | 'queued' | 'validating';
  /** How long it has not moved. */
  readonly seconds: number;
}

/** `no step for 12m`, `queued for 2h` */
export function stallText({ state, seconds }: Stall, format: Format): string {
  const time = format.shortDuration(seconds);
  switch (state) {
    case 'running':
      return t('no step for {0}', time);
    case 'queued':
      return t('queued for {0}', time);
    case 'validating':
      return t('validating for {0}', time);
  }
}

/** The same as a sentence about a job: `intents does not move: queued for 2h.` */
export function stallSentence(name: string, stall: Stall, format: Format): string {
  return withOneStop(t('{0} does not move: {1}.', name, stallText(stall, format)));
}
