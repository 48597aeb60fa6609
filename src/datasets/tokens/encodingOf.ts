/** How a model cuts text into tokens. Source: the names of OpenAI's tiktoken, `tiktoken_ext/openai_public.py`. */
export type EncodingName = 'o200k_base' | 'cl100k_base';

/**
 * The models of each encoding, by the beginning of their names. The first line that fits decides. Source: OpenAI's
 * tiktoken, `tiktoken/model.py` of August 2026. There `gpt-oss` has `o200k_harmony`, which cuts ordinary text as
 * `o200k_base` does.
 */
const models: readonly (readonly [RegExp, EncodingName])[] = [
  [/^(?:chatgpt-4o|gpt-4o|gpt-4\.[15]|gpt-5|gpt-oss|o[134])(?![\da-z])/, 'o200k_base'],
  [/^(?:gpt-4|gpt-3\.5|gpt-35-turbo|davinci-002|babbage-002)(?![\d.a-z])/, 'cl100k_base'],
];

/**
 * The encoding of a model, a fine-tuned one included; null: none that is known here.
 *
 * @param model as providers call it: `gpt-4o-mini-2024-07-18`, `ft:gpt-4o-mini:acme::id`, `openai/gpt-oss-20b`,
 *   `accounts/fireworks/models/gpt-oss-20b`, or Azure’s `gpt-4o-mini-2024-07-18.ft-0123`
 */
export function encodingOf(model: string): EncodingName | null {
  const name = model.replace(/^ft:/, '').replace(/^.*\//, '').toLowerCase();
  return models.find(([beginning]) => beginning.test(name))?.[1] ?? null;
}
