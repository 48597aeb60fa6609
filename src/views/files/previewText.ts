import { t } from '@vscode/l10n';
import { type ExampleTurn, turnsOf } from '../../shared/exampleTurns';
import type { FilePreview } from '../../shared/fileFacts';
import type { Format } from '../../shared/format';

/** Characters to which roles are padded, so that texts stand below each other. */
const maxRoleLength = 20;

/** Characters after which no further row follows: line breaks in a text are more characters than in its JSON. */
const maxLength = 1_000_000;

/** The first rows of a file for people: the messages of each example below each other, other rows as they are. */
export function previewText(preview: FilePreview | 'archive', format: Format): string {
  if (preview === 'archive') return t('An archive: no rows to show.');
  const { rows, count, isWhole } = preview;
  if (rows.length === 0) return t('The file is empty.');
  const parts: string[] = [];
  let length = 0;
  for (const [at, row] of rows.entries()) {
    if (length > maxLength) break;
    const part = `${t('Row {0}', format.count(at + 1))}\n${rowText(row)}`;
    parts.push(part);
    length += part.length;
  }
  const isAll = isWhole && parts.length === count;
  return `${[...parts, ...(isAll ? [] : ['…'])].join('\n\n')}\n`;
}

function rowText(row: string): string {
  const turns = turnsOf(row);
  if (turns === null) return row;
  const width = Math.min(maxRoleLength, Math.max(...turns.map(({ role }) => role.length)));
  return turns.map((turn) => turnText(turn, width)).join('\n');
}

function turnText({ role, text }: ExampleTurn, width: number): string {
  const indent = ' '.repeat(width + 2);
  return `${role.slice(0, width).padEnd(width)}  ${text.replaceAll('\n', `\n${indent}`)}`;
}
