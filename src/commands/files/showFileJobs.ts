import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import { jobKey } from '../../jobs/jobKey';
import { jobName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import { pickOne } from '../../platform/picks';
import { jobRow } from '../../views/jobRow';
import type { App, Command } from '../command';
import { type FileTarget, fileTarget } from './fileTargets';

/** Opens the job that uses a file; of several, the one that the person picks. */
export const showFileJobs: Command = {
  id: 'fineTuning.showFileJobs',
  failure: t('Opening the job failed'),
  async run(app, ...args) {
    const target = await fileTarget(app, args, {
      offered: 'showFileJobs',
      placeholder: t('The jobs of which file do you want to see?'),
    });
    const job = target === undefined ? undefined : await pickJob(app, target);
    if (target === undefined || job === undefined) return;
    await app.pages.open([jobKey(target.source, job.id)], jobName(job, editorFormat));
  },
};

async function pickJob(app: App, { source, file }: FileTarget) {
  const jobs = app.files.section.usersOf(source, file.id);
  if (jobs.length < 2) return jobs[0];
  const now = app.clock.now() / 1000;
  const items = jobs.map((job) => {
    const progress = source.store.progressOf(job.id);
    const { capabilities } = source;
    const { label, description, icon } = jobRow({ job, progress, capabilities, now, format: editorFormat });
    return { label, description, iconPath: new ThemeIcon(icon.id.replace('~spin', '')), job };
  });
  const placeHolder = t('{0} jobs use {1}. Which one do you want to see?', jobs.length, file.filename);
  return (await pickOne(items, { placeHolder, matchOnDescription: true }))?.job;
}
