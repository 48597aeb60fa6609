import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagesOf } from '../../scripts/lib/messages.mjs';
import { root } from '../../scripts/lib/paths.mjs';

/** Every message of the code, marked: what reads otherwise was not given to `t`. */
export async function pseudoMessages(): Promise<Record<string, string>> {
  const messages = Object.entries(await messagesOf(root));
  return Object.fromEntries(
    messages.map(([key, value]) => [key, `⟦${typeof value === 'string' ? value : value.message}⟧`]),
  );
}

/** A copy of the built extension that speaks the marked language wherever VS Code is set to `language`. */
export async function pseudoExtension(language: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fine-tuning-pseudo-'));
  for (const name of ['dist', 'media', 'package.json', 'package.nls.json'])
    await cp(join(root, name), join(folder, name), { recursive: true });
  await mkdir(join(folder, 'l10n'));
  await writeFile(
    join(folder, 'l10n', `bundle.l10n.${language}.json`),
    JSON.stringify(await pseudoMessages()),
  );
  return folder;
}

/**
 * The texts with words that stand outside of all marks.
 * @param known what comes from elsewhere: names of files and models, sizes, ids
 */
export function unmarked(texts: readonly string[], known: readonly RegExp[]): string[] {
  return texts.filter((text) => {
    let rest = text;
    // Marks may stand in marks: a message as part of another.
    for (let before = ''; before !== rest;) {
      before = rest;
      rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
    }
    for (const each of known) rest = rest.replace(each, '');
    return /\p{L}{2}/u.test(rest);
  });
}
