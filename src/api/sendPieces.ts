import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { BegunUpload, PieceTarget, StagedUpload } from './dialects/uploads';
import { multipart, type UploadSource } from './http/multipart';
import { type ResponseFacts, unexpected } from './http/response';
import { plain, type SizedBytes } from './http/streamedBody';
import type { RequestOptions, RequestSpec, Transport } from './http/transport';
import { decodeOne, type Decoder } from './paging/decode';
import { requiredText } from './wire/values';

/** How often a piece is sent again after it failed: only that piece, since the others are there. */
const retriesPerPiece = 4;

export interface PiecesPlan {
  readonly transport: Transport;
  readonly steps: StagedUpload;
  readonly canStream: boolean;
  /** Bytes of a piece; the last may be smaller. */
  readonly pieceSize: number;
  /** Called with the bytes of the file sent so far: never with fewer than before. */
  readonly onProgress?: (sent: number) => void;
}

type SendPiece = (at: number, target: PieceTarget, signal: AbortSignal) => Promise<string>;

const confirmed: Decoder<{ readonly id: string }> = { schema: z.object({ id: requiredText }) };

/**
 * Sends the pieces of a file to their targets, each tried again by itself, so that a cut connection costs one of them.
 * Nothing is a file before the last step, so here, and only here, a POST is repeated. Resolves to their receipts in
 * the order of the file. After a failure or an abort nothing is being sent any more once it rejects.
 */
export function sendPieces(
  plan: PiecesPlan,
  source: UploadSource,
  targets: readonly PieceTarget[],
  { finish }: BegunUpload,
  options: RequestOptions,
): Promise<readonly string[]> {
  const { transport, steps, canStream } = plan;
  const report = totalOf(targets.length, plan.onProgress);
  const send: SendPiece = (at, target, signal) => {
    const file = pieceOf(plan, source, at, targets.length);
    const onSent = (sent: number) => {
      report(at, sent);
    };
    const spec: RequestSpec = {
      ...options,
      ...requestOf(target, file, canStream, onSent),
      signal,
      ...(finish === undefined ? {} : { retries: retriesPerPiece }),
    };
    if (steps.receipt === 'id')
      return transport.json(spec, (raw, facts) => decodeOne(confirmed, raw, 'part', facts).id);
    return transport.textAs(spec, (_, facts) => (steps.receipt === 'etag' ? etagOf(facts) : ''));
  };
  // Where nothing can be streamed, each is whole in memory.
  return atOnce(targets, canStream ? (steps.atOnce ?? 1) : 1, send, options.signal);
}

/** The first failure stops the others, and is what is thrown after they have ended. */
async function atOnce(
  targets: readonly PieceTarget[],
  count: number,
  send: SendPiece,
  outer: AbortSignal | undefined,
): Promise<readonly string[]> {
  const group = new AbortController();
  const stop = () => {
    group.abort(outer?.reason);
  };
  outer?.addEventListener('abort', stop, { once: true });
  const receipts = targets.map(() => '');
  const failures: unknown[] = [];
  const waiting = targets.entries();
  const work = async () => {
    try {
      // They share what is left.
      for (const [at, target] of waiting) receipts[at] = await send(at, target, group.signal);
    } catch (error) {
      failures.push(error);
      group.abort(error);
    }
  };
  try {
    outer?.throwIfAborted();
    await Promise.all(Array.from({ length: count }, work));
  } finally {
    outer?.removeEventListener('abort', stop);
  }
  if (failures.length > 0) throw failures[0];
  return receipts;
}

function pieceOf({ pieceSize }: PiecesPlan, source: UploadSource, at: number, count: number): SizedBytes {
  const { filename, size } = source;
  if (count === 1) return { filename, size, read: () => source.read() };
  const [start, end] = [at * pieceSize, Math.min((at + 1) * pieceSize, size)];
  const read = () => {
    if (source.slice === undefined) throw notInParts(source);
    return source.slice(start, end);
  };
  return { filename, size: end - start, read };
}

export function notInParts({ filename }: UploadSource): RangeError {
  return new RangeError(t('{0} cannot be read in parts', filename));
}

function requestOf(
  target: PieceTarget,
  file: SizedBytes,
  canStream: boolean,
  onSent: (sent: number) => void,
): Pick<RequestSpec, 'method' | 'path' | 'link' | 'headers' | 'body'> {
  if ('path' in target) {
    const body = multipart({}, { field: target.field, ...file }, canStream, onSent);
    return { method: 'POST', path: target.path, body };
  }
  const body = plain(file, canStream, onSent);
  return { method: 'PUT', path: '', link: target.link, headers: { accept: '*/*', ...target.headers }, body };
}

/** In a browser, a storage may have one and not show it. */
function etagOf(facts: ResponseFacts): string {
  const etag = facts.etag?.replace(/^"|"$/g, '') ?? '';
  if (etag !== '') return etag;
  throw unexpected(t('The storage took a part of the file without confirming it (no ETag)'), '', facts);
}

/** Adds up what was sent of each piece. One that is sent again is not counted until it is further than before. */
function totalOf(pieces: number, onProgress: PiecesPlan['onProgress']): (at: number, sent: number) => void {
  const sentOf = new Array<number>(pieces).fill(0);
  let total = 0;
  return (at, sent) => {
    const more = sent - (sentOf[at] ?? 0);
    if (more <= 0) return;
    sentOf[at] = sent;
    total += more;
    onProgress?.(total);
  };
}
