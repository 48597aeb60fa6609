import { LitElement } from 'lit';

/** A custom element that renders into itself, since one style sheet styles the whole page. */
export abstract class PageElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
