import { t } from '@vscode/l10n';
import type { JsonObject } from '../wire/values';

/** One message of a conversation. */
interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** What a model is prompted with. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** 0 to 2; null: what the provider takes by itself. */
  readonly temperature: number | null;
  /** Of the answer, from 1; null: what the provider takes by itself. */
  readonly maxTokens: number | null;
}

/** How a provider streams chat completions: all resemble OpenAI's. */
export interface ChatWire {
  /** Relative to the base URL. @param baseUrl that it is relative to */
  readonly path: (model: string, baseUrl: string) => string;
  readonly body: (request: ChatRequest, baseUrl: string) => JsonObject;
  /** What a person has to do before a fine-tuned model answers, in a sentence; null: nothing. */
  readonly note: string | null;
  /** Models answer by the names of their deployments, which only the person knows. */
  readonly isByDeployment: boolean;
}

/** What all take. */
function commonBody({ model, messages, temperature }: ChatRequest): JsonObject {
  return { model, messages, stream: true, ...(temperature === null ? {} : { temperature }) };
}

/** Source: OpenAI's specification, `CreateChatCompletionRequest`, where `max_tokens` is deprecated. */
export function newerBody(request: ChatRequest): JsonObject {
  const { maxTokens } = request;
  return {
    ...commonBody(request),
    stream_options: { include_usage: true },
    ...(maxTokens === null ? {} : { max_completion_tokens: maxTokens }),
  };
}

/** For those that refuse what they do not know, and report the usage without being requested to. */
export function olderBody(request: ChatRequest): JsonObject {
  const { maxTokens } = request;
  return { ...commonBody(request), ...(maxTokens === null ? {} : { max_tokens: maxTokens }) };
}

export const openaiChat: ChatWire = {
  path: () => 'chat/completions',
  body: newerBody,
  note: null,
  isByDeployment: false,
};

/** OpenAI's in its older form. */
export const olderChat: ChatWire = { ...openaiChat, body: olderBody };

/** What is said where fine-tuned models do not answer by themselves. */
export const deployFirst = t('A fine-tuned model answers once it is deployed at the provider.');
