import { t } from '@vscode/l10n';
import { commands, type Uri, ViewColumn, type WebviewPanel } from 'vscode';
import { DisposableOwner } from '../../platform/disposables';
import { setPageTitle } from '../../platform/places';
import { dressPage } from '../dressPage';
import { rowsType } from '../names';
import type { RowsPage, RowsServices } from './rowsPage';

interface OpenRows {
  readonly panel: WebviewPanel;
  readonly file: string;
  /** Undefined where it was closed before it was loaded. */
  readonly page: Promise<RowsPage | undefined>;
  isClosed: boolean;
}

/** The pages that show rows of data files. Which tabs there are is VS Code's own affair. */
export class RowsPages extends DisposableOwner {
  private readonly pages = new Set<OpenRows>();
  /** Where pages that are being opened begin: lines by files. */
  private readonly beginnings = new Map<string, number>();

  constructor(
    private readonly extensionUri: Uri,
    private readonly services: RowsServices,
  ) {
    super();
    this.own({
      dispose: () => {
        // Their tabs stay: a window that is loaded again fills them again.
        for (const { page } of this.pages) void page.then((each) => each?.dispose());
      },
    });
  }

  /**
   * Shows the page of a file: the one that is open, or a new one, where those of other files are.
   *
   * @param line to show, from 1; null: where the page was left, or the first
   * @param column of the first page
   */
  async open(file: Uri, line: number | null, column = ViewColumn.Active): Promise<void> {
    const name = file.toString();
    const open = [...this.pages].find((each) => each.file === name);
    if (open === undefined && line !== null) this.beginnings.set(name, line);
    const viewColumn = (open ?? [...this.pages].at(-1))?.panel.viewColumn ?? column;
    try {
      await commands.executeCommand('vscode.openWith', file, rowsType, { viewColumn, preview: false });
    } finally {
      this.beginnings.delete(name);
    }
    if (line !== null) (await open?.page)?.goTo(line);
  }

  /** Fills a tab that VS Code opens for a file. */
  fill(panel: WebviewPanel, file: Uri): void {
    const name = file.toString();
    const line = this.beginnings.get(name) ?? null;
    const loading = import('./rowsPage');
    const open: OpenRows = {
      panel,
      file: name,
      isClosed: false,
      page: loading.then(({ RowsPage: Page }) =>
        open.isClosed ? undefined : this.start(panel, file, new Page(panel, file, this.services, line)),
      ),
    };
    this.pages.add(open);
    panel.onDidDispose(() => {
      open.isClosed = true;
      this.pages.delete(open);
    });
  }

  private start(panel: WebviewPanel, file: Uri, page: RowsPage): RowsPage {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    setPageTitle(panel, t('Preview {0}', name));
    dressPage(panel, this.extensionUri, { page: 'rows', shown: name });
    return page;
  }
}
