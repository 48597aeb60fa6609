import { html, type PropertyValues, type TemplateResult } from 'lit';
import { PageElement } from './pageElement';
import { icon } from './parts';

/**
 * `<ft-menu>`: a button and the menu behind it. Opens with a click or the down arrow, walks with arrows, closes with
 * Escape, a choice, or a click elsewhere.
 */
export class MenuElement extends PageElement {
  static override properties = {
    label: {},
    items: { attribute: false },
    isOpen: { state: true },
  };
  declare label: string;
  /** Elements of role `menuitem`. */
  declare items: TemplateResult | null;
  declare private isOpen: boolean;

  constructor() {
    super();
    this.label = '';
    this.items = null;
    this.isOpen = false;
    this.addEventListener('click', this.onClick);
    this.addEventListener('keydown', this.onKey);
    this.addEventListener('focusout', this.onFocusOut);
  }

  protected override render(): TemplateResult {
    return html`
      <button
        class="icon-button"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-label=${this.label}
        title=${this.label}
      >
        ${icon('ellipsis')}
      </button>
      <div role="menu" class="menu" aria-label=${this.label} ?hidden=${!this.isOpen}>${this.items}</div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('isOpen') && this.isOpen) this.menuItems[0]?.focus();
  }

  private get button(): HTMLElement | null {
    return this.querySelector('[aria-haspopup]');
  }

  private get menuItems(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  private readonly onClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (this.button?.contains(target) === true) this.isOpen = !this.isOpen;
    else if (target?.closest('[role="menuitem"]:not([aria-disabled="true"])')) this.close();
  };

  private readonly onFocusOut = (event: FocusEvent) => {
    if (!(event.relatedTarget instanceof Node) || !this.contains(event.relatedTarget)) this.isOpen = false;
  };

  private readonly onKey = (event: KeyboardEvent) => {
    if (!(this.isOpen ? this.walk(event.key) : this.openWith(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private openWith(key: string): boolean {
    if (key !== 'ArrowDown') return false;
    this.isOpen = true;
    return true;
  }

  /** @returns whether the key has a meaning here */
  private walk(key: string): boolean {
    const items = this.menuItems;
    const here = items.findIndex((item) => item === document.activeElement);
    if (key === 'ArrowDown') items[(here + 1) % items.length]?.focus();
    else if (key === 'ArrowUp') items.at(here <= 0 ? -1 : here - 1)?.focus();
    else if (key === 'Home') items[0]?.focus();
    else if (key === 'End') items.at(-1)?.focus();
    else if (key === 'Escape') this.close();
    else return false;
    return true;
  }

  private close(): void {
    this.isOpen = false;
    this.button?.focus();
  }
}
