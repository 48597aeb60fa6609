/**
 * `<ft-menu>`: a button with `aria-haspopup` and an element of role `menu` with its items. Opens with a click or
 * the down arrow, walks with arrows, closes with Escape, a choice, or a click elsewhere.
 */
export class MenuElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', this.#onClick);
    this.addEventListener('keydown', this.#onKey);
    this.addEventListener('focusout', this.#onFocusOut);
  }

  disconnectedCallback(): void {
    this.removeEventListener('click', this.#onClick);
    this.removeEventListener('keydown', this.#onKey);
    this.removeEventListener('focusout', this.#onFocusOut);
  }

  get #button(): HTMLElement | null {
    return this.querySelector('[aria-haspopup]');
  }

  get #menu(): HTMLElement | null {
    return this.querySelector('[role="menu"]');
  }

  get #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #setOpen(isOpen: boolean): void {
    const menu = this.#menu;
    if (menu === null || menu.hidden === !isOpen) return;
    menu.hidden = !isOpen;
    this.#button?.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) this.#items[0]?.focus();
  }

  readonly #onClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    if (this.#button?.contains(target) === true) this.#setOpen(this.#menu?.hidden === true);
    else if (target?.closest('[role="menuitem"]:not([aria-disabled="true"])')) this.#close();
  };

  readonly #onFocusOut = (event: FocusEvent) => {
    if (!(event.relatedTarget instanceof Node) || !this.contains(event.relatedTarget)) this.#setOpen(false);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const items = this.#items;
    const isOpen = this.#menu?.hidden === false;
    const here = items.findIndex((item) => item === document.activeElement);
    if (event.key === 'ArrowDown' && !isOpen) this.#setOpen(true);
    else if (!isOpen) return;
    else if (event.key === 'ArrowDown') items[(here + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items.at(here <= 0 ? -1 : here - 1)?.focus();
    else if (event.key === 'Home') items[0]?.focus();
    else if (event.key === 'End') items.at(-1)?.focus();
    else if (event.key === 'Escape') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #close(): void {
    this.#setOpen(false);
    this.#button?.focus();
  }
}
