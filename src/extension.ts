import {
  type Disposable,
  type ExtensionContext,
  ExtensionMode,
  type LogOutputChannel,
  commands,
  window,
  workspace,
} from 'vscode';
import { type Clock, systemClock } from './api/clock';
import type { Connection } from './api/connection';
import type { App } from './commands/command';
import { registerCommands } from './commands/register';
import type { Account } from './jobs/account';
import { Accounts } from './jobs/accounts';
import { EndingMemory } from './jobs/endingMemory';
import { Connector } from './platform/connector';
import { ErrorReporter } from './platform/errors';
import { followEngine, localEngineName } from './platform/engineState';
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
    available: availableConnections(host, errors),
    connect: (connection) => connector.connect(connection),
    memory: context.globalState,
    clock,
  });
  const viewState = new JobsViewState(context.globalState);
  const view = new JobsView(accounts, viewState, clock);
  const documents = new ReadOnlyDocuments(accounts);
  const record = (attempt: string, error: unknown) => {
    errors.record(attempt, error);
  };
  const endings = new EndingMemory(context.globalState);
  const nodeOf = (account: Account, id: string) => view.tree.jobNode(account, id);
  const pages = new Pages(context, accounts, clock, {
    handle: (page, message) => {
      void import('./commands/jobs/handlePage').then(({ handlePage }) => handlePage(app, page, message));
    },
    record,
  });
  const dataProblems = new DataProblems((file) => host.openForUpload(file), record);
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
    new Notifier(accounts, endings, clock, nodeOf, record),
    pages,
    new StatusBar(accounts),
    ...registerCommands(app, contributedCommands(context)),
    ...followEngine(host.engine),
    followWindow(accounts),
    ...followConnections(accounts, connector, keys, host),
    catchUpLater(accounts, endings, clock),
  );
  return context.extensionMode === ExtensionMode.Test ? app : undefined;
}

function contributedCommands({ extension }: ExtensionContext): string[] {
  const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } }; // our package.json
  return manifest.contributes.commands.map(({ command }) => command);
}

/**
 * The saved connections, else the environment's; and the engine of this window, unless one was saved. What is wrong
 * with the saved ones is told when it is new, and not each time they are read.
 */
function availableConnections(host: Host, errors: ErrorReporter): () => Connection[] {
  let told = '';
  return () => {
    const { connections, problems } = readConnections();
    const problem = problems.join('; ');
    if (problem !== '' && problem !== told)
      errors.show('Some connections cannot be used', new Error(problem));
    told = problem;
    return [...connections, ...unsavedConnections(connections, host)];
  };
}

function unsavedConnections(saved: readonly Connection[], host: Host): Connection[] {
  const fromEnvironment = saved.length > 0 ? undefined : connectionFromEnvironment(host.environment);
  const hasEngine = host.engine === null || saved.some(({ name }) => name === localEngineName);
  return [
    ...(fromEnvironment === undefined ? [] : [fromEnvironment]),
    ...(hasEngine ? [] : [{ name: localEngineName, dialect: 'local' as const }]),
  ];
}

function followWindow(accounts: Accounts): Disposable {
  accounts.setFocused(window.state.focused);
  return window.onDidChangeWindowState(({ focused }) => {
    accounts.setFocused(focused);
  });
}

function followConnections(accounts: Accounts, connector: Connector, keys: ApiKeys, host: Host) {
  const pollWatched = () => {
    for (const { poller } of accounts.shown) if (poller.isWatched) void poller.pollAgain();
  };
  return [
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fineTuning.connections')) accounts.reload();
    }),
    keys.onDidChange(pollWatched),
    ...(host.engine === null
      ? []
      : [
          host.engine.onDidChange(() => {
            connector.forgetEngine();
          }),
        ]),
  ];
}

/**
 * Jobs may have ended while the window was closed: those that were active are looked at a while after the start, so
 * that activating does no I/O; and again until there is an answer.
 */
function catchUpLater(accounts: Accounts, endings: EndingMemory, clock: Clock): { dispose(): void } {
  const end = new AbortController();
  clock.sleep(catchingUp, end.signal).then(
    () => {
      for (const { id, poller } of accounts.shown) {
        if (!endings.hasActive(id)) continue;
        const watch = poller.watch();
        const listener = poller.onDidPoll(() => {
          watch.dispose();
          listener.dispose();
        });
      }
    },
    () => undefined, // the window is closed already
  );
  return {
    dispose: () => {
      end.abort();
    },
  };
}
