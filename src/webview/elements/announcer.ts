/** A live region: each text is read out once, also when it equals the one before. */
export class Announcer {
  readonly element = document.createElement('div');

  constructor() {
    this.element.className = 'visually-hidden';
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
  }

  say(text: string): void {
    const line = document.createElement('p');
    line.textContent = text;
    this.element.replaceChildren(line);
  }
}
