import fc from 'fast-check';

/** The bytes in chunks of a few bytes each, so that lines, line breaks and characters are cut anywhere. */
export async function* chunksOf(
  text: string | Uint8Array,
  length = 7,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

/** All that comes, as text. */
export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** The lines of a file: with its line break, but for the last one, that may have none. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

export function isRow(line: string): boolean {
  return line.replace(/^\ufeff/, '').trim() !== '';
}

/** Files as they come: rows that are broken, alike, blank or long, both line breaks, with and without a mark and an end. */
export const files = fc
  .record({
    mark: fc.constantFrom('', '\ufeff'),
    lines: fc.array(
      fc.tuple(
        fc.oneof(
          fc.constantFrom('', '  ', '{"a":1}', '{broken', '{"prompt":"ä","completion":"😀"}'),
          fc.string().map((text) => JSON.stringify({ prompt: text, completion: text })),
        ),
        fc.constantFrom('\n', '\r\n'),
      ),
      { maxLength: 40 },
    ),
    end: fc.constantFrom('', '{"last":true}', ' '),
  })
  .map(({ mark, lines, end }) => mark + lines.map((line) => line.join('')).join('') + end);
