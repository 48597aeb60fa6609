import { t } from '@vscode/l10n';
import { withViewProgress } from '../../platform/cancellation';
import type { Command } from '../command';

export const refreshFiles: Command = {
  id: 'fineTuning.refreshFiles',
  failure: t('Refreshing failed'),
  async run(app) {
    await withViewProgress(
      t('Refreshing the files'),
      (signal) => app.files.refresh(signal),
      'fineTuning.files',
    );
  },
};
