import type { RequestBody } from './requestBody';
import { type SizedBytes, streamed, wholeOf } from './streamedBody';

/** What an upload reads: a file on disk, or bytes in memory. */
export interface UploadSource extends SizedBytes {
  /** The bytes from `start` up to `end`, again at each call: what an upload in parts, and its resumption, needs. */
  slice?(start: number, end: number): AsyncIterable<Uint8Array>;
  /**
   * Of all bytes, in hexadecimal, never with more of them in memory than the source has anyway. `onRead` is called with
   * the bytes read so far, where that takes its time.
   */
  sha256?(signal: AbortSignal | undefined, onRead?: (read: number) => void): Promise<string>;
}

/** A part of a form that is a file. */
export interface FormFile extends SizedBytes {
  readonly field: string;
}

/** A form with a file in one of its fields. */
export function formOf(
  source: UploadSource,
  fields: Readonly<Record<string, string>>,
  canStream: boolean,
  onProgress?: (sent: number) => void,
  field = 'file',
): RequestBody {
  const { filename, size } = source;
  return multipart(fields, { field, filename, size, read: () => source.read() }, canStream, onProgress);
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
  const type = `multipart/form-data; boundary=${boundary}`;
  return streamed(
    type,
    length,
    canStream,
    async function* (onSent) {
      yield head;
      yield* wholeOf(file, onSent);
      yield tail;
    },
    onProgress,
  );
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
