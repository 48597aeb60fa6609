import * as z from 'zod/mini';

/**
 * Tolerant primitives for what servers send. Each takes anything: a value in one of the known spellings becomes
 * the house's form, everything else becomes null. So a field of a wrong type costs that field, never the object.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A finite number, also when spelled as a string (int64 in protobuf's JSON). */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** From here on an epoch time must be in milliseconds: as seconds it would lie beyond the year 5000. */
const FIRST_MILLISECONDS = 1e11;

/** ISO 8601; `Date.parse` alone would find a date in «job 1», and take a time without zone for local. */
const isoTime = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** A time in Unix seconds, from seconds, milliseconds, either as a string, or ISO 8601. `0`, `"0"` and `""` mean no time. */
export function toEpochSeconds(value: unknown): number | null {
  const number = toNumber(value);
  if (number !== null) {
    if (number <= 0) return null;
    return number >= FIRST_MILLISECONDS ? number / 1000 : number;
  }
  const iso = typeof value === 'string' ? isoTime.exec(value.trim()) : null;
  if (iso === null) return null;
  const hasTime = iso[0].length > 10;
  const milliseconds = Date.parse(hasTime && iso[1] === undefined ? `${iso[0]}Z` : iso[0]);
  // Go's zero time, 0001-01-01, is how some servers say "none".
  return Number.isNaN(milliseconds) || milliseconds <= 0 ? null : milliseconds / 1000;
}

/** A non-empty string; a number is taken as its digits. */
export function toText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** What `schema` reads, brought into another form. */
export function reading<S extends z.core.$ZodType, T>(schema: S, form: (value: z.output<S>) => T) {
  return z.pipe(schema, z.transform(form));
}

const anything = z.optional(z.unknown());

export const text = reading(anything, toText);
export const number = reading(anything, toNumber);
export const epochSeconds = reading(anything, toEpochSeconds);

/** What an object cannot be shown without: a non-empty string, or a number's digits. */
export const requiredText = required(toText, 'is missing or not text');
export const requiredEpochSeconds = required(toEpochSeconds, 'is not a time');

function required<T>(read: (value: unknown) => T | null, complaint: string) {
  return z.pipe(
    z.unknown(),
    z.transform((value: unknown, context) => {
      const known = read(value);
      if (known !== null) return known;
      context.issues.push({ code: 'custom', message: complaint, input: value });
      return z.NEVER;
    }),
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
