import { isObject } from '../../api/wire/values';
import { type Example, exampleOf, type ExampleTurn } from '../example';
import type { Row } from '../formats/format';
import { formatOf } from '../formats/table';
import type { EncodingName } from './encodingOf';
import { toolTokens } from './toolTokens';

/** Tokens of a row, or of rows. */
export interface TokenCount {
  readonly total: number;
  /** Those of the answers that a model learns to write: of these its loss counts. */
  readonly trained: number;
  /** Whether nothing was in it that is not known to count so, such as an image or a call of a tool. */
  readonly isExact: boolean;
}

/** How text is counted. */
export interface TextCounter {
  readonly encoding: EncodingName;
  /** How many tokens a text is. */
  count(text: string): number;
}

/**
 * What a message takes beside its text, what a name does, and what the next answer begins with. Source: OpenAI’s
 * cookbook, “How to count tokens with tiktoken” and “Data preparation and analysis for chat model fine-tuning”.
 */
const tokensPerMessage = 3;
const tokensPerName = 1;
const tokensOfReply = 3;

/**
 * The tokens of a row of training data; null: it is none. Rows of OpenAI’s chats and of prompts with completions are
 * counted as OpenAI documents it; of other formats the texts are counted, and a preference is counted once, with both of
 * its answers: nobody documents those.
 */
export function rowTokens(row: unknown, counter: TextCounter): TokenCount | null {
  const format = isObject(row) ? formatOf(row) : null;
  if (!isObject(row) || format === null) return null;
  switch (format.id) {
    case 'chat':
      return chatTokens(row, counter);
    case 'preference':
      return preferenceTokens(row, counter);
    case 'completion':
    case 'text': {
      const example = exampleOf(row, format.id);
      return { ...textTokens(example, counter), isExact: example.kind === 'completion' };
    }
    case 'trlPreference': {
      const worse = { ...row, prompt: undefined, messages: undefined, chosen: row['rejected'] };
      return sum([row, worse].map((each) => textTokens(exampleOf(each, 'trlPreference'), counter)));
    }
    default:
      return textTokens(exampleOf(row, format.id), counter);
  }
}

function chatTokens(row: Row, counter: TextCounter): TokenCount {
  const messages = sum(listOf(row['messages']).map((message) => messageTokens(message, counter)));
  const tools = toolTokens([...listOf(row['tools']), ...listOf(row['functions'])], counter);
  return { ...messages, total: messages.total + tools + tokensOfReply };
}

function preferenceTokens(row: Row, counter: TextCounter): TokenCount {
  const input = isObject(row['input']) ? chatTokens(row['input'], counter) : none;
  const outputs = [row['preferred_output'], row['non_preferred_output']].map((output) =>
    sum(listOf(output).map((message) => messageTokens(message, counter))),
  );
  const { total } = sum([input, ...outputs]);
  return { total, trained: sum(outputs).trained, isExact: false };
}

function messageTokens(message: Row, counter: TextCounter): TokenCount {
  const { role, name, content, weight } = message;
  const said = contentTokens(content, counter);
  const calls = sum(
    [...listOf(message['tool_calls']).map(({ function: called }) => called), message['function_call']].map(
      (called) => callTokens(called, counter),
    ),
  );
  const named = typeof name === 'string' ? counter.count(name) + tokensPerName : 0;
  const roleTokens = typeof role === 'string' ? counter.count(role) : 0;
  const written = said.total + calls.total;
  return {
    total: written + named + roleTokens + tokensPerMessage,
    trained: role === 'assistant' && weight !== 0 ? written : 0,
    isExact: said.isExact && calls.isExact,
  };
}

/** Of a text, or of the texts among its parts. What an image takes depends on its size, which no row says. */
function contentTokens(content: unknown, counter: TextCounter): TokenCount {
  if (typeof content === 'string') return { ...none, total: counter.count(content) };
  return sum(
    listOf(content).map((part) => {
      const text = part['text'] ?? part['refusal'];
      return typeof text === 'string' ? { ...none, total: counter.count(text) } : { ...none, isExact: false };
    }),
  );
}

/** The name and the arguments of a call: what stands around them is not documented. */
function callTokens(called: unknown, counter: TextCounter): TokenCount {
  if (!isObject(called)) return none;
  const given = called['arguments'];
  const texts = [called['name'], isObject(given) ? JSON.stringify(given) : given].filter(
    (text) => typeof text === 'string',
  );
  return { total: texts.reduce((total, text) => total + counter.count(text), 0), trained: 0, isExact: false };
}

/** The texts alone, without what a chat template puts around them. */
function textTokens(example: Example, counter: TextCounter): TokenCount {
  switch (example.kind) {
    case 'completion': {
      const trained = counter.count(example.completion);
      return { total: counter.count(example.prompt) + trained, trained, isExact: false };
    }
    case 'preference':
      return turnsTokens([...example.input, ...example.preferred], counter);
    case 'chat':
      return turnsTokens(example.turns, counter);
  }
}

function turnsTokens(turns: readonly ExampleTurn[], counter: TextCounter): TokenCount {
  return sum(
    turns.map(({ isTrained, text }) => {
      const total = counter.count(text);
      return { total, trained: isTrained ? total : 0, isExact: false };
    }),
  );
}

const none: TokenCount = { total: 0, trained: 0, isExact: true };

function sum(counts: readonly TokenCount[]): TokenCount {
  return counts.reduce(
    (all, each) => ({
      total: all.total + each.total,
      trained: all.trained + each.trained,
      isExact: all.isExact && each.isExact,
    }),
    none,
  );
}

function listOf(value: unknown): Row[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
