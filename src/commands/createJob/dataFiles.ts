import { t } from '@vscode/l10n';
import { ThemeIcon, workspace } from 'vscode';
import { type FileObject, isRefused } from '../../api/wire/file';
import type { CreationOptions, JobSource } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import {
  type Answer,
  type Choice,
  choose,
  type Refusal,
  type Separator,
  type StepFrame,
  type StepsOutcome,
} from '../../platform/steps';
import type { App } from '../command';
import { browseForFile, findTrainingFiles } from '../trainingFiles/chooseTrainingFile';
import { type DataFile, isSameFile, toDataFile } from '../trainingFiles/dataFile';
import { type JobDraft, validationFileOf } from './draft';

type FileChoice = DataFile | 'none' | 'browse';
type DataNames = CreationOptions['dataNames'];

const maxUploadedFiles = 100;

interface DataFileFrame extends StepFrame {
  readonly what: string;
  readonly placeholder: string;
  readonly isOptional: boolean;
  readonly current: DataFile | null;
  /** The job's file for the other purpose, which is not offered: data that was trained on validates nothing. */
  readonly other: DataFile | null;
}

/** A step that asks for a file and puts it into the draft. */
type FileStep = (app: App, source: JobSource, draft: JobDraft, frame: StepFrame) => Promise<StepsOutcome>;

/** Asks for the file to train on. */
export const askTrainingFile: FileStep = (app, source, draft, frame) =>
  askFor('trainingFile', app, source, draft, {
    ...frame,
    what: t('Training file'),
    placeholder: t('Training file: JSON lines, one example each'),
    isOptional: false,
    current: draft.trainingFile,
    other: validationFileOf(draft, source.creation.options),
  });

/** Asks for the file to validate on, or none. */
export const askValidationFile: FileStep = (app, source, draft, frame) =>
  askFor('validationFile', app, source, draft, {
    ...frame,
    what: t('Validation file'),
    placeholder: t('Validation file: shows whether the model learns or only memorizes'),
    isOptional: true,
    current: draft.validationFile,
    other: draft.trainingFile,
  });

async function askFor(
  use: 'trainingFile' | 'validationFile',
  app: App,
  source: JobSource,
  draft: JobDraft,
  frame: DataFileFrame,
): Promise<StepsOutcome> {
  const answer = await askDataFile(app, source, frame);
  if (answer.kind !== 'value') return answer.kind;
  draft[use] = answer.value;
  return 'next';
}

/** Asks for a data file: one of the workspace, one already uploaded, or any on disk. */
async function askDataFile(
  app: App,
  source: JobSource,
  frame: DataFileFrame,
): Promise<Answer<DataFile | null>> {
  const { capabilities: can } = source;
  const { dataNames } = source.creation.options;
  const canUpload = can.upload === true;
  const none: Choice<FileChoice> = {
    label: t({ message: 'None', comment: 'No validation file' }), // what is typed finds files by their names
    iconPath: new ThemeIcon('circle-slash'),
    value: 'none',
  };
  const browse: Choice<FileChoice> = {
    label: t('Browse…'),
    iconPath: new ThemeIcon('folder-opened'),
    value: 'browse',
  };
  const { current, other } = frame;
  const isOffered = ({ value }: Choice<DataFile>) => other === null || !isSameFile(value, other);
  const local = canUpload ? (await listWorkspaceFiles()).filter(isOffered) : [];
  const choices: (Choice<FileChoice> | Separator)[] = [
    ...(current === null
      ? []
      : [
          {
            label: current.name,
            iconPath: new ThemeIcon('check'),
            description: t('chosen'),
            value: current,
          },
        ]),
    ...(frame.isOptional ? [none] : []),
    ...(local.length > 0 ? [{ separator: t('in the workspace') }, ...local] : []),
    ...(canUpload ? [{ separator: t('elsewhere') }, browse] : []),
  ];
  const answer = await choose<FileChoice>({
    ...frame,
    placeholder: placeholderOf(frame, source),
    choices,
    later: async (signal) => {
      const files = await listUploadedFiles(app, source, signal);
      const uploaded = uploadedChoices(files, app).filter(isOffered);
      return uploaded.length > 0 ? [...choices, { separator: t('already uploaded') }, ...uploaded] : choices;
    },
    ...(canUpload && dataNames === undefined ? {} : { typed: (text) => typedName(text, dataNames) }),
  });
  if (answer.kind !== 'value') return answer;
  if (answer.value === 'none') return { kind: 'value', value: null };
  if (answer.value !== 'browse') return { kind: 'value', value: answer.value };
  const file = await browseForFile(frame.placeholder);
  // Who chose no file there chooses here again.
  return file === undefined ? askDataFile(app, source, frame) : { kind: 'value', value: toDataFile(file) };
}

/** How data is named there comes first: what is longer than the box is cut off. */
function placeholderOf(
  { what, placeholder }: DataFileFrame,
  { capabilities: can, creation }: JobSource,
): string {
  const { dataNames } = creation.options;
  if (dataNames !== undefined)
    return can.files === true
      ? t('{0}: choose one, or type {1}', what, dataNames.text)
      : t('{0}: type {1}', what, dataNames.text);
  return can.upload === true ? placeholder : t('{0} (choose one that is there, or type its id)', placeholder);
}

/** Where files cannot be uploaded or listed, or are not all there is, the person knows what they are called there. */
function typedName(id: string, dataNames: DataNames): Choice<FileChoice> | Refusal {
  if (dataNames?.pattern?.test(id) === false)
    return { label: id, description: t('cannot be used: type {0}', dataNames.text) };
  const description = dataNames === undefined ? t('use this id') : t('use this name');
  return { label: id, description, value: { kind: 'uploaded', id, name: id, isTyped: true } };
}

/** The data files of the workspace, by name. */
export async function listWorkspaceFiles(): Promise<Choice<DataFile>[]> {
  const files = await findTrainingFiles();
  const sizes = await Promise.all(
    files.map((file) =>
      workspace.fs.stat(file).then(
        (stat) => stat.size,
        () => null,
      ),
    ),
  );
  return files.map((uri, index): Choice<DataFile> => {
    const size = sizes[index] ?? null;
    const file = toDataFile(uri);
    const folder = workspace.asRelativePath(uri).slice(0, -file.name.length - 1);
    return {
      label: file.name,
      iconPath: new ThemeIcon('file'),
      description: [size === null ? '' : editorFormat.bytes(size), folder].filter(Boolean).join(' · '),
      value: file,
    };
  });
}

/** The newest of the uploaded files. Never rejects: the workspace's files can still be chosen. */
export async function listUploadedFiles(
  app: App,
  source: JobSource,
  signal: AbortSignal,
): Promise<readonly FileObject[]> {
  if (source.capabilities.files !== true) return [];
  try {
    return await source.files.listUploaded(maxUploadedFiles, signal);
  } catch (error) {
    app.errors.record('Listing the uploaded files failed', error);
    return [];
  }
}

export function uploadedChoices(files: readonly FileObject[], { clock }: App): Choice<DataFile>[] {
  const now = clock.now() / 1000;
  return files.map((file) => ({
    label: file.filename,
    iconPath: isRefused(file) ? new ThemeIcon('warning') : new ThemeIcon('cloud'),
    description: [
      isRefused(file) ? (file.statusDetails ?? t('refused')) : null,
      file.bytes === null ? null : editorFormat.bytes(file.bytes),
      file.createdAt === null ? null : editorFormat.age(file.createdAt, now),
      file.id,
    ]
      .filter((each) => each !== null)
      .join(' · '),
    value: { kind: 'uploaded', id: file.id, name: file.filename },
  }));
}

/** What is left out of a cloned job that has several files of a kind: one of each can be given. Null: nothing is. */
export function othersText(file: DataFile | null): string | null {
  if (file?.kind !== 'uploaded' || file.isFirstOf === undefined) return null;
  return t('only this one of {0} files', file.isFirstOf);
}
