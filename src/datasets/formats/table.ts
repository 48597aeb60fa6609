import type { MethodType } from '../../api/dialects/dialect';
import { chat } from './chat';
import { converse, gemini } from './clouds';
import { completion, text } from './completion';
import type { Format, FormatId, Row } from './format';
import { preference } from './preference';
import { alpaca, sharegpt, trlPreference } from './trainers';

/** Every format there is: of two that a row could be of, the one that comes first. */
const formats: readonly Format[] = [
  converse,
  trlPreference,
  preference,
  chat,
  gemini,
  sharegpt,
  alpaca,
  completion,
  text,
];

/** What OpenAI's API trains on, and so the local engine: formats with their methods. */
export const openaiMethods: Readonly<Partial<Record<FormatId, readonly MethodType[]>>> = {
  chat: ['supervised', 'reinforcement'],
  preference: ['dpo'],
  completion: ['supervised'],
};
export const openaiFormats = formats.map(({ id }) => id).filter((id) => openaiMethods[id] !== undefined);

/** Where in {@link formats} the one is that is known by a name. */
const places = new Map(formats.flatMap(({ keys }, place) => keys.map((key) => [key, place] as const)));

/** What a row is meant to be, by its names; null: nothing that is known. */
export function formatOf(row: Row): Format | null {
  let first = formats.length;
  for (const name in row) first = Math.min(first, places.get(name) ?? first); // its own names
  return formats[first] ?? null;
}

export function formatCalled(id: FormatId): Format {
  const format = formats.find((each) => each.id === id);
  if (format === undefined) throw new RangeError(`There is no format ${id}`);
  return format;
}
