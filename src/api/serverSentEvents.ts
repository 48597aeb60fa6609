/** Longest line, in characters, that is waited for: a stream that never ends a line is no event stream. */
const longestLine = 1_000_000;

/**
 * The data of server-sent events, as parsed JSON; what is no JSON (`[DONE]`, comments) is passed over.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* serverSentEvents(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<unknown, void, undefined> {
  let data: string[] = [];
  for await (const line of lines(chunks)) {
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    if (line !== '' || data.length === 0) continue;
    const parsed = tryParse(data.join('\n'));
    data = [];
    if (parsed !== undefined) yield parsed;
  }
}

async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = parts.pop() ?? '';
    if (rest.length > longestLine) throw new RangeError('The stream of events has a line without end');
    yield* parts;
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
