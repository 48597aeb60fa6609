import { t } from '@vscode/l10n';
import { commands, EventEmitter, type ExtensionContext, type Uri, type WebviewPanel } from 'vscode';
import { DisposableOwner } from '../platform/disposables';
import type { JobKey } from '../shared/protocol';
import { dressPage } from './dressPage';
import type { JobPage } from './jobPage';
import { pageType } from './names';
import { jobsOf, pageAddress } from './pageAddress';
import type { PageServices } from './pageMessages';

/** A page and what it shows. What it does is loaded when the first page is opened. */
interface OpenPage {
  readonly panel: WebviewPanel;
  readonly keys: readonly JobKey[];
  /** Undefined where it was closed before it was loaded. */
  readonly page: Promise<JobPage | undefined>;
  isClosed: boolean;
}

/** The open pages, of a job or a comparison each. Which tabs there are is VS Code's own affair. */
export class OpenPages extends DisposableOwner {
  private readonly pages = new Set<OpenPage>();
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
        // Their tabs stay: a window that is loaded again fills them again.
        for (const { page } of this.pages) void page.then((each) => each?.dispose());
      },
    });
  }

  /** The jobs of the page that has the focus, or last had it and is still on screen. */
  get shownKeys(): readonly JobKey[] {
    return this.current?.panel.visible === true ? this.current.keys : [];
  }

  /** Shows the page of these jobs: the one that is open, or a new one, which stays when others are looked at. */
  async open(keys: readonly JobKey[], title: string): Promise<void> {
    await commands.executeCommand('vscode.openWith', pageAddress(keys, title), pageType, { preview: false });
  }

  /**
   * Fills a tab that VS Code opens for an address.
   *
   * @throws Error where the address names no jobs: VS Code shows the message in the tab
   */
  fill(panel: WebviewPanel, address: Uri): void {
    const keys = jobsOf(address);
    if (keys === null) throw new Error(t('This is the address of no job.'));
    this.adopt(panel, keys);
  }

  /** Makes open pages of this job fetch it again. */
  refresh(key: JobKey): void {
    for (const { keys, page } of this.pages)
      if (keys.includes(key)) void page.then((each) => each?.refresh());
  }

  /** Makes the page that is on screen fetch everything again. */
  async refreshShown(signal: AbortSignal): Promise<void> {
    if (this.current?.panel.visible === true) await (await this.current.page)?.refresh(signal);
  }

  private adopt(panel: WebviewPanel, keys: readonly JobKey[]): void {
    const loading = import('./jobPage');
    const open: OpenPage = {
      panel,
      keys,
      isClosed: false,
      page: loading.then(({ JobPage }) => (open.isClosed ? undefined : this.start(open, JobPage))),
    };
    this.pages.add(open);
    this.note(open);
    panel.onDidChangeViewState(() => {
      this.note(open);
    });
    panel.onDidDispose(() => {
      open.isClosed = true;
      this.pages.delete(open);
      if (this.current === open) this.current = undefined;
      this.setContext();
    });
  }

  private async start(open: OpenPage, Page: typeof JobPage): Promise<JobPage> {
    const { panel, keys } = open;
    const page = await Page.open(panel, keys, this.services);
    if (!open.isClosed) dressPage(panel, this.context.extensionUri, { page: 'jobs', shown: keys });
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
