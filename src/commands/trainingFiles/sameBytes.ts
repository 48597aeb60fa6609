/** Bytes of a file that is fetched to be compared. */
export const maxComparedBytes = 20_000_000;
/** Files of the same size that are compared. */
export const maxComparedFiles = 3;

type Bytes = AsyncIterable<Uint8Array>;

/** Whether two streams have the same bytes, however they are cut. Both are left at the first difference. */
export async function haveSameBytes(one: Bytes, other: Bytes): Promise<boolean> {
  const pieces = other[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array();
  try {
    for await (const chunk of one) {
      for (let at = 0; at < chunk.length;) {
        if (piece.length === 0) {
          const next = await pieces.next();
          if (next.done === true) return false;
          piece = next.value;
          continue;
        }
        const length = Math.min(piece.length, chunk.length - at);
        if (!isEqual(chunk.subarray(at, at + length), piece.subarray(0, length))) return false;
        piece = piece.subarray(length);
        at += length;
      }
    }
    return piece.length === 0 && (await isAtEnd(pieces));
  } finally {
    await pieces.return?.();
  }
}

/** Of the same length. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.every((byte, at) => byte === other[at]);
}

async function isAtEnd(pieces: AsyncIterator<Uint8Array>): Promise<boolean> {
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return true;
    if (next.value.length > 0) return false;
  }
}
