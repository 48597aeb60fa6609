import { t } from '@vscode/l10n';
import { jobKey } from '../../jobs/jobKey';
import { jobName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import { showInformation } from '../../platform/show';
import type { App, Command } from '../command';
import { anyJob, type JobTarget, pickTargets, type TargetQuestion, targetsOf } from './targets';

export const compareJobs: Command = {
  id: 'fineTuning.compareJobs',
  failure: t('Comparing failed'),
  async run(app, ...args) {
    const question: TargetQuestion = {
      ...anyJob(t('Which jobs do you want to compare? Choose two or more.')),
      canPickMany: true,
    };
    const named = await targetsOf(app, args, question);
    const [first, ...others] = named;
    const targets =
      first !== undefined && others.length === 0 ? await addOthers(app, first, question) : named;
    if (targets.length === 0) return;
    if (targets.length === 1) {
      void showInformation(t('Choose at least two jobs to compare.'));
      return;
    }
    await app.pages.open(
      targets.map(({ source, job }) => jobKey(source, job.id)),
      t('Compare {0} jobs', targets.length),
    );
  },
};

/** One job alone was named, by a page or a click: with which others? */
async function addOthers(app: App, named: JobTarget, question: TargetQuestion): Promise<JobTarget[]> {
  const accepts: TargetQuestion['accepts'] = (job, source) =>
    job.id !== named.job.id || source !== named.source;
  const placeholder = t('With which jobs do you want to compare {0}?', jobName(named.job, editorFormat));
  const others = await pickTargets(app, { ...question, accepts, placeholder });
  return others.length === 0 ? [] : [named, ...others];
}
