import { t } from '@vscode/l10n';
import type { Capabilities } from '../../api/dialects/dialect';
import { type FileObject, isRefused } from '../../api/wire/file';
import { jobName, type KnownJob } from '../../jobs/summary';
import type { RowIcon } from '../../platform/treeRow';
import type { Format } from '../../shared/format';
import type { RowText } from '../rowText';

export interface FileInputs {
  readonly file: FileObject;
  /** Known jobs that use it, active ones first. */
  readonly usedBy: readonly KnownJob[];
  /** All jobs are known: one that is used by none of them is not used. */
  readonly areJobsKnown: boolean;
  /** An older one of the same name and size. */
  readonly sameAs: FileObject | undefined;
  readonly capabilities: Capabilities;
  /** Unix seconds. */
  readonly now: number;
  readonly format: Format;
}

/** Jobs that a tooltip names. */
const maxNamed = 5;

/** What tells files apart comes first and what many share last: a narrow side bar cuts off the end. */
export function fileRow(inputs: FileInputs): RowText {
  const { file, now, format } = inputs;
  const { bytes, createdAt, expiresAt, filename, purpose } = file;
  const words = [
    statusWord(file),
    expiresAt === null ? null : expiryText(expiresAt, now, format),
    resultWord(inputs),
    bytes === null ? null : format.bytes(bytes),
    examplesWord(inputs),
    createdAt === null ? null : format.age(Math.min(createdAt, now), now),
    useWord(inputs),
    sameWord(inputs),
    purpose,
  ].filter((word) => word !== null);
  return {
    label: filename,
    description: words.join(' · '),
    icon: iconOf(file),
    context: contextOf(inputs),
    accessibilityLabel: [filename, ...words].join(', '),
  };
}

/** What keeps jobs from being trained on it; null: nothing that the provider says. */
function statusWord(file: FileObject): string | null {
  if (isRefused(file)) return t('refused');
  const status = file.status?.toLowerCase() ?? '';
  if (status === 'uploading') return t({ message: 'uploading', comment: 'Of a file' });
  const isProcessed = ['pending', 'queued', 'running', 'processing', 'validating'].includes(status);
  return isProcessed ? t({ message: 'processing', comment: 'Of a file' }) : null;
}

/** The word of its row, with what the provider calls it. */
function statusFact(file: FileObject): string | null {
  const word = statusWord(file);
  const { status } = file;
  return word === null || status === null || word === status.toLowerCase() ? status : `${word} (${status})`;
}

/** Results of different jobs mostly have the same name. */
function resultWord({ file, usedBy, format }: FileInputs): string | null {
  const [job] = usedBy;
  return isResult(file) && job !== undefined ? t('results of {0}', jobName(job, format)) : null;
}

function examplesWord({ file: { examples }, format }: FileInputs): string | null {
  if (examples === null) return null;
  return examples === 1 ? t('1 example') : t('{0} examples', format.count(examples));
}

function expiryText(expiresAt: number, now: number, format: Format): string {
  return expiresAt > now ? t('expires {0}', format.age(expiresAt, now)) : t('expired');
}

function useWord({ usedBy, areJobsKnown, file, format }: FileInputs): string | null {
  const count = usedBy.length;
  if (isResult(file)) return null; // the job is named already
  if (count === 1) return t('used by 1 job');
  if (count > 1) return t('used by {0} jobs', format.count(count));
  return areJobsKnown && file.purpose === 'fine-tune' ? t('not used') : null;
}

function sameWord({ sameAs, now, format }: FileInputs): string | null {
  if (sameAs === undefined) return null;
  const { createdAt } = sameAs;
  return createdAt === null
    ? t('same name and size as another')
    : t('same name and size as one from {0}', format.age(Math.min(createdAt, now), now));
}

function iconOf(file: FileObject): RowIcon {
  if (isRefused(file)) return { id: 'warning', color: 'list.warningForeground' };
  return { id: isResult(file) ? 'table' : 'file', color: null };
}

/** Whether a job wrote it. */
export function isResult({ purpose }: Pick<FileObject, 'purpose'>): boolean {
  return purpose === 'fine-tune-results';
}

function contextOf({ file, usedBy, capabilities }: FileInputs): string {
  const canRead = capabilities[isResult(file) ? 'resultFiles' : 'fileContent'] === true;
  return [
    'file',
    ...(canRead ? ['openFile', 'downloadFile'] : []),
    ...(canRead && !isResult(file) ? ['previewFile'] : []),
    ...(capabilities.deleteFile === true ? ['deleteFile'] : []),
    ...(usedBy.length > 0 ? ['showFileJobs'] : []),
  ].join(' ');
}

/** The facts of a tooltip, in reading order. Values come from servers: show them as text. */
export function fileFacts(inputs: FileInputs): [name: string, value: string][] {
  const { file, sameAs, format } = inputs;
  const facts: [string, string | null][] = [
    [t('Size'), file.bytes === null ? null : sizeText(file.bytes, format)],
    [t('Examples'), file.examples === null ? null : format.count(file.examples)],
    [t('Data format'), file.format],
    [t('Purpose'), file.purpose],
    [t('Status'), statusFact(file)],
    [t('Status details'), file.statusDetails],
    [t('Created'), file.createdAt === null ? null : timeFact(file.createdAt, inputs)],
    [t('Expires'), file.expiresAt === null ? null : timeFact(file.expiresAt, inputs)],
    [isResult(file) ? t('Result of') : t('Used by'), usersFact(inputs)],
    [t('Same name and size as'), sameAs?.id ?? null],
    [t('Id'), file.id],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function sizeText(bytes: number, format: Format): string {
  return bytes < 1024 ? format.bytes(bytes) : `${format.bytes(bytes)} (${format.count(bytes)} B)`;
}

/** Names may have commas: a job without a name of its own is called by its model and its time. */
function usersFact({ usedBy, format }: FileInputs): string | null {
  if (usedBy.length === 0) return null;
  const names = usedBy.slice(0, maxNamed).map((job) => jobName(job, format));
  const more = usedBy.length - names.length;
  return [...names, ...(more > 0 ? [t('and {0} more', format.count(more))] : [])].join(' · ');
}

function timeFact(seconds: number, { now, format }: FileInputs): string {
  return `${format.date(seconds)} (${format.age(seconds, now)})`;
}
