import { l10n, window } from 'vscode';
import { isJobsNode } from '../views/jobNodes';
import type { Command } from './command';

/** The next page of older jobs, or more rows of a group that has very many. */
export const loadMoreJobs: Command = {
  id: 'fineTuning.loadMoreJobs',
  failure: l10n.t('Loading older jobs failed'),
  async run(app, node) {
    if (isJobsNode(node) && node.kind === 'more' && node.groupId !== null) {
      app.view.tree.showMore(node.groupId);
      return;
    }
    const accounts = isJobsNode(node) ? [node.account] : app.accounts.shown;
    await window.withProgress({ location: { viewId: 'fineTuning.jobs' } }, async () => {
      await Promise.all(accounts.map((account) => account.loadOlder()));
    });
  },
};
