import { t } from '@vscode/l10n';
import { Slices } from '../slices';
import { cut } from '../wire/values';
import { LeftOut, maxItems, OversizedItem, wholeAtOnce } from './unreadJson';

/** Levels at which what is longer is taken apart: a response, its list, an item, the events in it. */
const levels = 4;
/** Characters of small items that are parsed together: one by one they would cost more. */
const batchLength = 50_000;
/** Characters between two looks at the clock. */
const stretch = 100_000;

/** What `parseInSlices` makes of a text. */
export async function parseLarge(text: string, slices: Slices): Promise<unknown> {
  return parse(text, slices, 1);
}

/**
 * The JSON of items of a list as it came, by their places in it: parsing and printing again would not give `1.0`, nor
 * large integers. Throws a SyntaxError where there is no such list.
 *
 * @param names of the members that lead to the list, the outermost first
 */
export async function textsOfItems(
  text: string,
  names: readonly string[],
  wanted: ReadonlySet<number>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const scanner = new Scanner(text, new Slices(signal), 1);
  for (const name of names) await scanner.enter(name);
  return scanner.textsOfItems(wanted);
}

async function parse(text: string, slices: Slices, level: number): Promise<unknown> {
  if (text.length <= wholeAtOnce) {
    const whole: unknown = JSON.parse(text);
    return whole;
  }
  const scanner = new Scanner(text, slices, level);
  scanner.skipSpace();
  if (level > levels) return oversized(text);
  switch (text[scanner.at]) {
    case '[':
      return scanner.atEnd(await scanner.list());
    case '{':
      return scanner.atEnd(await scanner.members());
    default:
      return oversized(text); // one endless string or number
  }
}

const code = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  backslash: 0x5c,
  open: 0x5b,
  close: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
};

/** Finds where values end without reading them: strings by their quotes, all else by its brackets. */
class Scanner {
  at = 0;

  constructor(
    private readonly text: string,
    private readonly slices: Slices,
    private readonly level: number,
  ) {}

  skipSpace(): void {
    const space = /[ \t\r\n]*/y;
    space.lastIndex = this.at;
    this.at += space.exec(this.text)?.[0].length ?? 0;
  }

  /** The value, if nothing but white space follows it. */
  atEnd<T>(value: T): T {
    this.skipSpace();
    if (this.at < this.text.length) throw this.broken();
    return value;
  }

  async members(): Promise<Record<string, unknown>> {
    const members: [string, unknown][] = [];
    this.at++;
    this.skipSpace();
    if (this.take('}')) return {};
    do {
      const member = await this.member();
      if (members.length < maxItems) members.push(member);
      if (this.slices.isSpent) await this.slices.rest();
    } while (this.take(','));
    if (!this.take('}')) throw this.broken();
    return Object.fromEntries(members);
  }

  /** Goes to the value of this member of the object that begins here: the last of that name, as `JSON.parse` does. */
  async enter(name: string): Promise<void> {
    this.skipSpace();
    if (!this.take('{')) throw this.broken();
    let found: number | null = null;
    do {
      if ((await this.key()) === name) found = this.at;
      this.at = await this.endOfValue();
    } while (this.take(','));
    if (found === null) throw this.broken();
    this.at = found;
  }

  async textsOfItems(wanted: ReadonlySet<number>): Promise<Map<number, string>> {
    const texts = new Map<number, string>();
    this.skipSpace();
    if (!this.take('[')) throw this.broken();
    for (let at = 0; texts.size < wanted.size; at++) {
      const start = this.at;
      this.at = await this.endOfValue();
      if (wanted.has(at)) texts.set(at, this.text.slice(start, this.at).trim());
      if (!this.take(',')) break;
    }
    return texts;
  }

  /** The name of a member, up to its value. */
  private async key(): Promise<string> {
    this.skipSpace();
    const start = this.at;
    const end = await this.endOfValue((mark) => mark === code.colon);
    const key: unknown = JSON.parse(this.text.slice(start, end));
    if (typeof key !== 'string') throw this.broken();
    this.at = end + 1;
    this.skipSpace();
    return key;
  }

  private async member(): Promise<[string, unknown]> {
    const key = await this.key();
    const value = this.text.charCodeAt(this.at) === code.open ? await this.list() : await this.value();
    this.skipSpace();
    return [key, value];
  }

  async list(): Promise<unknown[]> {
    const items: unknown[] = [];
    this.at++;
    this.skipSpace();
    if (this.take(']')) return items;
    let hasMore = true;
    while (hasMore && items.length < maxItems) {
      await this.batch(items);
      hasMore = this.take(',');
    }
    const leftOut = hasMore ? await this.leaveOut() : null;
    if (leftOut !== null && this.level === 1) items.push(leftOut);
    if (!this.take(']')) throw this.broken();
    return items;
  }

  /** Passes over the rest of a list. */
  private async leaveOut(): Promise<LeftOut> {
    let count = 1;
    this.at = await this.endOfValue(() => {
      count++;
      return false;
    });
    return new LeftOut(count);
  }

  /** Reads the next items, up to the comma or bracket behind them. */
  private async batch(items: unknown[]): Promise<void> {
    const start = this.at;
    let end = await this.endOfValue();
    while (end - start < batchLength && this.text.charCodeAt(end) === code.comma) {
      this.at = end + 1;
      const next = await this.endOfValue();
      if (next - this.at > batchLength) break; // a large item comes by itself
      end = next;
    }
    this.at = end;
    const json = this.text.slice(start, end);
    if (json.length > wholeAtOnce) items.push(await parse(json, this.slices, this.level + 1));
    else this.addAll(items, JSON.parse(`[${json}]`) as unknown[]); // in brackets it is a list
    if (this.slices.isSpent) await this.slices.rest();
  }

  private addAll(items: unknown[], more: readonly unknown[]): void {
    if (more.length === 0) throw this.broken(); // nothing but white space between two marks
    for (const item of more) items.push(item);
  }

  private async value(): Promise<unknown> {
    const start = this.at;
    this.at = await this.endOfValue();
    const value = await parse(this.text.slice(start, this.at), this.slices, this.level + 1);
    return value instanceof OversizedItem ? beginningOf(value) : value;
  }

  /** Where the value that begins at {@link at} ends: at the mark that belongs to what it is part of. */
  private async endOfValue(isEnd = (mark: number) => mark === code.comma): Promise<number> {
    let depth = 0;
    let isInString = false;
    let next = this.at + stretch;
    for (let at = this.at; at < this.text.length; at++) {
      if (at >= next) {
        next = at + stretch;
        if (this.slices.isSpent) await this.slices.rest();
      }
      if (isInString) {
        at = this.nextQuote(at);
        isInString = this.isEscaped(at);
        continue;
      }
      switch (this.text.charCodeAt(at)) {
        case code.quote:
          isInString = true;
          break;
        case code.open:
        case code.openBrace:
          depth++;
          break;
        case code.close:
        case code.closeBrace:
          if (depth-- === 0) return at;
          break;
        case code.comma:
        case code.colon:
          if (depth === 0 && isEnd(this.text.charCodeAt(at))) return at;
          break;
      }
    }
    throw this.broken();
  }

  private nextQuote(from: number): number {
    const at = this.text.indexOf('"', from);
    if (at < 0) throw this.broken();
    return at;
  }

  /** Whether an odd number of backslashes stands before. */
  private isEscaped(at: number): boolean {
    let start = at;
    while (this.text.charCodeAt(start - 1) === code.backslash) start--;
    return (at - start) % 2 === 1;
  }

  private take(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private broken(): SyntaxError {
    return new SyntaxError(t('Broken JSON near character {0}', this.at));
  }
}

/** Of a text; null for anything else. Where it was cut there may be half an escape. */
function beginningOf({ start }: OversizedItem): string | null {
  if (!start.startsWith('"')) return null;
  for (let end = start.length - 1; end > start.length - 8; end--) {
    try {
      return JSON.parse(`${start.slice(0, end)}…"`) as string; // it begins with a quote
    } catch {
      // one character less
    }
  }
  return null;
}

function oversized(json: string): OversizedItem {
  return new OversizedItem(json.length, cut(json, 20_000));
}
