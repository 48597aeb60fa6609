import { t } from '@vscode/l10n';
import { concat } from './http/bytes';
import { Slices } from './slices';

/**
 * Result files are CSV. OpenAI sends newer ones as base64 text, older ones and Azure's plain, and nothing in the
 * response says which. So a file counts as base64 only when all of it is strict base64 and what comes out begins with
 * a CSV header that has the column `step`, which every result file has. Anything else is taken as it is.
 */

export interface ResultFile {
  /** Without a byte order mark. */
  readonly text: string;
  readonly wasBase64: boolean;
}

/** Bytes that are decoded at once: in about a millisecond. */
const pieceLength = 64 * 1024;
/** Bytes that are held back, at most, until a stream's header line is complete. */
const maxHeaderLength = 64 * 1024;

/** Decodes a result file that is here whole; in slices. Rejects on abort alone. */
export async function decodeResultFile(content: Uint8Array, signal?: AbortSignal): Promise<ResultFile> {
  const bytes = trimmed(content);
  const isBase64 = startOf([bytes.subarray(0, maxHeaderLength)]).isBase64;
  const csv = isBase64 ? await decodeText(bytes, signal, new Base64Stream()) : null;
  if (csv !== null) return { text: csv, wasBase64: true };
  return { text: (await decodeText(content, signal)) ?? '', wasBase64: false };
}

/** The text of UTF-8 bytes, without a byte order mark; null where they are not the base64 that they should be. */
export async function decodeText(
  bytes: Uint8Array,
  signal?: AbortSignal,
  base64?: Base64Stream,
): Promise<string | null> {
  const slices = new Slices(signal);
  const decoder = new TextDecoder();
  const texts: string[] = [];
  for (const piece of piecesOf(bytes)) {
    if (slices.isSpent) await slices.rest();
    const decoded = base64 === undefined ? piece : base64.decode(piece);
    if (decoded === null) return null;
    texts.push(decoder.decode(decoded, { stream: true }));
  }
  texts.push(decoder.decode());
  return base64?.isWhole === false ? null : texts.join('');
}

/**
 * The same for a file on its way to disk: decides on its first bytes, then decodes or passes on what comes, chunk by
 * chunk. A plain file is passed on byte for byte. Throws when base64 that had begun well goes on as something else.
 */
export async function* decodeResultStream(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let length = 0;
  /** Looked at when so many bytes are here, then at twice as many: tiny chunks must not cost a look each. */
  let nextLook = 4;
  /** Undefined until that is decided; null for a plain file. */
  let decoder: Base64Stream | null | undefined;
  for await (const chunk of chunks) {
    if (decoder !== undefined) {
      yield* passOn(chunk, decoder);
      continue;
    }
    held.push(chunk);
    length += chunk.length;
    if (length < nextLook) continue;
    nextLook = length * 2;
    const start = startOf(held);
    if (length < maxHeaderLength && !start.isComplete) continue;
    decoder = start.isBase64 ? new Base64Stream() : null;
    for (const each of held) yield* passOn(each, decoder);
    held = [];
  }
  if (decoder === undefined) {
    decoder = (await decodeResultFile(concat(held))).wasBase64 ? new Base64Stream() : null;
    for (const each of held) yield* passOn(each, decoder);
  }
  if (decoder?.isWhole === false) throw broken();
}

async function* passOn(
  chunk: Uint8Array,
  decoder: Base64Stream | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (decoder === null) {
    yield chunk;
    return;
  }
  const slices = new Slices();
  for (const piece of piecesOf(chunk)) {
    if (slices.isSpent) await slices.rest();
    const decoded = decoder.decode(piece);
    if (decoded === null) throw broken();
    yield decoded;
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}

/** Without white space at either end. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let start = 0;
  let end = bytes.length;
  while (start < end && (bytes[start] ?? 0) <= 0x20) start++;
  while (end > start && (bytes[end - 1] ?? 0) <= 0x20) end--;
  return bytes.subarray(start, end);
}

/** What the first bytes say: `isComplete` once that cannot change any more. */
function startOf(held: readonly Uint8Array[]): { isComplete: boolean; isBase64: boolean } {
  const text = new TextDecoder().decode(concat(held)).replace(/[\r\n]+/g, '');
  const groups = text.slice(0, text.length - (text.length % 4));
  if (groups === '') return { isComplete: !/^[A-Za-z0-9+/]*$/.test(text), isBase64: false };
  const whole = decodeStrict(groups);
  if (whole === null) return { isComplete: true, isBase64: false };
  const csv = withoutMark(new TextDecoder().decode(whole));
  return { isComplete: csv.includes('\n'), isBase64: hasStepColumn(csv) };
}

/** Bytes that strict base64 stands for; null for any other text. */
function decodeStrict(text: string): Uint8Array | null {
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** Base64 text in chunks that are cut anywhere. */
class Base64Stream {
  private rest = '';
  private hasEnded = false;

  /** Whether nothing is missing at the end. */
  get isWhole(): boolean {
    return this.rest.trim() === '';
  }

  /** Null where it is not strict base64. */
  decode(chunk: Uint8Array): Uint8Array | null {
    const text = this.rest + new TextDecoder().decode(chunk).replace(/[\r\n]+/g, '');
    const whole = text.length - (text.length % 4);
    this.rest = text.slice(whole);
    if (whole === 0) return new Uint8Array(0);
    const decoded = this.hasEnded ? null : decodeStrict(text.slice(0, whole));
    this.hasEnded = text.includes('=');
    return decoded;
  }
}

function broken(): Error {
  return new Error(t('The result file begins as base64, but does not go on as such'));
}

function hasStepColumn(csv: string): boolean {
  const header = csv.slice(0, maxHeaderLength).split(/\r?\n/, 1)[0] ?? '';
  return header.split(',').some((name) => name.trim().replace(/^"|"$/g, '').toLowerCase() === 'step');
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
