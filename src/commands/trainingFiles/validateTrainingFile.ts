import { t } from '@vscode/l10n';
import { Uri } from 'vscode';
import { isGone } from '../../api/http/isGone';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { showWarning } from '../../platform/show';
import { findInWorkspace } from '../../platform/workspaceFile';
import type { App, Command } from '../command';
import { anyJob, targetOf } from '../jobs/targets';
import { chooseTrainingFile, trainingFileInFront } from './chooseTrainingFile';

/** Reads a file line by line, reports what it holds on a page, and lists what is wrong in VS Code's Problems. */
export const validateTrainingFile: Command = {
  id: 'fineTuning.validateTrainingFile',
  failure: t('Checking the file failed'),
  /** `clicked`: a file of this machine; or a job, and `fileId` the one of its files. */
  async run(app, clicked, fileId) {
    if (typeof fileId === 'string') {
      const job = await targetOf(app, [clicked], anyJob(t('Which file do you want to check?')));
      if (job !== undefined) await validateStored(app, job.source, fileId);
      return;
    }
    const file = clicked instanceof Uri ? clicked : (trainingFileInFront(app) ?? (await choose(app)));
    if (file !== undefined) await app.dataReports.open(file);
  },
};

function choose(app: App): Promise<Uri | undefined> {
  return chooseTrainingFile(app, t('Which file do you want to check?'));
}

/** The person's own file, where the workspace has it, since there it can be fixed; else the provider's copy. */
async function validateStored(app: App, source: JobSource, fileId: string): Promise<void> {
  const stored = await withProgress(t('Fetching {0}', fileId), (signal) =>
    source.files.retrieve(fileId, signal).catch((error: unknown) => {
      if (isGone(error)) return null;
      throw error;
    }),
  );
  if (stored === undefined) return;
  if (stored === null) {
    await validateInstead(app, source.store.fileName({ id: fileId, filename: null }));
    return;
  }
  const { filename, bytes } = stored;
  const canRead = source.capabilities.fileContent === true;
  const local = (await findInWorkspace(filename)) ?? (canRead ? null : await choose(app));
  if (local === undefined) return;
  if (local !== null) {
    await app.dataReports.open(local);
    return;
  }
  const copy = app.documents.fileAddress(source.id, fileId, filename);
  const open = (signal: AbortSignal) => ({
    size: bytes ?? 0,
    read: () => source.files.content(fileId, signal),
  });
  await app.dataReports.open(copy, open);
}

/** Of a file that is gone, its person may have the original. */
async function validateInstead(app: App, name: string): Promise<void> {
  const found = await findInWorkspace(name);
  const check = found === undefined ? t('Choose File…') : t('Check the File Here');
  const text =
    found === undefined
      ? t('The provider no longer has {0}. You can check the file on this machine instead.', name)
      : t('The provider no longer has {0}. A file of that name is in this workspace.', name);
  if ((await showWarning(text, check)) !== check) return;
  const local = found ?? (await choose(app));
  if (local !== undefined) await app.dataReports.open(local);
}
