/** A part of an error's message; with the line of the file that it is about. */
export interface ErrorPart {
  readonly text: string;
  /** From 1; null: about no line, or nobody says. */
  readonly line: number | null;
}

/** Parts that are shown; what is beyond them stays one text. */
const maxParts = 100;

/** Where a sentence, or a part of one, begins with the number of a line. */
const lineStart = /(?<=^|[.;:]\s{0,4})line\s+\d/gi;
/** What ends an enumeration: `and 3 more`. */
const rest = /(?<=;\s{0,4})and \d+ more\b/i;

/**
 * A message taken apart at its line breaks, and at `Line 3: …; line 5: …`, as many providers and our own engine report,
 * so that each broken line can be read and opened by itself. All of its words stay.
 */
export function errorParts(message: string): ErrorPart[] {
  const parts = message.split('\n').flatMap(sentences).flatMap(partOf);
  if (parts.length <= maxParts) return parts;
  const text = parts.slice(maxParts - 1).map((part) => part.text);
  return [...parts.slice(0, maxParts - 1), { text: text.join('; '), line: null }];
}

function sentences(text: string): string[] {
  const starts = [...text.matchAll(lineStart)].map(({ index }) => index);
  const last = starts.at(-1);
  const end = last === undefined ? undefined : rest.exec(text)?.index;
  const cuts = end === undefined || end < (last ?? 0) ? starts : [...starts, end];
  return [0, ...cuts].map((start, at) => text.slice(start, cuts[at]));
}

function partOf(text: string): ErrorPart[] {
  const trimmed = text.trim().replace(/;$/, '');
  const line = /\bline\s+(\d{1,9})\b/i.exec(trimmed)?.[1];
  const own = trimmed.replace(/^l(?=ine\b)/, (letter) => letter.toUpperCase()); // it was in the middle of a sentence, and stands by itself now
  return own === '' ? [] : [{ text: own, line: line === undefined ? null : Number(line) }];
}
