import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { rowAfterKey } from './listKeys';
import type { ListModel } from './listModel';
import { PageElement } from './pageElement';
import { RowLayout, type RowSpan } from './rowLayout';
import { ScrollAnchor } from './scrollAnchor';

/** What changes where rows are: what was in sight must then be found again. */
const layoutProperties = ['model', 'size', 'heights'] as const;

/**
 * `<ft-list>`: only the rows in sight are in the document. What is in sight stays there when rows come before it.
 * The element itself scrolls; with `aria-activedescendant` it is one stop of the keyboard.
 */
export class ListElement extends PageElement {
  static override properties = {
    model: { attribute: false },
    active: { state: true },
    size: { state: true },
    heights: { state: true },
    top: { state: true },
  };
  declare model: ListModel | null;
  /** The key of the row that the keyboard acts on. */
  declare private active: number | null;
  /** The part that is in sight; null until it is laid out. */
  declare private size: DOMRectReadOnly | null;
  /** Of tall rows, by their keys, in CSS pixels. */
  declare private heights: ReadonlyMap<number, number>;
  /** Where it is scrolled to, in CSS pixels. */
  declare private top: number;
  private layout: RowLayout | null = null;
  private span: RowSpan = { from: 0, to: 0 };
  private readonly anchor = new ScrollAnchor();
  private readonly resize = new ResizeObserver(
    (entries) => (this.size = entries.at(-1)?.contentRect ?? null),
  );

  constructor() {
    super();
    this.model = null;
    this.active = null;
    this.size = null;
    this.heights = new Map();
    this.top = 0;
    this.addEventListener('scroll', this.onScroll, { passive: true });
    this.addEventListener('keydown', this.onKey);
    this.addEventListener('click', this.onClick);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { model, size, heights } = this;
    if (model === null || size === null) return;
    if (layoutProperties.some((name) => changed.has(name))) {
      this.layout = new RowLayout(model, heights);
      this.top = this.anchor.find(this.layout, this.endOf(this.layout, size)) ?? this.top;
    }
    this.span = this.layout?.spanAt(this.top, size.height) ?? this.span;
  }

  /** As far as it can be scrolled. */
  private endOf({ model, height }: RowLayout, size: DOMRectReadOnly): number {
    const head = model.head === undefined ? null : this.querySelector('.list-head');
    return Math.max(0, (head?.clientHeight ?? 0) + height - size.height);
  }

  /** Styles are set as properties: the content security policy blocks the attribute. */
  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    const layout = this.layout;
    if (model === null || layout === null) return nothing;
    const shift = layout.topOf(this.span.from);
    return html`
      <div class="list-head" role="presentation">${model.head?.()}</div>
      <div class="list-spacer" role="presentation" .style=${`height: ${layout.height}px`}>
        <div class="list-rows" role="presentation" .style=${`transform: translateY(${shift}px)`}>
          ${this.rows(model)}
        </div>
      </div>
    `;
  }

  private rows(model: ListModel): unknown {
    const { from, to } = this.span;
    const active = this.active === null ? -1 : model.indexOf(this.active);
    return repeat(
      Array.from({ length: to - from }, (_, i) => from + i),
      (index) => model.keyAt(index),
      (index) => model.row(index, index === active),
    );
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('top') && this.scrollTop !== this.top) this.scrollTop = this.top;
    const active = this.active === null ? null : this.querySelector('[aria-selected="true"]');
    if (active === null) this.removeAttribute('aria-activedescendant');
    else this.setAttribute('aria-activedescendant', active.id);
    if (this.model !== null) this.measure(this.model);
  }

  /** Tall rows are as high as they turn out to be. */
  private measure(model: ListModel): void {
    const rows = this.querySelector('.list-rows')?.children;
    const measured = model.tall.flatMap((index): [number, number][] => {
      const row = rows?.[index - this.span.from];
      return row === undefined ? [] : [[model.keyAt(index), row.getBoundingClientRect().height]];
    });
    const isOther = ([key, height]: [number, number]) =>
      Math.abs((this.heights.get(key) ?? 0) - height) >= 0.5;
    if (measured.some(isOther)) this.heights = new Map([...this.heights, ...measured]);
  }

  private readonly onScroll = () => {
    const { scrollTop } = this;
    const layout = this.layout;
    if (layout === null) return;
    this.anchor.setEnd(scrollTop + this.clientHeight >= this.scrollHeight - 4);
    this.moveTo(scrollTop, layout);
    if (scrollTop < layout.model.rowHeight * 20) layout.model.reachedStart?.();
  };

  private moveTo(top: number, layout: RowLayout): void {
    this.top = top;
    this.anchor.setTop(top, layout);
  }

  private readonly onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const index = Number(row?.getAttribute('data-index') ?? NaN);
    // Selecting text is no click.
    if (this.model?.choose === undefined || Number.isNaN(index) || getSelection()?.isCollapsed === false)
      return;
    this.active = this.model.keyAt(index);
    this.model.choose(index);
  };

  private readonly onKey = (event: KeyboardEvent) => {
    const { model } = this;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isPlain || model?.choose === undefined || model.count === 0) return;
    const index = this.active === null ? model.count - 1 : model.indexOf(this.active);
    const target = this.targetOf(event.key, index, model);
    if (target !== null) this.activate(target);
    else if (event.key === 'Enter' || event.key === ' ') model.choose(index);
    else return;
    event.preventDefault();
  };

  /** The first arrow only shows where the keyboard is. */
  private targetOf(key: string, index: number, model: ListModel): number | null {
    const page = Math.max(1, Math.floor(this.clientHeight / model.rowHeight) - 1);
    const target = rowAfterKey(key, { index, count: model.count, page });
    return this.active === null && key.startsWith('Arrow') ? index : target;
  }

  /** Makes the row active and brings it in sight. */
  private activate(index: number): void {
    const layout = this.layout;
    if (layout === null) return;
    this.active = layout.model.keyAt(index);
    const top = layout.topOf(index);
    const bottom = layout.topOf(index + 1);
    if (top < this.top) this.moveTo(top, layout);
    else if (bottom > this.top + this.clientHeight) this.moveTo(bottom - this.clientHeight, layout);
  }
}
