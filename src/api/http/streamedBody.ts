import { t } from '@vscode/l10n';
import type { BodyListener, RequestBody } from './requestBody';

/** Bytes that have a name, and whose number is known before they are read. */
export interface SizedBytes {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from the start, again at each call. */
  read(): AsyncIterable<Uint8Array>;
}

type Bytes = AsyncGenerator<Uint8Array, void, undefined>;
type OnSent = (sent: number) => void;

/** A file as it is, read while it is sent. */
export function plain(file: SizedBytes, canStream: boolean, onProgress?: OnSent): RequestBody {
  const type = 'application/octet-stream';
  return streamed(type, file.size, canStream, (onSent) => wholeOf(file, onSent), onProgress);
}

/**
 * A body that is made while it is sent, never whole in memory where the host's `fetch` can send a stream.
 *
 * @param make its bytes, again for every attempt; reports how much of the file it has handed out
 */
export function streamed(
  contentType: string,
  length: number,
  canStream: boolean,
  make: (onSent: OnSent) => Bytes,
  onProgress?: OnSent,
): RequestBody {
  return {
    contentType,
    length: canStream ? length : null,
    open(listener) {
      const bytes = make((sent) => {
        listener.sent();
        onProgress?.(sent);
      });
      const watched = reportingFailures(bytes, listener);
      return canStream ? toStream(watched, listener.signal) : toBlob(watched, listener.signal);
    },
  };
}

/** Throws where the file has another size than it had. */
export async function* wholeOf(file: SizedBytes, onSent: OnSent): Bytes {
  let sent = 0;
  for await (const chunk of file.read()) {
    sent += chunk.length;
    if (sent > file.size) break;
    yield chunk;
    onSent(sent);
  }
  if (sent !== file.size) throw new Error(t('{0} changed while it was read', file.filename));
}

async function* reportingFailures(
  chunks: AsyncIterable<Uint8Array>,
  listener: BodyListener,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    listener.failed(error);
    throw error;
  }
}

/**
 * A stream that pulls from `chunks` only as fast as it is read, and ends them when nobody reads on: by the
 * signal, since on Node 20 `fetch` does not cancel the stream of an aborted request.
 */
function toStream(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const end = () => {
    void chunks.return().catch(() => undefined); // nobody is left who would care
  };
  signal.addEventListener('abort', end, { once: true });
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = signal.aborted ? null : await chunks.next();
      if (next === null || signal.aborted) controller.error(signal.reason);
      else if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: end,
  });
}

/** All of `chunks` in one Blob: for hosts whose `fetch` cannot send a stream. */
async function toBlob(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    parts.push(new Uint8Array(chunk)); // a source may fill the same chunk again
  }
  return new Blob(parts);
}
