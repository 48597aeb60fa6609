import { isObject, type JsonObject } from './values';

/** Objects whose keys are people's or a provider's own: a formula calls graders by theirs. */
const withOwnKeys = new Set([
  'metadata',
  'meta_data',
  'job_settings',
  'repeated_fields',
  'data',
  'metrics',
  'graders',
]);
/** Objects within one another whose keys are spelled: a job's integration has its settings in the third. */
const maxDepth = 5;
/** Keys that are spelled of one object and what lies within: a job has some hundred, and its events a few each. */
const maxKeys = 5_000;

/**
 * Keys in snake_case: some documents and servers spell `createdAt` or `CreatedAt` what the wire calls `created_at`, and
 * then also what lies within, such as `Error.Code`. A key that is already there in snake_case wins. What is free-form
 * keeps its keys.
 */
export function withSnakeCaseKeys(value: unknown): unknown {
  return isObject(value) && !isSnakeCase(value) ? spelled(value, 1, { keys: maxKeys }) : value;
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

/** Of one object, with all that lies within it. */
interface Left {
  keys: number;
}

function spelled(object: JsonObject, depth: number, left: Left): JsonObject {
  const result: [string, unknown][] = [];
  for (const key of Object.keys(object)) {
    const snake = left.keys-- > 0 ? spellingOf(key) : key;
    if (snake === key || !Object.hasOwn(object, snake)) result.push([snake, object[key]]);
  }
  // Its own keys come first: a long list must not cost what stands behind it.
  for (const member of result)
    if (!withOwnKeys.has(member[0])) member[1] = spelledWithin(member[1], depth + 1, left);
  return Object.fromEntries(result); // an assignment would take `__proto__` for more than a key
}

function spelledWithin(value: unknown, depth: number, left: Left): unknown {
  if (depth > maxDepth || left.keys <= 0) return value;
  if (Array.isArray(value)) return value.map((each) => spelledWithin(each, depth + 1, left));
  return isObject(value) ? spelled(value, depth, left) : value;
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
