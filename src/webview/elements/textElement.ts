import { t } from '@vscode/l10n';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { clearColors, colorJson } from './jsonColors';
import { PageElement } from './pageElement';
import { icon } from './parts';
import { clearMarks, findPlaces, markRanges, rangesOf, reveal } from './textSearch';

/** `<ft-text>`: a long JSON text, in one text node, with a search box. */
export class TextElement extends PageElement {
  static override properties = {
    text: { attribute: false },
    actions: { attribute: false },
    query: { state: true },
    // Going to the only match again shows it again.
    current: { state: true, hasChanged: () => true },
  };
  declare text: string;
  /** Buttons beside the search box. */
  declare actions: TemplateResult | null;
  /** In lower case. */
  declare private query: string;
  /** Which match the user is at. */
  declare private current: number;
  private places: readonly number[] = [];
  private ranges: readonly Range[] = [];

  constructor() {
    super();
    this.text = '';
    this.actions = null;
    this.query = '';
    this.current = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearMarks();
    clearColors();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('text') && !changed.has('query')) return;
    this.places = findPlaces(this.query, this.text);
    this.current = Math.min(this.current, Math.max(0, this.places.length - 1));
  }

  protected override render(): TemplateResult {
    return html`
      <div class="controls">
        <input
          type="search"
          class="search"
          placeholder=${t('Search JSON')}
          aria-label=${t('Search JSON')}
          @input=${this.onInput}
          @keydown=${this.onKey}
        />
        <span class="search-steps">
          ${stepButton('arrow-up', t('Previous match'), t('Previous match (Shift+Enter)'), () => this.go(-1))}
          ${stepButton('arrow-down', t('Next match'), t('Next match (Enter)'), () => this.go(1))}
          <span class="muted" role="status">${this.countText()}</span>
        </span>
        <span class="controls-end">${this.actions}</span>
      </div>
      <pre
        class="text"
        tabindex="0"
        aria-label=${t('JSON of the job')}
        role="region"
        .textContent=${this.text}
      ></pre>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    const pre = this.querySelector('pre');
    if (pre !== null && changed.has('text')) colorJson(pre.firstChild, this.text);
    if (pre === null || !['text', 'query', 'current'].some((name) => changed.has(name))) return;
    if (changed.has('text') || changed.has('query'))
      this.ranges = rangesOf(pre.firstChild, this.places, this.query.length);
    const current = this.ranges[this.current];
    markRanges(this.ranges, current);
    if (current !== undefined && !changed.has('text')) reveal(current, pre);
  }

  private countText(): string {
    const count = this.places.length;
    return this.query === '' ? '' : t('{0} of {1}', Math.min(this.current + 1, count), count);
  }

  private readonly onInput = (event: Event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.query = event.target.value.toLowerCase();
    this.current = 0;
  };

  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') this.go(event.shiftKey ? -1 : 1);
  };

  private go(direction: number): void {
    const count = this.places.length;
    if (count > 0) this.current = (this.current + direction + count) % count;
  }
}

function stepButton(name: string, label: string, title: string, click: () => void): TemplateResult {
  return html`<button class="icon-button" title=${title} aria-label=${label} @click=${click}>
    ${icon(name)}
  </button>`;
}
