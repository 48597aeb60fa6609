import { t } from '@vscode/l10n';
import { withViewProgress } from '../../platform/cancellation';
import type { Command } from '../command';

export const refreshModels: Command = {
  id: 'fineTuning.refreshModels',
  failure: t('Refreshing failed'),
  async run(app) {
    await withViewProgress(
      t('Refreshing the models'),
      async (signal) => {
        const jobs = app.sources.shown.map((source) => source.refreshAgain(signal));
        await Promise.all([...jobs, app.models.refresh(signal)]);
      },
      'fineTuning.models',
    );
  },
};
