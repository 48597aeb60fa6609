/**
 * The text of a JSON value, as it was written: what is carried over from one row to another is never read and written
 * again, so that `12345678901234567890`, `1.0` and `"\u00e9"` stay what they are.
 */
export type Json = string;

const space = /[ \t\n\r]*/y;
/** A number or a name. */
const word = /[^\s,\]}]*/y;
const bracketOrText = /["{}[\]]/g;

/** The members of an object, in their order. @param text that `JSON.parse` has taken */
export function membersOf(text: Json): readonly (readonly [name: string, value: Json])[] {
  const members: (readonly [string, Json])[] = [];
  for (let at = afterSpace(text, 1); text[at] !== '}';) {
    const nameEnd = endOfText(text, at);
    const name = wordOf(text.slice(at, nameEnd));
    const start = afterSpace(text, afterSpace(text, nameEnd) + 1); // the colon
    const end = endOfValue(text, start);
    members.push([name, text.slice(start, end)]);
    at = afterComma(text, end);
  }
  return members;
}

/** The items of a list, in their order. @param text that `JSON.parse` has taken */
export function itemsOf(text: Json): readonly Json[] {
  const items: Json[] = [];
  for (let at = afterSpace(text, 1); text[at] !== ']';) {
    const end = endOfValue(text, at);
    items.push(text.slice(at, end));
    at = afterComma(text, end);
  }
  return items;
}

/** An object of these members. Those without a value are left out. */
export function objectOf(members: Iterable<readonly [name: string, value: Json | null]>): Json {
  let text = '';
  for (const [name, value] of members)
    if (value !== null) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${value}`;
  return `{${text}}`;
}

export function listOf(items: readonly Json[]): Json {
  return `[${items.join(',')}]`;
}

/** What a JSON text says. */
export function wordOf(text: Json): string {
  return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1);
}

export function isText(json: Json): boolean {
  return json.startsWith('"');
}

export function isList(json: Json): boolean {
  return json.startsWith('[');
}

export function isObject(json: Json): boolean {
  return json.startsWith('{');
}

function afterSpace(text: string, at: number): number {
  space.lastIndex = at;
  space.test(text);
  return space.lastIndex;
}

/** Where the next one begins, or the bracket is that ends all. */
function afterComma(text: string, at: number): number {
  const next = afterSpace(text, at);
  return text[next] === ',' ? afterSpace(text, next + 1) : next;
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfText(text, start);
  if (first === '{' || first === '[') return endOfBrackets(text, start);
  word.lastIndex = start;
  word.test(text);
  return word.lastIndex;
}

/** Behind the quotation mark that ends it: one with an even number of backslashes before it. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function endOfBrackets(text: string, start: number): number {
  let depth = 0;
  bracketOrText.lastIndex = start;
  for (let found = bracketOrText.exec(text); found !== null; found = bracketOrText.exec(text)) {
    const [mark] = found;
    if (mark === '"') bracketOrText.lastIndex = endOfText(text, found.index);
    else depth += mark === '{' || mark === '[' ? 1 : -1;
    if (depth === 0) return bracketOrText.lastIndex;
  }
  return text.length;
}
