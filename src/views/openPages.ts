import {
  commands,
  EventEmitter,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import * as z from 'zod/mini';
import { DisposableOwner } from '../platform/disposables';
import { setPageTitle } from '../platform/places';
import type { JobKey } from '../shared/protocol';
import type { JobPage } from './jobPage';
import { pageType } from './names';
import { pageHtml } from './pageHtml';
import type { PageServices } from './pageMessages';

/** Jobs of one page, and characters of a job's key. */
const maxJobs = 50;
const maxKeyLength = 2_000;

/** What a page's state must decide to be restored. */
const PageState = z.object({
  jobs: z.array(z.string().check(z.maxLength(maxKeyLength))).check(z.minLength(1), z.maxLength(maxJobs)),
});

/** A page and what it shows. What it does is loaded when the first page is opened. */
interface OpenPage {
  readonly panel: WebviewPanel;
  readonly keys: readonly JobKey[];
  /** Undefined where it was closed before it was loaded. */
  readonly page: Promise<JobPage | undefined>;
  isClosed: boolean;
}

/** The open pages: one for a job, one for a comparison of the same jobs; restored after a reload. */
export class OpenPages extends DisposableOwner {
  private readonly pages = new Map<string, OpenPage>();
  private current: OpenPage | undefined;
  private readonly activations = this.own(new EventEmitter<readonly JobKey[]>());

  /** A page came to the front: the keys of its jobs. */
  readonly onDidActivate = this.activations.event;

  constructor(
    private readonly context: ExtensionContext,
    private readonly services: PageServices,
  ) {
    super();
    this.own({
      dispose: () => {
        for (const { panel } of this.pages.values()) panel.dispose();
      },
    });
  }

  /** Brings back a page that was open when the window was closed. @param state as the page left it */
  restore(panel: WebviewPanel, state: unknown): void {
    const parsed = PageState.safeParse(state);
    if (parsed.success) this.adopt(panel, parsed.data.jobs);
    else panel.dispose();
  }

  /** The jobs of the page that has the focus, or last had it and is still on screen. */
  get shownKeys(): readonly JobKey[] {
    return this.current?.panel.visible === true ? this.current.keys : [];
  }

  /** Shows the page of these jobs: the one that is open, or a new one. */
  open(keys: readonly JobKey[], title: string): void {
    const open = this.pages.get(nameOf(keys));
    if (open !== undefined) {
      open.panel.reveal();
      return;
    }
    const panel = window.createWebviewPanel(pageType, '', { viewColumn: ViewColumn.Active });
    setPageTitle(panel, title);
    this.adopt(panel, keys);
  }

  /** Makes open pages of this job fetch it again. */
  refresh(key: JobKey): void {
    for (const { keys, page } of this.pages.values())
      if (keys.includes(key)) void page.then((each) => each?.refresh());
  }

  /** Makes the page that is on screen fetch everything again. */
  async refreshShown(signal: AbortSignal): Promise<void> {
    if (this.current?.panel.visible === true) await (await this.current.page)?.refresh(signal);
  }

  private adopt(panel: WebviewPanel, keys: readonly JobKey[]): void {
    const media = Uri.joinPath(this.context.extensionUri, 'media');
    panel.iconPath = {
      light: Uri.joinPath(media, 'page-light.svg'),
      dark: Uri.joinPath(media, 'page-dark.svg'),
    };
    const loading = import('./jobPage');
    const open: OpenPage = {
      panel,
      keys,
      isClosed: false,
      page: loading.then(({ JobPage }) => (open.isClosed ? undefined : this.fill(open, JobPage))),
    };
    // It was opened again before VS Code restored it: the restored one is in front now, and stays.
    this.pages.get(nameOf(keys))?.panel.dispose();
    this.pages.set(nameOf(keys), open);
    this.note(open);
    panel.onDidChangeViewState(() => {
      this.note(open);
    });
    panel.onDidDispose(() => {
      open.isClosed = true;
      if (this.pages.get(nameOf(keys)) === open) this.pages.delete(nameOf(keys));
      if (this.current === open) this.current = undefined;
      this.setContext();
    });
  }

  private fill({ panel, keys }: OpenPage, Page: typeof JobPage): JobPage {
    const dist = Uri.joinPath(this.context.extensionUri, 'dist');
    const page = new Page(panel, keys, this.services);
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const files = { script: Uri.joinPath(dist, 'page.js'), style: Uri.joinPath(dist, 'page.css') };
    panel.webview.html = pageHtml(panel.webview, files, keys);
    return page;
  }

  private note(open: OpenPage): void {
    if (open.panel.active) {
      this.current = open;
      this.activations.fire(open.keys);
    }
    this.setContext();
  }

  private setContext(): void {
    const isActive = this.current?.panel.active ?? false;
    void commands.executeCommand('setContext', 'fineTuning.isPageActive', isActive);
  }
}

function nameOf(keys: readonly JobKey[]): string {
  return JSON.stringify(keys);
}
