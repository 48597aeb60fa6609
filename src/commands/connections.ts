import { l10n, window } from 'vscode';
import { type DialectId, dialectIds } from '../api/connection';
import { dialects } from '../api/dialects/table';
import { type Addressed, addressed } from '../platform/addressed';
import { ask, choose, runSteps } from '../platform/steps';
import { readConnections, saveConnections } from '../platform/settings';
import type { App, Command } from './command';
import { localEngineName } from './engine';

interface Draft {
  dialect: DialectId;
  baseUrl: string;
  name: string;
  organization: string;
  project: string;
  apiVersion: string;
  key: string;
}

/** A guided chain of steps: provider, address, name, key; then the connection is saved and shown. */
export const addConnection: Command = {
  id: 'fineTuning.addConnection',
  failure: 'Adding the connection failed',
  async run(app, given) {
    const draft: Draft = {
      dialect: 'openai',
      baseUrl: '',
      name: '',
      organization: '',
      project: '',
      apiVersion: '',
      key: '',
    };
    const isGiven = dialectIds.some((id) => id === given);
    if (isGiven) draft.dialect = given as DialectId; // one of dialectIds
    const taken = new Set(readConnections().connections.map(({ name }) => name));
    const isComplete = await runSteps([
      ...(isGiven ? [] : [(canGoBack: boolean) => askDialect(app, draft, canGoBack)]),
      (canGoBack) => askAddress(draft, canGoBack),
      (canGoBack) => askApiVersion(draft, canGoBack),
      (canGoBack) => askName(draft, canGoBack, taken),
      (canGoBack) => askKey(draft, canGoBack),
    ]);
    if (!isComplete) return;
    if (draft.dialect === 'local' && draft.baseUrl === '') {
      await app.accounts.show([localEngineName]);
      return;
    }
    await add(app, draft);
  },
};

async function add(app: App, draft: Draft): Promise<void> {
  const connection: Addressed = {
    name: draft.name,
    dialect: draft.dialect,
    baseUrl: draft.baseUrl,
    ...(draft.apiVersion === '' ? {} : { apiVersion: draft.apiVersion }),
  };
  if (draft.key !== '') await app.keys.set(connection, draft.key);
  await saveConnections([...readConnections().connections, connection]);
  app.accounts.reload();
  await app.accounts.show([connection.name]);
  await app.run('fineTuning.checkConnection', connection.name);
}

const title = l10n.t('Add Connection');

async function askDialect(app: App, draft: Draft, canGoBack: boolean) {
  const answer = await choose<DialectId>({
    title,
    canGoBack,
    placeholder: l10n.t('Which provider do you want to connect to?'),
    choices: dialectIds
      .filter((id) => id !== 'local' || app.host.engine !== null)
      .map((id) => ({
        value: id,
        label: dialects[id].title,
        detail:
          id === 'local'
            ? l10n.t('Comes with this extension and needs no key: learn the workflow, try your data')
            : (dialects[id].defaultBaseUrl ?? l10n.t('Your own address')),
      })),
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.dialect = answer.value;
  return 'next';
}

async function askAddress(draft: Draft, canGoBack: boolean) {
  if (draft.dialect === 'local') return 'skip';
  const answer = await ask({
    title,
    canGoBack,
    prompt: l10n.t('Base URL of the API, as its documentation gives it'),
    placeholder: 'https://example.com/v1',
    value: draft.baseUrl === '' ? (dialects[draft.dialect].defaultBaseUrl ?? '') : draft.baseUrl,
    problemWith: (text) =>
      isHttp(text) ? null : l10n.t('Give an address that starts with https:// or http://'),
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.baseUrl = answer.value;
  return 'next';
}

async function askApiVersion(draft: Draft, canGoBack: boolean) {
  if (draft.dialect !== 'azure' || draft.baseUrl.includes('/openai/v1')) return 'skip';
  const answer = await ask({
    title,
    canGoBack,
    prompt: l10n.t('API version, for addresses without /openai/v1'),
    placeholder: '2025-04-01-preview',
    value: draft.apiVersion,
    problemWith: () => null,
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.apiVersion = answer.value;
  return 'next';
}

async function askName(draft: Draft, canGoBack: boolean, taken: ReadonlySet<string>) {
  if (draft.dialect === 'local') return 'skip';
  const suggestion = draft.name === '' ? suggestName(draft, taken) : draft.name;
  const answer = await ask({
    title,
    canGoBack,
    prompt: l10n.t('Name of the connection'),
    value: suggestion,
    problemWith: (text) =>
      text === '' ? l10n.t('Give it a name') : taken.has(text) ? l10n.t('This name is taken') : null,
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.name = answer.value;
  return 'next';
}

async function askKey(draft: Draft, canGoBack: boolean) {
  if (draft.dialect === 'local') return 'skip';
  const answer = await ask({
    title,
    canGoBack,
    prompt: keyPrompt(draft.baseUrl),
    placeholder: l10n.t('Leave empty where no key is needed'),
    isPassword: true,
    value: '',
    problemWith: keyProblem,
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.key = answer.value;
  return 'next';
}

function keyPrompt(baseUrl: string): string {
  return l10n.t(
    'API key for {0}. It is kept in VS Code’s secret storage and sent nowhere else.',
    new URL(baseUrl).host,
  );
}

function keyProblem(text: string): string | null {
  return /[^\x21-\x7e]/.test(text)
    ? l10n.t('A key has no spaces and only plain letters, digits and signs')
    : null;
}

function suggestName(draft: Draft, taken: ReadonlySet<string>): string {
  const { defaultBaseUrl, title: provider } = dialects[draft.dialect];
  const name =
    draft.baseUrl === defaultBaseUrl ? provider.replace(/ or .*/, '') : new URL(draft.baseUrl).host;
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : `${name} ${String(number)}`;
    if (!taken.has(numbered)) return numbered;
  }
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Which connections are on screen: one, or several side by side. */
export const switchConnection: Command = {
  id: 'fineTuning.switchConnection',
  failure: 'Switching connections failed',
  async run(app) {
    const shown = new Set(app.accounts.shown.map(({ connection }) => connection.name));
    const add = { label: l10n.t('$(add) Add connection…'), connection: undefined };
    const items = app.accounts.available.map((connection) => ({
      label: connection.name,
      description: dialects[connection.dialect].title,
      detail: addressed(connection)?.baseUrl ?? l10n.t('Runs on this machine'),
      picked: shown.has(connection.name),
      connection,
    }));
    if (items.length === 0) {
      await addConnection.run(app);
      return;
    }
    const picked = await window.showQuickPick([...items, add], {
      title: l10n.t('Show Connections'),
      placeHolder: l10n.t('Choose one connection, or several to see them side by side'),
      canPickMany: true,
    });
    if (picked === undefined) return;
    const names = picked.flatMap(({ connection }) => (connection === undefined ? [] : [connection.name]));
    if (names.length > 0) await app.accounts.show(names);
    if (picked.some(({ connection }) => connection === undefined)) await addConnection.run(app);
  },
};

export const removeConnection: Command = {
  id: 'fineTuning.removeConnection',
  failure: 'Removing the connection failed',
  async run(app) {
    const saved = readConnections().connections;
    if (saved.length === 0) {
      void window.showInformationMessage(l10n.t('There is no saved connection.'));
      return;
    }
    const picked = await window.showQuickPick(
      saved.map((connection) => ({
        label: connection.name,
        description: connection.baseUrl ?? '',
        connection,
      })),
      { placeHolder: l10n.t('Which connection do you want to remove? Its jobs stay at the provider.') },
    );
    if (picked === undefined) return;
    const remove = l10n.t('Remove Connection');
    const detail = l10n.t(
      'Its API key is deleted from secret storage. Jobs and files at the provider stay as they are.',
    );
    const question = l10n.t('Remove {0}?', picked.label);
    if ((await window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
    const target = addressed(picked.connection);
    if (target !== undefined) await app.keys.delete(target);
    await saveConnections(saved.filter(({ name }) => name !== picked.label));
    app.accounts.reload();
  },
};

export const setApiKey: Command = {
  id: 'fineTuning.setApiKey',
  failure: 'Setting the API key failed',
  async run(app, name) {
    const connection = await chooseConnection(app, name);
    if (connection === undefined) return;
    const answer = await ask({
      title: l10n.t('API key of {0}', connection.name),
      canGoBack: false,
      prompt: keyPrompt(connection.baseUrl),
      isPassword: true,
      value: '',
      problemWith: (text) => (text === '' ? l10n.t('Give the key') : keyProblem(text)),
    });
    if (answer.kind !== 'value') return;
    await app.keys.set(connection, answer.value);
    const variable = connection.apiKeyEnv;
    if (variable !== undefined && app.host.environment[variable]) {
      void window.showWarningMessage(
        l10n.t('The environment variable {0} is set and wins over the saved key.', variable),
      );
    }
    await app.accounts.shown.find((account) => account.connection.name === connection.name)?.poller.pollNow();
  },
};

/** The connection on screen if there is only one with a key; else the person chooses. */
async function chooseConnection(app: App, name: unknown): Promise<Addressed | undefined> {
  const named = app.accounts.available.find((connection) => connection.name === name);
  if (named !== undefined) return addressed(named);
  const shown = app.accounts.shown
    .map(({ connection }) => addressed(connection))
    .filter((each) => each !== undefined);
  const [only] = shown;
  if (only !== undefined && shown.length === 1) return only;
  const all = app.accounts.available.map(addressed).filter((each) => each !== undefined);
  if (all.length === 0) {
    await addConnection.run(app);
    return undefined;
  }
  const picked = await window.showQuickPick(
    all.map((connection) => ({ label: connection.name, description: connection.baseUrl, connection })),
    { placeHolder: l10n.t('Whose API key do you want to set?') },
  );
  return picked?.connection;
}
