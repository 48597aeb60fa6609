import { type CharacterBuffer, kind, lengthOf } from './characters';
import type { EncodingName } from './encodingOf';

/** Where the piece ends that begins there: tokens never reach from one piece into the next. */
export type PieceEnd = (text: CharacterBuffer, at: number) => number;

const { upper, lower, caseless, mark, number, space, lineBreak, other } = kind;
const letter = upper | lower | caseless;
const white = space | lineBreak;
/** `[^\s\p{L}\p{N}]` */
const symbol = mark | other;
/** `[^\r\n\p{L}\p{N}]`: one of them may come before a word. */
const beforeWord = symbol | space;
/** What words of `o200k_base` begin with, and what they go on with. */
const wordStart = upper | caseless | mark;
const wordRest = lower | caseless | mark;

/**
 * The patterns of the encodings, which say where pieces end, as functions that never go back by more than a character.
 * Source: OpenAI’s tiktoken, `tiktoken_ext/openai_public.py`.
 */
export const pieceEnds: Readonly<Record<EncodingName, PieceEnd>> = {
  cl100k_base: (text, at) =>
    contractionEnd(text, at) ??
    lettersEnd(text, at) ??
    numberEnd(text, at) ??
    symbolsEnd(text, at, false) ??
    whiteEnd(text, at),
  o200k_base: (text, at) =>
    wordEnd(text, at) ?? numberEnd(text, at) ?? symbolsEnd(text, at, true) ?? whiteEnd(text, at),
};

/** After the last character in a row that is of one of the kinds. */
function runEnd({ kinds }: CharacterBuffer, at: number, wanted: number): number {
  let end = at;
  while (((kinds[end] ?? 0) & wanted) !== 0) end++;
  return end;
}

function next({ bytes }: CharacterBuffer, at: number): number {
  return at + lengthOf(bytes[at] ?? 0);
}

/** Where the character begins that ends there. */
function before({ bytes }: CharacterBuffer, end: number): number {
  let at = end - 1;
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}

/** `[^\r\n\p{L}\p{N}]?\p{L}+` */
function lettersEnd(text: CharacterBuffer, at: number): number | null {
  const start = ((text.kinds[at] ?? 0) & beforeWord) === 0 ? at : next(text, at);
  const end = runEnd(text, start, letter);
  return end === start ? null : end;
}

/**
 * `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`, else
 * `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`
 */
function wordEnd(text: CharacterBuffer, at: number): number | null {
  const end = wordBodyEnd(text, at);
  return end === null ? null : (contractionEnd(text, end) ?? end);
}

function wordBodyEnd(text: CharacterBuffer, at: number): number | null {
  const { kinds } = text;
  const first = kinds[at] ?? 0;
  const start = (first & beforeWord) === 0 ? at : next(text, at);
  const middle = runEnd(text, start, wordStart);
  if (((kinds[middle] ?? 0) & lower) !== 0) return runEnd(text, middle, wordRest);
  // No small letter follows: the word ends with its last character that may be either, if it has one.
  const last = lastIn(text, start, middle, caseless | mark);
  if (last !== null) return last;
  if ((first & mark) !== 0) return next(text, at);
  return middle === start ? null : middle;
}

/** After the last character between two places that is of one of the kinds. */
function lastIn({ kinds }: CharacterBuffer, start: number, end: number, wanted: number): number | null {
  for (let at = end; at > start; at--) if (((kinds[at - 1] ?? 0) & wanted) !== 0) return at;
  return null;
}

/** `\p{N}{1,3}` */
function numberEnd(text: CharacterBuffer, at: number): number | null {
  let end = at;
  for (let digits = 0; digits < 3 && ((text.kinds[end] ?? 0) & number) !== 0; digits++) end = next(text, end);
  return end === at ? null : end;
}

/** ` ?[^\s\p{L}\p{N}]+[\r\n]*`, or `[\r\n/]*` at its end. */
function symbolsEnd(text: CharacterBuffer, at: number, withSlashes: boolean): number | null {
  const { bytes, kinds } = text;
  const start = bytes[at] === 0x20 ? at + 1 : at;
  let end = runEnd(text, start, symbol);
  if (end === start) return null;
  while (((kinds[end] ?? 0) & lineBreak) !== 0 || (withSlashes && bytes[end] === 0x2f)) end++;
  return end;
}

/** `\s*[\r\n]+`, else `\s+(?!\S)`, else `\s+` */
function whiteEnd(text: CharacterBuffer, at: number): number {
  const end = runEnd(text, at, white);
  const breakEnd = lastIn(text, at, end, lineBreak);
  if (breakEnd !== null) return breakEnd;
  if (end === text.length) return end;
  const last = before(text, end);
  return last === at ? end : last;
}

/** `(?i:'s|'t|'re|'ve|'m|'ll|'d)`; without its case, `ſ` is an `s`. */
function contractionEnd({ bytes }: CharacterBuffer, at: number): number | null {
  if (bytes[at] !== 0x27) return null;
  const one = (bytes[at + 1] ?? 0) | 0x20;
  if (one === 0x73 || one === 0x74 || one === 0x6d || one === 0x64) return at + 2; // s t m d
  const two = (bytes[at + 2] ?? 0) | 0x20;
  if ((one === 0x72 || one === 0x76) && two === 0x65) return at + 3; // re ve
  if (one === 0x6c && two === 0x6c) return at + 3; // ll
  return bytes[at + 1] === 0xc5 && bytes[at + 2] === 0xbf ? at + 3 : null; // ſ
}
