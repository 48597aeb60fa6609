import { l10n } from 'vscode';
import { ApiError } from '../../api/http/errors';
import { jobName } from '../../jobs/summary';
import type { App, Command } from '../command';
import { isConfirmed } from './confirm';
import { type JobTarget, offering, targetsOf } from './targets';

/** Deletes ended jobs at the provider, after asking. */
export const deleteJob: Command = {
  id: 'fineTuning.deleteJob',
  failure: l10n.t('Deleting failed'),
  async run(app, ...args) {
    const targets = await targetsOf(app, args, {
      accepts: offering('delete'),
      placeholder: l10n.t('Which jobs do you want to delete?'),
      none: l10n.t('There is no job that could be deleted. Many providers keep every job.'),
      canPickMany: true,
    });
    if (targets.length === 0) return;
    const isMeant = await isConfirmed(targets, {
      one: (name) => l10n.t('Delete {0}?', name),
      many: (count) => l10n.t('Delete {0} jobs?', count),
      detail: l10n.t('The provider forgets the job and its log. This cannot be undone.'),
      button: l10n.t('Delete'),
    });
    if (!isMeant) return;
    await Promise.all(targets.map((target) => deleteOne(app, target)));
  },
};

async function deleteOne(app: App, { account, job }: JobTarget): Promise<void> {
  try {
    const client = await account.connect();
    await client.jobs.delete(job.id);
  } catch (error) {
    const isGone = error instanceof ApiError && error.status === 404;
    if (!isGone) {
      app.errors.show(l10n.t('Deleting {0} failed', jobName(job)), error);
      return;
    }
  }
  account.store.remove(job.id);
}
