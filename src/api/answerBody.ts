import { concat } from './bytes';

/** Bytes: an answer that is longer is no answer of such an API. Content of files is streamed, not read here. */
export const longestAnswer = 256 * 1024 * 1024;

/** Reads an answer's text whole, telling of every chunk; null when it is longer than `longest` bytes. */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  onChunk: () => void,
  longest = longestAnswer,
): Promise<string | null> {
  const reader = body?.getReader();
  if (reader === undefined) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await reader.read();
    if (chunk.done) return new TextDecoder().decode(concat(chunks));
    onChunk();
    chunks.push(chunk.value);
    length += chunk.value.length;
    if (length <= longest) continue;
    await reader.cancel().catch(() => undefined);
    return null;
  }
}
