import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { writeFileAtomically } from './atomicFile';

/** The key kept in the data directory, readable by this user only; made at the first start. */
export async function keptApiKey(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  const key = `sk-local-${randomBytes(24).toString('base64url')}`;
  await writeFileAtomically(file, `${key}\n`);
  return key;
}
