import { t } from '@vscode/l10n';
import { createParser } from 'eventsource-parser';
import { type ResponseFacts, unexpected } from './response';
import type { StreamedResponse } from './transport';

/** One event of a stream, as the server sent it. */
export interface ServerEvent {
  /** `message` where the server does not name it. */
  readonly type: string;
  /** Of the place in the stream, to go on after it; null where the server numbers nothing. */
  readonly id: string | null;
  readonly data: string;
}

/** Bytes of a stream, and characters of one event, that are read. An event of an answer has a few hundred. */
const maxStreamBytes = 32 * 1024 * 1024;
const maxEventLength = 1024 * 1024;
/** Characters of what came instead of a stream that an error shows. */
const maxExcerptLength = 1_000;

/**
 * The events of a response, as they come; ends with the response. Throws what the transport throws, and an
 * InvalidResponseError where an event or the whole has no end, or where it is no stream of events.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* eventsOf({
  chunks,
  facts,
}: Pick<StreamedResponse, 'chunks' | 'facts'>): AsyncGenerator<ServerEvent, void, undefined> {
  const queue = new EventQueue(facts);
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxStreamBytes) throw tooLong(facts, maxStreamBytes);
    yield* queue.take(chunk);
  }
  yield* queue.end();
}

/** Bytes in, whole events out. */
class EventQueue {
  private readonly decoder = new TextDecoder();
  private waiting: ServerEvent[] = [];
  private isTooLong = false;
  private hasBegun = false;
  private start = '';
  private readonly parser = createParser({
    maxBufferSize: maxEventLength,
    onEvent: ({ event = 'message', id = null, data }) => {
      this.waiting.push({ type: event, id, data });
    },
    onError: ({ type }) => {
      this.isTooLong ||= type === 'max-buffer-size-exceeded';
    },
    onComment: () => {
      this.hasBegun = true;
    },
  });

  constructor(private readonly facts: ResponseFacts) {}

  take(chunk: Uint8Array): readonly ServerEvent[] {
    return this.feed(this.decoder.decode(chunk, { stream: true }));
  }

  /** The last event may lack the empty line that ends it: servers that are cut off are no better than that. */
  end(): readonly ServerEvent[] {
    const last = this.feed(`${this.decoder.decode()}\n\n`);
    if (this.hasBegun || this.start.trim() === '') return last;
    throw unexpected(t('The server did not stream its answer'), this.start, this.facts);
  }

  private feed(text: string): readonly ServerEvent[] {
    if (!this.hasBegun) this.start = (this.start + text).slice(0, maxExcerptLength);
    if (text !== '') this.parser.feed(text);
    if (this.isTooLong) throw tooLong(this.facts, maxEventLength);
    const events = this.waiting;
    this.waiting = [];
    this.hasBegun ||= events.length > 0;
    return events;
  }
}

function tooLong(facts: ResponseFacts, max: number) {
  const message = t('The server streams more than {0} MB, which is more than is read', max / 1024 / 1024);
  return unexpected(message, '', facts);
}
