import { l10n } from 'vscode';
import { isJobsNode } from '../../views/jobNodes';
import type { Command } from '../command';
import { withViewProgress } from '../../platform/places';

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
    await withViewProgress(async () => {
      await Promise.all(accounts.map((account) => account.loadOlder()));
    });
  },
};
