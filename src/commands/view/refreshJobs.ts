import { t } from '@vscode/l10n';
import { withViewProgress } from '../../platform/cancellation';
import type { Command } from '../command';

export const refreshJobs: Command = {
  id: 'fineTuning.refreshJobs',
  failure: t('Refreshing failed'),
  async run(app) {
    await withViewProgress(t('Refreshing the jobs'), async (signal) => {
      const polls = app.sources.shown.map((source) => source.refreshAgain(signal));
      app.view.tree.refreshAll();
      await Promise.all([...polls, app.pages.refreshShown(signal)]);
    });
  },
};
