import { t } from '@vscode/l10n';
import { takesValidationFile } from '../../api/dialects/takesValidationFile';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import type { FormChoice, FormField, FormNote } from '../../shared/createFormProtocol';
import type { App } from '../command';
import { listUploadedFiles, listWorkspaceFiles, othersText, uploadedChoices } from '../createJob/dataFiles';
import type { JobDraft } from '../createJob/draft';
import { type DataFile, isSameFile } from '../trainingFiles/dataFile';
import type { FileSummary } from '../trainingFiles/fileCheck';
import { overlapText, type RowOverlap } from './rowOverlap';
import type { UploadedTwin } from './uploadedTwin';

export const fileIds = { training: 'trainingFile', validation: 'validationFile' } as const;

export function isFileId(field: string): boolean {
  return field === fileIds.training || field === fileIds.validation;
}

/** What can be chosen as a file at a source. */
export interface KnownFiles {
  readonly local: readonly KnownFile[];
  readonly uploaded: readonly KnownFile[];
  /** The same as the provider reports them. */
  readonly stored: readonly FileObject[];
}

interface KnownFile {
  readonly file: DataFile;
  readonly label: string;
}

export const noFiles: KnownFiles = { local: [], uploaded: [], stored: [] };

/** Never rejects: what cannot be listed is left out. */
export async function listFiles(app: App, source: JobSource, signal: AbortSignal): Promise<KnownFiles> {
  const [local, stored] = await Promise.all([
    source.capabilities.upload === true ? listWorkspaceFiles() : [],
    listUploadedFiles(app, source, signal),
  ]);
  const toKnown = (choices: typeof local): readonly KnownFile[] =>
    choices.map(({ label, description, value }) => ({
      file: value,
      label: [label, description].filter(Boolean).join(' · '),
    }));
  return { local: toKnown(local), uploaded: toKnown(uploadedChoices(stored, app)), stored };
}

/** A file as the value of a choice; empty: none. */
export function fileKey(file: DataFile | null): string {
  if (file === null) return '';
  return file.kind === 'local' ? file.uri.toString() : `id ${file.id}`;
}

/** The file of a choice; undefined: there is none such, or it is the file for the other purpose. */
export function fileOfKey(key: string, known: KnownFiles, draft: JobDraft): DataFile | null | undefined {
  if (key === '') return null;
  const { trainingFile, validationFile } = draft;
  const files = [...known.local, ...known.uploaded].map(({ file }) => file);
  return [trainingFile, validationFile, ...files].find((file) => file !== null && fileKey(file) === key);
}

/** What was found in the files. */
export interface FoundInFiles {
  readonly training: FileSummary | null;
  readonly validation: FileSummary | null;
}

/** Uploaded files that are the same as those that are chosen. */
export interface Twins {
  readonly trainingFile: UploadedTwin | null;
  readonly validationFile: UploadedTwin | null;
}

/** The fields of the files that this provider takes for the method. */
export function fileFields(
  draft: JobDraft,
  { creation, capabilities }: JobSource,
  known: KnownFiles,
  {
    found,
    twins,
    overlap,
  }: { readonly found: FoundInFiles; readonly twins: Twins; readonly overlap: RowOverlap | null },
  isTried: boolean,
): readonly FormField[] {
  const { trainingFile, validationFile, method } = draft;
  const canUpload = capabilities.upload === true;
  const takesBoth = takesValidationFile(creation.options, method);
  const isTwice =
    takesBoth && trainingFile !== null && validationFile !== null && isSameFile(trainingFile, validationFile);
  const missing = isTried && trainingFile === null ? t('Choose a training file') : null;
  return [
    {
      ...{ id: fileIds.training, label: t('Training file'), value: fileKey(trainingFile) },
      hint: t('JSON lines, one example each'),
      problem: missing,
      note: noteOf(trainingFile, found.training),
      offer: offerOf(twins.trainingFile),
      control: chooser(trainingFile, takesBoth ? validationFile : null, known, {
        canUpload,
        isOptional: trainingFile === null,
      }),
    },
    ...(takesBoth
      ? [
          {
            ...{ id: fileIds.validation, label: t('Validation file'), value: fileKey(validationFile) },
            hint: t('Shows whether the model learns or only memorizes'),
            problem: isTwice ? t('Data that was trained on validates nothing: choose another file') : null,
            note: noteOf(validationFile, found.validation, overlap),
            offer: offerOf(twins.validationFile),
            control: chooser(validationFile, trainingFile, known, { canUpload, isOptional: true }),
          },
        ]
      : []),
  ];
}

/** @param overlap with the training file */
function noteOf(
  file: DataFile | null,
  found: FileSummary | null,
  overlap: RowOverlap | null = null,
): FormNote | null {
  const others = othersText(file);
  const repeated = overlap === null ? null : overlapText(overlap);
  const texts = [others, found?.text ?? null, repeated].filter((text) => text !== null);
  if (texts.length === 0) return null;
  const isProblem = others !== null || repeated !== null || found?.isProblem === true;
  return { level: isProblem ? 'warning' : 'good', text: texts.join(' · ') };
}

function offerOf(twin: UploadedTwin | null): FormField['offer'] {
  if (twin === null) return null;
  return { text: t('The same file is already uploaded: {0}', twin.id), button: t('Use It') };
}

/** @param other the file for the other purpose, which is not offered */
function chooser(
  current: DataFile | null,
  other: DataFile | null,
  { local, uploaded }: KnownFiles,
  { canUpload, isOptional }: { readonly canUpload: boolean; readonly isOptional: boolean },
): FormField['control'] {
  const isOther = (file: DataFile) => other !== null && isSameFile(file, other);
  const choicesOf = (files: readonly KnownFile[], group: string): readonly FormChoice[] =>
    files
      .filter(({ file }) => !isOther(file))
      .map(({ file, label }) => ({ value: fileKey(file), label, group }));
  const listed = [...choicesOf(local, t('in the workspace')), ...choicesOf(uploaded, t('already uploaded'))];
  const isListed = current === null || listed.some(({ value }) => value === fileKey(current));
  return {
    kind: 'chosen',
    choices: [
      ...(isOptional ? [{ value: '', label: t({ message: 'None', comment: 'No file' }), group: '' }] : []),
      ...(isListed ? [] : [{ value: fileKey(current), label: current.name, group: '' }]),
      ...listed,
    ],
    more: canUpload ? t('Browse…') : t('Type Its Name…'),
    takesFiles: canUpload,
  };
}
