import * as z from 'zod/mini';
import { type Decoder, decodeOne } from './paging/decode';
import { FileObject } from './wire/file';
import { type UploadSource, multipart } from './http/multipart';
import type { RequestOptions, Transport } from './http/transport';
import { isObject, requiredText } from './wire/values';

/** Bytes of one part at most. Source: OpenAI's reference, Uploads: parts of 64 MB, 8 GB in all, within an hour. */
export const partSize = 64 * 1024 * 1024;
export const maxBytesInParts = 8 * 1024 * 1024 * 1024;

/** How often a part is sent again after it failed: only that part, since the others are there. */
const retriesPerPart = 4;

export interface PartsPlan {
  readonly transport: Transport;
  /** `uploads`, relative to the base URL. */
  readonly path: string;
  readonly canStream: boolean;
  /** Bytes of one part; less than {@link partSize} in tests. */
  readonly partSize?: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly onProgress?: (sent: number) => void;
}

type Slice = (start: number, end: number) => AsyncIterable<Uint8Array>;

const created: Decoder<{ readonly id: string }> = { schema: z.object({ id: requiredText }) };
const completed: Decoder<FileObject> = {
  schema: z.pipe(
    z.transform((raw) => (isObject(raw) ? raw['file'] : raw)),
    FileObject,
  ),
};

/**
 * Sends a file in parts, each tried again by itself, so that a cut connection costs one part. An upload that is
 * given up is cancelled, which deletes what was sent. Nothing becomes a file before the last step, so here, and
 * only here, a POST is repeated.
 */
export async function uploadInParts(
  plan: PartsPlan,
  source: UploadSource,
  purpose: string,
  options: RequestOptions,
): Promise<FileObject> {
  const slice = source.slice?.bind(source);
  if (slice === undefined) throw new RangeError(`${source.filename} cannot be read in parts`);
  const { transport, path } = plan;
  const json = {
    filename: source.filename,
    purpose,
    bytes: source.size,
    mime_type: mimeTypeOf(source.filename),
    ...plan.fields,
  };
  const upload = await transport.json({ ...options, method: 'POST', path, json }, (raw, facts) =>
    decodeOne(created, raw, 'upload', facts),
  );
  const own = `${path}/${encodeURIComponent(upload.id)}`;
  try {
    const partIds = await sendParts(plan, source, slice, own, options);
    return await transport.json(
      { ...options, method: 'POST', path: `${own}/complete`, json: { part_ids: partIds } },
      (raw, facts) => decodeOne(completed, raw, 'file', facts),
    );
  } catch (error) {
    // Not with the caller's signal, which may be why we are here. What cannot be cancelled expires in an hour.
    await transport.json({ method: 'POST', path: `${own}/cancel` }).catch(() => undefined);
    throw error;
  }
}

async function sendParts(
  plan: PartsPlan,
  source: UploadSource,
  slice: Slice,
  own: string,
  options: RequestOptions,
): Promise<string[]> {
  const size = plan.partSize ?? partSize;
  const ids: string[] = [];
  for (let start = 0; start < source.size; start += size) {
    const end = Math.min(start + size, source.size);
    const file = {
      field: 'data',
      filename: source.filename,
      size: end - start,
      read: () => slice(start, end),
    };
    const body = multipart({}, file, plan.canStream, (sent) => plan.onProgress?.(start + sent));
    const part = await plan.transport.json(
      { ...options, method: 'POST', path: `${own}/parts`, body, retries: retriesPerPart },
      (raw, facts) => decodeOne(created, raw, 'part', facts),
    );
    ids.push(part.id);
  }
  return ids;
}

/** Source: OpenAI's reference, Create upload: the MIME type must fit the purpose; fine-tuning takes JSONL. */
function mimeTypeOf(filename: string): string {
  return /\.jsonl$/i.test(filename) ? 'text/jsonl' : 'application/octet-stream';
}
