import { t } from '@vscode/l10n';
import { ThemeIcon, type Uri } from 'vscode';
import type { FileObject } from '../../api/wire/file';
import { datasetProblem } from '../../datasets/report';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { openAt } from '../../platform/openAt';
import { pickOne } from '../../platform/picks';
import { askWhereToSave } from '../../platform/saveDialog';
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
    const local = await findLocal(app, target, typeof fileId === 'string' ? fileId : null);
    if (local !== undefined) await fix(app, target, local);
  },
};

/** A file on this machine: only there can it be fixed. */
interface LocalFile {
  readonly uri: Uri;
  /** It was saved from the provider just now: as it is, a job has failed. */
  readonly isCopy: boolean;
}

/** Undefined where the person has none. */
async function findLocal(
  app: App,
  { source, job }: JobTarget,
  fileId: string | null,
): Promise<LocalFile | undefined> {
  const stored = await withProgress(t('Fetching the name of the file'), async (signal) => {
    const id = fileId ?? (await source.retrieve(job.id, signal)).trainingFiles[0]?.id;
    // It may be deleted there, and still be here.
    return id === undefined ? null : source.files.retrieve(id, signal).catch(() => null);
  });
  if (stored === undefined) return undefined;
  const found = await findInWorkspace(stored?.filename ?? '');
  if (found !== undefined) return { uri: found, isCopy: false };
  const question = t('Where on this machine is {0}?', stored?.filename ?? t('the training file'));
  const browse = async () => {
    const uri = await browseForFile(question);
    return uri === undefined ? undefined : { uri, isCopy: false };
  };
  if (stored === null || source.capabilities.fileContent !== true) return browse();
  const save = {
    label: t('Save the provider’s copy and open it…'),
    iconPath: new ThemeIcon('cloud-download'),
  };
  const choose = { label: t('Choose the file on this machine…'), iconPath: new ThemeIcon('folder-opened') };
  const picked = await pickOne([save, choose], { placeHolder: question });
  if (picked === undefined) return undefined;
  return picked.label === save.label ? saveCopy(app, source, stored) : browse();
}

async function saveCopy(
  app: App,
  { files }: JobSource,
  { id, filename }: FileObject,
): Promise<LocalFile | undefined> {
  const uri = await askWhereToSave(filename, { title: t('Save {0}', filename) });
  if (uri === undefined) return undefined;
  return withProgress(t('Saving {0}', filename), async (signal) => {
    await app.host.save(files.content(id, signal), uri);
    return { uri, isCopy: true };
  });
}

async function fix(app: App, { source, job }: JobTarget, { uri: file, isCopy }: LocalFile): Promise<void> {
  const report = await checkFile(app, file);
  if (report === undefined) return;
  const clone = () => app.run('fineTuning.cloneJob', app.view.tree.jobNode(source, job.id), file);
  const isGood = datasetProblem(report) === null;
  if (isGood && !isCopy) {
    await clone();
    return;
  }
  if (isGood) await openAt(file);
  else await showProblems(app, file, report);
  const button = t('Clone…');
  const { name } = toDataFile(file);
  const chosen = await showInformation(t('Fix and save {0}, then clone the job with it.', name), button);
  if (chosen === button) await clone();
}
