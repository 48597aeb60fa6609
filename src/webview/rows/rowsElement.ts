import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { rowAfterKey } from '../elements/listKeys';
import { PageElement } from '../elements/pageElement';
import { markRows } from './rowMarks';
import type { RowPlace } from './rowsState';
import { RowWindow } from './rowWindow';

/** What the element shows, of rows from 0. */
export interface RowsModel {
  readonly count: number;
  /** Another one where rows have other heights than before. */
  readonly version: number;
  /** What is in a row; null: it is not known yet. */
  row(index: number): TemplateResult | null;
  label(index: number): string;
  /** These rows are drawn, from the first up to, but without, the last. */
  drew(from: number, to: number): void;
  moved(place: RowPlace): void;
  /** What is searched for; empty: nothing. */
  readonly query: string;
  /** The row with the match that a person is at. */
  readonly matchRow: number | null;
  /** What was searched for is in this row, and cut off. False where there is no more of it to show. */
  showMatch(index: number): boolean;
  /** Enter was pressed at a row. */
  open(index: number): void;
}

/** Pixels that are drawn beyond what is in sight, on each side. */
const margin = 600;
/** Pixels of what the scroll bar belongs to: browsers end at some 33 million. */
const maxTrack = 5_000_000;
/** Pixels of a line, where a wheel counts lines. */
const lineHeight = 20;

/**
 * `<ft-rows>`: rows of any height, however many: those in sight are in the document. Wheel and keys scroll by pixels; the
 * scroll bar by rows, since all of them together are higher than an element can be. The rows lie in a part of its own that
 * stays in sight, so that none are missing while the bar is dragged.
 */
export class RowsElement extends PageElement {
  static override properties = {
    model: { attribute: false },
    active: { state: true },
  };
  declare model: RowsModel | null;
  /** The row that the keyboard acts on. */
  declare private active: number;
  private readonly rowWindow = new RowWindow();
  /** Where the bar was put, and where the rows were, by this element itself. */
  private barTop = 0;
  private sightTop = 0;
  /** The bar moves the rows: it is not moved by them until they move otherwise. */
  private isBarLeading = false;
  private trackHeight = 0;
  private hadFocus = false;
  private wantsFocus = false;
  /** The match is to be brought in sight as soon as it is drawn. */
  private seeksMatch = false;
  private readonly resize = new ResizeObserver((entries) => this.onResize(entries));
  private width = 0;

  constructor() {
    super();
    this.model = null;
    this.active = 0;
    this.addEventListener('scroll', this.onBar, { passive: true });
    this.addEventListener('wheel', this.onWheel, { passive: false });
    this.addEventListener('keydown', this.onKey);
    this.addEventListener('focusin', this.onFocus);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
  }

  get place(): RowPlace {
    return this.rowWindow.place;
  }

  /** Shows a row as the first in sight, unless all of it is in sight, and makes it the active one. */
  reveal({ row, out }: RowPlace, takesFocus = false): void {
    this.rowWindow.resize(this.model?.count ?? 0, this.clientHeight);
    const top = this.rowWindow.topOf(row);
    const isNear = Math.abs(row - this.rowWindow.place.row) < 50;
    const isInSight = isNear && top >= 0 && top + this.rowWindow.heightOf(row) <= this.clientHeight;
    if (!isInSight || out > 0) this.move(() => this.rowWindow.show(row, out));
    this.active = row;
    this.wantsFocus = takesFocus;
    this.seeksMatch = row === this.model?.matchRow;
    this.requestUpdate();
  }

  focusRow(): void {
    this.wantsFocus = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { model } = this;
    if (model === null) return;
    const before = changed.get('model');
    if (before != null && before.version !== model.version) this.rowWindow.forgetHeights();
    this.rowWindow.resize(model.count, this.clientHeight);
    this.active = Math.max(0, Math.min(this.active, model.count - 1));
    this.style.setProperty('--rows-digits', String(String(model.count).length));
    this.hadFocus = this.contains(document.activeElement);
  }

  /** Styles are set as properties: the content security policy blocks the attribute. */
  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (model === null || this.clientHeight === 0) return nothing;
    const { from, to } = this.rowWindow.drawn(margin);
    const { tabStop } = this;
    if (!this.isBarLeading) this.trackHeight = Math.min(this.rowWindow.total, maxTrack);
    const track = Math.max(this.clientHeight, this.trackHeight);
    return html`<div class="rows-track" .style=${`height: ${track}px`}>
      <div
        class="rows-sight"
        role="feed"
        tabindex="-1"
        .style=${`height: ${this.clientHeight}px`}
        @scroll=${this.onSight}
      >
        <div class="rows-drawn">
          ${repeat(
            Array.from({ length: to - from }, (_, at) => from + at),
            (index) => index,
            (index) => this.row(index, model, index === tabStop),
          )}
        </div>
      </div>
    </div>`;
  }

  private row(index: number, model: RowsModel, isTabStop: boolean): TemplateResult {
    const content = model.row(index);
    const height = content === null ? `height: ${this.rowWindow.heightOf(index)}px` : '';
    return html`<article
      class="row"
      data-index=${index}
      data-known=${content === null ? nothing : ''}
      tabindex=${isTabStop ? 0 : -1}
      aria-label=${model.label(index)}
      aria-posinset=${index + 1}
      aria-setsize=${model.count}
      aria-busy=${content === null ? 'true' : nothing}
      .style=${height}
    >
      ${content ?? html`<div class="row-line muted">${index + 1}</div>`}
    </article>`;
  }

  /** The active row, while it is drawn: else the first in sight. */
  private get tabStop(): number {
    const { from, to } = this.rowWindow.drawn(margin);
    return this.active >= from && this.active < to ? this.active : this.rowWindow.place.row;
  }

  protected override updated(): void {
    const { model } = this;
    const sight = this.querySelector('.rows-sight');
    const drawn = this.querySelector('.rows-drawn');
    if (model === null || sight === null || drawn === null) return;
    this.resize.observe(drawn);
    const { from, to } = this.rowWindow.drawn(margin);
    model.drew(from, to);
    this.measure();
    this.keepFocus(sight);
    this.mark(model);
  }

  private mark(model: RowsModel): void {
    const { matchRow, query } = model;
    const match = markRows(this, query, matchRow);
    const isDrawn = this.querySelector(`.row[data-known][data-index="${matchRow ?? ''}"]`) !== null;
    if (!this.seeksMatch || !isDrawn || matchRow === null) return;
    this.seeksMatch = match === undefined && model.showMatch(matchRow);
    if (match !== undefined) this.revealBox(match.getBoundingClientRect());
  }

  private revealBox(box: DOMRect): void {
    const sight = this.getBoundingClientRect();
    if (box.height === 0 || (box.top >= sight.top && box.bottom <= sight.bottom)) return;
    this.scrollRows(box.top - sight.top - sight.height / 3);
  }

  /** Rows are as high as they turn out to be: then others may be in sight. */
  private measure(): void {
    let isNews = false;
    for (const row of this.querySelectorAll<HTMLElement>('.row[data-known]')) {
      const { height } = row.getBoundingClientRect();
      if (height > 0 && this.rowWindow.setHeight(Number(row.dataset['index']), height)) isNews = true;
    }
    this.arrange();
    if (isNews) this.requestUpdate();
  }

  /** Puts rows and bar where they belong. */
  private arrange(): void {
    const sight = this.querySelector('.rows-sight');
    if (sight === null) return;
    sight.scrollTop = this.rowWindow.drawn(margin).above;
    this.sightTop = sight.scrollTop;
    if (this.isBarLeading) return;
    this.scrollTop = this.rowWindow.share * (this.scrollHeight - this.clientHeight);
    this.barTop = this.scrollTop;
  }

  /** A row that goes takes the focus with it: the keyboard stays in the rows. */
  private keepFocus(sight: Element): void {
    const isLost = this.hadFocus && document.activeElement === document.body;
    const target = this.wantsFocus ? this.querySelector('.row[tabindex="0"]') : isLost ? sight : null;
    this.wantsFocus = false;
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  private onResize(entries: readonly ResizeObserverEntry[]): void {
    const own = entries.find(({ target }) => target === this);
    if (own !== undefined && own.contentRect.width !== this.width) {
      this.width = own.contentRect.width;
      this.rowWindow.forgetHeights();
    }
    if (own === undefined) this.measure();
    else this.requestUpdate();
  }

  /** @param change of the window, other than by the bar */
  private move(change: () => void): void {
    this.isBarLeading = false;
    change();
    this.moved();
  }

  private moved(): void {
    this.model?.moved(this.rowWindow.place);
    this.requestUpdate();
  }

  private scrollRows(pixels: number): void {
    this.move(() => this.rowWindow.moveBy(pixels));
  }

  private readonly onBar = (event: Event) => {
    if (event.target !== this || Math.abs(this.scrollTop - this.barTop) < 1) return;
    this.barTop = this.scrollTop;
    this.isBarLeading = true;
    this.rowWindow.moveToShare(this.scrollTop / Math.max(1, this.scrollHeight - this.clientHeight));
    this.moved();
  };

  /** The browser itself scrolls to what gets the focus, or is selected. */
  private readonly onSight = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof Element)) return;
    const moved = currentTarget.scrollTop - this.sightTop;
    if (Math.abs(moved) >= 1) this.scrollRows(moved);
  };

  private readonly onWheel = (event: WheelEvent) => {
    const { deltaX, deltaY, deltaMode } = event;
    if (event.ctrlKey || event.shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) return;
    event.preventDefault();
    const unit = [1, lineHeight, this.clientHeight][deltaMode] ?? 1;
    this.scrollRows(deltaY * unit);
  };

  private readonly onFocus = ({ target }: FocusEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
    if (row !== null) this.active = Number(row.dataset['index']);
  };

  private readonly onKey = (event: KeyboardEvent) => {
    const { model } = this;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!isPlain || model === null || model.count === 0) return;
    const isOnRow = event.target instanceof Element && event.target.matches('.row, .rows-sight');
    if (event.key === 'Enter' && isOnRow) model.open(this.active);
    else if (!this.go(event.key, model.count)) return;
    event.preventDefault();
  };

  /** False for a key that goes nowhere. */
  private go(key: string, count: number): boolean {
    const place = { index: this.tabStop, count, page: 0 };
    const page = this.clientHeight * 0.9;
    if (key === 'PageDown') this.turn(page);
    else if (key === 'PageUp') this.turn(-page);
    else {
      const target = rowAfterKey(key, place);
      if (target === null) return false;
      if (!this.goesOn(key, place.index)) this.activate(target);
    }
    return true;
  }

  /** A row that is higher than the page is read to its end first. */
  private goesOn(key: string, row: number): boolean {
    const step = this.clientHeight * 0.5;
    const top = this.rowWindow.topOf(row);
    const bottom = top + this.rowWindow.heightOf(row);
    const isLong = this.rowWindow.heightOf(row) > this.clientHeight;
    const isInSight = bottom > 0 && top < this.clientHeight;
    if (!isLong || !isInSight) return false;
    if (key === 'ArrowDown' && bottom > this.clientHeight + 1)
      this.scrollRows(Math.min(step, bottom - this.clientHeight));
    else if (key === 'ArrowUp' && top < -1) this.scrollRows(Math.max(-step, top));
    else return false;
    return true;
  }

  private turn(pixels: number): void {
    this.scrollRows(pixels);
    const { row, out } = this.rowWindow.place;
    const isMore = out > 0 && this.rowWindow.heightOf(row) - out < this.clientHeight / 2;
    this.active = Math.min(row + (isMore ? 1 : 0), this.rowWindow.count - 1);
    this.focusRow();
  }

  /** Makes a row active and brings it in sight. */
  private activate(row: number): void {
    const top = this.rowWindow.topOf(row);
    const bottom = top + this.rowWindow.heightOf(row);
    const isFar = Math.abs(row - this.rowWindow.place.row) > 50;
    if (isFar || top < 0) this.move(() => this.rowWindow.show(row));
    else if (bottom > this.clientHeight) this.scrollRows(Math.min(bottom - this.clientHeight, top));
    this.active = row;
    this.focusRow();
  }
}
