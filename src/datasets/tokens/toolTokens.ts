import { isObject } from '../../api/wire/values';
import type { Row } from '../formats/format';
import type { EncodingName } from './encodingOf';
import type { TextCounter } from './rowTokens';

/** What a function begins with. Source for all: OpenAI’s cookbook, “How to count tokens with tiktoken”, part 7. */
const tokensPerFunction: Readonly<Record<EncodingName, number>> = { o200k_base: 7, cl100k_base: 10 };
const tokensOfProperties = 3;
const tokensPerProperty = 3;
const tokensOfChoices = -3;
const tokensPerChoice = 3;
/** What ends all of them together. */
const tokensOfEnd = 12;

/** The tokens of the functions that a row offers to its model, as `tools` or as `functions`; 0: it offers none. */
export function toolTokens(tools: readonly Row[], counter: TextCounter): number {
  if (tools.length === 0) return 0;
  const functions = tools.map((tool) => (isObject(tool['function']) ? tool['function'] : tool));
  return functions.reduce((total, each) => total + functionTokens(each, counter), tokensOfEnd);
}

function functionTokens({ name, description, parameters }: Row, counter: TextCounter): number {
  const line = `${textOf(name)}:${withoutFullStop(textOf(description))}`;
  const properties =
    isObject(parameters) && isObject(parameters['properties']) ? parameters['properties'] : {};
  const all = Object.entries(properties);
  return (
    tokensPerFunction[counter.encoding] +
    counter.count(line) +
    (all.length === 0 ? 0 : tokensOfProperties) +
    all.reduce((total, [key, property]) => total + propertyTokens(key, property, counter), 0)
  );
}

function propertyTokens(key: string, property: unknown, counter: TextCounter): number {
  const { type, description, enum: choices } = isObject(property) ? property : {};
  const line = `${key}:${textOf(type)}:${withoutFullStop(textOf(description))}`;
  return (
    tokensPerProperty + counter.count(line) + (Array.isArray(choices) ? choiceTokens(choices, counter) : 0)
  );
}

function choiceTokens(choices: readonly unknown[], counter: TextCounter): number {
  return choices.reduce<number>(
    (total, choice) => total + tokensPerChoice + counter.count(String(choice)),
    tokensOfChoices,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function withoutFullStop(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}
