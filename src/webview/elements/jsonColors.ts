/** What a piece of JSON is; each has a color of its own in page.css. */
type TokenKind = 'key' | 'string' | 'number' | 'literal';

interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** The rest of a longer text stays without colors. */
const maxTokens = 20_000;

/**
 * The names and values of JSON, in order; of what is none, whatever looks like them. Linear in the text.
 * @internal exported for its tests
 */
export function jsonTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const words = /-?\d[\d.eE+-]*|true\b|false\b|null\b/y;
  let at = 0;
  while (at < text.length && tokens.length < maxTokens) {
    if (text[at] === '"') {
      const end = endOfString(text, at);
      tokens.push({ kind: isKey(text, end) ? 'key' : 'string', start: at, end });
      at = end;
      continue;
    }
    words.lastIndex = at;
    const word = words.exec(text)?.[0];
    if (word === undefined) at += 1;
    else {
      tokens.push({ kind: /^[tfn]/.test(word) ? 'literal' : 'number', start: at, end: at + word.length });
      at += word.length;
    }
  }
  return tokens;
}

/** Behind the closing quotation mark, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function isKey(text: string, end: number): boolean {
  return text[end] === ':';
}

const kinds: readonly TokenKind[] = ['key', 'string', 'number', 'literal'];

/** Colors the JSON in a text node, with the CSS Custom Highlight API: nothing in the text becomes markup. */
export function colorJson(node: Node | null, text: string): void {
  clearColors();
  if (node === null) return;
  const tokens = jsonTokens(text);
  for (const kind of kinds) {
    const highlight = new Highlight();
    for (const token of tokens) if (token.kind === kind) highlight.add(rangeOf(node, token));
    CSS.highlights.set(`json-${kind}`, highlight);
  }
}

export function clearColors(): void {
  for (const kind of kinds) CSS.highlights.delete(`json-${kind}`);
}

/** One that does not follow changes, which costs nothing to keep. */
function rangeOf(node: Node, { start, end }: Token): StaticRange {
  return new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
}
