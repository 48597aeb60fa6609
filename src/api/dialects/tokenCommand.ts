import { t } from '@vscode/l10n';
import { Connection } from '../connection';
import type { ConnectionField } from './dialect';

/** Asks for the command that prints the key, where that is a token which is valid for a while. */
export function tokenCommandField(suggestion: string): ConnectionField {
  return {
    prompt: t('Command that prints an access token, or nothing to enter a key; it runs on this machine'),
    placeholder: suggestion,
    suggestion,
    isCommand: true,
    isAsked: () => true,
    read: (text) => {
      const result = Connection.shape.tokenCommand.safeParse(wordsOf(text));
      return result.success && result.data !== undefined ? { tokenCommand: result.data } : null;
    },
  };
}

/** A word, or a part of one in quotation marks: a backslash is one of Windows' paths, and nothing is expanded. */
const part = /"([^"]*)"|'([^']*)'|([^\s"']+)/y;

/**
 * The program and the arguments of a line as people type it.
 * @internal exported for its tests
 */
export function wordsOf(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  for (part.lastIndex = 0; part.lastIndex < line.length;) {
    const at = part.lastIndex;
    const match = part.exec(line);
    if (match !== null) {
      word = (word ?? '') + (match[1] ?? match[2] ?? match[3] ?? '');
      continue;
    }
    if (!/\s/.test(line[at] ?? '')) return null; // a quotation mark that is not closed
    if (word !== null) words.push(word);
    word = null;
    part.lastIndex = at + 1;
  }
  return word === null ? words : [...words, word];
}
