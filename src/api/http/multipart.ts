import { t } from '@vscode/l10n';
import type { BodyListener, RequestBody } from './requestBody';

/** What an upload reads: a file on disk, or bytes in memory. */
export interface UploadSource {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from the start, again at each call. */
  read(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` up to `end`, again at each call: what an upload in parts, and its resumption, needs. */
  slice?(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** A part of a form that is a file. */
export interface FormFile {
  readonly field: string;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * A `multipart/form-data` body (RFC 7578) that is made while it is sent, never whole in memory where the host's
 * `fetch` can send a stream.
 */
export function multipart(
  fields: Readonly<Record<string, string>>,
  file: FormFile,
  canStream: boolean,
  onProgress?: (sent: number) => void,
): RequestBody {
  const boundary = `fine-tuning-jobs-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const head = encoder.encode(headOf(boundary, fields, file));
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const length = head.length + file.size + tail.length;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: canStream ? length : null,
    open(listener) {
      const bytes = framed(head, file, tail, (sent) => {
        listener.sent();
        onProgress?.(sent);
      });
      const watched = reportingFailures(bytes, listener);
      return canStream ? toStream(watched, listener.signal) : toBlob(watched, listener.signal);
    },
  };
}

function headOf(boundary: string, fields: Readonly<Record<string, string>>, file: FormFile): string {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  return (
    `${parts.join('')}--${boundary}\r\n` +
    `Content-Disposition: form-data; name="${quoted(file.field)}"; filename="${quoted(file.filename)}"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n'
  );
}

/** As browsers do it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function quoted(name: string): string {
  return name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

async function* framed(
  head: Uint8Array,
  file: FormFile,
  tail: Uint8Array,
  onProgress: (sent: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield head;
  let sent = 0;
  for await (const chunk of file.read()) {
    sent += chunk.length;
    if (sent > file.size) break;
    yield chunk;
    onProgress(sent);
  }
  if (sent !== file.size) throw new Error(t('{0} changed while it was read', file.filename));
  yield tail;
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
