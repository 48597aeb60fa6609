import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { datasetProblem } from '../../datasets/report';
import { withProgress } from '../../platform/cancellation';
import { showInformation } from '../../platform/show';
import { findInWorkspace } from '../../platform/workspaceFile';
import type { App, Command } from '../command';
import { type JobTarget, offering, targetOf } from '../jobs/targets';
import { checkFile, showProblems } from '../trainingFiles/checkFile';
import { browseForFile } from '../trainingFiles/chooseTrainingFile';
import { toDataFile } from '../trainingFiles/dataFile';

/** Opens the broken file of a failed job where it is wrong, and clones the job with it when it is fixed. */
export const fixAndClone: Command = {
  id: 'fineTuning.fixAndClone',
  failure: t('Cloning the job failed'),
  /** `fileId`: the broken one, where it is not the first training file. */
  async run(app, node, fileId) {
    const isFailed = offering('clone');
    const target = await targetOf(app, [node], {
      accepts: (job, source) => job.errorMessage !== null && isFailed(job, source),
      placeholder: t('Which failed job do you want to fix and clone?'),
      none: t('There is no failed job here that can be cloned.'),
    });
    if (target === undefined) return;
    const file = await findLocal(target, typeof fileId === 'string' ? fileId : null);
    if (file !== undefined) await fix(app, target, file);
  },
};

/** The file as it is on this machine: only there can it be fixed. Undefined where the person has none. */
async function findLocal({ source, job }: JobTarget, fileId: string | null): Promise<Uri | undefined> {
  const name = await withProgress(t('Fetching the name of the file'), async (signal) => {
    const id = fileId ?? (await source.retrieve(job.id, signal)).trainingFiles[0]?.id;
    if (id === undefined) return '';
    const file = source.files.retrieve(id, signal);
    return file.then(
      ({ filename }) => filename,
      () => '', // it may be deleted there, and still be here
    );
  });
  if (name === undefined) return undefined;
  const found = await findInWorkspace(name);
  return (
    found ?? browseForFile(t('Where on this machine is {0}?', name === '' ? t('the training file') : name))
  );
}

async function fix(app: App, { source, job }: JobTarget, file: Uri): Promise<void> {
  const report = await checkFile(app, file);
  if (report === undefined) return;
  const clone = () => app.run('fineTuning.cloneJob', app.view.tree.jobNode(source, job.id), file);
  if (datasetProblem(report) === null) {
    await clone();
    return;
  }
  await showProblems(app, file, report);
  const button = t('Clone…');
  const { name } = toDataFile(file);
  const chosen = await showInformation(t('Fix and save {0}, then clone the job with it.', name), button);
  if (chosen === button) await clone();
}
