import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { endOfMessage, renderPrompt } from '../dataset/render';
import { readJson } from '../http/body';
import { openEventStream } from '../http/eventStream';
import { notFound } from '../http/httpError';
import { type ApiRequest, responseSent, type Route } from '../http/router';
import { parseParams } from '../http/validate';
import type { ModelRegistry } from '../jobs/modelRegistry';
import { newId } from '../store/ids';
import { nowSeconds } from '../store/nowSeconds';
import { baseModelNamed } from '../training/baseModels';
import { type LanguageModel, untrainedModel } from '../training/languageModel';
import { sample } from '../training/sample';
import { decodeSnapshot } from '../training/weightsFile';
import type { EngineContext } from './context';

const text = z.string({ error: 'must be a string' });
const tokens = z.int().min(1).max(4096);
const tokenCount = z.union([tokens], { error: 'must be a whole number from 1 to 4096' }).nullish();

const flag = z.boolean({ error: 'must be true or false' }).nullish();

/** What both kinds of request share; other parameters of OpenAI's are accepted and have no effect. */
const common = {
  model: text,
  max_tokens: tokenCount,
  temperature: z.union([z.number().min(0).max(2)], { error: 'must be a number from 0 to 2' }).nullish(),
  seed: z.int({ error: 'must be a whole number' }).nullish(),
  stream: flag,
  stream_options: z.object({ include_usage: flag }, { error: 'must be an object' }).nullish(),
};

const ChatCompletion = z.object({
  ...common,
  max_completion_tokens: tokenCount,
  messages: z
    .array(
      z.object({
        role: text,
        content: z.union([text, z.array(z.object({ type: z.literal('text'), text }))], {
          error: 'must be a string or an array of text parts',
        }),
      }),
      { error: 'must be an array' },
    )
    .min(1, { error: 'must not be empty' }),
});

const Completion = z.object({ ...common, prompt: text });

/** The text for either, while it is being generated. `pieces` return the reason why it ended. */
interface Generation {
  readonly model: string;
  readonly promptBytes: number;
  readonly pieces: AsyncGenerator<string, 'stop' | 'length'>;
}

/** The form of the response to one of the two. Source: OpenAI's `chat.completion` and `text_completion`. */
interface Shape {
  readonly prefix: string;
  readonly object: string;
  readonly chunkObject: string;
  choice(text: string): object;
  chunkChoice(text: string): object;
}

const chatShape: Shape = {
  prefix: 'chatcmpl-',
  object: 'chat.completion',
  chunkObject: 'chat.completion.chunk',
  choice: (content) => ({ message: { role: 'assistant', content, refusal: null } }),
  chunkChoice: (content) => ({ delta: { role: 'assistant', content } }),
};

const textShape: Shape = {
  prefix: 'cmpl-',
  object: 'text_completion',
  chunkObject: 'text_completion',
  choice: (made) => ({ text: made }),
  chunkChoice: (made) => ({ text: made }),
};

/** `/v1/chat/completions` and `/v1/completions`: a few bytes from a fine-tuned model, to see what it has learned. */
export function completionRoutes({ models }: EngineContext): Route[] {
  return [
    { method: 'POST', path: '/chat/completions', handler: (...args) => chat(...args, models) },
    { method: 'POST', path: '/completions', handler: (...args) => complete(...args, models) },
  ];
}

async function chat(request: ApiRequest, response: ServerResponse, models: ModelRegistry) {
  const params = parseParams(ChatCompletion, await readJson(request.incoming));
  const turns = params.messages.map(({ role, content }) => ({
    role,
    text: typeof content === 'string' ? content : content.map((part) => part.text).join(''),
  }));
  const maxTokens = params.max_completion_tokens ?? params.max_tokens;
  const generation = await begin({ ...params, max_tokens: maxTokens }, renderPrompt(turns), models);
  return send(generation, chatShape, params, response);
}

async function complete(request: ApiRequest, response: ServerResponse, models: ModelRegistry) {
  const params = parseParams(Completion, await readJson(request.incoming));
  const generation = await begin(params, params.prompt, models);
  return send(generation, textShape, params, response);
}

async function begin(
  params: Pick<z.infer<typeof Completion>, 'model' | 'max_tokens' | 'temperature' | 'seed'>,
  prompt: string,
  models: ModelRegistry,
): Promise<Generation> {
  const model = await load(params.model, models);
  const bytes = Buffer.from(prompt, 'utf8');
  const generated = sample(model, bytes, {
    maxBytes: params.max_tokens ?? 256,
    temperature: params.temperature ?? 1,
    seed: params.seed ?? randomInt(2 ** 31),
    stopAt: endOfMessage.charCodeAt(0),
  });
  return { model: params.model, promptBytes: bytes.length, pieces: decoded(generated) };
}

/** A base model has learned nothing: what it says shows what training adds. */
async function load(name: string, models: ModelRegistry): Promise<LanguageModel> {
  const trained = models.find(name);
  if (trained) return decodeSnapshot(await readFile(models.weightsPath(trained))).model;
  const base = baseModelNamed(name);
  if (base) return untrainedModel(base.dimensions);
  throw notFound(`The model '${name}' does not exist`, 'model', 'model_not_found');
}

/** Bytes to text; a character of several bytes waits for its last one, and broken ones become U+FFFD. */
async function* decoded(bytes: AsyncGenerator<number, boolean>): AsyncGenerator<string, 'stop' | 'length'> {
  const decoder = new TextDecoder();
  for (;;) {
    const next = await bytes.next();
    const piece = next.done ? decoder.decode() : decoder.decode(Uint8Array.of(next.value), { stream: true });
    if (piece !== '') yield piece;
    if (next.done) return next.value ? 'stop' : 'length';
  }
}

/** How the text is to be sent. */
type Delivery = Pick<z.infer<typeof Completion>, 'stream' | 'stream_options'>;

async function send(generation: Generation, shape: Shape, delivery: Delivery, response: ServerResponse) {
  const head = { id: newId(shape.prefix), created: nowSeconds(), model: generation.model };
  if (delivery.stream === true) return sendStream(generation, shape, head, delivery, response);
  let made = '';
  let next = await generation.pieces.next();
  for (; !next.done; next = await generation.pieces.next()) made += next.value;
  return {
    ...head,
    object: shape.object,
    choices: [{ index: 0, ...shape.choice(made.trimStart()), logprobs: null, finish_reason: next.value }],
    usage: usageOf(generation, made),
  };
}

/** Bytes are the tokens of these models. */
function usageOf({ promptBytes }: Generation, made: string) {
  const bytes = Buffer.byteLength(made);
  return { prompt_tokens: promptBytes, completion_tokens: bytes, total_tokens: promptBytes + bytes };
}

/** Source: OpenAI's specification, `stream_options`: with `include_usage` the last chunk has no choice but the usage. */
async function sendStream(
  generation: Generation,
  shape: Shape,
  head: object,
  { stream_options: options }: Delivery,
  response: ServerResponse,
) {
  const stream = openEventStream(response);
  const chunk = (content: object): void => {
    stream.send({ ...head, object: shape.chunkObject, ...content });
  };
  const choice = (text: string, reason: string | null): void => {
    chunk({
      choices: [{ index: 0, ...shape.chunkChoice(text), logprobs: null, finish_reason: reason }],
    });
  };
  let made = '';
  let next = await generation.pieces.next();
  for (; !next.done && stream.isOpen; next = await generation.pieces.next()) {
    choice(next.value, null);
    made += next.value;
  }
  if (next.done) choice('', next.value);
  if (next.done && options?.include_usage === true) chunk({ choices: [], usage: usageOf(generation, made) });
  stream.end();
  return responseSent;
}
