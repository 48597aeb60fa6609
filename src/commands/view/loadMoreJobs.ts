import { t } from '@vscode/l10n';
import { withProgress } from '../../platform/cancellation';
import { isJobsNode } from '../../views/jobNodes';
import type { Command } from '../command';

/** The next page of older jobs, or more rows of a group that has very many. */
export const loadMoreJobs: Command = {
  id: 'fineTuning.loadMoreJobs',
  failure: t('Loading older jobs failed'),
  async run(app, node) {
    if (isJobsNode(node) && node.kind === 'more' && node.groupId !== null) {
      app.view.tree.showMore(node.groupId);
      return;
    }
    const sources = isJobsNode(node) ? [node.source] : app.sources.shown;
    await withProgress(t('Loading older jobs'), async (signal) => {
      await Promise.all(sources.map((source) => source.loadOlder(signal)));
    });
  },
};
