import { type JsonObject, isObject } from './values';

/**
 * Top-level keys in snake_case: some documents and servers spell `createdAt` or `CreatedAt` what the wire calls
 * `created_at`. A key that is already there in snake_case wins. Values are not touched, so free-form maps keep
 * their keys.
 */
export function withSnakeCaseKeys(value: unknown): unknown {
  return isObject(value) && !isSnakeCase(value) ? spelled(value) : value;
}

/** Keys of an object that needed no other spelling: the next one of a list usually has the same, in the same order. */
let recentKeys: readonly string[] = [];

/** Whether no key of `object` needs another spelling. */
export function isSnakeCase(object: JsonObject): boolean {
  let at = 0;
  for (const key in object) if (key !== recentKeys[at++]) return areSnakeCase(Object.keys(object));
  return true;
}

function areSnakeCase(keys: readonly string[]): boolean {
  if (!keys.every((key) => spellingOf(key) === key)) return false;
  if (keys.length <= maxRecentKeys) recentKeys = keys;
  return true;
}

function spelled(object: JsonObject): JsonObject {
  const result: [string, unknown][] = [];
  for (const key of Object.keys(object)) {
    const snake = spellingOf(key);
    if (snake === key || !Object.hasOwn(object, snake)) result.push([snake, object[key]]);
  }
  return Object.fromEntries(result); // an assignment would take `__proto__` for more than a key
}

/** Wire keys are few and repeat in every object: each is spelled once. The bound guards against a hostile server. */
const spellings = new Map<string, string>();
const maxRecentKeys = 100;
const maxSpellings = 2_000;
const maxSpellingLength = 100;

function spellingOf(key: string): string {
  const known = spellings.get(key);
  if (known !== undefined) return known;
  const snake = toSnakeCase(key);
  if (spellings.size < maxSpellings && key.length <= maxSpellingLength) spellings.set(key, snake);
  return snake;
}

/** `createdAt` and `CreatedAt` alike; `user_ID` and `ABC` are left alone, being no camel case. */
const camelCase = /^(?=.*[a-z])(?=.*[A-Z])[A-Za-z][A-Za-z0-9]*$/;

function toSnakeCase(key: string): string {
  if (!camelCase.test(key)) return key;
  return key.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? '' : '_') + letter.toLowerCase());
}
