import { l10n } from 'vscode';
import type { Command } from '../command';
import { withViewProgress } from '../../platform/places';

export const refreshJobs: Command = {
  id: 'fineTuning.refreshJobs',
  failure: l10n.t('Refreshing failed'),
  async run(app) {
    await withViewProgress(async () => {
      const polls = app.sources.shown.map((source) => source.refreshAgain());
      app.view.tree.refreshAll();
      await Promise.all([...polls, app.pages.refreshShown()]);
    });
  },
};
