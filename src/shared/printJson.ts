import type { Slices } from '../api/slices';

const indent = '  ';
/** Levels that have a line a value; what lies deeper has no lines, or indents would be most of the text. */
const deepestIndent = 20;
/** Characters read between two looks at the clock. */
const stretch = 50_000;
/** Pieces that are joined at once. */
const maxPieces = 10_000;

/**
 * JSON with a line a value. Only white space changes: numbers, escapes and the order of keys stay as the server
 * sent them, which parsing and printing again would not grant (`1.0`, large integers). Text that is no JSON comes
 * out no worse than it came in; what would become longer than four times itself and 1 MB, or than `maxLength` characters,
 * comes out as it came in. Rejects on abort alone.
 */
export async function printJson(json: string, slices: Slices, maxLength = Infinity): Promise<string> {
  const printer = new Printer(json);
  const limit = Math.min(json.length * 4 + 1024 * 1024, maxLength);
  while (printer.at < json.length && printer.length <= limit) {
    printer.printUntil(printer.at + stretch);
    if (slices.isSpent) await slices.rest();
  }
  return printer.length > limit ? json : printer.text();
}

const lineStarts = Array.from({ length: deepestIndent + 1 }, (_, depth) => `\n${indent.repeat(depth)}`);

/** Goes over the text once. A string or a number may be printed in several pieces: nothing comes in between. */
class Printer {
  at = 0;
  /** Characters printed. */
  length = 0;
  private pieces: string[] = [];
  private readonly joined: string[] = [];
  private depth = 0;
  private isInString = false;
  /** What comes next begins a line, unless it closes what has just been opened. */
  private breaks = false;
  /** The last mark opened a list or an object. */
  private isOpened = false;

  constructor(private readonly json: string) {}

  text(): string {
    return [...this.joined, ...this.pieces].join('');
  }

  /** Prints what stands before `end`, and the rest of a string that has no quote there. */
  printUntil(end: number): void {
    const last = Math.min(end, this.json.length);
    while (this.at < last) {
      if (this.isInString) this.string(this.at, last);
      else this.token(this.json.charAt(this.at), last);
    }
    if (this.pieces.length < maxPieces) return;
    this.joined.push(this.pieces.join(''));
    this.pieces = [];
  }

  private token(mark: string, last: number): void {
    switch (mark) {
      case '[':
      case '{':
        this.open(mark);
        break;
      case ']':
      case '}':
        this.close(mark);
        break;
      case ',':
        this.print(mark);
        this.at++;
        this.breaks = true;
        break;
      case ':':
        this.print(': ');
        this.at++;
        break;
      case '"':
        this.line();
        this.isInString = true;
        this.string(this.at + 1, last);
        break;
      default:
        this.word(last);
    }
  }

  private open(mark: string): void {
    this.line();
    this.print(mark);
    this.at++;
    this.depth++;
    this.isOpened = this.breaks = true;
  }

  private close(mark: string): void {
    const isDeep = this.depth > deepestIndent;
    this.depth = Math.max(0, this.depth - 1);
    if (!this.isOpened && !isDeep) this.print(lineStarts[this.depth] ?? '');
    this.print(mark);
    this.at++;
    this.isOpened = this.breaks = false;
  }

  private line(): void {
    if (this.breaks) this.print(lineStarts[this.depth] ?? '');
    this.isOpened = this.breaks = false;
  }

  /** The part of a string up to its end, or to `last` where it is longer. */
  private string(from: number, last: number): void {
    let quote = this.json.indexOf('"', from);
    while (quote >= 0 && quote < last && this.isEscaped(quote)) quote = this.json.indexOf('"', quote + 1);
    this.isInString = quote < 0 || this.isEscaped(quote);
    this.take(quote < 0 ? this.json.length : quote + 1);
  }

  /** Whether an odd number of backslashes stands before. */
  private isEscaped(quote: number): boolean {
    let start = quote;
    while (this.json.charCodeAt(start - 1) === backslash) start--;
    return (quote - start) % 2 === 1;
  }

  /** A number, a word, or white space, which is left out. */
  private word(last: number): void {
    const isBlank = isSpace(this.json.charCodeAt(this.at));
    let end = this.at + 1;
    for (; end < last; end++) {
      const code = this.json.charCodeAt(end);
      if (marks.has(code) || isSpace(code) !== isBlank) break;
    }
    if (!isBlank) this.line();
    if (isBlank) this.at = end;
    else this.take(end);
  }

  private take(end: number): void {
    this.print(this.json.slice(this.at, end));
    this.at = end;
  }

  private print(text: string): void {
    this.pieces.push(text);
    this.length += text.length;
  }
}

const backslash = 0x5c;
const marks = new Set(Array.from('{}[],:"', (mark) => mark.charCodeAt(0)));

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
