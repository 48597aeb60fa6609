const indent = '  ';

/**
 * JSON with a line a value. Only white space changes: numbers, escapes and the order of keys stay as the server
 * sent them, which parsing and printing anew would not grant (`1.0`, large integers). Text that is no JSON comes
 * out no worse than it came in.
 */
export function prettyJson(json: string): string {
  let depth = 0;
  const line = () => `\n${indent.repeat(Math.max(0, depth))}`;
  return tokensOf(json)
    .map((token, index, all) => {
      const isEmpty = /[[{]/.test(all[index - 1] ?? '') && /^[\]}]$/.test(token);
      switch (token) {
        case '{':
        case '[':
          depth++;
          return /^[\]}]$/.test(all[index + 1] ?? '') ? token : token + line();
        case '}':
        case ']':
          depth--;
          return isEmpty ? token : line() + token;
        case ',':
          return token + line();
        case ':':
          return ': ';
        default:
          return token;
      }
    })
    .join('');
}

/** Strings whole, marks one by one, what is between them (numbers, words) whole; white space left out. */
function tokensOf(json: string): readonly string[] {
  return json.match(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? [];
}
