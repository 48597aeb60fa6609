import { t } from '@vscode/l10n';
import {
  commands,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  Uri,
  window,
  workspace,
} from 'vscode';
import { systemClock } from './api/clock';
import type { Connection } from './api/connection';
import { dialectOf } from './api/dialects/providers';
import type { App } from './commands/command';
import type { Doors } from './extension';
import { CreationClaims } from './jobs/creationClaims';
import { EndingMemory } from './jobs/endingMemory';
import { JobMarks } from './jobs/jobMarks';
import { KeptTries } from './jobs/keptTries';
import { ProviderSource } from './jobs/provider/providerSource';
import { RequestMemory } from './jobs/requestMemory';
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
import { SharedFolder } from './platform/sharedFolder';
import { WandbKey } from './platform/wandbKey';
import { DataProblems } from './views/dataProblems';
import { DataReports } from './views/dataReport/dataReports';
import { FilesSection } from './views/files/filesSection';
import { JobsView } from './views/jobsView';
import { JobsViewState } from './views/jobsViewState';
import { ModelsSection } from './views/models/modelsSection';
import { OwnModelLists } from './views/models/ownModelLists';
import { Notifier } from './views/notifier';
import { OpenPages } from './views/openPages';
import { ReadOnlyDocuments } from './views/readOnlyDocuments';
import { RowsPages } from './views/rows/rowsPages';
import { SectionView } from './views/sections/sectionView';
import { StatusBar } from './views/statusBar';
import { TryPages } from './views/tryPages';

/** Builds everything and wires it; asks for nothing: that comes when a view or a command needs it. */
export async function openApp(
  context: ExtensionContext,
  log: LogOutputChannel,
  host: Host,
  doors: Doors,
): Promise<App> {
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
  const files = new SectionView(doors.files, new FilesSection(), sources, clock);
  const ownModelLists = new OwnModelLists(context.globalState, sources);
  const models = new SectionView(doors.models, new ModelsSection(ownModelLists), sources, clock);
  const documents = new ReadOnlyDocuments(sources, doors.documentChanges);
  const record = (attempt: string, error: unknown) => {
    errors.record(attempt, error);
  };
  const endings = new EndingMemory(context.globalState);
  const nodeOf = (source: JobSource, id: string) => view.tree.jobNode(source, id);
  const requests = new RequestMemory(context.globalState);
  const sharedTexts = (folder: string) =>
    new SharedFolder(Uri.joinPath(context.globalStorageUri, folder), host);
  const claims = new CreationClaims(sharedTexts('creations'), clock, (error) => {
    errors.record('Noting that a job is created failed', error);
  });
  const keptTries = new KeptTries(context.workspaceState);
  const pages = new OpenPages(context, {
    sources,
    clock,
    documents,
    host,
    errors,
    marks,
    requests,
    keptTries,
    jobNode: nodeOf,
  });
  const tryPages = new TryPages(context.extensionUri, {
    sources,
    clock,
    errors,
    keptTries,
    jobNode: nodeOf,
    refreshJob: (job) => {
      pages.refresh(job);
    },
  });
  const rowsPages = new RowsPages(context.extensionUri, { host, clock, errors });
  const dataProblems = new DataProblems((file) => host.openForUpload(file), doors.openData, record);
  const dataReports = new DataReports(context.extensionUri, {
    host,
    dataProblems,
    errors,
    sources,
    openData: doors.openData,
  });
  const catchingUp = new Set<Disposable>();
  const app: App = {
    sources,
    claims,
    clock,
    connector,
    dataProblems,
    dataReports,
    documents,
    endings,
    errors,
    extensionUri: context.extensionUri,
    files,
    host,
    keys,
    log,
    marks,
    models,
    openData: doors.openData,
    pages,
    requests,
    rowsPages,
    sharedTexts,
    tryPages,
    view,
    viewState,
    wandbKey: new WandbKey(context.secrets, host.environment),
    run: async (command, ...args) => {
      await commands.executeCommand(command, ...args);
    },
    catchUp: () => {
      for (const source of sources.shown) if (endings.hasActive(source.id)) catchingUp.add(watchOnce(source));
    },
  };
  context.subscriptions.push(
    marks,
    sources,
    viewState,
    view,
    files,
    ownModelLists,
    models,
    dataProblems,
    dataReports,
    pages.onDidActivate((keys) => {
      view.rows.selectShown(keys);
    }),
    new Notifier(sources, endings, clock, nodeOf, record),
    pages,
    rowsPages,
    tryPages,
    new StatusBar(sources, clock),
    followWindow(sources, marks),
    followMarks(marks),
    ...followConnections(app),
    new Disposable(() => {
      for (const watch of catchingUp) watch.dispose();
    }),
  );
  return app;
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

function followConnections({ sources, connector, keys, host }: App) {
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
