import { t } from '@vscode/l10n';
import { commands, env, Uri, workspace } from 'vscode';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/http/errors';
import { isGone } from '../api/http/isGone';
import type { JsonPart } from '../api/jsonPart';
import { decodeResultStream } from '../api/resultFile';
import { previewOf } from '../datasets/preview';
import { parseJobKey } from '../jobs/jobKey';
import type { JobMarks } from '../jobs/jobMarks';
import type { KeptTries } from '../jobs/keptTries';
import type { RequestMemory } from '../jobs/requestMemory';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import { withProgress, withViewProgress } from '../platform/cancellation';
import { downloadInto, downloadTo } from '../platform/download';
import type { ErrorReporter } from '../platform/errorReporter';
import { unlessGone } from '../platform/goneFileError';
import type { Host } from '../platform/host';
import { openAt } from '../platform/openAt';
import { askWhereToSave } from '../platform/saveDialog';
import { showDone } from '../platform/show';
import { findInWorkspace } from '../platform/workspaceFile';
import { type ActionId, commandOf } from '../shared/actions';
import type { PreviewOutcome } from '../shared/fileFacts';
import type { FromPage, JobKey, ToPage } from '../shared/protocol';
import type { JobNode } from './jobNodes';
import type { ReadOnlyDocuments } from './readOnlyDocuments';

/** What pages work with. */
export interface PageServices {
  readonly sources: Sources;
  readonly clock: Clock;
  readonly documents: ReadOnlyDocuments;
  readonly host: Pick<Host, 'save'>;
  readonly marks: JobMarks;
  readonly requests: RequestMemory;
  readonly keptTries: KeptTries;
  readonly errors: ErrorReporter;
  /** The row of a job, for commands that are about it. */
  jobNode(source: JobSource, jobId: string): JobNode;
}

/** What a page does by itself. */
export interface MessagedPage {
  refresh(signal?: AbortSignal): Promise<void>;
  loadOlderEvents(job: JobKey): Promise<void>;
  send(message: ToPage): void;
  /** Ends what is done for the job when the page no longer shows it. */
  signalOf(job: JobKey): AbortSignal;
}

/** Does what a page asks for. Never rejects: what fails is shown. */
export async function handleMessage(
  services: PageServices,
  page: MessagedPage,
  message: FromPage,
): Promise<void> {
  try {
    await handle(services, page, message);
  } catch (error) {
    services.errors.show(attempts[message.type], error);
  }
}

/** What is said to have failed. */
const attempts: Readonly<Record<FromPage['type'], string>> = {
  ready: t('Showing the page failed'),
  action: t('The action failed'),
  openFile: t('Opening the file failed'),
  saveFile: t('Saving the file failed'),
  preview: t('Reading the file failed'),
  validateFile: t('Checking the file failed'),
  fixAndClone: t('Cloning the job failed'),
  openJob: t('Opening the job failed'),
  olderEvents: t('Loading older events failed'),
  raw: t('Fetching the JSON failed'),
  createFrom: t('Creating the job failed'),
  deploy: t('Deploying the checkpoint failed'),
  saveWeights: t('Saving the weights failed'),
  copy: t('Copying failed'),
  save: t('Saving failed'),
  openLink: t('Opening the link failed'),
};

/** What may show another editor. */
const leading: ReadonlySet<FromPage['type']> = new Set([
  'action',
  'openFile',
  'validateFile',
  'fixAndClone',
  'deploy',
]);

async function handle(services: PageServices, page: MessagedPage, message: FromPage): Promise<void> {
  // Who works on a page needs it: as a preview it would lose its tab to what it opens.
  if (leading.has(message.type)) await commands.executeCommand('workbench.action.keepEditor');
  switch (message.type) {
    case 'ready':
      return;
    case 'action':
      await act(services, page, message.job, message.action);
      return;
    case 'openJob':
      await run(services, 'fineTuning.openJob', message.job);
      return;
    case 'createFrom':
      await run(services, 'fineTuning.cloneJob', message.job, message.checkpoint);
      return;
    case 'deploy':
      await run(services, 'fineTuning.deployCheckpoint', message.job, message.checkpoint);
      return;
    case 'openFile':
      await openFile(services, message.job, message.fileId, message.line);
      return;
    case 'validateFile':
      await run(services, 'fineTuning.validateTrainingFile', message.job, message.fileId);
      return;
    case 'fixAndClone':
      await run(services, 'fineTuning.fixAndClone', message.job, message.fileId);
      return;
    case 'saveFile':
      await saveFile(services, message.job, message.fileId);
      return;
    case 'saveWeights':
      await downloadInto(message.name, find(services, message.job).source, message.fileIds, services.host);
      return;
    case 'preview':
      await sendPreview(services, page, message.job, message.fileId);
      return;
    case 'olderEvents':
      await page.loadOlderEvents(message.job);
      return;
    case 'raw':
      await sendRaw(services, page, message.job, message.part);
      return;
    case 'copy':
      await env.clipboard.writeText(message.text);
      showDone(t('Copied {0}', message.what));
      return;
    case 'save':
      await save(message.suggestedName, message.content, message.encoding);
      return;
    case 'openLink':
      await openLink(message.url);
  }
}

async function act(services: PageServices, page: MessagedPage, job: JobKey, id: ActionId): Promise<void> {
  const command = commandOf(id);
  if (command === null) await withViewProgress(t('Refreshing the page'), (signal) => page.refresh(signal));
  else await run(services, command, job);
}

/** Runs a command that is about a job. */
async function run(services: PageServices, command: string, job: JobKey, ...args: unknown[]): Promise<void> {
  const { source, jobId } = find(services, job);
  await commands.executeCommand(command, services.jobNode(source, jobId), ...args);
}

/** At a line: the person's own file where the workspace has it, since there it can be fixed. */
async function openFile(
  services: PageServices,
  job: JobKey,
  fileId: string,
  line: number | undefined,
): Promise<void> {
  const { source } = find(services, job);
  const { documents } = services;
  await withProgress(t('Opening {0}', fileId), async (signal) => {
    const { filename, purpose } = await unlessGone(fileId, source.files.retrieve(fileId, signal));
    const local = line === undefined ? undefined : await findInWorkspace(filename);
    const isResult = purpose === 'fine-tune-results' || filename.endsWith('.csv');
    if (local !== undefined) await openAt(local, line);
    else if (isResult) await documents.openResult(source.id, fileId, filename, signal);
    else await documents.openFile(source.id, fileId, filename, signal, line);
  });
}

async function saveFile(services: PageServices, job: JobKey, fileId: string): Promise<void> {
  const { source } = find(services, job);
  const file = await withProgress(t('Fetching {0}', fileId), (signal) =>
    unlessGone(fileId, source.files.retrieve(fileId, signal)),
  );
  const to = file === undefined ? undefined : await askWhereToSave(file.filename);
  if (to !== undefined) await downloadTo(to, source, fileId, services.host);
}

/** A page asks by itself: what cannot be read is said in its place. */
async function sendPreview(
  { errors, sources }: PageServices,
  page: MessagedPage,
  job: JobKey,
  fileId: string,
): Promise<void> {
  const { sourceId } = parseJobKey(job);
  let preview: PreviewOutcome = null;
  try {
    const content = sources.find(sourceId)?.files.content(fileId, page.signalOf(job));
    if (content !== undefined) preview = await previewOf(decodeResultStream(content));
  } catch (error) {
    if (isGone(error)) preview = 'gone';
    if (!isCancelled(error)) errors.record(`Reading ${fileId} failed`, error);
  }
  page.send({ type: 'preview', job, fileId, preview });
}

async function sendRaw(
  { documents }: PageServices,
  page: MessagedPage,
  job: JobKey,
  part: JsonPart,
): Promise<void> {
  const { sourceId, jobId } = parseJobKey(job);
  try {
    const sent = await documents.jobJson(sourceId, jobId, part, page.signalOf(job));
    page.send({ type: 'raw', job, part, ...sent });
  } catch (error) {
    page.send({ type: 'raw', job, part, text: null });
    throw error;
  }
}

function find({ sources }: PageServices, job: JobKey): { source: JobSource; jobId: string } {
  const { sourceId, jobId } = parseJobKey(job);
  const source = sources.find(sourceId);
  if (source === undefined) throw new Error(t('its connection is no longer there'));
  return { source, jobId };
}

async function save(suggestedName: string, content: string, encoding: 'utf8' | 'base64'): Promise<void> {
  const target = await askWhereToSave(suggestedName);
  if (target === undefined) return;
  const bytes =
    encoding === 'utf8'
      ? new TextEncoder().encode(content)
      : Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  await workspace.fs.writeFile(target, bytes);
}

/** A page's links come from servers: https alone, and VS Code asks before it opens one. */
async function openLink(url: string): Promise<void> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new Error(t('only https links are opened'));
  await env.openExternal(Uri.parse(url, true));
}
