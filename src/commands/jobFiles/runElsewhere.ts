import { t } from '@vscode/l10n';
import { ThemeIcon, type Uri, workspace } from 'vscode';
import type { Connection } from '../../api/connection';
import { dialectOf, providers } from '../../api/dialects/providers';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askWhereToSave } from '../../platform/saveDialog';
import { askModal, showInformation } from '../../platform/show';
import { type Choice, choose, type Separator } from '../../platform/steps';
import { findInWorkspace } from '../../platform/workspaceFile';
import type { App, Command } from '../command';
import { createFrom } from '../createJob/createJob';
import { requestedDraft } from '../createJob/requestedDraft';
import { anyJob, targetOf } from '../jobs/targets';
import { type DataFile, toDataFile } from '../trainingFiles/dataFile';
import { type CarriedFact, carryOver, type Destination } from './carryOver';
import { isStoredFile } from './isStoredFile';
import { sourceAt } from './runJobFile';

/**
 * Runs a job at another connection: what carries over and what does not is listed first, then its files are taken from
 * this machine or the provider, and the form shows the rest.
 */
export const runElsewhere: Command = {
  id: 'fineTuning.runElsewhere',
  failure: t('Running the job elsewhere failed'),
  async run(app, ...args) {
    const { failure } = runElsewhere;
    const target = await targetOf(
      app,
      args,
      anyJob(t('Which job do you want to run on another connection?')),
    );
    if (target === undefined) return;
    const title = t('Run {0} on Another Connection', jobName(target.job, editorFormat));
    const connection = await anotherConnection(app, target.source, title);
    if (connection === undefined) return;
    const draft = await requestedDraft(app, target);
    const to = await sourceAt(app, connection);
    if (draft === undefined || to === undefined) return;
    const destination = await destinationOf(app, target.source, to);
    if (destination === undefined) return;
    const carried = carryOver(draft, destination);
    const { trainingFile, validationFile } = draft;
    const files = [trainingFile, validationFile].filter((each) => each !== null);
    if (!(await isWanted(files, carried.facts, to, title))) return;
    const training = await fileFor(app, trainingFile, target.source, to);
    if (training === undefined) return;
    const validation = await fileFor(app, validationFile, target.source, to);
    if (validation === undefined) return;
    const moved = { ...carried.draft, trainingFile: training, validationFile: validation };
    await createFrom(app, to, moved, { title, failure });
  },
};

async function anotherConnection(app: App, from: JobSource, title: string): Promise<Connection | undefined> {
  const others = app.sources.available.filter(({ name }) => name !== from.name);
  const able = [];
  for (const each of others) if ((await dialectOf(each)).capabilities.create === true) able.push(each);
  if (able.length === 0) {
    const add = t('Add Connection…');
    const chosen = await showInformation(t('There is no other connection that jobs can be created at.'), add);
    if (chosen === add) await app.run('fineTuning.addConnection');
    return undefined;
  }
  const answer = await choose({
    ...{ title, canGoBack: false, placeholder: t('At which connection?') },
    choices: able.map((each) => ({
      ...{ label: each.name, description: providers[each.dialect].title, value: each },
    })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** Undefined: the person did not wait for the list of models. One that cannot be read is as good as none. */
function destinationOf(app: App, from: JobSource, to: JobSource): Promise<Destination | undefined> {
  const { options } = to.creation;
  const isSameProvider = from.creation.options.id === options.id;
  const known = (models: Destination['models']) => ({ options, isSameProvider, models });
  if (to.capabilities.models !== true) return Promise.resolve(known(null));
  return withProgress(t('Fetching the models of {0}', to.name), async (signal) => {
    try {
      const { names } = await to.creation.listModels(signal);
      return known(new Set(names));
    } catch (error) {
      signal.throwIfAborted();
      app.errors.record('Listing the models failed', error);
      return known(null);
    }
  });
}

/** Shows what becomes of everything; nothing was sent so far. */
async function isWanted(
  files: readonly DataFile[],
  facts: readonly CarriedFact[],
  to: JobSource,
  title: string,
): Promise<boolean> {
  const row = ({ name, value, reason }: Omit<CarriedFact, 'field'>): Choice<boolean> => ({
    label: name,
    description: reason === null ? value : t('{0} · {1}', value, reason),
    iconPath: new ThemeIcon(reason === null ? 'check' : 'circle-slash'),
    value: false,
  });
  const lost = facts.filter(({ reason }) => reason !== null);
  const choices: (Choice<boolean> | Separator)[] = [
    {
      label: t('Go On'),
      description: t('at {0}', to.name),
      iconPath: new ThemeIcon('arrow-right'),
      value: true,
    },
    ...(lost.length === 0 ? [] : [{ separator: t('does not carry over') }, ...lost.map(row)]),
    { separator: t('carries over') },
    ...files.map(({ name }) => row({ name: t('Data'), value: name, reason: null })),
    ...facts.filter(({ reason }) => reason === null).map(row),
  ];
  for (;;) {
    const placeholder = t('Nothing was sent yet: this becomes of the job');
    const answer = await choose({ title, canGoBack: false, placeholder, choices });
    if (answer.kind !== 'value') return false;
    if (answer.value) return true;
  }
}

/**
 * The data as a file of this machine, to be uploaded there; null: the form asks for it. Undefined: the person does not
 * want to go on.
 */
async function fileFor(
  app: App,
  file: DataFile | null,
  from: JobSource,
  to: JobSource,
): Promise<DataFile | null | undefined> {
  if (file?.kind !== 'uploaded') return file;
  if (to.capabilities.upload !== true) return null;
  const stored = await withProgress(t('Fetching {0}', file.name), (signal) =>
    storedFile(file.id, from, signal),
  );
  if (stored === undefined || stored === null) return stored;
  const local = await findInWorkspace(stored.filename);
  const use = local === undefined ? 'copy' : await useOf(app, local, stored, from);
  if (use === undefined) return undefined;
  if (use === 'other') return null;
  if (use === 'local' && local !== undefined) return toDataFile(local);
  if (from.capabilities.fileContent !== true) return null;
  const saved = await saveCopy(app, from, stored);
  return saved === undefined ? undefined : toDataFile(saved);
}

/**
 * Whether a file of the same name in the workspace is the data of the job: `local`: it is, or the person says so; `copy`:
 * it is not; `other`: the person chooses the data again. Undefined: they do not want to go on.
 */
async function useOf(
  app: App,
  local: Uri,
  stored: FileObject,
  from: JobSource,
): Promise<'local' | 'copy' | 'other' | undefined> {
  const isSame = await withProgress(
    t('Comparing {0} with the file of the job', stored.filename),
    async (signal) =>
      isStoredFile(await app.host.openForUpload(local), stored, from, signal, (error) => {
        app.errors.record('Comparing a file with an uploaded one failed', error);
      }),
  );
  if (isSame === undefined) return undefined;
  if (isSame !== null) return isSame ? 'local' : 'copy';
  const use = t('Use It');
  const other = t('Choose Another File');
  const chosen = await askModal({
    question: t('Is {0} of this workspace the file of the job?', workspace.asRelativePath(local)),
    detail: t(
      'It has the same name, but {0} does not show the bytes of its file to compare them.',
      from.name,
    ),
    buttons: [use, other],
    wayOut: t('Do Not Run'),
  });
  if (chosen === undefined) return undefined;
  return chosen === use ? 'local' : 'other';
}

/** Null: it is deleted there, or no file is listed at all. */
async function storedFile(id: string, { files }: JobSource, signal: AbortSignal): Promise<FileObject | null> {
  try {
    return await files.retrieve(id, signal);
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function saveCopy(
  app: App,
  { files }: JobSource,
  { id, filename }: FileObject,
): Promise<Uri | undefined> {
  const uri = await askWhereToSave(filename, { title: t('Save {0}, to upload it from here', filename) });
  if (uri === undefined) return undefined;
  return withProgress(t('Saving {0}', filename), async (signal) => {
    await app.host.save(files.content(id, signal), uri);
    return uri;
  });
}
