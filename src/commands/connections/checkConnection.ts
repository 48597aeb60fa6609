import { CancellationError, type QuickPickItem, ThemeIcon, l10n } from 'vscode';
import { type Check, type CheckName, diagnose } from '../../api/doctor';
import { isCancelled } from '../../api/http/errors';
import type { Connection } from '../../api/connection';
import { dialects } from '../../api/dialects/table';
import { addressed } from '../../platform/addressed';
import type { App, Command } from '../command';
import { namedConnection } from './namedConnection';
import { createPick, pickOne } from '../../platform/picks';

const names: Readonly<Record<CheckName, string>> = {
  address: l10n.t('Address'),
  certificate: l10n.t('Certificate'),
  key: l10n.t('API key'),
  endpoint: l10n.t('Fine-tuning API'),
  jobs: l10n.t('Jobs'),
  capabilities: l10n.t('Can do'),
  clock: l10n.t('Clock'),
};

const icons: Readonly<Record<Check['state'], string>> = {
  ok: 'pass',
  warning: 'warning',
  failed: 'error',
  skipped: 'circle-slash',
};

/** Looks a connection over, finding by finding, and says what to change. */
export const checkConnection: Command = {
  id: 'fineTuning.checkConnection',
  failure: l10n.t('Checking the connection failed'),
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
    description: dialects[connection.dialect].title,
    connection,
  }));
  return (await pickOne(items, { placeHolder: l10n.t('Which connection do you want to check?') }))
    ?.connection;
}

interface Finding extends QuickPickItem {
  /** What accepting the row does. */
  readonly command?: readonly [string, ...unknown[]];
}

async function check(app: App, connection: Connection): Promise<void> {
  const options = await app.connector.optionsFor(connection);
  const pick = createPick<Finding>();
  const controller = new AbortController();
  pick.title = l10n.t('{0} at {1}', connection.name, options.connection.baseUrl);
  pick.placeholder = l10n.t('Checking…');
  pick.busy = true;
  pick.ignoreFocusOut = true;
  pick.onDidAccept(() => {
    const command = pick.selectedItems[0]?.command;
    pick.hide();
    if (command !== undefined) void app.run(...command);
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
      pick.items = findings.map((each) => toItem(each, connection));
    }
    const isWell = findings.every(({ state }) => state === 'ok' || state === 'skipped');
    pick.placeholder = isWell ? l10n.t('Nothing is wrong') : l10n.t('Choose a line to fix what it says');
    pick.busy = false;
  } catch (error) {
    if (!isCancelled(error, controller.signal)) throw error;
  }
}

function toItem({ name, state, detail, advice }: Check, connection: Connection): Finding {
  const command = state === 'ok' || state === 'skipped' ? undefined : remedy(name, connection);
  return {
    label: names[name],
    description: detail,
    iconPath: new ThemeIcon(icons[state]),
    alwaysShow: true,
    ...(advice === null ? {} : { detail: advice }),
    ...(command === undefined ? {} : { command }),
  };
}

function remedy(name: CheckName, connection: Connection): readonly [string, ...unknown[]] {
  if (name === 'key' && addressed(connection) !== undefined) return ['fineTuning.setApiKey', connection.name];
  return ['workbench.action.openSettings', 'fineTuning.connections'];
}
