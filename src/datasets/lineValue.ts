import { LeftOut, OversizedItem, maxItems, parseInSlices } from '../api/http/parseInSlices';
import { Slices } from '../api/slices';
import { ExampleError } from './fields';
import { checkNesting, nestingSteps, parseJson } from './json';
import { maxLineBytes } from './limits';
import type { Line } from './lines';

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

/** The JSON of a line; undefined for a blank one. Throws an `ExampleError`. */
export function valueOf({ bytes }: Line): unknown {
  if (bytes === null) throw new ExampleError(`it is longer than ${String(maxLineBytes / 1024 / 1024)} MB`);
  if (bytes.length === 0) return undefined;
  const text = decoded(() => decoder.decode(bytes));
  if (text.trim() === '') return undefined;
  const value = parseJson(text);
  checkNesting(value);
  return value;
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
  } catch (cause) {
    throw new ExampleError('it is not valid UTF-8', { cause });
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
  } catch (error) {
    signal?.throwIfAborted();
    throw new ExampleError(
      `it is not valid JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function checkWhole(value: unknown): void {
  if (value instanceof OversizedItem) throw new ExampleError('it is not a JSON object');
  for (const [name, list] of Object.entries(value ?? {})) {
    if (!Array.isArray(list) || !(list.at(-1) instanceof LeftOut)) continue;
    throw new ExampleError(`${name} has more than ${maxItems.toLocaleString('en')} items`);
  }
}
