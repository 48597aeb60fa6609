import { t } from '@vscode/l10n';
import { withViewProgress } from '../../platform/places';
import type { Command } from '../command';

export const refreshJobs: Command = {
  id: 'fineTuning.refreshJobs',
  failure: t('Refreshing failed'),
  async run(app) {
    await withViewProgress(async () => {
      const polls = app.sources.shown.map((source) => source.refreshAgain());
      app.view.tree.refreshAll();
      await Promise.all([...polls, app.pages.refreshShown()]);
    });
  },
};
