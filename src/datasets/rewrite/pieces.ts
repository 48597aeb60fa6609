import { Slices } from '../../api/slices';

/** How reading goes on, and ends. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the number of bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Bytes that are worked on at once: some milliseconds. */
const maxLength = 256 * 1024;

/**
 * The same bytes in pieces that are small enough to be worked on without keeping others waiting; between them the rest
 * of the extension gets its turn. Rejects on abort.
 */
export async function* piecesOf(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onProgress }: ReadOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const slices = new Slices(signal);
  let bytesRead = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += maxLength) {
      signal?.throwIfAborted();
      const piece = chunk.subarray(at, at + maxLength);
      yield piece;
      bytesRead += piece.length;
      if (slices.isSpent) await slices.rest();
    }
    onProgress?.(bytesRead);
  }
}
