import { isObject } from '../api/wire/values';
import type { RowContent, ShownRow } from '../shared/rowsProtocol';
import { type CheckedLine, checkValue, unread } from './checkLine';
import { conversationOf } from './conversation/conversationOf';
import { beginning, cutJson, type Limits, whole } from './conversation/cut';
import { isShownType } from './conversation/parts';
import { formatOf } from './formats/table';
import type { Line } from './lines';
import { textOf, valueOf } from './lineValue';
import type { Span } from './locate';
import type { FileKind } from './rowChecker';

/** A line as a page shows it, with what is wrong with it. @param kind what the file is; null: this line says it */
export function shownRow(line: Line, kind: FileKind | null, limits: Limits = beginning): ShownRow {
  const { content, problems } = read(line, kind, limits);
  return {
    line: line.number,
    content,
    problems: problems.map(({ severity, reason }) => ({ severity, reason })),
    hasMore: limits !== whole && isCut(content),
  };
}

interface ReadRow extends Pick<CheckedLine, 'problems'> {
  readonly content: RowContent;
}

function read(line: Line, kind: FileKind | null, limits: Limits): ReadRow {
  try {
    const text = textOf(line);
    const value = valueOf(text);
    return { content: contentOf(value, limits), problems: checkValue(value, kind, {}, text).problems };
  } catch (error) {
    const { problems } = unread(error);
    return { content: brokenContent(line, problems[0]?.span ?? null), problems };
  }
}

/** @param value undefined: of a blank line */
function contentOf(value: unknown, limits: Limits): RowContent {
  if (value === undefined) return { kind: 'blank' };
  const format = isObject(value) ? formatOf(value) : null;
  return format === null || !isObject(value)
    ? { kind: 'json', text: cutJson(value, limits) }
    : { kind: 'conversation', conversation: conversationOf(value, format.id, limits) };
}

/** Characters before and after what is wrong. */
const around = 400;

/** @param span of what is wrong; null: all of it */
function brokenContent({ bytes }: Line, span: Span | null): RowContent {
  if (bytes === null) return { kind: 'tooLong' };
  const text = new TextDecoder().decode(bytes); // what is no UTF-8 becomes U+FFFD
  const { start, end } = span ?? { start: 0, end: 0 };
  const from = Math.max(0, start - around);
  const wrongEnd = Math.min(end, start + around);
  const to = Math.min(text.length, wrongEnd + around);
  return {
    kind: 'broken',
    before: (from > 0 ? '…' : '') + text.slice(from, start),
    wrong: text.slice(start, wrongEnd),
    after: text.slice(wrongEnd, to) + (to < text.length ? '…' : ''),
  };
}

/** Whether something is left out anywhere. */
function isCut(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isCut);
  if (!isObject(value)) return false;
  const { rest, restTurns, kind, source, type } = value;
  if ([rest, restTurns].some((left) => typeof left === 'number' && left > 0)) return true;
  return (kind === 'image' && source === null && isShownType(type)) || Object.values(value).some(isCut);
}
