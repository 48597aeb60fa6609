import './platform/language';
import {
  type CustomReadonlyEditorProvider,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  ExtensionMode,
  type LogOutputChannel,
  type TreeView,
  type Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { systemClock } from './api/clock';
import { once } from './api/once';
import type { App, Core } from './commands/command';
import { registerJobFiles } from './commands/jobFiles/lazyJobFiles';
import { registerCommands } from './commands/register';
import { activeJobsKey } from './jobs/activeJobsKey';
import { followEngine } from './platform/engineState';
import type { Host } from './platform/host';
import { createTree } from './platform/places';
import type { JobsNode } from './views/jobNodes';
import { LazyTree } from './views/lazyTree';
import {
  createFormType,
  dataReportType,
  documentScheme,
  pageType,
  rowsType,
  tryPageType,
} from './views/names';
import { LazyOpenData, type OpenData } from './views/openData';
import type { SectionNode } from './views/sections/sectionNodes';
import type { SectionDoor } from './views/sections/sectionView';

/** Milliseconds after the start at which jobs that were active when the window was closed are looked at. */
const catchingUp = 5_000;

/** Where VS Code comes in: there from the start, for what is loaded with its first use. */
export interface Doors {
  readonly tree: LazyTree<JobsNode>;
  readonly view: TreeView<JobsNode>;
  readonly files: SectionDoor;
  readonly models: SectionDoor;
  readonly openData: OpenData;
  /** Says that a read-only document has other content now. */
  readonly documentChanges: EventEmitter<Uri>;
}

/**
 * Registers what VS Code needs to know and loads the rest when it is used: every window starts this. Does no I/O. The
 * rest comes in two stages: the core lists jobs and reports on them, the app is all there is. What it returns is for the
 * tests alone: whoever else asks for the extension's exports gets nothing.
 */
export function start(
  context: ExtensionContext,
  log: LogOutputChannel,
  host: Host,
): Promise<App> | undefined {
  const core = once(async () => {
    const { openCore } = await import('./core');
    return openCore(context, log, host, doors);
  });
  const app = once(async () => {
    const { openApp } = await import('./app');
    return openApp(context, await core(), doors);
  });
  const tree = new LazyTree(async () => (await core()).view.tree);
  const files = new LazyTree(async () => (await app()).files.tree);
  const models = new LazyTree(async () => (await app()).models.tree);
  const openData = new LazyOpenData();
  const doors: Doors = {
    openData,
    tree,
    view: createTree('fineTuning.jobs', tree),
    files: { tree: files, view: createTree('fineTuning.files', files, onDrop(app)) },
    models: { tree: models, view: createTree('fineTuning.models', models) },
    documentChanges: new EventEmitter<Uri>(),
  };
  context.subscriptions.push(
    ...[doors, doors.files, doors.models].flatMap(({ tree, view }) => [tree, view]),
    doors.documentChanges,
    openData,
    ...registerCommands(app, contributedCommands(context)),
    registerPages(pageType, async (panel, address) => {
      (await app()).pages.fill(panel, address);
    }),
    registerPages(rowsType, async (panel, file) => {
      (await app()).rowsPages.fill(panel, file);
    }),
    registerRestored(tryPageType, async (panel, state) => (await app()).tryPages.restore(panel, state)),
    registerRestored(dataReportType, async (panel, state) => (await app()).dataReports.restore(panel, state)),
    registerRestored(createFormType, async (panel, state) => {
      const { restoreForm } = await import('./commands/createForm/openForm');
      restoreForm(await app(), panel, state);
    }),
    registerDocuments(app, doors),
    registerJobFiles(app),
    ...followEngine(host.engine),
    catchUpLater(context, core),
  );
  return context.extensionMode === ExtensionMode.Test ? app() : undefined;
}

function contributedCommands({ extension }: ExtensionContext): string[] {
  const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } }; // our package.json
  return manifest.contributes.commands.map(({ command }) => command);
}

/** Files that are dropped on the view of files are uploaded. */
function onDrop(app: () => Promise<App>) {
  return async (files: readonly Uri[], onto: SectionNode | undefined) => {
    void (await app()).run('fineTuning.uploadFile', files[0], files, onto?.source.id); // it shows its progress itself
  };
}

/** Pages are editors over their addresses, or files, so that VS Code keeps their tabs as it keeps those of files. */
function registerPages(type: string, fill: (panel: WebviewPanel, address: Uri) => Promise<void>): Disposable {
  const provider: CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: ({ uri }, panel) => fill(panel, uri),
  };
  return window.registerCustomEditorProvider(type, provider, { supportsMultipleEditorsPerDocument: true });
}

/** Pages without an address come back as they were left. @param restore gets what the page has kept */
function registerRestored(
  type: string,
  restore: (panel: WebviewPanel, state: unknown) => Promise<void>,
): Disposable {
  return window.registerWebviewPanelSerializer(type, { deserializeWebviewPanel: restore });
}

function registerDocuments(app: () => Promise<App>, { documentChanges }: Doors): Disposable {
  return workspace.registerTextDocumentContentProvider(documentScheme, {
    onDidChange: documentChanges.event,
    provideTextDocumentContent: async (uri, token) => (await app()).documents.provide(uri, token),
  });
}

/** Jobs that were active when the window was closed may have ended since: then the core looks at them by itself. */
function catchUpLater({ globalState }: ExtensionContext, core: () => Promise<Core>): { dispose(): void } {
  const end = new AbortController();
  const active = globalState.get<unknown>(activeJobsKey);
  if (Array.isArray(active) && active.length > 0) {
    systemClock.sleep(catchingUp, end.signal).then(
      async () => {
        (await core()).catchUp();
      },
      () => undefined, // the window is closed already
    );
  }
  return {
    dispose: () => {
      end.abort();
    },
  };
}
