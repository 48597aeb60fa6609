import { t } from '@vscode/l10n';
import type { ChatRequest } from './dialects/chat';
import type { Dialect } from './dialects/dialect';
import { eventsOf, type ServerEvent } from './http/eventStream';
import { toStreamedError } from './http/refusal';
import { type ResponseFacts, unexpected } from './http/response';
import type { RequestOptions, Transport } from './http/transport';
import { unable } from './unable';
import { ChatChunk, type ChatUsage } from './wire/chatChunk';
import { isObject } from './wire/values';

export type { ChatRequest } from './dialects/chat';

/** A piece of an answer; the end comes last, and once. */
export type ChatPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'end';
      /** `stop`, `length`, `content_filter`, …; null: the server broke off without a reason. */
      readonly finishReason: string | null;
      /** Null where the provider reports none. */
      readonly usage: ChatUsage | null;
    };

/** Milliseconds: a model that thinks is silent for long, and one that never ends is not waited for. */
const silence = 120_000;
const wholeAnswer = 600_000;

/** What ends a stream of OpenAI's kind. */
const doneMark = '[DONE]';

/** Chat completions, streamed. Throws the errors of `http/errors.ts`, also after text has come. */
export class ChatApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
    private readonly baseUrl: string,
  ) {}

  /** One model's answer as it comes. Never repeated by itself: each answer costs. */
  async *stream(
    request: ChatRequest,
    options: RequestOptions = {},
  ): AsyncGenerator<ChatPart, void, undefined> {
    const { chat } = this.dialect;
    if (chat === undefined) throw unable(this.dialect, 'chat', { method: 'POST', url: 'chat/completions' });
    const response = await this.transport.stream({
      timeout: silence,
      deadline: wholeAnswer,
      ...options,
      method: 'POST',
      path: chat.path(request.model, this.baseUrl),
      json: chat.body(request, this.baseUrl),
      headers: { accept: 'text/event-stream' },
    });
    yield* partsOf(eventsOf(response), response.facts);
  }
}

async function* partsOf(
  events: AsyncIterable<ServerEvent>,
  facts: ResponseFacts,
): AsyncGenerator<ChatPart, void, undefined> {
  let finishReason: string | null = null;
  let usage: ChatUsage | null = null;
  for await (const { data } of events) {
    if (data.trim() === doneMark) break;
    const chunk = readChunk(data, facts);
    finishReason = chunk.finishReason ?? finishReason;
    usage = chunk.usage ?? usage;
    if (chunk.text !== '') yield { kind: 'text', text: facts.redact(chunk.text) };
  }
  yield { kind: 'end', finishReason, usage };
}

function readChunk(data: string, facts: ResponseFacts): ChatChunk {
  const raw = parsed(data, facts);
  if (isObject(raw) && isError(raw['error'])) throw toStreamedError(raw, facts);
  const chunk = ChatChunk.safeParse(raw);
  if (chunk.success) return chunk.data;
  throw unexpected(t('The server streams what is no answer'), data, facts);
}

function parsed(data: string, facts: ResponseFacts): unknown {
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw unexpected(t('The server streams broken JSON'), data, facts, cause);
  }
}

function isError(error: unknown): boolean {
  return typeof error === 'string' || isObject(error);
}
