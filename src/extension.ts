import {
  Disposable,
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
import type { JobSource } from './jobs/source';
import { ProviderSource } from './jobs/provider/providerSource';
import { Sources } from './jobs/sources';
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
  const sources = new Sources({
    available: availableConnections(host, errors),
    open: (connection) => new ProviderSource(connection, () => connector.connect(connection), clock),
    memory: context.globalState,
  });
  const viewState = new JobsViewState(context.globalState);
  const view = new JobsView(sources, viewState, clock);
  const documents = new ReadOnlyDocuments(sources);
  const record = (attempt: string, error: unknown) => {
    errors.record(attempt, error);
  };
  const endings = new EndingMemory(context.globalState);
  const nodeOf = (source: JobSource, id: string) => view.tree.jobNode(source, id);
  const pages = new Pages(context, { sources, clock, documents, errors, jobNode: nodeOf });
  const dataProblems = new DataProblems((file) => host.openForUpload(file), record);
  const app: App = {
    sources,
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
    sources,
    view,
    dataProblems,
    documents,
    new Notifier(sources, endings, clock, nodeOf, record),
    pages,
    new StatusBar(sources),
    ...registerCommands(app, contributedCommands(context)),
    ...followEngine(host.engine),
    followWindow(sources),
    ...followConnections(sources, connector, keys, host),
    catchUpLater(sources, endings, clock),
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

function followWindow(sources: Sources): Disposable {
  sources.setFocused(window.state.focused);
  return window.onDidChangeWindowState(({ focused }) => {
    sources.setFocused(focused);
  });
}

function followConnections(sources: Sources, connector: Connector, keys: ApiKeys, host: Host) {
  const pollWatched = () => {
    for (const source of sources.shown) if (source.isWatched) void source.refreshAgain();
  };
  return [
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fineTuning.connections')) sources.reload();
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
function catchUpLater(sources: Sources, endings: EndingMemory, clock: Clock): { dispose(): void } {
  const end = new AbortController();
  const watches = new Set<{ dispose(): void }>();
  clock.sleep(catchingUp, end.signal).then(
    () => {
      for (const source of sources.shown) if (endings.hasActive(source.id)) watches.add(watchOnce(source));
    },
    () => undefined, // the window is closed already
  );
  return {
    dispose: () => {
      end.abort();
      for (const watch of watches) watch.dispose();
    },
  };
}

/** Watches a source until it has been looked through once. */
function watchOnce(source: JobSource): { dispose(): void } {
  const watch = source.watch();
  const listener = source.onDidRefresh(() => {
    watching.dispose();
  });
  const watching = Disposable.from(watch, listener);
  return watching;
}
