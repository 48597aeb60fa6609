import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files below a folder whose names end so, sorted; none where the folder is missing.
 * @param {string} folder
 * @param {string} ending
 */
export async function glob(folder, ending) {
  try {
    const entries = await readdir(folder, { recursive: true });
    return entries
      .filter((entry) => entry.endsWith(ending))
      .sort()
      .map((entry) => join(folder, entry));
  } catch {
    return [];
  }
}
