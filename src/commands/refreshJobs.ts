import { l10n, window } from 'vscode';
import type { Command } from './command';

export const refreshJobs: Command = {
  id: 'fineTuning.refreshJobs',
  failure: l10n.t('Refreshing failed'),
  async run(app) {
    await window.withProgress({ location: { viewId: 'fineTuning.jobs' } }, async () => {
      const polls = app.accounts.shown.map((account) => account.poller.pollAgain());
      app.view.tree.refreshAll();
      await Promise.all([...polls, app.pages.active?.refresh()]);
    });
  },
};
