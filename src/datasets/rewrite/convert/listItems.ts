import { t } from '@vscode/l10n';
import { maxLineBytes } from '../../limits';
import { LineError } from '../../lineError';
import type { Line } from '../../lines';

const byteOf = (character: string) => character.charCodeAt(0);
const [newline, backslash, quote, comma] = ['\n', '\\', '"', ','].map(byteOf);
const whiteSpace = new Set([' ', '\t', '\n', '\r'].map(byteOf));
const opening = new Set(['{', '['].map(byteOf));
const closing = new Set(['}', ']'].map(byteOf));
/** What stands between two values; anything else outside a text is a piece of a number or a name. */
const marks = new Set(['{', '}', '[', ']', ',', ':', '"'].map(byteOf));
const byteOrderMark = new Set([0xef, 0xbb, 0xbf]);

/**
 * The items of a JSON list that comes in pieces, each on one line: white space outside texts is left out, nothing else
 * changes. Whether an item is valid JSON is for its reader to say.
 */
export class ListItems {
  private item = new Uint8Array(1024);
  private length = 0;
  private lastByte = 0;
  /** Where the item begins, and where reading is: lines, from 1. */
  private itemLine = 1;
  private line = 1;
  /** Brackets around the next byte: 0 before and after the list. */
  private depth = 0;
  private isEnded = false;
  private isInText = false;
  private isEscaped = false;
  private isAfterSpace = false;

  /** The items that end in this piece. Throws a {@link LineError} where something comes after the list. */
  *split(piece: Uint8Array): Generator<Line, void, undefined> {
    for (const byte of piece) {
      if (byte === newline) this.line++;
      if (this.isInText) this.readText(byte);
      else if (whiteSpace.has(byte)) this.isAfterSpace = true;
      else if (this.depth === 0) this.readOutside(byte);
      else if (this.depth === 1 && (byte === comma || closing.has(byte))) {
        if (this.length > 0) yield this.taken();
        if (byte !== comma) this.end();
      } else this.readInside(byte);
    }
  }

  /** Throws a {@link LineError} where the list has not ended. */
  checkEnd(): void {
    if (!this.isEnded) throw new LineError('json', t('the list does not end'));
  }

  private end(): void {
    this.depth = 0;
    this.isEnded = true;
  }

  private readOutside(byte: number): void {
    if (this.isEnded) throw new LineError('json', t('line {0}: there is more after the list', this.line));
    if (!byteOrderMark.has(byte)) this.depth = 1; // the bracket by which it is known to be a list
  }

  private readText(byte: number): void {
    this.put(byte);
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === backslash) this.isEscaped = true;
    else if (byte === quote) this.isInText = false;
  }

  private readInside(byte: number): void {
    // `tru e` must not become true.
    if (this.isAfterSpace && !marks.has(byte) && !marks.has(this.lastByte)) this.put(byteOf(' '));
    if (opening.has(byte)) this.depth++;
    else if (closing.has(byte)) this.depth--;
    else if (byte === quote) this.isInText = true;
    this.put(byte);
  }

  private put(byte: number): void {
    if (this.length === 0) this.itemLine = this.line;
    if (this.length === this.item.length && this.length <= maxLineBytes) this.grow();
    this.item[this.length++] = byte;
    this.lastByte = byte;
    this.isAfterSpace = false;
  }

  private grow(): void {
    const larger = new Uint8Array(this.item.length * 2);
    larger.set(this.item);
    this.item = larger;
  }

  private taken(): Line {
    const isTooLong = this.length > maxLineBytes;
    const bytes = isTooLong ? null : this.item.slice(0, this.length);
    this.length = 0;
    this.lastByte = comma ?? 0;
    return { number: this.itemLine, bytes };
  }
}
