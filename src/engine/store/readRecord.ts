import { readFile } from 'node:fs/promises';

import type * as z from 'zod';

/**
 * Reads what the engine keeps of something, as JSON. Undefined where there is nothing, or nothing it can read: that
 * is told on the error output and left as it is, for one damaged file must not take the others along.
 */
export async function readRecord<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    console.error(`engine: cannot read ${path}; it is left as it is:`, error);
    return undefined;
  }
}
