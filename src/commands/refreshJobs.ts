import { l10n, window } from 'vscode';
import type { Command } from './command';

export const refreshJobs: Command = {
  id: 'fineTuning.refreshJobs',
  failure: l10n.t('Refreshing failed'),
  async run(app) {
    await window.withProgress({ location: { viewId: 'fineTuning.jobs' } }, async () => {
      await Promise.all(app.accounts.shown.map((account) => account.poller.pollNow()));
      app.view.tree.refreshAll();
      await app.pages.active?.refresh();
    });
  },
};
