/** What an upload reads: a file on disk, or bytes in memory. */
export interface UploadSource {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  /** The bytes from the start; asked for once. */
  read(): AsyncIterable<Uint8Array>;
}

/** A `multipart/form-data` body (RFC 7578) that is made while it is sent. */
export interface Multipart {
  readonly contentType: string;
  /** Bytes in all. */
  readonly length: number;
  bytes(): AsyncGenerator<Uint8Array, void, undefined>;
}

export function multipart(
  fields: Readonly<Record<string, string>>,
  fileField: string,
  file: UploadSource,
  onProgress?: (sent: number) => void,
): Multipart {
  const boundary = `fine-tuning-jobs-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = encoder.encode(
    `${parts.join('')}--${boundary}\r\n` +
      `Content-Disposition: form-data; name="${fileField}"; filename="${quoted(file.filename)}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + file.size + tail.length,
    async *bytes() {
      yield head;
      let sent = 0;
      for await (const chunk of file.read()) {
        yield chunk;
        sent += chunk.length;
        onProgress?.(sent);
      }
      yield tail;
    },
  };
}

/** As browsers do it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function quoted(filename: string): string {
  return filename.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** A stream that pulls from `chunks` only as fast as it is read. */
export function toStream(chunks: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}

/** All of `chunks` in one Blob: for hosts whose `fetch` cannot send a stream. */
export async function toBlob(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return new Blob(parts);
}
