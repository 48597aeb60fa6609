/** What the first bytes of a file have, from `at`, where it is an archive. */
interface Signature {
  readonly at: number;
  readonly bytes: readonly number[];
}

/**
 * Sources: PKWARE's APPNOTE.TXT (zip with files, without any, and in parts), RFC 1952 (gzip), POSIX `pax` (tar: `ustar`),
 * RFC 8878 (Zstandard), the specification of the .xz file format, 7-Zip's `7zFormat.txt`, and bzip2's manual.
 */
const signatures: readonly Signature[] = [
  { at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { at: 0, bytes: [0x50, 0x4b, 0x05, 0x06] },
  { at: 0, bytes: [0x50, 0x4b, 0x07, 0x08] },
  { at: 0, bytes: [0x1f, 0x8b, 0x08] },
  { at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
  { at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { at: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  // Of bzip2, after `BZh` and a digit: words may begin like those.
  { at: 4, bytes: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] },
];

/** Bytes from the start of a file that say whether it is an archive. */
export const archiveStart = Math.max(...signatures.map(({ at, bytes }) => at + bytes.length));

/** Whether a file is an archive, which has no rows. @param start its first {@link archiveStart} bytes, or all of it */
export function isArchive(start: Uint8Array): boolean {
  return signatures.some(({ at, bytes }) => bytes.every((byte, offset) => start[at + offset] === byte));
}
