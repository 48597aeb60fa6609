interface Entered {
  readonly text: string;
  /** Of the change, as they are numbered from 1. */
  readonly number: number;
  /** The person is still in the field. */
  isHeld: boolean;
}

/**
 * What was typed or chosen last. The extension sends each text back with what is wrong with it, which takes a moment:
 * until that is of the last change, and the person has left the field, the last text stands there and not what arrives.
 */
export class EnteredTexts {
  private readonly fields = new Map<string, Entered>();
  private count = 0;
  private received = 0;

  /**
   * @param isHeld until the person leaves the field, since more may be typed
   * @returns the number of the change, which the extension sends back
   */
  enter(field: string, text: string, { isHeld }: { readonly isHeld: boolean }): number {
    this.count += 1;
    this.fields.set(field, { text, number: this.count, isHeld });
    return this.count;
  }

  /** @returns whether something was typed since the field was left before */
  leave(field: string): boolean {
    const entered = this.fields.get(field);
    if (entered?.isHeld !== true) return false;
    entered.isHeld = false;
    this.forget();
    return true;
  }

  /** The extension knows the changes up to this one. */
  receive(number: number): void {
    this.received = number;
    this.forget();
  }

  /** @param known by the extension */
  shown(field: string, known: string): string {
    return this.fields.get(field)?.text ?? known;
  }

  private forget(): void {
    for (const [field, { number, isHeld }] of this.fields)
      if (!isHeld && number <= this.received) this.fields.delete(field);
  }
}
