/** Reads an answer's text whole, telling of every chunk; null when it is longer than `longest` bytes. */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  onChunk: () => void,
  longest: number,
): Promise<string | null> {
  const reader = body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const chunk = await reader.read();
    if (chunk.done) return text + decoder.decode();
    onChunk();
    text += decoder.decode(chunk.value, { stream: true });
    length += chunk.value.length;
    if (length <= longest) continue;
    await reader.cancel().catch(() => undefined);
    return null;
  }
}
