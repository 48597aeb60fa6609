import { t } from '@vscode/l10n';
import { CancellationError, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Connection } from '../../api/connection';
import { dialects } from '../../api/dialects/table';
import { type Check, type CheckName, diagnose } from '../../api/doctor';
import { isCancelled } from '../../api/http/errors';
import { addressed } from '../../platform/addressed';
import { createPick, pickOne } from '../../platform/picks';
import type { App, Command } from '../command';
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

const icons: Readonly<Record<Check['state'], string>> = {
  ok: 'pass',
  warning: 'warning',
  failed: 'error',
  skipped: 'circle-slash',
};

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
    description: dialects[connection.dialect].title,
    connection,
  }));
  return (await pickOne(items, { placeHolder: t('Which connection do you want to check?') }))?.connection;
}

interface Finding extends QuickPickItem {
  /** What accepting the row does. */
  readonly command?: readonly [string, ...unknown[]];
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
    pick.placeholder = isWell ? t('Nothing is wrong') : t('Choose a line to fix what it says');
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
