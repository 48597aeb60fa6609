import { createHash } from 'node:crypto';
import type { UploadSource } from '../../src/api/http/multipart';

/** A file that is made while it is read, and that counts what was asked of it. */
export interface CountedSource extends UploadSource {
  /** Bytes handed out so far. */
  given: number;
  /** Readers that have begun. */
  opened: number;
  /** Readers that were ended, by themselves or from outside. */
  closed: number;
  slice(start: number, end: number): AsyncIterable<Uint8Array>;
  sha256(): Promise<string>;
}

/** `size` bytes whose value says their place, in chunks of 64 KiB. */
export function countedSource(size: number, filename = 'train.jsonl', chunkSize = 65_536): CountedSource {
  const source: CountedSource = {
    filename,
    size,
    given: 0,
    opened: 0,
    closed: 0,
    read: () => source.slice(0, size),
    async sha256() {
      const hash = createHash('sha256');
      for await (const chunk of source.slice(0, size)) hash.update(chunk);
      return hash.digest('hex');
    },
    async *slice(start, end) {
      source.opened++;
      try {
        for (let at = start; at < end; at += chunkSize) {
          await Promise.resolve();
          const chunk = bytesOf(at, Math.min(at + chunkSize, end));
          source.given += chunk.length;
          yield chunk;
        }
      } finally {
        source.closed++;
      }
    },
  };
  return source;
}

/** The bytes from `start` to `end` of every counted source. */
export function bytesOf(start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  for (let at = 0; at < bytes.length; at++) bytes[at] = (start + at) % 251;
  return bytes;
}
