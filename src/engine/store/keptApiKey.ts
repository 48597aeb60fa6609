import { randomBytes } from 'node:crypto';
import { readFile, rename, stat } from 'node:fs/promises';
import { StartError } from '../startError';
import { writeFileAtomically } from './atomicFile';

/** Bytes of a key's file: keys are far shorter. */
const maxFileBytes = 4_096;

/** What a header can carry. */
export function isApiKey(text: string): boolean {
  return /^[\x21-\x7e]{1,1000}$/.test(text);
}

/**
 * The key kept in the data directory, readable by this user only; made at the first start, and again where what is
 * there is no key: that is kept beside it and reported on the error output.
 */
export async function keptApiKey(file: string): Promise<string> {
  const kept = await readKey(file);
  if (typeof kept === 'string') return kept;
  if (kept !== null) await setAside(file, kept.problem);
  const key = `sk-local-${randomBytes(24).toString('base64url')}`;
  await writeFileAtomically(file, `${key}\n`);
  return key;
}

/** The key in a file that the user names. Throws a `StartError` where there is none. */
export async function apiKeyIn(file: string): Promise<string> {
  const kept = await readKey(file);
  if (typeof kept === 'string') return kept;
  throw new StartError(`--api-key-file ${file}: ${kept === null ? 'there is no such file' : kept.problem}`);
}

/** Null where there is no file. Only a plain file is read: a pipe or a device might never end. */
async function readKey(file: string): Promise<string | { problem: string } | null> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return { problem: 'it is no file' };
    if (found.size > maxFileBytes) return { problem: 'it is too long to be a key' };
    const text = (await readFile(file, 'utf8')).trim();
    return isApiKey(text) ? text : { problem: 'it holds no key of printable ASCII without spaces' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOENT' ? null : { problem: `it cannot be read (${code})` };
  }
}

async function setAside(file: string, problem: string): Promise<void> {
  const aside = `${file}.kept-${randomBytes(4).toString('hex')}`;
  await rename(file, aside);
  console.error(`engine: ${file}: ${problem}; a new key is made, and the old content is kept as ${aside}`);
}
