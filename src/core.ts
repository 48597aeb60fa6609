import { t } from '@vscode/l10n';
import {
  commands,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  window,
  workspace,
} from 'vscode';
import { systemClock } from './api/clock';
import type { Connection } from './api/connection';
import { dialectOf } from './api/dialects/providers';
import type { Core } from './commands/command';
import type { Doors } from './extension';
import { EndingMemory } from './jobs/endingMemory';
import { JobMarks } from './jobs/jobMarks';
import { ProviderSource } from './jobs/provider/providerSource';
import { RunMemory } from './jobs/runMemory';
import type { JobSource } from './jobs/source';
import { Sources } from './jobs/sources';
import { ApiKeys } from './platform/apiKeys';
import { Connector } from './platform/connector';
import { editorFormat } from './platform/editorFormat';
import { localEngineName } from './platform/engineState';
import { ErrorReporter } from './platform/errorReporter';
import type { Host } from './platform/host';
import { connectionFromEnvironment } from './platform/parseConnections';
import { PrintedKeys } from './platform/printedKeys';
import { readConnections } from './platform/settings';
import { JobsView } from './views/jobsView';
import { JobsViewState } from './views/jobsViewState';
import { Notifier } from './views/notifier';
import { StatusBar } from './views/statusBar';

/**
 * Builds what lists jobs and reports on them, and wires it; asks for nothing: that comes when the view needs it. What
 * only pages, commands and the other views need is not imported here: see `app.ts`.
 */
export async function openCore(
  context: ExtensionContext,
  log: LogOutputChannel,
  host: Host,
  doors: Doors,
): Promise<Core> {
  const clock = systemClock;
  const errors = new ErrorReporter(log);
  const keys = new ApiKeys(context.secrets, host.environment, new PrintedKeys(host.printedBy, clock));
  const connector = new Connector(host, keys, log);
  const marks = new JobMarks(context.globalState);
  const runs = new RunMemory(context.globalState);
  const write = (value: number) => editorFormat.count(value);
  const prepare = async (connection: Connection) => {
    const dialect = await dialectOf(connection);
    const connect = () => connector.connect(connection);
    return () => new ProviderSource(connection, dialect, connect, clock, { marks, runs, write });
  };
  const sources = new Sources({
    available: availableConnections(host, errors),
    prepare,
    isSaved: ({ name }) => readConnections().connections.some((saved) => saved.name === name),
    memory: context.globalState,
    onProblem: (error) => {
      errors.show(t('Some connections cannot be used'), error);
    },
  });
  // Before they are read the first time: that takes as long as what they need is loaded.
  context.subscriptions.push(followSetting(sources));
  await sources.reload();
  const viewState = new JobsViewState(context.globalState);
  const view = new JobsView(doors, sources, viewState, clock);
  const endings = new EndingMemory(context.globalState);
  const nodeOf = (source: JobSource, id: string) => view.tree.jobNode(source, id);
  const record = (attempt: string, error: unknown) => {
    errors.record(attempt, error);
  };
  const catchingUp = new Set<Disposable>();
  const core: Core = {
    sources,
    clock,
    connector,
    endings,
    errors,
    host,
    keys,
    log,
    marks,
    view,
    viewState,
    catchUp: () => {
      for (const source of sources.shown) if (endings.hasActive(source.id)) catchingUp.add(watchOnce(source));
    },
  };
  context.subscriptions.push(
    marks,
    sources,
    viewState,
    view,
    new Notifier(sources, endings, clock, nodeOf, record),
    new StatusBar(sources, clock),
    followWindow(sources, marks),
    followMarks(marks),
    ...followConnections(core),
    new Disposable(() => {
      for (const watch of catchingUp) watch.dispose();
    }),
  );
  return core;
}

/**
 * The saved connections, else the environment's; and the engine of this window, unless one was saved. What is wrong
 * with the saved ones is reported when it is new, and not each time they are read.
 */
function availableConnections(host: Host, errors: ErrorReporter): () => Connection[] {
  let reported = '';
  return () => {
    const { connections, problems } = readConnections();
    const problem = problems.join('; ');
    if (problem !== '' && problem !== reported)
      errors.show(t('Some connections cannot be used'), new Error(problem));
    reported = problem;
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

/** Another window may have marked jobs while this one had no focus. */
function followWindow(sources: Sources, marks: JobMarks): Disposable {
  sources.setFocused(window.state.focused);
  return window.onDidChangeWindowState(({ focused }) => {
    sources.setFocused(focused);
    marks.report();
  });
}

/** For the palette: to remove a star, or to show jobs again, there has to be one. */
function followMarks(marks: JobMarks): { dispose(): void } {
  const update = () => {
    const all = [...marks.all].map(([, mark]) => mark);
    const isAny = (name: 'isStarred' | 'isHidden') => all.some((mark) => mark[name]);
    void commands.executeCommand('setContext', 'fineTuning.hasStarredJob', isAny('isStarred'));
    void commands.executeCommand('setContext', 'fineTuning.hasHiddenJob', isAny('isHidden'));
  };
  update();
  return marks.onDidChange(update);
}

function followSetting(sources: Sources): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('fineTuning.connections')) void sources.reload();
  });
}

function followConnections({ sources, connector, keys, host }: Core) {
  const pollWatched = () => {
    for (const source of sources.shown) if (source.isWatched) void source.refreshAgain();
  };
  return [
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

/** Watches a source until it has been looked through once. */
function watchOnce(source: JobSource): Disposable {
  const watch = source.watch();
  const listener = source.onDidRefresh(() => {
    watching.dispose();
  });
  const watching = Disposable.from(watch, listener);
  return watching;
}
