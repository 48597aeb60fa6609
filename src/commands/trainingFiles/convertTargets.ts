import { t } from '@vscode/l10n';
import type { FormatId } from '../../datasets/formats/format';
import { conversionsFrom } from '../../datasets/rewrite/convert/conversions';
import { convertRow } from '../../datasets/rewrite/convert/convertRow';
import { plainRow, type RowConverter } from '../../datasets/rewrite/convert/convertRows';
import type { FileKind } from '../../datasets/rowChecker';

/** What a file can be converted to. */
export interface ConvertTarget {
  /** What people know it as. */
  readonly name: string;
  /** More about it: the fields of its rows. */
  readonly about: string;
  /** What the new file's name says: `train.chat.jsonl`. */
  readonly part: string;
  readonly convert: RowConverter;
}

const texts: Readonly<
  Record<FormatId, Pick<ConvertTarget, 'name' | 'part'> & { readonly fields: readonly string[] }>
> = {
  chat: { name: t('Chats of OpenAI'), fields: ['messages'], part: 'chat' },
  preference: {
    name: t('Preferences of OpenAI'),
    fields: ['input', 'preferred_output', 'non_preferred_output'],
    part: 'preference',
  },
  trlPreference: { name: t('Preferences of TRL'), fields: ['prompt', 'chosen', 'rejected'], part: 'trl' },
  completion: { name: t('Prompts with completions'), fields: ['prompt', 'completion'], part: 'completion' },
  text: { name: t('Texts'), fields: ['text'], part: 'text' },
  sharegpt: { name: t('Conversations of ShareGPT'), fields: ['conversations'], part: 'sharegpt' },
  alpaca: { name: t('Instructions of Alpaca'), fields: ['instruction', 'input', 'output'], part: 'alpaca' },
  gemini: { name: t('Chats of Gemini'), fields: ['contents'], part: 'gemini' },
  converse: { name: t('Conversations of Amazon Nova'), fields: ['schemaVersion', 'messages'], part: 'nova' },
};

const plain: ConvertTarget = {
  name: t('Plain JSON lines'),
  about: t('the same rows: one a line, LF, no byte order mark'),
  part: 'plain',
  convert: plainRow,
};

/** @param kind what the file is; null: its beginning does not say it */
export function targetsFor(kind: FileKind | null): readonly ConvertTarget[] {
  if (kind === null) return [plain];
  const others = conversionsFrom(kind.format.id).map((conversion): ConvertTarget => {
    const { name, fields, part } = texts[conversion.to];
    return { name, about: fields.join(', '), part, convert: (row) => convertRow(row, kind, conversion) };
  });
  return [...others, plain];
}

/** What a file is, as the targets are called. */
export function nameOfKind({ format }: FileKind): string {
  return texts[format.id].name;
}
