import type { CutText } from '../../shared/conversation';

/** How much of a row is shown. */
export interface Limits {
  /** Characters and lines of a text. */
  readonly text: number;
  readonly lines: number;
  /** Turns of a row, and parts of a turn. */
  readonly turns: number;
  /** Characters of an image in base64. */
  readonly image: number;
}

/** Enough to see what a row is about. */
export const beginning: Limits = { text: 1_500, lines: 24, turns: 30, image: 3_000_000 };
/** As much of one row as a page can show at once. */
export const whole: Limits = { text: 200_000, lines: 10_000, turns: 1_000, image: 12_000_000 };

/** What a search looks through: images alone are not. */
export const everything: Limits = { text: Infinity, lines: Infinity, turns: Infinity, image: 0 };

/** The beginning of a text. A little more than is allowed is left whole: to show that takes no more room. */
export function cut(text: string, { text: maxLength, lines: maxLines }: Limits): CutText {
  const end = Math.min(endOfLines(text, maxLines), maxLength);
  if (text.length <= end * 1.2) return { text, rest: 0 };
  const isBetweenHalves = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  const shown = text.slice(0, isBetweenHalves ? end - 1 : end);
  return { text: shown, rest: text.length - shown.length };
}

/** Where the last line that is allowed ends. */
function endOfLines(text: string, maxLines: number): number {
  let at = -1;
  for (let line = 0; line < maxLines; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return text.length;
  }
  return at;
}

/** JSON with a line a value. */
export function cutJson(value: unknown, limits: Limits): CutText {
  return cut(JSON.stringify(value, null, 2), limits);
}
