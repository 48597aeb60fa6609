import { t } from '@vscode/l10n';
import { type Uri, workspace } from 'vscode';
import { isObject } from '../../api/wire/values';
import { jobFileEnding } from '../../jobFiles/jobFile';
import { jobFileTarget } from '../../jobFiles/jobFileTarget';
import { printJobFile } from '../../jobFiles/printJobFile';
import { openAt } from '../../platform/openAt';
import { askWhereToSave } from '../../platform/saveDialog';
import { askModal, showDone } from '../../platform/show';
import type { Command } from '../command';
import type { JobDraft } from '../createJob/draft';
import { requestedDraft } from '../createJob/requestedDraft';
import { anyJob, targetOf } from '../jobs/targets';
import { toDataFile } from '../trainingFiles/dataFile';
import { fileOfDraft } from './draftOfFile';
import { placeOf } from './filePlace';

/** What the form has, as it hands it over. */
interface FormContent {
  readonly draft: JobDraft;
  /** The name of the connection that it is for. */
  readonly connection: string;
}

/** Saves what was requested for a job, or what the form has, as a job file. That of a job is opened. */
export const saveJobFile: Command = {
  id: 'fineTuning.saveJobFile',
  failure: t('Saving the job file failed'),
  async run(app, ...args) {
    const [content] = args;
    if (isFormContent(content)) {
      const { draft, connection } = content;
      if (await saveDraft(draft, connection, draft.suffix || draft.model)) showDone(t('Saved as a job file'));
      return;
    }
    const target = await targetOf(app, args, anyJob(t('Which job do you want to save as a file?')));
    if (target === undefined) return;
    const draft = await requestedDraft(app, target);
    if (draft === undefined) return;
    const file = await saveDraft(draft, target.source.name, draft.suffix || target.job.id);
    if (file !== undefined) await openAt(file);
  },
};

function isFormContent(value: unknown): value is FormContent {
  return isObject(value) && 'draft' in value && 'connection' in value;
}

/**
 * Saves what the form has as a job file, where the person wants it; undefined: nowhere.
 *
 * @param name that is suggested, without its ending
 */
async function saveDraft(draft: JobDraft, connection: string, name: string): Promise<Uri | undefined> {
  const chosen = await askWhereToSave(`${name}${jobFileEnding}`, { title: t('Save as Job File') });
  if (chosen === undefined) return undefined;
  const path = await jobFileTarget(chosen.path, (each) => mayBeWritten(chosen.with({ path: each })));
  if (path === null) return undefined;
  const uri = chosen.with({ path });
  const text = printJobFile(fileOfDraft(draft, connection, placeOf(uri)));
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function mayBeWritten(file: Uri): Promise<boolean> {
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return true;
  const replace = t('Replace');
  const chosen = await askModal({
    question: t('There is a file {0} already', toDataFile(file).name),
    detail: t('Its content would be lost.'),
    buttons: [replace],
    wayOut: t('Do Not Save'),
  });
  return chosen === replace;
}
