import { freeForm } from './freeForm';
import { isFreeName, isList, isObject, type JsonObject } from './values';

/**
 * Fields of a job's request that nobody is asked for here, by their names on the provider's wire; one within another
 * field stands after that field's name and a dot: `training_type.lora_trainable_modules`. A job that is created like
 * another one has them as that one has them.
 */
export type RepeatedFields = JsonObject;

const none: RepeatedFields = Object.freeze({});
/** Fields of a job that are repeated, and characters of the name of each. */
const maxFields = 200;
const maxNameLength = 100;

export function toRepeatedFields(value: unknown): RepeatedFields {
  const fields = value === undefined ? null : freeForm(value);
  if (fields === null) return none;
  const named = Object.entries(fields).filter(([name]) => isName(name));
  return Object.fromEntries(named.slice(0, maxFields));
}

function isName(name: string): boolean {
  return name.length <= maxNameLength && name.split('.').every(isFreeName);
}

/** The fields that say more than that they were left out: null, and what is empty, does not. */
export function filled(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isFilled(value)));
}

function isFilled(value: unknown): boolean {
  if (isList(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '';
}

/** What is filled, but for the fields that are known otherwise. */
export function filledBeside(known: ReadonlySet<string>, fields: unknown): JsonObject {
  if (!isObject(fields)) return none;
  return filled(Object.fromEntries(Object.entries(fields).filter(([name]) => !known.has(name))));
}

/** The names of fields that lie within the field `parent`. */
export function namesWithin(parent: string, fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${parent}.${name}`, value]));
}

/**
 * A request with the fields that it repeats. What it has already was chosen; what lies within a field that it has not
 * belongs to another kind of job.
 */
export function withRepeatedFields(request: JsonObject, fields: RepeatedFields): JsonObject {
  return Object.entries(fields).reduce((whole, [name, value]) => {
    const [field = '', ...inner] = name.split('.');
    const isWanted = inner.length > 0 ? isObject(whole[field]) : whole[field] === undefined;
    return isWanted ? put(whole, field, inner, value) : whole;
  }, request);
}

function put(
  object: JsonObject,
  name: string,
  [next, ...inner]: readonly string[],
  value: unknown,
): JsonObject {
  if (next === undefined) return { ...object, [name]: value };
  const within = isObject(object[name]) ? object[name] : {};
  return { ...object, [name]: put(within, next, inner, value) };
}
