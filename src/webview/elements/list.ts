import { type TemplateResult, html, render } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';

/** Rows of a long list. Each has a number that stays its own when rows come and go. */
export interface ListModel {
  readonly count: number;
  /** CSS pixels of a row that is not tall. */
  readonly rowHeight: number;
  /** Whether the end stays in sight while it is in sight: a log. */
  readonly followsEnd: boolean;
  /** Indices of the rows that take as much height as they need, ascending. */
  readonly tall: readonly number[];
  /** Stays above the rows while they scroll. */
  head?(): TemplateResult;
  keyAt(index: number): number;
  /** Where the row with this key is now, or the next one. */
  indexOf(key: number): number;
  row(index: number, isActive: boolean): TemplateResult;
  /** The row was clicked, or chosen with Enter. */
  choose?(index: number): void;
  /** The beginning is in sight. */
  reachedStart?(): void;
}

/** Rows rendered beyond what is seen, on each side. */
const MARGIN = 8;

/**
 * `<ft-list>`: only the rows in sight are in the document. What is in sight stays there when rows come before it.
 * The element itself scrolls; with `aria-activedescendant` it is one stop of the keyboard.
 */
export class ListElement extends HTMLElement {
  #model: ListModel | null = null;
  #active: number | null = null;
  readonly #heights = new Map<number, number>();
  #frame = 0;
  #isAtEnd = true;
  #anchor: { readonly key: number; readonly offset: number } | null = null;
  #resize: ResizeObserver | null = null;
  readonly #head = document.createElement('div');
  readonly #spacer = document.createElement('div');

  set model(model: ListModel) {
    if (model === this.#model) return;
    this.#model = model;
    if (this.isConnected) this.#place();
  }

  connectedCallback(): void {
    this.#spacer.className = 'list-spacer';
    this.#spacer.setAttribute('role', 'presentation');
    this.#head.className = 'list-head';
    this.#head.setAttribute('role', 'presentation');
    this.append(this.#head, this.#spacer);
    this.addEventListener('scroll', this.#onScroll, { passive: true });
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('click', this.#onClick);
    this.#resize = new ResizeObserver(() => this.#place());
    this.#resize.observe(this);
    this.#place();
  }

  disconnectedCallback(): void {
    this.#resize?.disconnect();
    cancelAnimationFrame(this.#frame);
    this.removeEventListener('scroll', this.#onScroll);
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('click', this.#onClick);
  }

  /** Renders for a changed model, with what was in sight still in sight. */
  #place(): void {
    const model = this.#model;
    if (model === null) return;
    render(model.head?.() ?? '', this.#head);
    this.#sizeSpacer(model);
    if (model.followsEnd && this.#isAtEnd) this.scrollTop = this.scrollHeight;
    else if (this.#anchor !== null)
      this.scrollTop = this.#topOf(model.indexOf(this.#anchor.key)) + this.#anchor.offset;
    this.#renderRows();
  }

  readonly #onScroll = () => {
    const model = this.#model;
    if (model === null) return;
    this.#isAtEnd = this.scrollTop + this.clientHeight >= this.scrollHeight - 4;
    this.#remember(model);
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#renderRows());
    if (this.scrollTop < model.rowHeight * 20) model.reachedStart?.();
  };

  #remember(model: ListModel): void {
    const top = this.#indexAt(this.scrollTop);
    this.#anchor =
      model.count === 0 ? null : { key: model.keyAt(top), offset: this.scrollTop - this.#topOf(top) };
  }

  #renderRows(): void {
    const model = this.#model;
    if (model === null) return;
    const from = Math.max(0, this.#indexAt(this.scrollTop) - MARGIN);
    const to = Math.min(model.count, this.#indexAt(this.scrollTop + this.clientHeight) + 1 + MARGIN);
    const indices = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
    const activeIndex = this.#active === null ? -1 : model.indexOf(this.#active);
    const rows = repeat(
      indices,
      (index) => model.keyAt(index),
      (index) => model.row(index, index === activeIndex),
    );
    render(html`<div class="list-rows" role="presentation">${rows}</div>`, this.#spacer);
    const container = this.#spacer.firstElementChild;
    if (container instanceof HTMLElement) container.style.transform = `translateY(${this.#topOf(from)}px)`;
    this.#setActiveDescendant(activeIndex >= from && activeIndex < to ? activeIndex : -1);
    this.#measure(model, from);
  }

  #measure(model: ListModel, from: number): void {
    const rows = this.#spacer.firstElementChild?.children;
    let isChanged = false;
    for (const index of model.tall) {
      const row = rows?.[index - from];
      if (row === undefined) continue;
      const height = row.getBoundingClientRect().height;
      const key = model.keyAt(index);
      if (Math.abs((this.#heights.get(key) ?? 0) - height) < 0.5) continue;
      this.#heights.set(key, height);
      isChanged = true;
    }
    if (!isChanged) return;
    this.#sizeSpacer(model);
    if (model.followsEnd && this.#isAtEnd) this.scrollTop = this.scrollHeight;
  }

  #sizeSpacer(model: ListModel): void {
    this.#spacer.style.height = `${this.#topOf(model.count)}px`;
  }

  /** CSS pixels from the top of the list to the top of a row. */
  #topOf(index: number): number {
    const model = this.#model;
    if (model === null) return 0;
    let top = index * model.rowHeight;
    for (const tall of model.tall) {
      if (tall >= index) break;
      top += this.#extraOf(model, tall);
    }
    return top;
  }

  #extraOf(model: ListModel, index: number): number {
    return (this.#heights.get(model.keyAt(index)) ?? model.rowHeight) - model.rowHeight;
  }

  #indexAt(top: number): number {
    const model = this.#model;
    if (model === null) return 0;
    let low = 0;
    let high = Math.max(0, model.count - 1);
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#topOf(middle) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #setActiveDescendant(index: number): void {
    const row = index < 0 ? null : this.#spacer.querySelector('[aria-selected="true"]');
    if (row === null) this.removeAttribute('aria-activedescendant');
    else this.setAttribute('aria-activedescendant', row.id);
  }

  readonly #onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const index = Number(row?.getAttribute('data-index') ?? NaN);
    // Selecting text is no click.
    if (this.#model?.choose === undefined || Number.isNaN(index) || getSelection()?.isCollapsed === false)
      return;
    this.#active = this.#model.keyAt(index);
    this.#model.choose(index);
    this.#renderRows();
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const model = this.#model;
    if (model?.choose === undefined || model.count === 0 || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const here = this.#active === null ? model.count - 1 : model.indexOf(this.#active);
    const page = Math.max(1, Math.floor(this.clientHeight / model.rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      ...{ ArrowUp: here - 1, ArrowDown: here + 1, PageUp: here - page, PageDown: here + page },
      ...{ Home: 0, End: model.count - 1 },
    };
    const target = moves[event.key];
    if (target !== undefined)
      this.#activate(this.#active === null && event.key.startsWith('Arrow') ? here : target);
    else if (event.key === 'Enter' || event.key === ' ') model.choose(here);
    else return;
    event.preventDefault();
  };

  #activate(target: number): void {
    const model = this.#model;
    if (model === null) return;
    const index = Math.min(Math.max(0, target), model.count - 1);
    this.#active = model.keyAt(index);
    const top = this.#topOf(index);
    const bottom = this.#topOf(index + 1);
    if (top < this.scrollTop) this.scrollTop = top;
    else if (bottom > this.scrollTop + this.clientHeight) this.scrollTop = bottom - this.clientHeight;
    this.#renderRows();
  }
}
