import { t } from '@vscode/l10n';
import { withProgress } from '../../platform/cancellation';
import { isJobsNode } from '../../views/jobNodes';
import type { Command } from '../command';
import { anyJob, targetOf } from './targets';

/** The job as the provider sent it; also one that could not be read. */
export const showJobJson: Command = {
  id: 'fineTuning.showJobJson',
  failure: t('Showing the JSON failed'),
  async run(app, ...args) {
    const [node] = args;
    if (isJobsNode(node) && node.kind === 'unreadable') {
      const unreadable = node.source.store.unreadable[node.index];
      if (unreadable === undefined) return;
      const { id, json, wholeLength } = unreadable;
      await app.documents.openJson(json, id ?? t('unreadable job'), wholeLength);
      return;
    }
    const target = await targetOf(app, args, anyJob(t('Which job do you want to see as JSON?')));
    if (target === undefined) return;
    await withProgress(t('Fetching {0}', target.job.id), (signal) =>
      app.documents.openJob(target.source.id, target.job.id, signal),
    );
  },
};
