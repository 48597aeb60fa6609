import { concat } from './bytes';

/**
 * Result files are CSV. OpenAI sends newer ones as base64 text, older ones and Azure's plain, and nothing in the
 * answer says which. So a file counts as base64 only when all of it is strict base64 and what comes out begins with
 * a CSV header that has the column `step`, which every result file has. Anything else is taken as it is.
 */

export interface ResultFile {
  /** Without a byte order mark. */
  readonly text: string;
  readonly wasBase64: boolean;
}

/** Bytes that are held back, at most, until a stream's header line is complete. */
const longestHeader = 64 * 1024;

/** Decodes a result file that is here whole. */
export function decodeResultFile(content: Uint8Array | string): ResultFile {
  const text = withoutMark(typeof content === 'string' ? content : new TextDecoder().decode(content));
  const decoded = decodeStrict(text.replace(/[\r\n]+/g, '').trim());
  if (decoded === null) return { text, wasBase64: false };
  const csv = withoutMark(new TextDecoder().decode(decoded));
  return hasStepColumn(csv) ? { text: csv, wasBase64: true } : { text, wasBase64: false };
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
  let isDecided = false;
  let decoder: Base64Stream | null = null;
  for await (const chunk of chunks) {
    if (isDecided) {
      yield decoder === null ? chunk : decoder.decode(chunk);
      continue;
    }
    held.push(chunk);
    length += chunk.length;
    if (length < nextLook) continue;
    nextLook = length * 2;
    const start = startOf(held);
    if (length < longestHeader && !start.isComplete) continue;
    isDecided = true;
    decoder = start.isBase64 ? new Base64Stream() : null;
    for (const each of held) yield decoder === null ? each : decoder.decode(each);
    held = [];
  }
  if (!isDecided) {
    decoder = decodeResultFile(concat(held)).wasBase64 ? new Base64Stream() : null;
    for (const each of held) yield decoder === null ? each : decoder.decode(each);
  }
  decoder?.end();
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
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Base64 text in chunks that are cut anywhere. */
class Base64Stream {
  private rest = '';
  private hasEnded = false;

  decode(chunk: Uint8Array): Uint8Array {
    const text = this.rest + new TextDecoder().decode(chunk).replace(/[\r\n]+/g, '');
    const whole = text.length - (text.length % 4);
    this.rest = text.slice(whole);
    if (whole === 0) return new Uint8Array(0);
    const decoded = this.hasEnded ? null : decodeStrict(text.slice(0, whole));
    if (decoded === null) throw broken();
    this.hasEnded = text.includes('=');
    return decoded;
  }

  end(): void {
    if (this.rest.trim() !== '') throw broken();
  }
}

function broken(): Error {
  return new Error('The result file begins as base64, but does not go on as such');
}

function hasStepColumn(csv: string): boolean {
  const header = csv.slice(0, longestHeader).split(/\r?\n/, 1)[0] ?? '';
  return header.split(',').some((name) => name.trim().replace(/^"|"$/g, '').toLowerCase() === 'step');
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
