import { t } from '@vscode/l10n';

/** What a file system that takes a file whole alone can be given: no array is longer on every host. */
export const maxBytesInMemory = 2 ** 31 - 1;

/**
 * All chunks as one array, in twice their memory however small they are. Throws a RangeError beyond `limit` bytes: for
 * files that have to be small.
 *
 * @param tooLarge why the file is not read, for people
 */
export async function readAll(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
  tooLarge = t('it is larger than {0} bytes', limit),
): Promise<Uint8Array> {
  let whole = new Uint8Array(64 * 1024);
  let length = 0;
  for await (const chunk of chunks) {
    const needed = length + chunk.length;
    if (needed > limit) throw new RangeError(tooLarge);
    if (needed > whole.length) {
      const larger = new Uint8Array(Math.max(needed, whole.length * 2));
      larger.set(whole);
      whole = larger;
    }
    whole.set(chunk, length);
    length = needed;
  }
  return whole.subarray(0, length);
}
