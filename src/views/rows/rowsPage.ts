import type { Uri, WebviewPanel } from 'vscode';
import type { Clock } from '../../api/clock';
import { isCancelled } from '../../api/http/errors';
import { whole } from '../../datasets/conversation/cut';
import { kindIn } from '../../datasets/fileKind';
import type { FileKind } from '../../datasets/rowChecker';
import type { RowFile } from '../../datasets/rowFile';
import { searchRows } from '../../datasets/rowSearch';
import { shownRow } from '../../datasets/shownRow';
import { DisposableOwner } from '../../platform/disposables';
import type { ErrorReporter } from '../../platform/errorReporter';
import { toFailure } from '../../platform/failures';
import type { Host } from '../../platform/host';
import { language } from '../../platform/language';
import type { FromRowsPage, ToRowsPage } from '../../shared/rowsProtocol';
import { FileWatch } from '../fileWatch';
import { receiveFromPage } from '../receiveFromPage';
import { FromRowsPageMessage } from './fromRowsPage';
import { openRows } from './openRows';
import { showText } from './showText';

/** What pages that show rows work with. */
export interface RowsServices {
  readonly host: Host;
  readonly clock: Clock;
  readonly errors: ErrorReporter;
}

/** Milliseconds between two reports of how far the file was read or searched. */
const reportInterval = 100;
/** Milliseconds after a change of the file in which there may be more. */
const settling = 300;
/** The first rows, which say what the file is. */
const firstRows = 100;

/**
 * A page that shows the rows of a data file. It reads while somebody looks: rows are found once, and then only those in
 * sight are read. A file that changes is read again.
 */
export class RowsPage extends DisposableOwner {
  private isReady = false;
  private version = 0;
  /** Null until it was opened, and after a change. */
  private rows: RowFile | null = null;
  private kind: FileKind | null = null;
  private problem: string | null = null;
  private finding: Promise<void> = Promise.resolve();
  private looking = new AbortController();
  private searching = new AbortController();
  private stopWaiting: () => void = () => undefined;

  /** @param line to begin at, from 1; null: where the page was left */
  constructor(
    private readonly panel: WebviewPanel,
    private readonly file: Uri,
    private readonly services: RowsServices,
    private line: number | null,
  ) {
    super();
    this.own(panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message)));
    this.own(panel.onDidChangeViewState(() => this.followVisibility()));
    this.own(new FileWatch(file, () => this.readAgain()));
    this.own({ dispose: () => this.rest() });
    panel.onDidDispose(() => this.dispose());
  }

  /** Shows a line, from 1. */
  goTo(line: number): void {
    this.line = line;
    this.sendLine();
  }

  /** A page that nobody sees, or that is gone, costs nothing. */
  private rest(): void {
    this.isReady = false; // its script ends; when shown again it says `ready`
    this.looking.abort();
    this.searching.abort();
    this.stopWaiting();
  }

  private followVisibility(): void {
    if (!this.panel.visible) this.rest();
  }

  private readAgain(): void {
    this.rows = null;
    this.stopWaiting();
    if (this.isReady) this.stopWaiting = this.services.clock.schedule(settling, () => void this.look());
  }

  /** Opens the file, or goes on finding its rows. Never rejects. */
  private async look(): Promise<void> {
    this.looking.abort();
    const { signal } = (this.looking = new AbortController());
    try {
      if (this.rows === null) await this.open(signal);
      this.sendFile();
      this.sendLine();
      this.finding = this.findRows(signal);
      await this.finding;
    } catch (error) {
      if (!isCancelled(error, signal) && !signal.aborted) this.fail(error);
    }
  }

  private async open(signal: AbortSignal): Promise<void> {
    this.searching.abort();
    const rows = await openRows(this.services.host, this.file);
    signal.throwIfAborted();
    this.rows = rows;
    this.kind = null;
    this.problem = null;
    this.version++;
  }

  private async findRows(signal: AbortSignal): Promise<void> {
    const isDue = this.ticks();
    const onProgress = () => {
      if (isDue()) this.sendFile();
    };
    await this.rows?.findRows({ signal, onProgress });
    this.sendFile();
  }

  /** Whether it is time for another report; the first one comes at once. */
  private ticks(): () => boolean {
    const { clock } = this.services;
    let next = 0;
    return () => {
      const now = clock.monotonic();
      if (now < next) return false;
      next = now + reportInterval;
      return true;
    };
  }

  private fail(error: unknown): void {
    this.services.errors.record('Reading the rows of a file failed', error);
    this.problem = toFailure(error).summary;
    this.sendFile();
  }

  private send(message: ToRowsPage): void {
    if (this.isReady && this.panel.visible) void this.panel.webview.postMessage(message);
  }

  private sendFile(): void {
    const { rows, version, problem } = this;
    this.send({
      type: 'file',
      version,
      name: this.file.path.slice(this.file.path.lastIndexOf('/') + 1),
      size: rows?.size ?? null,
      rows: rows?.index.count ?? 0,
      bytesRead: rows?.index.bytes ?? 0,
      isComplete: rows?.index.isComplete ?? problem !== null,
      isCut: rows?.index.isCut ?? false,
      problem,
      locale: language,
    });
  }

  private sendLine(): void {
    if (this.line === null || !this.isReady) return;
    this.send({ type: 'goTo', line: this.line });
    this.line = null;
  }

  /** Never rejects. */
  private receive(raw: unknown): Promise<void> {
    return receiveFromPage(raw, {
      schema: FromRowsPageMessage,
      errors: this.services.errors,
      handle: (message) => this.handle(message),
    });
  }

  private async handle(message: FromRowsPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        await this.look();
        return;
      case 'read':
        await this.read(message);
        return;
      case 'whole':
        await this.readWhole(message);
        return;
      case 'search':
        await this.search(message);
        return;
      case 'openText':
        await showText(this.file, message.line, this.panel.viewColumn);
    }
  }

  private async read({ version, line, count }: Extract<FromRowsPage, { type: 'read' }>): Promise<void> {
    await this.withRows(version, async (rows) => {
      const lines = await rows.read(line - 1, line - 1 + count);
      this.kind ??= kindIn(await rows.read(0, firstRows));
      this.send({ type: 'rows', version, rows: lines.map((each) => shownRow(each, this.kind)) });
    });
  }

  private async readWhole({ version, line }: Extract<FromRowsPage, { type: 'whole' }>): Promise<void> {
    await this.withRows(version, async (rows) => {
      const [read] = await rows.read(line - 1, line);
      if (read !== undefined) this.send({ type: 'whole', version, row: shownRow(read, this.kind, whole) });
    });
  }

  /** Nothing is read of a version that is gone; where reading fails, the page says so. */
  private async withRows(version: number, read: (rows: RowFile) => Promise<void>): Promise<void> {
    const { rows } = this;
    if (rows === null || version !== this.version) return;
    try {
      await read(rows);
    } catch (error) {
      if (this.rows === rows) this.fail(error);
    }
  }

  private async search({ search, query }: Extract<FromRowsPage, { type: 'search' }>): Promise<void> {
    this.searching.abort();
    const { signal } = (this.searching = new AbortController());
    await this.finding.catch(() => undefined); // that it failed is said already
    if (signal.aborted || query === '') return;
    await this.withRows(this.version, async (rows) => {
      try {
        await this.report(search, rows, query, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    });
  }

  private async report(search: number, rows: RowFile, query: string, signal: AbortSignal): Promise<void> {
    const isDue = this.ticks();
    let lines: number[] = [];
    let searched = 0;
    const report = (isDone: boolean) => {
      this.send({ type: 'found', search, lines, searched, isDone });
      lines = [];
    };
    await searchRows(rows, query, {
      signal,
      onProgress: (found, upTo) => {
        lines.push(...found);
        searched = upTo;
        if (isDue()) report(false);
      },
    });
    report(true);
  }
}
