import { isObject } from './values';

/** Levels that are printed; deeper ones are `…`. */
const deepest = 32;

/**
 * The start of a value as JSON, at most `longest` characters (and an `…`). Unlike `JSON.stringify` it never throws,
 * however deep the value is nested, and takes no longer for a large value than for its start.
 */
export function jsonExcerpt(value: unknown, maxLength: number): string {
  const printer = new Printer(maxLength);
  printer.print(value, 0);
  return printer.text.length > maxLength ? `${printer.text.slice(0, maxLength)}…` : printer.text;
}

class Printer {
  text = '';

  constructor(private readonly maxLength: number) {}

  print(value: unknown, depth: number): void {
    if (Array.isArray(value)) this.printAll('[', value.entries(), ']', depth, false);
    else if (isObject(value)) this.printAll('{', entriesOf(value), '}', depth, true);
    else if (typeof value === 'string') this.text += JSON.stringify(value.slice(0, this.maxLength + 1));
    else this.text += String(value); // a number, true, false or null
  }

  private printAll(
    open: string,
    entries: Iterable<readonly [string | number, unknown]>,
    close: string,
    depth: number,
    hasKeys: boolean,
  ): void {
    if (depth >= deepest) {
      this.text += '…';
      return;
    }
    this.text += open;
    let isFirst = true;
    for (const [key, each] of entries) {
      if (this.text.length > this.maxLength) return;
      if (!isFirst) this.text += ',';
      isFirst = false;
      if (hasKeys) this.text += `${JSON.stringify(String(key).slice(0, this.maxLength + 1))}:`;
      this.print(each, depth + 1);
    }
    this.text += close;
  }
}

/** One by one: an object may have a million keys, of which a few are printed. */
function* entriesOf(object: object): Generator<[string, unknown]> {
  for (const key in object) yield [key, (object as Record<string, unknown>)[key]]; // of its own keys
}
