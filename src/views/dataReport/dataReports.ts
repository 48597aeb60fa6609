import { t } from '@vscode/l10n';
import { Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { DisposableOwner } from '../../platform/disposables';
import { setPageTitle } from '../../platform/places';
import { dressPage } from '../dressPage';
import { dataReportType, documentScheme } from '../names';
import type { DataReportPage, DataReportServices, Readable } from './dataReportPage';
import { DataReportPageState } from './fromDataReport';

/** The pages that report on data files: one a file; restored after a reload, which reads the file again. */
export class DataReports extends DisposableOwner {
  private readonly panels = new Map<string, { readonly panel: WebviewPanel; page: DataReportPage }>();

  constructor(
    private readonly extensionUri: Uri,
    private readonly services: DataReportServices,
  ) {
    super();
    this.own({
      dispose: () => {
        for (const { panel } of this.panels.values()) panel.dispose();
      },
    });
  }

  /** The file of the page that is in front, if one is. */
  get fileInFront(): Uri | undefined {
    const [file] = [...this.panels].find(([, { panel }]) => panel.active) ?? [];
    return file === undefined ? undefined : Uri.parse(file);
  }

  /**
   * Shows the page of this file and reads the file, again where the page is open. Resolves when it was read.
   *
   * @param open another way to its content than from this machine
   */
  async open(file: Uri, open?: (signal: AbortSignal) => Promise<Readable> | Readable): Promise<void> {
    const known = this.panels.get(file.toString());
    if (known !== undefined) {
      known.panel.reveal();
      await known.page.check();
      return;
    }
    const panel = window.createWebviewPanel(dataReportType, '', { viewColumn: ViewColumn.Active });
    await this.adopt(panel, file, open);
  }

  /** The same, and which of its rows are in another file too. */
  async compare(file: Uri, other: Uri): Promise<void> {
    const key = file.toString();
    if (!this.panels.has(key)) await this.open(file);
    const known = this.panels.get(key);
    known?.panel.reveal();
    await known?.page.compare(other);
  }

  /** Brings back a page that was open when the window was closed. @param state as the page left it */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const parsed = DataReportPageState.safeParse(state);
    const file = parsed.success ? Uri.parse(parsed.data.dataReport.file) : undefined;
    // A provider's copy is fetched by a command alone.
    if (file === undefined || file.scheme === documentScheme) panel.dispose();
    else await this.adopt(panel, file);
  }

  private async adopt(
    panel: WebviewPanel,
    file: Uri,
    open?: (signal: AbortSignal) => Promise<Readable> | Readable,
  ): Promise<void> {
    const key = file.toString();
    setPageTitle(panel, t('Report: {0}', file.path.slice(file.path.lastIndexOf('/') + 1)));
    const { DataReportPage: Page } = await import('./dataReportPage');
    this.panels.get(key)?.panel.dispose(); // opened again before VS Code restored it
    const page = new Page(panel, file, this.services, open);
    this.panels.set(key, { panel, page });
    panel.onDidDispose(() => {
      if (this.panels.get(key)?.panel === panel) this.panels.delete(key);
    });
    dressPage(panel, this.extensionUri, { page: 'dataReport', shown: { file: key } });
    await page.check();
  }
}
