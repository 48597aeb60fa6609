import {
  type ExtensionContext,
  ExtensionMode,
  type LogOutputChannel,
  commands,
  window,
  workspace,
} from 'vscode';
import { systemClock } from './api/clock';
import type { App } from './commands/command';
import { localEngineName } from './commands/engine';
import { handlePage } from './commands/handlePage';
import { registerCommands } from './commands/table';
import { Accounts } from './jobs/accounts';
import { Connector } from './platform/connector';
import { ErrorReporter } from './platform/errors';
import type { Host } from './platform/host';
import { connectionFromEnvironment } from './platform/parseConnections';
import { ApiKeys } from './platform/secrets';
import { readConnections } from './platform/settings';
import { DataProblems } from './views/dataProblems';
import { JobsView } from './views/jobsView';
import { JobsViewState } from './views/jobsViewState';
import { Notifier } from './views/notifier';
import { Pages } from './views/pages';
import { ReadOnlyDocuments } from './views/readOnlyDocuments';
import { StatusBar } from './views/statusBar';

/** Milliseconds after the start at which jobs that were active when the window was closed are looked at. */
const catchingUp = 5_000;

/**
 * Builds everything, wires it, and does no I/O: that comes when a view or a command needs it. What it returns is
 * for the tests alone: whoever else asks for the extension's exports gets nothing.
 */
export function start(context: ExtensionContext, log: LogOutputChannel, host: Host): App | undefined {
  const clock = systemClock;
  const errors = new ErrorReporter(log);
  const keys = new ApiKeys(context.secrets, host.environment);
  const connector = new Connector(host, keys, log);
  const accounts = new Accounts({
    available: () => availableConnections(host, errors),
    connect: (connection) => connector.connect(connection),
    memory: context.globalState,
    clock,
  });
  const viewState = new JobsViewState(context.globalState);
  const view = new JobsView(accounts, viewState, clock);
  const documents = new ReadOnlyDocuments(accounts);
  const notifier = new Notifier(accounts, context.globalState, clock, (account, id) =>
    view.tree.jobNode(account, id),
  );
  const pages = new Pages(context, accounts, clock, {
    handle: (page, message) => void handlePage(app, page, message),
    record: (attempt, error) => {
      errors.record(attempt, error);
    },
  });
  const dataProblems = new DataProblems();
  const app: App = {
    accounts,
    clock,
    connector,
    dataProblems,
    documents,
    errors,
    host,
    keys,
    log,
    pages,
    view,
    viewState,
    run: async (command, ...args) => {
      await commands.executeCommand(command, ...args);
    },
  };
  context.subscriptions.push(
    accounts,
    view,
    dataProblems,
    documents,
    notifier,
    pages,
    new StatusBar(accounts),
    ...registerCommands(app),
    ...followWindow(accounts),
    ...followConnections(accounts, connector, keys, host),
  );
  void catchUp(accounts, notifier, clock.sleep(catchingUp));
  return context.extensionMode === ExtensionMode.Test ? app : undefined;
}

/** The saved connections, else the environment's; and the engine of this window, unless one was saved. */
function availableConnections(host: Host, errors: ErrorReporter) {
  const { connections, problems } = readConnections();
  if (problems.length > 0) errors.show('Some connections cannot be used', new Error(problems.join('; ')));
  const fromEnvironment = connections.length > 0 ? undefined : connectionFromEnvironment(host.environment);
  const hasEngine = host.engine === null || connections.some(({ name }) => name === localEngineName);
  return [
    ...connections,
    ...(fromEnvironment === undefined ? [] : [fromEnvironment]),
    ...(hasEngine ? [] : [{ name: localEngineName, dialect: 'local' as const }]),
  ];
}

function followWindow(accounts: Accounts) {
  const tell = () => {
    for (const account of accounts.shown) account.poller.setFocused(window.state.focused);
  };
  tell();
  return [window.onDidChangeWindowState(tell), accounts.onDidChange(tell)];
}

function followConnections(accounts: Accounts, connector: Connector, keys: ApiKeys, host: Host) {
  const pollAll = () => {
    for (const account of accounts.shown) if (account.poller.isWatched) void account.poller.pollNow();
  };
  return [
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fineTuning.connections')) accounts.reload();
    }),
    keys.onDidChange(pollAll),
    ...(host.engine === null
      ? []
      : [
          host.engine.onDidChange(() => {
            connector.forgetEngine();
          }),
        ]),
  ];
}

/** Jobs may have ended while the window was closed: one look, for those that were active. */
async function catchUp(accounts: Accounts, notifier: Notifier, pause: Promise<void>): Promise<void> {
  await pause;
  for (const account of accounts.shown) {
    if (notifier.hasUnfinishedBusiness(account)) void account.poller.pollNow();
  }
}
