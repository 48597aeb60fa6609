import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Received, sendJson } from '../httpServer';
import type { Provider } from './router';
import { storageOf } from './storage';

interface Upload {
  readonly body: Record<string, unknown>;
  /** By their numbers. */
  readonly parts: Map<number, { readonly content: Buffer; readonly etag: string }>;
  status: 'pending' | 'completed' | 'aborted';
}

/** Together's uploads in parts, by what its Python client sends and reads (`MultipartUploadManager` of `together` 3.1.1). */
export class TogetherUploads {
  readonly uploads: Upload[] = [];
  /** Parts that were begun to be sent, in their order. */
  readonly sent: number[] = [];
  /** Parts that are being sent, and how many there were at once at most. */
  private underWay = 0;
  mostUnderWay = 0;
  /** May answer for the storage: true if it did. */
  answerPart: (number: number, response: ServerResponse) => boolean | Promise<boolean> = () => false;
  /** Of what is there already, by its checksum. */
  readonly existing = new Map<string, string>();

  routes(refuse: Provider['refuse']): Provider['routes'] {
    return {
      'POST /files/multipart/initiate': async (request, response) => {
        const body = await request.json();
        const problem = problemOf(body);
        const existing = this.existing.get(String(body['checksum']));
        if (problem !== null) refuse(response, 400, problem);
        else if (existing !== undefined) sendJson(response, { file_id: existing }, 409);
        else sendJson(response, this.begin(body, request));
      },
      'PUT //storage/:id/:id': async (request, response, [id = '', part = '']) => {
        const number = Number(part);
        this.sent.push(number);
        this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
        const content = await request.body().finally(() => this.underWay--);
        if (await this.answerPart(number, response)) return;
        if (request.headers['x-amz-meta-part'] !== part) response.writeHead(403).end();
        else response.writeHead(200, { etag: this.keep(id, number, content) }).end();
      },
      'POST /files/multipart/complete': async (request, response) => {
        const body = await request.json();
        const upload = this.find(body);
        const content = upload === null ? null : contentOf(upload, body['parts']);
        if (upload === null || content === null) {
          refuse(response, 400, 'invalid parts');
          return;
        }
        upload.status = 'completed';
        const { file_name: filename, purpose, file_type: FileType } = upload.body;
        const facts = { filename, purpose, FileType, bytes: content.length, created_at: 1_715_021_438 };
        const file = { id: body['file_id'], object: 'file', ...facts, processing_status: 'PENDING' };
        sendJson(response, { file });
      },
      'POST /files/multipart/abort': async (request, response) => {
        const upload = this.find(await request.json());
        if (upload !== null) upload.status = 'aborted';
        sendJson(response, {});
      },
    };
  }

  private begin(body: Record<string, unknown>, request: Received): Record<string, unknown> {
    const at = this.uploads.push({ body, parts: new Map(), status: 'pending' }) - 1;
    const parts = Array.from({ length: Number(body['num_parts']) }, (_, part) => ({
      PartNumber: part + 1,
      URL: `${storageOf(request)}/up-${String(at)}/${String(part + 1)}?signature=x`,
      Headers: { 'x-amz-meta-part': String(part + 1) },
    }));
    return { upload_id: `up-${String(at)}`, file_id: `file-up-${String(at)}`, parts: parts.toReversed() };
  }

  private keep(id: string, number: number, content: Buffer): string {
    const etag = createHash('md5').update(content).digest('hex');
    this.uploads[Number(id.slice(3))]?.parts.set(number, { content, etag });
    return `"${etag}"`;
  }

  private find(body: Record<string, unknown>): Upload | null {
    return (
      this.uploads.find(
        (_, at) => `up-${String(at)}` === body['upload_id'] && `file-up-${String(at)}` === body['file_id'],
      ) ?? null
    );
  }
}

function problemOf(body: Record<string, unknown>): string | null {
  const { file_name: name, file_size: size, num_parts: parts, checksum, file_type: type } = body;
  if (typeof name !== 'string' || typeof size !== 'number' || typeof parts !== 'number')
    return 'a field is missing';
  if (parts < 1 || parts > 250) return 'num_parts must be 1 to 250';
  if (!['jsonl', 'csv', 'parquet'].includes(String(type))) return 'file_type is unknown';
  return /^[0-9a-f]{64}$/.test(String(checksum)) ? null : 'checksum must be a SHA-256';
}

/** As storages have it: all parts in ascending order, each by its ETag; and as the checksum says. */
function contentOf({ body, parts }: Upload, named: unknown): Buffer | null {
  const list = named as { readonly part_number: number; readonly etag: string }[]; // as our client sends it
  const isWhole =
    list.length === body['num_parts'] &&
    list.every(({ part_number: number, etag }, at) => number === at + 1 && parts.get(number)?.etag === etag);
  if (!isWhole) return null;
  const content = Buffer.concat(
    list.map(({ part_number: number }) => parts.get(number)?.content ?? Buffer.alloc(0)),
  );
  const checksum = createHash('sha256').update(content).digest('hex');
  return checksum === body['checksum'] && content.length === body['file_size'] ? content : null;
}
