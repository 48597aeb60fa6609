import { type TemplateResult, html, render } from 'lit/html.js';
import { icon } from './parts';

/** More are counted but not marked. */
const MOST_MATCHES = 5000;
const ALL = 'page-search';
const CURRENT = 'page-search-current';

/**
 * `<ft-text>`: a long text with a search box. The text is one text node, and matches are marked with the CSS Custom
 * Highlight API, so that nothing in the text ever becomes markup.
 */
export class TextElement extends HTMLElement {
  #text = '';
  #actions: TemplateResult | string = '';
  #query = '';
  #matches: Range[] = [];
  #current = 0;

  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    if (this.isConnected) this.#render();
    this.#search();
  }

  set actions(actions: TemplateResult) {
    this.#actions = actions;
    if (this.isConnected) this.#render();
  }

  connectedCallback(): void {
    this.#render();
  }

  disconnectedCallback(): void {
    CSS.highlights.delete(ALL);
    CSS.highlights.delete(CURRENT);
  }

  #render(): void {
    const count =
      this.#query === ''
        ? ''
        : `${this.#matches.length === 0 ? 0 : this.#current + 1} of ${this.#matches.length}`;
    const template = html`
      <div class="controls">
        <input
          type="search"
          class="search"
          placeholder="Search JSON"
          aria-label="Search JSON"
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        />
        <span class="search-steps">
          <button
            class="icon-button"
            title="Previous match (Shift+Enter)"
            aria-label="Previous match"
            @click=${() => this.#go(-1)}
          >
            ${icon('arrow-up')}
          </button>
          <button
            class="icon-button"
            title="Next match (Enter)"
            aria-label="Next match"
            @click=${() => this.#go(1)}
          >
            ${icon('arrow-down')}
          </button>
          <span class="muted" role="status">${count}</span>
        </span>
        <span class="controls-end">${this.#actions}</span>
      </div>
      <pre class="text" tabindex="0" aria-label="JSON of the job" role="region">${this.#text}</pre>
    `;
    render(template, this);
  }

  readonly #onInput = (event: Event) => {
    this.#query = (event.target as HTMLInputElement).value.toLowerCase();
    this.#current = 0;
    this.#search();
    this.#render();
    this.#reveal();
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') this.#go(event.shiftKey ? -1 : 1);
  };

  #search(): void {
    const node = this.#textNode();
    this.#matches =
      node === null ? [] : placesOf(this.#query, this.#text).map((at) => rangeOf(node, at, this.#query));
    this.#mark();
  }

  /** lit puts comments around what it renders: the longest text is ours. */
  #textNode(): Text | null {
    const nodes = [...(this.querySelector('pre')?.childNodes ?? [])];
    return nodes.find((node): node is Text => node instanceof Text && node.data !== '') ?? null;
  }

  #mark(): void {
    const current = this.#matches[this.#current];
    CSS.highlights.set(ALL, new Highlight(...this.#matches));
    CSS.highlights.set(CURRENT, new Highlight(...(current === undefined ? [] : [current])));
  }

  #go(direction: number): void {
    if (this.#matches.length === 0) return;
    this.#current = (this.#current + direction + this.#matches.length) % this.#matches.length;
    this.#mark();
    this.#render();
    this.#reveal();
  }

  #reveal(): void {
    const pre = this.querySelector('pre');
    const match = this.#matches[this.#current];
    if (pre === null || match === undefined) return;
    const box = match.getBoundingClientRect();
    const frame = pre.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom)
      pre.scrollTop += box.top - frame.top - frame.height / 3;
    if (box.left < frame.left || box.right > frame.right)
      pre.scrollLeft += box.left - frame.left - frame.width / 3;
  }
}

function placesOf(query: string, text: string): number[] {
  const places: number[] = [];
  if (query === '') return places;
  const searched = text.toLowerCase();
  for (let at = searched.indexOf(query); at >= 0; at = searched.indexOf(query, at + query.length)) {
    places.push(at);
    if (places.length >= MOST_MATCHES) break;
  }
  return places;
}

/** Lower case is longer for a few letters: a mark may then be a little off, but never outside. */
function rangeOf(node: Text, at: number, query: string): Range {
  const range = new Range();
  range.setStart(node, Math.min(at, node.length));
  range.setEnd(node, Math.min(at + query.length, node.length));
  return range;
}
