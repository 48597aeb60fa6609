import { t } from '@vscode/l10n';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { inert, maxLength } from '../../platform/inertText';
import { askModal } from '../../platform/show';
import { changeEach } from '../changeEach';
import type { Command } from '../command';
import { listedNames } from '../jobs/confirm';
import { type ModelTarget, modelTargets } from './modelTargets';

/** Deletes fine-tuned models and checkpoints at the provider, after naming their jobs. */
export const deleteModel: Command = {
  id: 'fineTuning.deleteModel',
  failure: t('Deleting failed'),
  async run(app, ...args) {
    const targets = await modelTargets(app, args, {
      offered: ['deleteModel'],
      placeholder: t('Which models do you want to delete?'),
      canPickMany: true,
    });
    if (targets.length === 0 || !(await isConfirmed(targets))) return;
    const deletion = {
      change: ({ source, name }: ModelTarget, signal: AbortSignal) => source.models.delete(name, signal),
      failureOf: ({ name }: ModelTarget) => t('Deleting {0} failed', name),
      errors: app.errors,
    };
    await withProgress(t('Deleting'), (signal) => changeEach(targets, deletion, signal));
  },
};

async function isConfirmed(targets: readonly ModelTarget[]): Promise<boolean> {
  const [only] = targets;
  const isOne = targets.length === 1 && only !== undefined;
  const question = isOne
    ? t('Delete {0}?', inert(only.name, maxLength.name))
    : t('Delete {0} models?', targets.length);
  const jobs = [...new Set(targets.flatMap(({ job }) => job ?? []))].map((job) => jobName(job, editorFormat));
  const warning = t('Whatever calls it will fail. The job stays. This cannot be undone.');
  const detail = [
    ...(isOne ? [] : [listedNames(targets.map(({ name }) => name))]),
    ...(jobs.length === 0
      ? []
      : [`${jobs.length === 1 ? t('Of the job:') : t('Of the jobs:')}\n${listedNames(jobs)}`]),
    warning,
  ].join('\n\n');
  const wayOut = isOne ? t('Keep Model') : t('Keep Models');
  return (await askModal({ question, detail, buttons: [t('Delete')], wayOut })) !== undefined;
}
