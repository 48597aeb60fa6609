import type { RowLayout } from './rowLayout';

/** What is in sight, to be found again when rows have come or gone. */
export class ScrollAnchor {
  private isAtEnd = true;
  /** The first row in sight, and how far it is scrolled out, in CSS pixels. */
  private first: { readonly key: number; readonly offset: number } | null = null;

  setEnd(isAtEnd: boolean): void {
    this.isAtEnd = isAtEnd;
  }

  /** @param top where the list is scrolled to */
  setTop(top: number, layout: RowLayout): void {
    const index = layout.indexAt(top);
    const { model } = layout;
    this.first = model.count === 0 ? null : { key: model.keyAt(index), offset: top - layout.topOf(index) };
  }

  /** Where to scroll to; null: it may stay where it is. @param end as far as it can be scrolled */
  find(layout: RowLayout, end: number): number | null {
    const { model } = layout;
    if (model.followsEnd && this.isAtEnd) return end;
    if (this.first === null) return null;
    return Math.min(layout.topOf(model.indexOf(this.first.key)) + this.first.offset, end);
  }
}
