import { Uri, env, l10n, workspace } from 'vscode';
import type { Account } from '../../jobs/account';
import { parseJobKey } from '../../jobs/accounts';
import { withProgress } from '../../platform/cancellation';
import { askWhereToSave } from '../../platform/saveDialog';
import { showDone } from '../../platform/show';
import { type ActionId, commandOf } from '../../shared/actions';
import type { FromPage, JobKey } from '../../shared/protocol';
import type { JobPage } from '../../views/jobPage';
import type { App } from '../command';

/** Does what a page asks for. Never rejects: what fails is shown. */
export async function handlePage(app: App, page: JobPage, message: FromPage): Promise<void> {
  try {
    await handle(app, page, message);
  } catch (error) {
    app.errors.show(attempts[message.type], error);
  }
}

/** What is said to have failed. */
const attempts: Readonly<Record<FromPage['type'], string>> = {
  ready: 'Showing the page failed',
  action: 'The action failed',
  openFile: 'Opening the file failed',
  openJob: 'Opening the job failed',
  olderEvents: 'Loading older events failed',
  raw: 'Fetching the JSON failed',
  createFrom: 'Creating the job failed',
  copy: 'Copying failed',
  save: 'Saving failed',
  openLink: 'Opening the link failed',
};

async function handle(app: App, page: JobPage, message: FromPage): Promise<void> {
  switch (message.type) {
    case 'ready':
      return;
    case 'action':
      await act(app, page, message.job, message.action);
      return;
    case 'openJob':
      await withNode(app, message.job, (node) => app.run('fineTuning.openJob', node));
      return;
    case 'createFrom':
      await withNode(app, message.job, (node) => app.run('fineTuning.cloneJob', node, message.model));
      return;
    case 'openFile':
      await openFile(app, message.job, message.fileId);
      return;
    case 'olderEvents':
      await page.loadOlderEvents(message.job);
      return;
    case 'raw':
      await sendRaw(app, page, message.job);
      return;
    case 'copy':
      await env.clipboard.writeText(message.text);
      showDone(l10n.t('Copied {0}', message.what));
      return;
    case 'save':
      await save(message.suggestedName, message.content, message.encoding);
      return;
    case 'openLink':
      await openLink(message.url);
  }
}

async function act(app: App, page: JobPage, job: JobKey, action: ActionId): Promise<void> {
  const command = commandOf(action);
  if (command === null) await page.refresh();
  else await withNode(app, job, (node) => app.run(command, node));
}

async function withNode(app: App, key: JobKey, run: (node: unknown) => Promise<void>): Promise<void> {
  const { accountId, jobId } = parseJobKey(key);
  const account = app.accounts.find(accountId);
  if (account === undefined) throw new Error('its connection is no longer there');
  await run(app.view.tree.jobNode(account, jobId));
}

async function openFile(app: App, key: JobKey, fileId: string): Promise<void> {
  const account = accountOf(app, key);
  await withProgress(l10n.t('Opening {0}', fileId), async (signal) => {
    const client = await account.connect();
    const file = await client.files.retrieve(fileId, { signal });
    if (file.purpose === 'fine-tune-results' || file.filename.endsWith('.csv')) {
      await app.documents.openResult(account.id, fileId, file.filename, signal);
    } else await app.documents.openFile(account.id, fileId, file.filename, signal);
  });
}

async function sendRaw(app: App, page: JobPage, key: JobKey): Promise<void> {
  const { accountId, jobId } = parseJobKey(key);
  const text = await app.documents.jobJson(accountId, jobId, new AbortController().signal);
  page.send({ type: 'raw', job: key, text });
}

function accountOf(app: App, key: JobKey): Account {
  const account = app.accounts.find(parseJobKey(key).accountId);
  if (account === undefined) throw new Error('its connection is no longer there');
  return account;
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
    throw new Error('only https links are opened');
  await env.openExternal(Uri.parse(url, true));
}
