import { t } from '@vscode/l10n';
import { type DialectId, dialectIds } from '../../api/connection';
import { dialects } from '../../api/dialects/table';
import { isReadableByOthers } from '../../api/http/addresses';
import type { Addressed } from '../../platform/addressed';
import { localEngineName } from '../../platform/engineState';
import { readConnections, saveConnections } from '../../platform/settings';
import { ask, choose, runSteps } from '../../platform/steps';
import type { App, Command } from '../command';
import { keyProblem, keyPrompt } from './apiKey';

interface Draft {
  dialect: DialectId;
  baseUrl: string;
  name: string;
  apiVersion: string;
  key: string;
}

/** A guided chain of steps: provider, address, name, key; then the connection is saved and shown. */
export const addConnection: Command = {
  id: 'fineTuning.addConnection',
  failure: t('Adding the connection failed'),
  async run(app, given) {
    const draft: Draft = {
      dialect: 'openai',
      baseUrl: '',
      name: '',
      apiVersion: '',
      key: '',
    };
    const known = dialectIds.find((id) => id === given);
    if (known !== undefined) draft.dialect = known;
    const taken = new Set(readConnections().connections.map(({ name }) => name));
    const outcome = await runSteps([
      ...(known !== undefined ? [] : [(canGoBack: boolean) => askDialect(app, draft, canGoBack)]),
      (canGoBack) => askAddress(draft, canGoBack),
      (canGoBack) => askApiVersion(draft, canGoBack),
      (canGoBack) => askName(draft, canGoBack, taken),
      (canGoBack) => askKey(draft, canGoBack),
    ]);
    if (outcome !== 'next') return;
    if (draft.dialect === 'local' && draft.baseUrl === '') {
      await app.sources.showAlso(localEngineName);
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
  app.sources.reload();
  await app.sources.showAlso(connection.name);
  await app.run('fineTuning.checkConnection', connection.name);
}

const title = t('Add Connection');

async function askDialect(app: App, draft: Draft, canGoBack: boolean) {
  const answer = await choose<DialectId>({
    title,
    canGoBack,
    placeholder: t('Which provider do you want to connect to?'),
    choices: dialectIds
      .filter((id) => id !== 'local' || app.host.engine !== null)
      .map((id) => ({
        value: id,
        label: dialects[id].title,
        detail:
          id === 'local'
            ? t('Comes with this extension and needs no key: learn the workflow, try your data')
            : (dialects[id].defaultBaseUrl ?? dialects[id].description ?? t('Your own address')),
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
    prompt: t('Base URL of the API, as its documentation gives it'),
    placeholder: dialects[draft.dialect].exampleBaseUrl ?? 'https://example.com/v1',
    value: draft.baseUrl === '' ? (dialects[draft.dialect].defaultBaseUrl ?? '') : draft.baseUrl,
    problemWith: (text) => (isHttp(text) ? null : t('Give an address that starts with https:// or http://')),
    warningAbout: (text) =>
      isHttp(text) && isReadableByOthers(text)
        ? t('The key and your data go there unencrypted: use https:// where the server has it')
        : null,
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
    prompt: t('API version, for addresses without /openai/v1'),
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
    prompt: t('Name of the connection'),
    value: suggestion,
    problemWith: (text) =>
      text === '' ? t('Give it a name') : taken.has(text) ? t('This name is taken') : null,
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
    placeholder: t('Leave empty where no key is needed'),
    isPassword: true,
    value: '',
    problemWith: keyProblem,
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.key = answer.value;
  return 'next';
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
