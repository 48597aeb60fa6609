import * as z from 'zod/mini';
import { amount, isList, isObject, reading, text, toText } from './values';
import { wireObject } from './wireObject';

const anything = z.optional(z.unknown());

/** Tokens of a request and of its answer. */
export interface ChatUsage {
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
}

const Usage = wireObject({ prompt_tokens: amount, completion_tokens: amount }, (wire): ChatUsage => ({
  promptTokens: wire.prompt_tokens,
  completionTokens: wire.completion_tokens,
}));

const Delta = z.object({ content: anything, refusal: anything });
const Choice = z.object({ delta: reading(anything, readDelta), finish_reason: text });

/**
 * A piece of an answer, as it is streamed. Only the first choice counts: no more are requested.
 * Source: OpenAI's specification, `CreateChatCompletionStreamResponse`; Mistral's `content` may be a list of parts.
 */
export const ChatChunk = wireObject(
  { choices: reading(anything, firstChoice), usage: reading(anything, readUsage) },
  ({ choices, usage }) => ({
    /** May be empty. */
    text: choices?.delta ?? '',
    /** `stop`, `length`, …; null: it goes on, or nothing was said. */
    finishReason: choices?.finish_reason ?? null,
    usage,
  }),
);
export type ChatChunk = z.infer<typeof ChatChunk>;

function firstChoice(value: unknown) {
  return Choice.safeParse(isList(value) ? value[0] : undefined).data ?? null;
}

function readUsage(value: unknown): ChatUsage | null {
  return isObject(value) ? (Usage.safeParse(value).data ?? null) : null;
}

/** A refusal is an answer too. */
function readDelta(value: unknown): string {
  const delta = Delta.safeParse(value).data;
  return textOf(delta?.content) || textOf(delta?.refusal);
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return isList(content)
    ? content.map((part) => (isObject(part) ? (toText(part['text']) ?? '') : '')).join('')
    : '';
}
