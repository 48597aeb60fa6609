import { t } from '@vscode/l10n';
import { countText } from '../api/countText';
import { parseInSlices } from '../api/http/parseInSlices';
import { LeftOut, maxItems, OversizedItem } from '../api/http/unreadJson';
import { Slices } from '../api/slices';
import { maxLineBytes } from './limits';
import { LineError } from './lineError';
import type { Line } from './lines';
import { syntaxProblemOf } from './locate';
import { checkNesting, nestingSteps } from './nesting';

/** Bytes of a line that are read at once: that takes some milliseconds, whatever they are. */
const maxBytesAtOnce = 400_000;
/** Bytes that are decoded at once. */
const pieceLength = 1024 * 1024;

const utf8 = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** For whole lines: it keeps no state from one to the next. */
const decoder = utf8();

export function isLong({ bytes }: Line): boolean {
  return bytes !== null && bytes.length > maxBytesAtOnce;
}

/** The text of a line. Throws a {@link LineError}. */
export function textOf({ bytes }: Line): string {
  if (bytes === null) throw new LineError('size', t('it is longer than {0} MB', maxLineBytes / 1024 / 1024));
  return decoded(() => decoder.decode(bytes));
}

/** The text of whole lines; null where one of them is not UTF-8. */
export function textTogether(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The JSON of a line; undefined for a blank one. Throws a {@link LineError}. */
export function valueOf(text: string): unknown {
  if (text.trim() === '') return undefined;
  const value = parse(text);
  checkNesting(value);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { reason, span } = syntaxProblemOf(text);
    throw new LineError('json', reason, span);
  }
}

/** The same in slices. Of a text that is larger than any example's only the beginning is kept. Also rejects on abort. */
export async function longValueOf({ bytes }: Line, signal?: AbortSignal): Promise<unknown> {
  const slices = new Slices(signal);
  const text = await decodeInSlices(bytes ?? new Uint8Array(), slices);
  if (text === '') return undefined;
  await slices.rest();
  const value = await parsed(text, signal);
  checkWhole(value);
  await slices.rest();
  for (const steps = nestingSteps(value); steps.next().done !== true;)
    if (slices.isSpent) await slices.rest();
  return value;
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new LineError('encoding', t('it is not valid UTF-8'));
  }
}

/** Without the white space at the beginning, as far as that is cheap: a blank line becomes empty. */
async function decodeInSlices(bytes: Uint8Array, slices: Slices): Promise<string> {
  const stream = utf8();
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceLength) {
    const text = decoded(() => stream.decode(bytes.subarray(at, at + pieceLength), { stream: true }));
    if (texts.length > 0 || text.trim() !== '') texts.push(text);
    if (slices.isSpent) await slices.rest();
  }
  return texts.join('') + decoded(() => stream.decode());
}

async function parsed(text: string, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await parseInSlices(text, signal);
  } catch {
    signal?.throwIfAborted();
    throw new LineError('json', t('it is not valid JSON'));
  }
}

function checkWhole(value: unknown): void {
  if (value instanceof OversizedItem) throw new LineError('size', t('it is not a JSON object'));
  for (const [name, list] of Object.entries(value ?? {})) {
    if (!Array.isArray(list) || !(list.at(-1) instanceof LeftOut)) continue;
    throw new LineError('size', t('{0} has more than {1} items', name, countText(maxItems)));
  }
}
