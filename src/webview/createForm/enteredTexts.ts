/**
 * What is being typed. The extension sends each text back with what is wrong with it, which takes a moment: until the
 * person leaves the field, what they typed last stands there and not what arrives.
 */
export class EnteredTexts {
  private readonly texts = new Map<string, string>();

  enter(field: string, text: string): void {
    this.texts.set(field, text);
  }

  leave(field: string): void {
    this.texts.delete(field);
  }

  /** @param known by the extension */
  shown(field: string, known: string): string {
    return this.texts.get(field) ?? known;
  }
}
