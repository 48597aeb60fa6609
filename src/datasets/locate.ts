import { t } from '@vscode/l10n';
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Path, RowProblem } from './findings';

/** A stretch of a line, in UTF-16 code units from its beginning, as VS Code counts. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Code units of a line in which places are looked for: in a longer one a problem is marked as a whole. */
const maxLength = 1_000_000;
const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** Where the problem is in the line, as exactly as can be said. */
export function spanOf(text: string, { rule, path }: Pick<RowProblem, 'rule' | 'path'>): Span {
  const whole = { start: 0, end: text.length };
  if (path.length === 0 || text.length > maxLength) return whole;
  const row = treeOf(text);
  if (row === undefined) return whole;
  const node = findNodeAtLocation(row, [...path]);
  if (node === undefined) return missingIn(row, path);
  const isKey = rule === 'unknownKey' && node.parent?.type === 'property';
  return spanOfNode((isKey ? node.parent.children?.[0] : undefined) ?? node);
}

/** Where what is not there would be: the bracket that opens what it is missing in. */
function missingIn(row: Node, path: Path): Span {
  const parent = path.length > 1 ? findNodeAtLocation(row, path.slice(0, -1)) : row;
  if (parent === undefined) return spanOfNode(row);
  return { start: parent.offset, end: parent.offset + 1 };
}

function spanOfNode({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** Undefined for what is nested too deep to be read. */
function treeOf(text: string, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(text, errors, strict);
  } catch {
    return undefined; // it goes down by itself, as deep as the text does
  }
}

/** What is wrong with a line that is no JSON. */
export interface SyntaxProblem {
  readonly reason: string;
  readonly span: Span;
  /** What to leave out, where that is certain. */
  readonly surplus?: Span;
}

/** @param text that `JSON.parse` refused */
export function syntaxProblemOf(text: string): SyntaxProblem {
  const errors: ParseError[] = [];
  if (text.length <= maxLength) treeOf(text, errors);
  const [first] = errors;
  if (first === undefined) return { reason: t('it is not valid JSON'), span: { start: 0, end: text.length } };
  const surplus = trailingComma(text, first);
  if (surplus !== null) return { reason: t('there is nothing after this comma'), span: surplus, surplus };
  // What is missing at the end is marked by the last character.
  const start = Math.min(first.offset, Math.max(0, text.trimEnd().length - 1));
  const end = Math.min(text.length, Math.max(start + 1, first.offset + first.length));
  return { reason: reasonOf(first), span: { start, end } };
}

/** A comma before the bracket at which something else was expected, or behind the row. */
function trailingComma(text: string, { error, offset }: ParseError): Span | null {
  const code = printParseErrorCode(error);
  if (code === 'EndOfFileExpected' && text.slice(offset).trimEnd() === ',')
    return { start: offset, end: offset + 1 };
  const isExpected = /^(?:PropertyName|Value)Expected$/.test(code);
  if (!isExpected || !/[\]}]/.test(text[offset] ?? '')) return null;
  const before = text.slice(0, offset).trimEnd();
  return before.endsWith(',') ? { start: before.length - 1, end: before.length } : null;
}

function reasonOf({ error }: ParseError): string {
  return reasons[printParseErrorCode(error)] ?? t('it is not valid JSON');
}

/** By the names of jsonc-parser. */
const reasons: Readonly<Record<string, string>> = {
  InvalidSymbol: t('this means nothing in JSON, where names and texts stand in double quotation marks'),
  PropertyNameExpected: t('a name in quotation marks is expected here'),
  ValueExpected: t('a value is expected here'),
  ColonExpected: t('a colon is expected here'),
  CommaExpected: t('a comma is expected here'),
  CloseBraceExpected: t('a } is expected here'),
  CloseBracketExpected: t('a ] is expected here'),
  EndOfFileExpected: t('the row has ended before this'),
  InvalidCommentToken: t('JSON has no comments'),
  UnexpectedEndOfComment: t('JSON has no comments'),
  UnexpectedEndOfString: t('this text does not end on its line'),
  UnexpectedEndOfNumber: t('this number is not whole'),
  InvalidUnicode: t('this is no character: \\u wants four hexadecimal digits'),
  InvalidEscapeCharacter: t('this is no character: a backslash itself is written \\\\'),
  InvalidCharacter: t('this character has to be written with a backslash'),
};
