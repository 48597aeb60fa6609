import { t } from '@vscode/l10n';
import { CancellationError, type QuickPickItem, ThemeIcon, Uri } from 'vscode';
import type { Connection } from '../../api/connection';
import { type Check, type CheckName, diagnose } from '../../api/doctor';
import { isCancelled } from '../../api/http/errors';
import { addressed } from '../../platform/addressed';
import { createPick, pickOne } from '../../platform/picks';
import { choose as chooseStep } from '../../platform/steps';
import type { App, Command } from '../command';
import { kindOf } from './kindOf';
import { namedConnection } from './namedConnection';

const names: Readonly<Record<CheckName, string>> = {
  address: t('Address'),
  certificate: t('Certificate'),
  key: t('API key'),
  endpoint: t('Fine-tuning API'),
  jobs: t('Jobs'),
  capabilities: t('Can do'),
  clock: t('Clock'),
};

/** Of a failure it is a picture: quick picks draw codicons in the colour of text, whatever their own is. */
const icons: Readonly<Record<Exclude<Check['state'], 'failed'>, string>> = {
  ok: 'pass',
  warning: 'warning',
  skipped: 'circle-slash',
};

/** What is wrong comes first, then in the order of the checks. */
const ranks: Readonly<Record<Check['state'], number>> = { failed: 0, warning: 1, ok: 2, skipped: 2 };

/** Looks a connection over, finding by finding, and says what to change. */
export const checkConnection: Command = {
  id: 'fineTuning.checkConnection',
  failure: t('Checking the connection failed'),
  async run(app, name) {
    const connection = await choose(app, name);
    if (connection !== undefined) await check(app, connection);
  },
};

async function choose(app: App, name: unknown): Promise<Connection | undefined> {
  const { available } = app.sources;
  const named = namedConnection(app, name);
  if (named !== undefined || available.length <= 1) return named ?? available[0];
  const items = available.map((connection) => ({
    label: connection.name,
    description: kindOf(connection),
    connection,
  }));
  return (await pickOne(items, { placeHolder: t('Which connection do you want to check?') }))?.connection;
}

/** A command with its arguments. */
type Remedy = readonly [string, ...unknown[]];

const setKey = 'fineTuning.setApiKey';

interface Finding extends QuickPickItem {
  readonly found: Check;
  /** What accepting the row does. */
  readonly command?: Remedy;
}

async function check(app: App, connection: Connection): Promise<void> {
  const options = await app.connector.optionsFor(connection);
  const pick = createPick<Finding>();
  const controller = new AbortController();
  pick.title = t('{0} at {1}', connection.name, options.connection.baseUrl);
  pick.placeholder = t('Checking…');
  pick.busy = true;
  pick.ignoreFocusOut = true;
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    pick.hide();
    if (chosen?.command !== undefined) void fix(app, connection, chosen.command);
    else if (chosen?.found.missing !== undefined) void showMissing(app, connection, chosen.found.missing);
  });
  pick.onDidHide(() => {
    controller.abort(new CancellationError());
    pick.dispose();
  });
  pick.show();
  try {
    const findings: Check[] = [];
    for await (const finding of diagnose(options, { signal: controller.signal })) {
      findings.push(finding);
      pick.items = findings
        .toSorted((one, other) => ranks[one.state] - ranks[other.state])
        .map((each) => toItem(each, connection, app.extensionUri));
    }
    const isWell = findings.every(({ state }) => state === 'ok' || state === 'skipped');
    pick.placeholder = isWell ? t('Nothing is wrong') : t('Choose a line to fix what it says');
    pick.busy = false;
  } catch (error) {
    if (!isCancelled(error, controller.signal)) throw error;
  }
}

/** Whoever sets the key wants to know whether it is the right one. Never rejects: `run` shows what fails. */
async function fix(app: App, { name }: Connection, command: Remedy): Promise<void> {
  await app.run(...command);
  if (command[0] === setKey) await app.run(checkConnection.id, name);
}

/** Never rejects: `run` shows what fails. */
async function showMissing(
  app: App,
  { name }: Connection,
  missing: NonNullable<Check['missing']>,
): Promise<void> {
  const answer = await chooseStep<null>({
    title: t('What {0} cannot do', name),
    canGoBack: true,
    placeholder: t('What is not there is left out of menus and pages'),
    choices: missing.map(({ title, reason }) => ({ label: title, detail: reason, value: null })),
  });
  if (answer.kind === 'back') await app.run(checkConnection.id, name);
}

function toItem(found: Check, connection: Connection, extension: Uri): Finding {
  const { name, state, detail, missing } = found;
  const advice = missing === undefined ? found.advice : t('Choose this line to see which, and why');
  const command = state === 'ok' || state === 'skipped' ? undefined : remedy(name, connection);
  return {
    found,
    label: names[name],
    description: detail,
    iconPath: state === 'failed' ? failedIcon(extension) : new ThemeIcon(icons[state]),
    alwaysShow: true,
    ...(advice === null ? {} : { detail: advice }),
    ...(command === undefined ? {} : { command }),
  };
}

function failedIcon(extension: Uri): { light: Uri; dark: Uri } {
  const icon = (theme: string) => Uri.joinPath(extension, 'media', `failed-${theme}.svg`);
  return { light: icon('light'), dark: icon('dark') };
}

function remedy(name: CheckName, connection: Connection): Remedy {
  const isPrinted = connection.tokenCommand !== undefined; // what is saved would not be used
  if (name === 'key' && !isPrinted && addressed(connection) !== undefined) return [setKey, connection.name];
  return ['fineTuning.openSettings'];
}
