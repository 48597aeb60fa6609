import { InvalidResponseError } from './errors';

/** Characters of one event that are read: what is longer is no event of a training. */
const maxEventLength = 1_000_000;

/**
 * The data of server-sent events, as parsed JSON; what is no JSON (`[DONE]`, comments) is skipped. Throws an
 * InvalidResponseError for an event without end. `url`: of the stream, for that error.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* serverSentEvents(
  chunks: AsyncIterable<Uint8Array>,
  url: string,
): AsyncGenerator<unknown, void, undefined> {
  let data: string[] = [];
  let length = 0;
  const add = (characters: number) => {
    length += characters;
    if (length <= maxEventLength) return;
    throw new InvalidResponseError('The stream has an event without end', { method: 'GET', url }, '', null);
  };
  for await (const line of lines(chunks, add)) {
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    if (line !== '') continue;
    const parsed = tryParse(data.join('\n'));
    data = [];
    length = 0;
    if (parsed !== undefined) yield parsed;
  }
}

/** `onCharacters` hears of all that is read, before it is kept. */
async function* lines(
  chunks: AsyncIterable<Uint8Array>,
  onCharacters: (count: number) => void,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let line = '';
  for await (const chunk of chunks) {
    for (const [at, part] of decoder.decode(chunk, { stream: true }).split('\n').entries()) {
      if (at > 0) {
        yield line.replace(/\r$/, '');
        line = '';
      }
      onCharacters(part.length);
      line += part;
    }
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
