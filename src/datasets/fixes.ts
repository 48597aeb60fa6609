import { t } from '@vscode/l10n';
import { modify } from 'jsonc-parser';
import { isObject } from '../api/wire/values';
import type { LocatedProblem } from './checkLine';
import { type Span, spanOf, syntaxProblemOf } from './locate';

/** How a line is put right, where that is certain. */
export interface Fix {
  /** What it does, as a command. */
  readonly title: string;
  readonly edits: readonly (Span & { readonly text: string })[];
}

/** @param text of the line in which the problem is */
export function fixesOf(text: string, { rule, path }: Pick<LocatedProblem, 'rule' | 'path'>): readonly Fix[] {
  switch (rule) {
    case 'json':
      return withoutSurplus(text);
    case 'lastMessage':
      return withoutLast(text, path);
    case 'unknownKey':
      return [{ title: t('Remove it'), edits: editsOf(text, path, undefined) }];
    case 'weight':
      return [{ title: t('Remove the weight'), edits: editsOf(text, path, undefined) }];
    case 'missing':
      return path.at(-1) === 'role' ? withRole(text, path) : [];
    default:
      return [];
  }
}

/** With the comma before it: jsonc-parser would take too much of a list that is not indented. */
function withoutLast(text: string, path: LocatedProblem['path']): readonly Fix[] {
  const at = path.at(-1);
  if (typeof at !== 'number' || at === 0) return [];
  const [before, last] = [at - 1, at].map((item) =>
    spanOf(text, { rule: 'value', path: [...path.slice(0, -1), item] }),
  );
  if (before === undefined || last === undefined) return [];
  return [{ title: t('Remove this message'), edits: [{ start: before.end, end: last.end, text: '' }] }];
}

function withoutSurplus(text: string): readonly Fix[] {
  const { surplus } = syntaxProblemOf(text);
  return surplus === undefined ? [] : [{ title: t('Remove the comma'), edits: [{ ...surplus, text: '' }] }];
}

/** People and models take turns, as a rule. */
function withRole(text: string, path: LocatedProblem['path']): readonly Fix[] {
  const [list, at] = path;
  const messages = valueAt(JSON.parse(text), list);
  const before: unknown = Array.isArray(messages) && typeof at === 'number' ? messages[at - 1] : undefined;
  const role = isObject(before) && before['role'] === 'user' ? 'assistant' : 'user';
  return [{ title: t('Make it a message of the role {0}', role), edits: editsOf(text, path, role) }];
}

function valueAt(row: unknown, name: string | number | undefined): unknown {
  return isObject(row) && typeof name === 'string' ? row[name] : undefined;
}

/** @param value undefined: what is there goes, with its comma */
function editsOf(text: string, path: LocatedProblem['path'], value: unknown): Fix['edits'] {
  return modify(text, [...path], value, {}).map(({ offset, length, content }) => ({
    ...{ start: offset, end: offset + length },
    text: content,
  }));
}
