/** Whether a dialect's pattern is that of all of the text: such patterns need no anchors of their own. */
export function isWholly(pattern: RegExp, text: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(text);
}
