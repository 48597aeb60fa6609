import { t } from '@vscode/l10n';
import { type DialectId, dialectIds, isHttpUrl } from '../../api/connection';
import { addressOf, adviceOnAddress, isPart, readField } from '../../api/dialects/address';
import type { AddressPart, ConnectionField, Dialect } from '../../api/dialects/dialect';
import { providers } from '../../api/dialects/providers';
import { isReadableByOthers } from '../../api/http/addresses';
import type { Addressed } from '../../platform/addressed';
import { localEngineName } from '../../platform/engineState';
import { readConnections, saveConnection } from '../../platform/settings';
import { ask, choose, runSteps, type StepsOutcome } from '../../platform/steps';
import type { App, Command } from '../command';
import { keyProblem, keyPrompt } from './apiKey';

interface Draft {
  dialect: Dialect;
  baseUrl: string;
  /** As typed, by the names of the parts of the address. */
  parts: Readonly<Record<string, string>>;
  /** As typed, by what was asked. */
  fields: Readonly<Record<string, string>>;
  name: string;
  key: string;
}

function emptyDraft(dialect: Dialect): Draft {
  return { dialect, baseUrl: '', parts: {}, fields: {}, name: '', key: '' };
}

type Outcome = StepsOutcome | 'skip';

/** A guided chain of steps: provider, address, name, key; then the connection is saved and shown. */
export const addConnection: Command = {
  id: 'fineTuning.addConnection',
  failure: t('Adding the connection failed'),
  async run(app, given) {
    const known = dialectIds.find((id) => id === given);
    const draft = emptyDraft(await providers[known ?? 'openai'].dialect());
    const taken = new Set(readConnections().connections.map(({ name }) => name));
    const outcome = await runSteps([
      ...(known !== undefined ? [] : [(canGoBack: boolean) => askDialect(app, draft, canGoBack)]),
      (canGoBack) => askAddress(draft, canGoBack),
      (canGoBack) => askFields(app, draft, canGoBack),
      (canGoBack) => askName(draft, canGoBack, taken),
      (canGoBack) => (printsKey(app, draft) ? Promise.resolve('skip') : askKey(draft, canGoBack)),
    ]);
    if (outcome !== 'next') return;
    if (draft.dialect.id === 'local' && draft.baseUrl === '') {
      await app.sources.showAlso(localEngineName);
      return;
    }
    await add(app, draft);
  },
};

async function add(app: App, draft: Draft): Promise<void> {
  const fields = askedFields(app, draft).map((field) => readField(field, draft.fields[field.prompt] ?? ''));
  const connection: Addressed = {
    name: draft.name,
    dialect: draft.dialect.id,
    baseUrl: draft.baseUrl,
    ...fields.reduce((all, field) => ({ ...all, ...field }), {}),
  };
  if (draft.key !== '' && !printsKey(app, draft)) await app.keys.set(connection, draft.key);
  await saveConnection(connection);
  await app.sources.reload();
  await app.sources.showAlso(connection.name);
  await app.run('fineTuning.checkConnection', connection.name);
}

const title = t('Add Connection');

async function askDialect(app: App, draft: Draft, canGoBack: boolean): Promise<Outcome> {
  const answer = await choose<DialectId>({
    title,
    canGoBack,
    placeholder: t('Which provider do you want to connect to?'),
    choices: dialectIds
      .filter((id) => id !== 'local' || app.host.engine !== null)
      .map((id) => ({ value: id, label: providers[id].title, detail: placeOf(id) })),
    active: draft.dialect.id,
  });
  if (answer.kind !== 'value') return answer.kind;
  if (answer.value !== draft.dialect.id)
    Object.assign(draft, emptyDraft(await providers[answer.value].dialect()));
  return 'next';
}

/** Where a provider is, or what it is for. */
function placeOf(id: DialectId): string {
  const { defaultBaseUrl, description, exampleBaseUrl } = providers[id];
  if (id === 'local')
    return t('Comes with this extension and needs no key: learn the workflow, try your data');
  return defaultBaseUrl ?? description ?? exampleBaseUrl ?? t('Your own address');
}

/** By its parts where the provider's customers differ in nothing else, else the whole. */
function askAddress(draft: Draft, canGoBack: boolean): Promise<Outcome> {
  const { id, addressParts = [] } = draft.dialect;
  if (id === 'local') return Promise.resolve('skip');
  if (addressParts.length === 0) return askWholeAddress(draft, canGoBack);
  return runSteps(addressParts.map((part) => (hasEarlier) => askPart(draft, part, hasEarlier || canGoBack)));
}

async function askWholeAddress(draft: Draft, canGoBack: boolean): Promise<Outcome> {
  const { exampleBaseUrl, defaultBaseUrl } = providers[draft.dialect.id];
  const answer = await ask({
    title,
    canGoBack,
    prompt: t('Base URL of the API, as its documentation gives it'),
    placeholder: exampleBaseUrl ?? 'https://example.com/v1',
    value: draft.baseUrl === '' ? (defaultBaseUrl ?? '') : draft.baseUrl,
    problemWith: (text) => problemWithAddress(draft.dialect, text),
    warningAbout,
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.baseUrl = answer.value;
  return 'next';
}

/** A whole address can be entered too: that of a gateway, of another cloud, or one that was copied. */
async function askPart(draft: Draft, part: AddressPart, canGoBack: boolean): Promise<Outcome> {
  const { name, prompt, example } = part;
  const isWhole = Object.values(draft.parts).some(isHttp);
  if (isWhole && !isHttp(draft.parts[name] ?? '')) return 'skip';
  const answer = await ask({
    title,
    canGoBack,
    prompt: t('{0}; or the whole address of the API', prompt),
    placeholder: example,
    value: draft.parts[name] ?? '',
    problemWith: (text) =>
      isHttp(text)
        ? problemWithAddress(draft.dialect, text)
        : isPart(part, text)
          ? null
          : t('Give it as in {0}, or a whole address', example),
    warningAbout,
  });
  if (answer.kind !== 'value') return answer.kind;
  draft.parts = { ...draft.parts, [name]: answer.value };
  draft.baseUrl = isHttp(answer.value) ? answer.value : addressOf(providers[draft.dialect.id], draft.parts);
  return 'next';
}

/** An address that is known not to be the API's leads nowhere: what to use instead is known too. */
function problemWithAddress(dialect: Dialect, text: string): string | null {
  if (isHttpUrl(text)) return adviceOnAddress(dialect, text);
  return isHttp(text)
    ? t('Give the address without a user name and a password: the key is asked for later')
    : t('Give an address that starts with https:// or http://');
}

/** What a person should know of an address that can be taken; null: nothing. */
function warningAbout(text: string): string | null {
  return isHttp(text) && isReadableByOthers(text)
    ? t('The key and your data go there unencrypted: use https:// where the server has it')
    : null;
}

function askedFields({ host }: App, { dialect, baseUrl }: Draft): readonly ConnectionField[] {
  const { connectionFields = [] } = dialect;
  return connectionFields.filter(
    ({ isAsked, isCommand }) =>
      baseUrl !== '' && isAsked(baseUrl) && (isCommand !== true || host.printedBy !== null),
  );
}

/** Whether a command was entered, which prints the key. */
function printsKey(app: App, draft: Draft): boolean {
  return askedFields(app, draft).some(({ isCommand, prompt }) => isCommand && draft.fields[prompt]);
}

/** On Windows the programs that print tokens are scripts, which nothing but its shell runs. */
function suggestionFor({ host }: App, { isCommand, suggestion = '' }: ConnectionField): string {
  return isCommand && host.environment['OS'] === 'Windows_NT' ? `cmd /c ${suggestion}` : suggestion;
}

function askFields(app: App, draft: Draft, canGoBack: boolean): Promise<Outcome> {
  const fields = askedFields(app, draft);
  if (fields.length === 0) return Promise.resolve('skip');
  return runSteps(
    fields.map((field) => async (hasEarlier) => {
      const answer = await ask({
        title,
        canGoBack: hasEarlier || canGoBack,
        prompt: field.prompt,
        placeholder: field.placeholder,
        value: draft.fields[field.prompt] ?? suggestionFor(app, field),
        problemWith: (text) =>
          readField(field, text) === null
            ? (field.problemWith?.(text) ?? t('Give it as in {0}', field.placeholder))
            : null,
      });
      if (answer.kind !== 'value') return answer.kind;
      draft.fields = { ...draft.fields, [field.prompt]: answer.value };
      return 'next';
    }),
  );
}

async function askName(draft: Draft, canGoBack: boolean, taken: ReadonlySet<string>): Promise<Outcome> {
  if (draft.dialect.id === 'local') return 'skip';
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

async function askKey(draft: Draft, canGoBack: boolean): Promise<Outcome> {
  if (draft.dialect.id === 'local') return 'skip';
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

/** The provider's, with what its customers differ in; of an address of one's own its host. */
function suggestName({ dialect, baseUrl, parts }: Draft, taken: ReadonlySet<string>): string {
  const provider = providers[dialect.id];
  const entered = Object.values(parts);
  const isOwn = baseUrl !== provider.defaultBaseUrl && (entered.length === 0 || entered.some(isHttp));
  const name = isOwn ? new URL(baseUrl).host : [provider.name ?? provider.title, ...entered].join(' ');
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : `${name} ${String(number)}`;
    if (!taken.has(numbered)) return numbered;
  }
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
