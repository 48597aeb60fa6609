import { type ExtensionContext, Uri, ViewColumn, type WebviewPanel, commands, window } from 'vscode';
import * as z from 'zod/mini';
import { DisposableOwner } from '../platform/disposables';
import { setPageTitle } from '../platform/places';
import type { JobKey } from '../shared/protocol';
import { JobPage } from './jobPage';
import { pageHtml } from './pageHtml';
import type { PageServices } from './pageMessages';

const viewType = 'fineTuning.job';

/** Jobs of one page, and characters of a job's key. */
const mostJobs = 50;
const longestKey = 2_000;

/** What a page's state must tell to be restored. */
const PageState = z.object({
  jobs: z.array(z.string().check(z.maxLength(longestKey))).check(z.minLength(1), z.maxLength(mostJobs)),
});

/** The open pages: one for a job, one for a comparison of the same jobs; restored after a reload. */
export class Pages extends DisposableOwner {
  private readonly pages = new Map<string, JobPage>();
  private current: JobPage | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly services: PageServices,
  ) {
    super();
    this.own(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel, state: unknown) => {
          const parsed = PageState.safeParse(state);
          if (parsed.success) this.adopt(panel, parsed.data.jobs);
          else panel.dispose();
          return Promise.resolve();
        },
      }),
    );
    this.own({
      dispose: () => {
        for (const page of this.pages.values()) page.panel.dispose();
      },
    });
  }

  /** The page that has the focus, or last had it and is still on screen. */
  get active(): JobPage | undefined {
    return this.current?.panel.visible ? this.current : undefined;
  }

  /** Shows the page of these jobs: the one that is open, or a new one. */
  open(keys: readonly JobKey[], title: string): void {
    const open = this.pages.get(nameOf(keys));
    if (open !== undefined) {
      open.panel.reveal();
      return;
    }
    const panel = window.createWebviewPanel(viewType, '', { viewColumn: ViewColumn.Active });
    setPageTitle(panel, title);
    this.adopt(panel, keys);
  }

  /** Makes open pages of this job read it anew. */
  refresh(key: JobKey): void {
    for (const page of this.pages.values()) if (page.keys.includes(key)) void page.refresh();
  }

  private adopt(panel: WebviewPanel, keys: readonly JobKey[]): void {
    const dist = Uri.joinPath(this.context.extensionUri, 'dist');
    const media = Uri.joinPath(this.context.extensionUri, 'media');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = {
      light: Uri.joinPath(media, 'page-light.svg'),
      dark: Uri.joinPath(media, 'page-dark.svg'),
    };
    const page = new JobPage(panel, keys, this.services);
    this.pages.set(nameOf(keys), page);
    this.note(page);
    panel.onDidChangeViewState(() => {
      this.note(page);
    });
    panel.onDidDispose(() => {
      if (this.pages.get(nameOf(keys)) === page) this.pages.delete(nameOf(keys));
      if (this.current === page) this.current = undefined;
      this.tellContext();
    });
    const files = { script: Uri.joinPath(dist, 'page.js'), style: Uri.joinPath(dist, 'page.css') };
    panel.webview.html = pageHtml(panel.webview, files, keys);
  }

  private note(page: JobPage): void {
    if (page.panel.active) this.current = page;
    this.tellContext();
  }

  private tellContext(): void {
    void commands.executeCommand(
      'setContext',
      'fineTuning.isPageActive',
      this.current?.panel.active ?? false,
    );
  }
}

function nameOf(keys: readonly JobKey[]): string {
  return JSON.stringify(keys);
}
