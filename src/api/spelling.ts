import { type JsonObject, isObject } from './wire';

/**
 * Top-level keys in snake_case: some documents and servers spell `createdAt` what the wire calls `created_at`.
 * A key that is already there in snake_case wins. Values are not touched, so free-form maps keep their keys.
 */
export function withSnakeCaseKeys(value: unknown): unknown {
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (!keys.some(isCamelCase)) return value;
  const spelled: Record<string, unknown> = {};
  for (const key of keys) {
    const snake = isCamelCase(key) ? toSnakeCase(key) : key;
    if (snake === key || !(snake in value)) spelled[snake] = value[key];
  }
  return spelled satisfies JsonObject;
}

function isCamelCase(key: string): boolean {
  return /^[a-z][a-z0-9]*[A-Z]/.test(key);
}

function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
