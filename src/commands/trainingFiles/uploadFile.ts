import { t } from '@vscode/l10n';
import { env, FileType, Uri, workspace } from 'vscode';
import { minValidationExamples } from '../../datasets/limits';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { showError, showInformation } from '../../platform/show';
import type { App, Command } from '../command';
import { chooseSource } from '../connections/chooseSource';
import { showCopied } from '../jobs/showCopied';
import { chooseTrainingFile } from './chooseTrainingFile';
import { toDataFile } from './dataFile';
import { ensureUploaded } from './ensureUploaded';
import { FileCheck } from './fileCheck';
import { showLeft } from './showLeft';

/** An uploaded file: what it is called here, and its id there. */
interface Uploaded {
  readonly name: string;
  readonly id: string;
}

/**
 * Checks JSONL files and uploads them for later jobs: those that were clicked, selected or dropped, or one that the
 * person chooses. The third argument is the id of the source that they were dropped on.
 */
export const uploadFile: Command = {
  id: 'fineTuning.uploadFile',
  failure: t('Uploading failed'),
  async run(app, clicked, selected, onto) {
    const dropped = app.sources.shown.find(({ id }) => id === onto);
    const source = dropped ?? (await chooseSource(app, t('Upload Training File'), ['upload']));
    if (source === undefined) return;
    const uploaded: Uploaded[] = [];
    for (const file of await filesOf(app, clicked, selected)) {
      const id = await upload(app, source, file);
      if (id === undefined) break; // the person does not want to go on
      if (id !== null) uploaded.push({ id, name: toDataFile(file).name });
    }
    await report(app, source, uploaded);
  },
};

async function filesOf(app: App, clicked: unknown, selected: unknown): Promise<readonly Uri[]> {
  const many = Array.isArray(selected) ? selected.filter((each) => each instanceof Uri) : [];
  if (many.length > 0) return many;
  const one =
    clicked instanceof Uri ? clicked : await chooseTrainingFile(app, t('Which file do you want to upload?'));
  return one === undefined ? [] : [one];
}

/** Its id at the source; null where it is none to upload; undefined where the person cancelled. */
async function upload(app: App, source: JobSource, file: Uri): Promise<string | null | undefined> {
  const data = toDataFile(file);
  const problem = source.capabilities.upload === true ? await problemWith(file) : source.capabilities.upload;
  if (problem !== null) {
    void showError(t('{0} was not uploaded: {1}', data.name, problem));
    return null;
  }
  if (!(await new FileCheck(app).isFit(data, null, source, minValidationExamples))) return undefined;
  const onUnconfirmed = (name: string) => {
    void showLeft(app, { kept: [], unconfirmed: [name] });
  };
  return withProgress(t('Uploading to {0}', source.name), async (signal, progress) => {
    const { id } = await ensureUploaded(app, source, data, { signal, report: progress, onUnconfirmed });
    return id;
  });
}

/** Why it is no file of examples, in a sentence. */
async function problemWith(file: Uri): Promise<string | null> {
  const { type } = await workspace.fs.stat(file);
  if ((type & FileType.Directory) !== 0) return t('it is a folder. Drop the files in it instead.');
  return /\.(jsonl|ndjson)$/i.test(file.path)
    ? null
    : t('training files are JSON Lines, with the ending .jsonl or .ndjson.');
}

async function report(app: App, source: JobSource, uploaded: readonly Uploaded[]): Promise<void> {
  const [first] = uploaded;
  if (first === undefined) return;
  const copy = uploaded.length === 1 ? t('Copy File Id') : t('Copy File Ids');
  const create = t('Create Job…');
  const canCreate = source.capabilities.create === true && uploaded.length === 1;
  const chosen = await showInformation(
    uploaded.length === 1
      ? t('Uploaded {0} to {1} as {2}.', first.name, source.name, first.id)
      : t('Uploaded {0} files to {1}.', uploaded.length, source.name),
    ...(canCreate ? [create, copy] : [copy]),
  );
  if (chosen === copy) {
    const ids = uploaded.map(({ id }) => id);
    await env.clipboard.writeText(ids.join('\n'));
    showCopied(ids);
  }
  if (chosen === create) await app.run('fineTuning.createJob', first.id, source.id);
}
