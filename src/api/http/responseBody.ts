import { concat } from './bytes';

/** Bytes that are decoded at once: few enough not to hold the extension host up, and all of a usual response. */
const pieceLength = 1024 * 1024;
/** Where the chunks of usual responses are put together: room for each one costs more than its decoding. */
const scratch = new Uint8Array(256 * 1024);

/** Text that comes in chunks of bytes. */
class TextInPieces {
  private readonly decoder = new TextDecoder();
  private text = '';
  private chunks: Uint8Array[] = [];
  private length = 0;

  add(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length >= pieceLength) this.decode();
  }

  end(): string {
    // Several times faster than as a stream.
    if (this.text === '') return this.decoder.decode(concat(this.chunks, scratch));
    this.decode();
    return this.text + this.decoder.decode();
  }

  private decode(): void {
    this.text += this.decoder.decode(concat(this.chunks, scratch), { stream: true });
    this.chunks = [];
    this.length = 0;
  }
}

/** Reads a response's text whole, reporting every chunk; null when it is longer than `maxBytes` bytes. */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  onChunk: () => void,
  maxBytes: number,
): Promise<string | null> {
  const reader = body?.getReader();
  if (reader === undefined) return '';
  const text = new TextInPieces();
  let length = 0;
  for (;;) {
    const chunk = await reader.read();
    if (chunk.done) return text.end();
    onChunk();
    text.add(chunk.value);
    length += chunk.value.length;
    if (length <= maxBytes) continue;
    await reader.cancel().catch(() => undefined);
    return null;
  }
}
