import { t } from '@vscode/l10n';
import { jobName, type KnownJob } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { inert, maxLength } from '../../platform/inertText';
import { askModal } from '../../platform/show';
import { isActive } from '../../shared/statuses';
import { statusText } from '../../shared/statusLook';
import { knowsAllUses } from '../../views/files/fileUses';
import { changeEach } from '../changeEach';
import type { App, Command } from '../command';
import { listedNames } from '../jobs/confirm';
import { type FileTarget, fileTargets } from './fileTargets';

/** Deletes files at the provider, after naming what uses them. */
export const deleteFile: Command = {
  id: 'fineTuning.deleteFile',
  failure: t('Deleting failed'),
  async run(app, ...args) {
    const targets = await fileTargets(app, args, {
      offered: 'deleteFile',
      placeholder: t('Which files do you want to delete?'),
      canPickMany: true,
    });
    if (targets.length === 0 || !(await isConfirmed(app, targets))) return;
    const deletion = {
      change: ({ source, file }: FileTarget, signal: AbortSignal) => source.files.delete(file.id, signal),
      failureOf: ({ file }: FileTarget) => t('Deleting {0} failed', file.filename),
      errors: app.errors,
    };
    await withProgress(t('Deleting'), (signal) => changeEach(targets, deletion, signal));
  },
};

async function isConfirmed(app: App, targets: readonly FileTarget[]): Promise<boolean> {
  const [only] = targets;
  const isOne = targets.length === 1 && only !== undefined;
  const question = isOne
    ? t('Delete {0}?', inert(only.file.filename, maxLength.name))
    : t('Delete {0} files?', targets.length);
  const names = isOne ? [] : [listedNames(targets.map(({ file }) => file.filename))];
  const warning = t('The provider deletes the content. This cannot be undone.');
  const detail = [...names, ...usesText(app, targets), warning].join('\n\n');
  const wayOut = isOne ? t('Keep File') : t('Keep Files');
  return (await askModal({ question, detail, buttons: [t('Delete')], wayOut })) !== undefined;
}

/** Which jobs use them, the active ones first, and what may not be known. */
function usesText(app: App, targets: readonly FileTarget[]): string[] {
  const jobs = new Set(targets.flatMap(({ source, file }) => app.files.section.usersOf(source, file.id)));
  const sorted = [...jobs].sort((a, b) => Number(isActive(b.status)) - Number(isActive(a.status)));
  const active = sorted.filter(({ status }) => isActive(status)).length;
  const mayBeMore = targets.some(({ source }) => !knowsAllUses(source));
  return [
    ...(sorted.length === 0 ? [] : [`${t('Used by:')}\n${listedNames(sorted.map(jobLine))}`]),
    ...(active === 0 ? [] : [activeText(active)]),
    ...(mayBeMore ? [t('Jobs that are not known here may use it too.')] : []),
  ];
}

function jobLine(job: KnownJob): string {
  return t('{0} ({1})', jobName(job, editorFormat), statusText(job.status));
}

function activeText(count: number): string {
  return count === 1
    ? t('1 of these jobs is not finished: without the file it may fail.')
    : t('{0} of these jobs are not finished: without the file they may fail.', count);
}
