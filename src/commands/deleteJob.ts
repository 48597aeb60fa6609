import { l10n, window } from 'vscode';
import { ApiError } from '../api/errors';
import { hasEnded } from '../jobs/status';
import { jobName } from '../jobs/summary';
import type { App, Command } from './command';
import { type JobTarget, targetsOf } from './targets';

/** Deletes ended jobs at the provider, after asking. */
export const deleteJob: Command = {
  id: 'fineTuning.deleteJob',
  failure: 'Deleting failed',
  async run(app, ...args) {
    const targets = await targetsOf(app, args, {
      accepts: (job, account) => hasEnded(job.status) && account.dialect.capabilities.deleteJob === true,
      placeholder: l10n.t('Which jobs do you want to delete?'),
      none: l10n.t('There is no job that could be deleted. Many providers keep every job.'),
      canPickMany: true,
    });
    if (targets.length === 0 || !(await isConfirmed(targets))) return;
    await Promise.all(targets.map((target) => deleteOne(app, target)));
  },
};

async function isConfirmed(targets: readonly JobTarget[]): Promise<boolean> {
  const [first] = targets;
  const question =
    targets.length === 1 && first !== undefined
      ? l10n.t('Delete {0}?', jobName(first.job))
      : l10n.t('Delete {0} jobs?', targets.length);
  const button = l10n.t('Delete');
  const detail = l10n.t('The provider forgets the job and its log. This cannot be undone.');
  return (await window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

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
