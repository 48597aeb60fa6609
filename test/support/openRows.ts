import { whole } from '../../src/datasets/conversation/cut';
import { kindIn } from '../../src/datasets/fileKind';
import type { RowFile } from '../../src/datasets/rowFile';
import { searchRows } from '../../src/datasets/rowSearch';
import { shownRow } from '../../src/datasets/shownRow';
import type { FromRowsPage, ShownRow, ToRowsPage } from '../../src/shared/rowsProtocol';
import { BrowserPage, type OpenOptions } from './browserPage';
import { rowFileOf } from './rowFiles';

type File = Extract<ToRowsPage, { type: 'file' }>;

/** A page that shows the rows of a data file, with the extension's end of its messages. */
export class OpenRows extends BrowserPage<ToRowsPage, FromRowsPage> {
  private file: RowFile | null = null;
  private version = 0;
  private handled = 0;

  protected override get query() {
    return { page: 'rows', shown: JSON.stringify('rows.jsonl') };
  }

  override async reopen(options: OpenOptions = {}): Promise<void> {
    this.file = null;
    this.version = 0;
    this.handled = 0;
    await super.reopen(options);
  }

  /** Has the file hold this text, and the page show it. @param change of what is said of it */
  async show(text: string, change: Partial<File> = {}): Promise<void> {
    this.file = await rowFileOf(text);
    this.version++;
    await this.say(change);
  }

  /** Says how far the file was read. */
  async say(change: Partial<File> = {}): Promise<void> {
    const { file, version } = this;
    await this.post([
      {
        type: 'file',
        version,
        name: 'rows.jsonl',
        size: file?.size ?? null,
        rows: file?.index.count ?? 0,
        bytesRead: file?.size ?? 0,
        isComplete: true,
        isCut: false,
        problem: null,
        locale: 'en',
        ...change,
      },
    ]);
    await this.settle();
  }

  /** Loads the page again, as VS Code does when it is shown again. */
  async reload(): Promise<void> {
    this.handled = 0;
    await this.page.reload();
    await this.say();
  }

  /** Has the extension respond until the page requests nothing more. */
  async settle(): Promise<void> {
    for (;;) {
      await this.drawn();
      const requests = (await this.sent()).slice(this.handled);
      if (requests.length === 0) return;
      this.handled += requests.length;
      for (const request of requests) await this.post(await this.responses(request));
    }
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.settle();
  }

  async wheel(pixels: number): Promise<void> {
    await this.page.locator('ft-rows').hover();
    await this.page.mouse.wheel(0, pixels);
    await this.settle();
  }

  async search(query: string): Promise<void> {
    const box = this.page.getByRole('searchbox', { name: 'Search rows' });
    await box.fill(query);
    await box.press('Enter');
    await this.settle();
  }

  async goToLine(line: number): Promise<void> {
    const box = this.page.getByRole('textbox', { name: 'Go to line' });
    await box.fill(String(line));
    await box.press('Enter');
    await this.settle();
  }

  /** The lines whose rows are in sight, at least in part. */
  lines(): Promise<number[]> {
    return this.page.locator('ft-rows').evaluate((list) => {
      const sight = list.getBoundingClientRect();
      return [...list.querySelectorAll('.row')].flatMap((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > sight.top + 1 && top < sight.bottom - 1
          ? [Number(row.getAttribute('aria-posinset'))]
          : [];
      });
    });
  }

  /** The text of a row. */
  row(line: number): Promise<string> {
    return this.page.locator(`.row[aria-posinset="${line}"]`).innerText();
  }

  private async responses(request: FromRowsPage): Promise<ToRowsPage[]> {
    const { file, version } = this;
    if (file === null) return [];
    switch (request.type) {
      case 'read':
        return [{ type: 'rows', version, rows: await this.rows(file, request.line, request.count) }];
      case 'whole': {
        const [line] = await file.read(request.line - 1, request.line);
        return line === undefined ? [] : [{ type: 'whole', version, row: shownRow(line, null, whole) }];
      }
      case 'search':
        return request.query === '' ? [] : [await this.found(file, request)];
      default:
        return [];
    }
  }

  private async rows(file: RowFile, line: number, count: number): Promise<ShownRow[]> {
    const kind = kindIn(await file.read(0, 100));
    return (await file.read(line - 1, line - 1 + count)).map((each) => shownRow(each, kind));
  }

  private async found(
    file: RowFile,
    { search, query }: Extract<FromRowsPage, { type: 'search' }>,
  ): Promise<ToRowsPage> {
    const lines: number[] = [];
    await searchRows(file, query, { onProgress: (found) => lines.push(...found) });
    return { type: 'found', search, lines, searched: file.index.count, isDone: true };
  }
}
