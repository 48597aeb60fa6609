import { readFile } from 'node:fs/promises';
import type * as z from 'zod';

/** What is kept of something: its record, nothing, or something that cannot be read. */
export type Kept<T> = { readonly record: T } | 'missing' | 'unreadable';

/**
 * Reads what the engine keeps of something, as JSON. What cannot be read is reported on the error output and left
 * as it is: one damaged file must not hide the others, and a list must show it too.
 */
export async function readRecord<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<Kept<z.output<Schema>>> {
  try {
    return { record: schema.parse(JSON.parse(await readFile(path, 'utf8'))) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'missing';
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`engine: cannot read ${path}; it is left as it is: ${reason}`);
    return 'unreadable';
  }
}
