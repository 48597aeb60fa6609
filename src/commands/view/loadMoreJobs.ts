import { t } from '@vscode/l10n';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { isJobsNode } from '../../views/jobNodes';
import type { Command } from '../command';

/** The next page of older jobs, or more rows of a group that has very many. */
export const loadMoreJobs: Command = {
  id: 'fineTuning.loadMoreJobs',
  failure: t('Loading older jobs failed'),
  async run(app, node) {
    if (!isJobsNode(node)) {
      await loadOlder(app.sources.shown);
      return;
    }
    const moveToNew = app.view.rows.holdEnd(node.source); // the row that was clicked goes, or moves on
    if (node.kind === 'more' && node.groupId !== null) app.view.tree.showMore(node.groupId);
    else await loadOlder([node.source]);
    moveToNew();
  },
};

async function loadOlder(sources: readonly JobSource[]): Promise<void> {
  await withProgress(t('Loading older jobs'), async (signal) => {
    await Promise.all(sources.map((source) => source.loadOlder(signal)));
  });
}
