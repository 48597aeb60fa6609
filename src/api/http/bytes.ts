/**
 * All of `chunks` as one; a single chunk as it is.
 * @param room where they are put if they fit: then the result is valid until it is used again
 */
export function concat(chunks: readonly Uint8Array[], room?: Uint8Array<ArrayBuffer>): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const all = room !== undefined && length <= room.length ? room.subarray(0, length) : new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The same one after another, each from a line of its own. */
export async function* joinedLines(
  pieces: Iterable<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const lineFeed = 10;
  let last = lineFeed;
  for (const piece of pieces) {
    if (last !== lineFeed) yield Uint8Array.of(lineFeed);
    last = lineFeed;
    for await (const chunk of piece) {
      last = chunk.at(-1) ?? last;
      yield chunk;
    }
  }
}
