import { t } from '@vscode/l10n';
import type { Stall } from '../jobs/stall';
import type { Format } from '../shared/format';

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
