import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { installExtensions } from '../../scripts/lib/installExtension.mjs';
import { installVsix } from '../../scripts/lib/installVsix.mjs';
import { launchBrowser } from '../../scripts/lib/launch.mjs';
import { cacheFolder, root } from '../../scripts/lib/paths.mjs';
import { quietSettings } from '../../scripts/lib/quietSettings.mjs';
import { type Server, startServer } from '../../scripts/lib/server.mjs';
import { newest, provideVSCode } from '../../scripts/lib/vscode.mjs';
import { workbenchUrl } from '../../scripts/lib/workbenchUrl.mjs';
import type { Connection } from '../../src/api/connection';
import { Dialog } from './dialog';
import type { EngineProcess } from './engineProcess';
import { eventually } from './eventually';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { TreeView } from './treeView';

export type Theme = 'Dark Modern' | 'Light Modern' | 'Dark High Contrast' | 'Light High Contrast';

export interface WorkbenchOptions {
  /** Machine settings, such as `fineTuning.connections`. */
  settings?: Record<string, unknown>;
  /** User settings, added to quiet ones. */
  userSettings?: Record<string, unknown>;
  /** Reaches the extension host. */
  env?: NodeJS.ProcessEnv;
  /** A folder; a copy of samples/ where not given. */
  workspace?: string;
  viewport?: { width: number; height: number };
  /** Pixels of a picture for one of the viewport. */
  deviceScaleFactor?: number;
  colorTheme?: Theme;
  /** Of VS Code, which stays English itself: without the language pack it has no other words. */
  language?: string;
  /** Of VS Code: 1.139 or 1.100. */
  version?: string;
  /** The folder of the extension; this checkout where not given. */
  extension?: string;
  /** Folders of extensions to install beside it. */
  moreExtensions?: readonly string[];
  /** A packaged extension to install instead. */
  vsix?: string;
}

/** The options of a workbench whose one connection, `Engine`, is this engine. */
export function connectedTo({ baseUrl, apiKey }: EngineProcess): WorkbenchOptions {
  return connectedBy({ name: 'Engine', dialect: 'local', baseUrl: `${baseUrl}/` }, apiKey);
}

/** The options of a workbench with this connection alone, whose key is in the environment: `NAME_KEY`. */
export function connectedBy(
  connection: Pick<Connection, 'name' | 'dialect' | 'baseUrl' | 'apiVersion'>,
  key = 'sk-test-key',
): WorkbenchOptions {
  const apiKeyEnv = `${connection.name.toUpperCase()}_KEY`;
  return {
    settings: { 'fineTuning.connections': [{ ...connection, apiKeyEnv }] },
    env: { [apiKeyEnv]: key },
  };
}

let browser: Promise<Browser> | undefined;

/** Starts a VS Code with nothing remembered, and opens it in the browser that all tests of a run share. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'fine-tuning-ui-'));
  const workspace = options.workspace ?? join(folder, 'workspace');
  if (options.workspace === undefined) await cp(join(root, 'samples'), workspace, { recursive: true });
  const vscode = await provideVSCode(options.version ?? newest);
  const dataFolder = join(folder, 'data');
  const extensionsFolder = join(folder, 'extensions');
  if (options.vsix === undefined)
    await installExtensions(extensionsFolder, [options.extension ?? root, ...(options.moreExtensions ?? [])]);
  else await installVsix(vscode, options.vsix, { dataFolder, extensionsFolder });
  const [server, shared] = await Promise.all([
    startServer({
      vscode,
      dataFolder,
      extensionsFolder,
      machineSettings: options.settings ?? {},
      userSettings: {
        ...quietSettings,
        'workbench.reduceMotion': 'on',
        'workbench.colorTheme': themeIds[options.colorTheme ?? 'Dark Modern'],
        ...options.userSettings,
      },
      ...(options.env === undefined ? {} : { env: options.env }),
    }),
    (browser ??= launchBrowser()),
  ]);
  const context = await shared.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // What VS Code's own messages set where a language pack is installed.
  if (options.language !== undefined)
    await context.addInitScript((language) => {
      Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { value: language });
    }, options.language);
  const url = workbenchUrl(server.origin, workspace).href;
  const workbench = new Workbench(await context.newPage(), { url, folder, workspace, server, context });
  try {
    await workbench.open();
  } catch (error) {
    await workbench.showFailure('opening VS Code');
    await workbench.close();
    throw error;
  }
  open.add(workbench);
  return workbench;
}

/** Those of the tests under way. */
const open = new Set<Workbench>();

// Benchmarks open one without a test.
if (typeof afterEach === 'function')
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    for (const workbench of open) await workbench.showFailure(this.currentTest.fullTitle());
  });

interface Parts {
  url: string;
  folder: string;
  workspace: string;
  server: Server;
  context: BrowserContext;
}

/** A VS Code in a browser, by what a person does with it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;

  constructor(
    readonly page: Page,
    private readonly parts: Parts,
  ) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
  }

  get workspace(): string {
    return this.parts.workspace;
  }

  async open(): Promise<void> {
    await this.page.goto(this.parts.url);
    await this.ready();
  }

  /** VS Code on the web writes what it is to remember down a few seconds later: waits until it has. */
  async waitUntilStored(text: RegExp): Promise<void> {
    await eventually(async () => {
      assert.match(await this.page.evaluate<string>(readStorage), text);
    });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Runs a command by the title the palette shows, such as `Fine-Tuning: Refresh`. */
  runCommand(title: string): Promise<void> {
    return this.quickInput.runCommand(title);
  }

  /** Shows our view container. */
  async openView(): Promise<void> {
    const tab = this.page
      .locator('.activitybar .action-item')
      .filter({ has: this.page.locator('[aria-label^="Fine-Tuning"]') });
    const { pane } = this.tree();
    // A window that is just loaded shows the view by itself a moment later: a click would then hide it again.
    await eventually(async () => {
      if (!(await pane.isVisible())) await tab.click();
      await pane.waitFor({ timeout: 2_000 });
    });
  }

  tree(view = 'Jobs'): TreeView {
    return new TreeView(this.page, view);
  }

  treeText(view = 'Jobs'): Promise<string> {
    return this.tree(view).text();
  }

  /** The texts of the status bar's items. */
  statusBar(): Promise<string[]> {
    return this.page.locator('.statusbar .statusbar-item:visible').allInnerTexts();
  }

  /** The document inside the webview in sight. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  /** The titles of the open editors. */
  editors(): Promise<string[]> {
    return this.page.locator('.tabs-container .tab .label-name').allInnerTexts();
  }

  /** As a person does it, while VS Code runs. */
  async setTheme(colorTheme: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.waitForStep('Color Theme');
    await this.quickInput.type(colorTheme);
    await this.quickInput.pick(colorTheme);
    await this.page.locator(`.monaco-workbench.${themeClasses[colorTheme]}`).waitFor();
    await this.quickInput.widget.waitFor({ state: 'hidden' });
  }

  /** Changes user settings, which VS Code on the web reads when it loads: it is loaded again. */
  async setUserSettings(settings: Record<string, unknown>): Promise<void> {
    const path = join(this.parts.folder, 'data', 'data', 'User', 'settings.json');
    const all: unknown = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify(Object.assign({}, all, settings), null, 2));
    await this.reload();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path, animations: 'disabled' });
  }

  /** Keeps a picture of what was on screen. */
  async showFailure(title: string): Promise<void> {
    const path = join(cacheFolder, 'logs', `${title.replace(/\W+/g, '-')}.png`);
    await this.screenshot(path);
    console.log(`      on screen: ${relative(root, path)}`);
  }

  async close(): Promise<void> {
    open.delete(this);
    await this.parts.context.close();
    await this.parts.server.stop();
    await rm(this.parts.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private async ready(): Promise<void> {
    await this.page.locator('.activitybar .action-label[aria-label^="Fine-Tuning"]').waitFor();
  }
}

/** What settings call the themes: not always what people see. */
const themeIds: Record<Theme, string> = {
  'Dark Modern': 'Dark Modern',
  'Light Modern': 'Light Modern',
  'Dark High Contrast': 'Default High Contrast',
  'Light High Contrast': 'Default High Contrast Light',
};

const themeClasses: Record<Theme, string> = {
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
};

/** Gives all that the page keeps in IndexedDB, as text. Plain text itself, since it runs in the page, uncompiled. */
const readStorage = `(async () => {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const texts = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      texts.push(JSON.stringify(await settled(database.transaction(store).objectStore(store).getAll())));
    database.close();
  }
  return texts.join('\\n');
})()`;
