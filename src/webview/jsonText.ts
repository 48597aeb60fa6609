/**
 * JSON with a line for each value, indented by two spaces. Only white space changes: numbers and strings stay
 * letter for letter, which parsing and printing would not leave them. Text that is no JSON comes out readable too.
 */
export function indentJson(text: string): string {
  const out: string[] = [];
  const tokens = text.match(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  let depth = 0;
  const line = () => out.push(`\n${'  '.repeat(Math.min(depth, 100))}`);
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token === '{' || token === '[') {
      out.push(token);
      depth += 1;
      if (next !== '}' && next !== ']') line();
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      const previous = tokens[at - 1];
      if (previous !== '{' && previous !== '[') line();
      out.push(token);
    } else if (token === ',') {
      out.push(token);
      line();
    } else out.push(token === ':' ? ': ' : token);
  });
  return out.join('');
}
