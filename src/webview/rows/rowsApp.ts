import { t } from '@vscode/l10n';
import { Format } from '../../shared/format';
import type { FromRowsPage, ToRowsPage } from '../../shared/rowsProtocol';
import type { Announcer } from '../elements/announcer';
import { memo } from '../state/memo';
import type { PageHost } from '../state/pageHost';
import { FoundRows } from './foundRows';
import type { RowsModel } from './rowsElement';
import type { RowPlace, RowsState } from './rowsState';
import { rowView } from './rowView';

/** Milliseconds without a move after which the place is kept. */
const savedAfter = 200;

/** What the page does. */
export class RowsApp {
  private readonly formatFor = memo((locale: string) => new Format(locale));
  /** Whether rows were requested that have not come yet. */
  private isWaiting = false;
  private searches = 0;
  private saving: ReturnType<typeof setTimeout> | undefined;
  /** A row to go to when the page is drawn next. */
  private target: { readonly place: RowPlace; readonly takesFocus: boolean } | null = null;

  constructor(
    readonly state: RowsState,
    private readonly host: PageHost<FromRowsPage>,
    private readonly announcer: Announcer,
    readonly refresh: () => void,
  ) {}

  get format(): Format {
    return this.formatFor(this.state.file?.locale ?? 'en');
  }

  readonly send = (message: FromRowsPage) => this.host.send(message);

  get model(): RowsModel {
    const { cache, file, search } = this.state;
    return {
      count: file?.rows ?? 0,
      version: file?.version ?? 0,
      row: (index) => this.rowAt(index + 1),
      label: (index) => labelOf(index + 1, cache.row(index + 1)?.problems.length ?? 0),
      drew: (from, to) => this.request(from + 1, to + 1),
      moved: (place) => this.saveSoon(place),
      query: search?.query ?? '',
      matchRow: search?.line == null ? null : search.line - 1,
      showMatch: (index) => this.showMatch(index + 1),
      open: (index) => this.openText(index + 1),
    };
  }

  apply(message: ToRowsPage): void {
    switch (message.type) {
      case 'file':
        this.takeFile(message);
        return;
      case 'rows':
        if (message.version !== this.state.file?.version) return;
        this.isWaiting = false;
        this.state.cache.add(message.rows);
        return;
      case 'whole':
        if (message.version === this.state.file?.version) this.state.cache.addWhole(message.row);
        return;
      case 'found':
        this.takeFound(message);
        return;
      case 'goTo':
        this.state.wanted = { row: message.line - 1, out: 0 };
        this.goToWanted(true);
    }
  }

  /** Where to go now, once. */
  takeTarget() {
    const { target } = this;
    this.target = null;
    return target;
  }

  goToLine(line: number): void {
    const { file } = this.state;
    if (file === null || file.rows === 0) return;
    this.goTo({ row: Math.min(Math.max(1, line), file.rows) - 1, out: 0 }, true);
    this.refresh();
  }

  /**
   * @param query as entered; empty: searches for nothing
   * @param from the line that is in sight
   * @param goes to the first match from there on
   */
  find(query: string, from: number, goes = true): void {
    if (query === (this.state.search?.query ?? '')) return;
    this.searches++;
    this.state.search = query === '' ? null : new FoundRows(this.searches, query, from, goes);
    this.send({ type: 'search', search: this.searches, query });
    this.refresh();
  }

  step(direction: 1 | -1): void {
    const line = this.state.search?.step(direction) ?? null;
    if (line !== null) this.goTo({ row: line - 1, out: 0 }, false);
    this.refresh();
  }

  /** Ends a search under way; what was found stays. */
  stopSearch(): void {
    const { search } = this.state;
    if (search === null) return;
    this.send({ type: 'search', search: search.id, query: '' });
    search.isDone = true;
    this.refresh();
  }

  showWhole(line: number): void {
    const version = this.state.file?.version;
    if (version !== undefined) this.send({ type: 'whole', version, line });
  }

  private showMatch(line: number): boolean {
    const { cache } = this.state;
    if (cache.row(line)?.hasMore !== true) return false;
    this.showWhole(line);
    return true;
  }

  private saveSoon(place: RowPlace): void {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.host.save(place), savedAfter);
  }

  private openText(line: number): void {
    this.send({ type: 'openText', line });
  }

  private takeFile(file: Extract<ToRowsPage, { type: 'file' }>): void {
    const { state } = this;
    const isOther = state.file !== null && state.file.version !== file.version;
    if (state.file?.version !== file.version) this.isWaiting = false;
    state.file = file;
    if (isOther) {
      state.cache.outdate();
      this.searchAgain();
    }
    this.goToWanted(false);
  }

  /** In a file that was changed, without going anywhere: who looks at something else goes on looking. */
  private searchAgain(): void {
    const { search } = this.state;
    if (search === null) return;
    this.state.search = null;
    this.find(search.query, search.line ?? 1, false);
  }

  private takeFound(message: Extract<ToRowsPage, { type: 'found' }>): void {
    const { search } = this.state;
    if (search?.id !== message.search) return;
    const line = search.add(message);
    if (line !== null) this.goTo({ row: line - 1, out: 0 }, false);
    if (message.isDone) this.announcer.say(foundText(search, this.state.file?.rows ?? 0, this.format));
  }

  private goToWanted(takesFocus: boolean): void {
    const place = this.state.takeWanted();
    if (place !== null) this.goTo(place, takesFocus);
  }

  private goTo(place: RowPlace, takesFocus: boolean): void {
    this.target = { place, takesFocus };
  }

  private request(from: number, to: number): void {
    const { cache, file } = this.state;
    if (file === null || this.isWaiting) return;
    const missing = cache.missing(from, to);
    if (missing === null) return;
    this.isWaiting = true;
    this.send({ type: 'read', version: file.version, ...missing });
  }

  private rowAt(line: number) {
    const { cache } = this.state;
    const row = cache.row(line);
    if (row === undefined) return null;
    return rowView(row, {
      format: this.format,
      isWhole: cache.isWhole(line),
      showMore: () => this.showWhole(line),
      showLess: () => {
        cache.shorten(line);
        this.refresh();
      },
      openText: () => this.openText(line),
    });
  }
}

function labelOf(line: number, problems: number): string {
  if (problems === 0) return t('Line {0}', line);
  return problems === 1 ? t('Line {0}, 1 problem', line) : t('Line {0}, {1} problems', line, problems);
}

/** Which of how many; of so many that a search has ended there, a number with a plus. */
export function foundText({ at, isDone, lines, searched }: FoundRows, rows: number, format: Format): string {
  const count = `${format.count(lines.length)}${isDone && searched < rows ? '+' : ''}`;
  if (lines.length === 0) return isDone ? t('No rows') : t('Searching…');
  const found = at === null ? count : t('{0} of {1}', format.count(at + 1), count);
  return isDone ? found : `${found}…`;
}
