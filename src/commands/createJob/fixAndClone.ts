import { t } from '@vscode/l10n';
import { ThemeIcon, type Uri } from 'vscode';
import { type DataFileUse, leastExamples } from '../../api/dialects/dataLimits';
import type { MethodType } from '../../api/dialects/dialect';
import type { FileObject } from '../../api/wire/file';
import { minValidationExamples } from '../../datasets/limits';
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
import { methodTypes } from '../methodDetails';
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
    const broken = await findBroken(target, typeof fileId === 'string' ? fileId : null);
    const local = broken && (await findLocal(app, target, broken));
    if (broken !== undefined && local !== undefined) await fix(app, target, broken, local);
  },
};

/** The file that a job failed by. */
interface BrokenFile {
  /** As the provider has it; null: it has it no more, and it may still be here. */
  readonly stored: FileObject | null;
  readonly use: DataFileUse;
  /** Of the job: what the file is checked for. */
  readonly method: MethodType | undefined;
}

/** @param fileId null: the first training file. Undefined: the person cancelled. */
function findBroken({ source, job }: JobTarget, fileId: string | null): Promise<BrokenFile | undefined> {
  return withProgress(t('Fetching the name of the file'), async (signal): Promise<BrokenFile> => {
    const { trainingFiles, validationFiles, method } = await source.retrieve(job.id, signal);
    const id = fileId ?? trainingFiles[0]?.id;
    const isValidation = validationFiles.some((each) => each.id === id);
    const stored = id === undefined ? null : await source.files.retrieve(id, signal).catch(() => null);
    signal.throwIfAborted();
    return {
      stored,
      use: isValidation ? 'validation' : 'training',
      method: methodTypes.find((each) => each === method?.type),
    };
  });
}

/** A file on this machine: only there can it be fixed. */
interface LocalFile {
  readonly uri: Uri;
  /** It was saved from the provider just now: as it is, a job has failed. */
  readonly isCopy: boolean;
}

/** Undefined where the person has none. */
async function findLocal(
  app: App,
  { source }: JobTarget,
  { stored }: BrokenFile,
): Promise<LocalFile | undefined> {
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

async function fix(
  app: App,
  { source, job }: JobTarget,
  { use, method }: BrokenFile,
  { uri: file, isCopy }: LocalFile,
): Promise<void> {
  const report = await checkFile(app, file, {
    method: method ?? null,
    only: source.creation.options.dataRules,
  });
  if (report === undefined) return;
  app.dataProblems.show(file, report);
  const fixed = use === 'training' ? [file] : [undefined, file];
  const clone = () => app.run('fineTuning.cloneJob', app.view.tree.jobNode(source, job.id), ...fixed);
  const isGood = datasetProblem(report, { minExamples: leastOf(use, source) }) === null;
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

function leastOf(use: DataFileUse, { creation }: JobSource): number {
  return use === 'training' ? leastExamples(creation.options.dataLimits) : minValidationExamples;
}
