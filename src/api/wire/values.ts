import { t } from '@vscode/l10n';
import * as z from 'zod/mini';

/**
 * Tolerant primitives for what servers send. Each takes anything: a value in one of the known spellings becomes
 * the house's form, everything else becomes null. So a field of a wrong type costs that field, never the object.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray`, whose items would be of any type. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether `name` may name a value: every object has a `constructor` and a `toString`, also one that lacks the value. */
export function isFreeName(name: string): boolean {
  return !(name in Object.prototype);
}

/** A finite number, also when spelled as a string (int64 in protobuf's JSON). */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A number from 0 to `max`; null for any other. Counts and sizes: no more than a number can hold exactly. */
export function toAmount(value: unknown, max = Number.MAX_SAFE_INTEGER): number | null {
  const number = toNumber(value);
  return number !== null && number >= 0 && number <= max ? number : null;
}

/** Share that is done, at most 1; null where either number is missing, or nothing is to be done. */
export function shareOf(done: unknown, all: unknown): number | null {
  const [part, whole] = [toNumber(done), toNumber(all)];
  return part === null || whole === null || whole <= 0 ? null : Math.min(1, part / whole);
}

/** From here on an epoch time must be in milliseconds: as seconds it would lie beyond the year 5000. */
const firstMilliseconds = 1e11;

/** Unix seconds of the last second of the year 9999. A later time is none: it was in another unit, or a mistake. */
const lastSecond = 253_402_300_799;

/** ISO 8601; `Date.parse` alone would find a date in “job 1”, and take a time without zone for local. */
const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * A time in Unix seconds, from seconds, milliseconds, either as a string, or ISO 8601. `0`, `"0"` and `""` mean no
 * time; so does what lies outside the years 1970 to 9999, which nothing could show.
 */
export function toEpochSeconds(value: unknown): number | null {
  const number = toNumber(value);
  if (number !== null) {
    const seconds = number >= firstMilliseconds ? number / 1000 : number;
    return seconds > 0 && seconds <= lastSecond ? seconds : null;
  }
  const iso = typeof value === 'string' ? isoTime.exec(value.trim()) : null;
  if (iso === null) return null;
  const hasTime = iso[0].length > 10;
  const milliseconds = Date.parse(hasTime && iso[1] === undefined ? `${iso[0]}Z` : iso[0]);
  // Go's zero time, 0001-01-01, is how some servers say "none".
  return Number.isNaN(milliseconds) || milliseconds <= 0 ? null : milliseconds / 1000;
}

/** Characters of a text that are kept; the whole is in the job's JSON. */
const maxTextLength = 10_000;

/** A non-empty string, cut after 10,000 characters; a number is taken as its digits. */
export function toText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : cut(value, maxTextLength);
  return typeof value === 'number' ? String(value) : null;
}

/** At most `maxLength` characters, the last of them an `…`. A copy, which does not keep the whole text in memory. */
export function cut(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : copyOf(`${text.slice(0, maxLength - 1)}…`);
}

/** A part of a text keeps the whole text in memory; its copy does not. */
export function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string; // a string's own JSON
}

/** Characters of an id or a status: whatever is longer cannot be sent back in an address. */
export const maxNameLength = 1_000;

/** An id or a status; null for what is too long to be one. */
export function toName(value: unknown): string | null {
  const name = toText(value);
  return name !== null && name.length <= maxNameLength ? name : null;
}

/** What `schema` reads, brought into another form. */
export function reading<S extends z.core.$ZodType, T>(schema: S, form: (value: z.output<S>) => T) {
  return z.pipe(schema, z.transform(form));
}

const anything = z.optional(z.unknown());

export const text = reading(anything, toText);
export const amount = reading(anything, (value) => toAmount(value));
export const epochSeconds = reading(anything, toEpochSeconds);

/** What an object cannot be shown without: a non-empty string, or a number's digits. */
export const requiredText = z.pipe(
  z.unknown(),
  z.transform((value: unknown, context) => {
    const name = toName(value);
    if (name !== null) return name;
    const message =
      toText(value) === null
        ? t('is missing or not text')
        : t('is longer than {0} characters', maxNameLength);
    context.issues.push({ code: 'custom', message, input: value });
    return z.NEVER;
  }),
);

/** The fields of these names. */
export function named(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}

/** The fields that have a value: null says no more of one than that it is left out. */
export function present(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** The first of `names` that `object` has a value for: wire aliases, such as `created_at` and `createdAt`. */
export function pick(object: JsonObject, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = object[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}
