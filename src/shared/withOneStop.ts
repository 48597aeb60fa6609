/**
 * A text whose sentences end with one full stop. What stands at their end may have its own: an age or a duration
 * ends with an abbreviation in many languages, as “18 Std.” does in German. An ellipsis stays.
 */
export function withOneStop(text: string): string {
  return text.replace(/(?<!\.)\.\.(?=\s|$)/g, '.');
}
