import type { ServerResponse } from 'node:http';
import type { ChatPart } from '../../src/api/chatApi';
import type { Answer } from './providers/router';

/** A piece of an answer as OpenAI streams it. */
export function chunkOf(text: string, finishReason: string | null = null): string {
  const choices = [{ index: 0, delta: { content: text }, logprobs: null, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ id: 'c-1', object: 'chat.completion.chunk', choices })}\n\n`;
}

/** Begins a response of server-sent events. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_chat' });
}

/** Answers as the provider's documentation says: the model's name, word by word, and the usage at the end. */
export const streamedAnswer: Answer = async (request, response) => {
  const { model } = await request.json();
  beginStream(response);
  response.write(chunkOf('I am '));
  response.write(chunkOf(String(model), 'stop'));
  const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 };
  response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
};

/** The text of an answer, and its end. */
export async function wholeAnswer(
  parts: AsyncIterable<ChatPart>,
): Promise<{ text: string; end: ChatPart | undefined }> {
  let text = '';
  let end: ChatPart | undefined;
  for await (const part of parts) {
    if (part.kind === 'text') text += part.text;
    else end = part;
  }
  return { text, end };
}
