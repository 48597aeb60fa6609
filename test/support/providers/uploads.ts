import type { ServerResponse } from 'node:http';
import { type Received, sendError, sendJson } from '../httpServer';
import { readForm } from '../multipartBody';

interface Upload {
  readonly body: Record<string, unknown>;
  readonly parts: Map<string, Buffer>;
  status: 'pending' | 'completed' | 'cancelled';
  /** What the finished file holds. */
  content: Buffer | null;
}

/** OpenAI's uploads in parts. `failPart` may spoil the response to a part, counting all parts sent from 0. */
export class UploadsServer {
  readonly uploads: Upload[] = [];
  partsSent = 0;
  failPart: (sent: number, response: ServerResponse) => boolean = () => false;

  /** Answers a request below `/v1/uploads`; false: it is none. */
  async handle(request: Received, response: ServerResponse): Promise<boolean> {
    const match = /^\/v1\/uploads(?:\/upload_(\d+)\/(parts|complete|cancel))?$/.exec(request.path);
    if (match === null || request.method !== 'POST') return false;
    const upload = this.uploads[Number(match[1])];
    const action = match[2];
    if (action === undefined) await this.create(request, response);
    else if (upload === undefined) sendError(response, 404, 'No such upload');
    else if (action === 'parts') await this.addPart(upload, request, response);
    else if (action === 'complete') await this.complete(upload, request, response);
    else this.cancel(upload, response);
    return true;
  }

  private async create(request: Received, response: ServerResponse): Promise<void> {
    const upload: Upload = {
      body: await request.json(),
      parts: new Map(),
      status: 'pending',
      content: null,
    };
    this.uploads.push(upload);
    this.answer(upload, response);
  }

  private async addPart(upload: Upload, request: Received, response: ServerResponse): Promise<void> {
    const sent = this.partsSent++;
    const form = await readForm(request.message);
    if (this.failPart(sent, response)) return;
    const id = `part_${String(sent)}`;
    upload.parts.set(id, form.file?.content ?? Buffer.alloc(0));
    sendJson(response, { id, object: 'upload.part', created_at: 1, upload_id: this.idOf(upload) });
  }

  private async complete(upload: Upload, request: Received, response: ServerResponse): Promise<void> {
    const { part_ids: ids } = await request.json();
    const parts = (ids as string[]).map((id) => upload.parts.get(id) ?? Buffer.alloc(0)); // as our client sends it
    const content = Buffer.concat(parts);
    if (content.length !== upload.body['bytes']) {
      sendError(response, 400, 'The parts are not as long as the upload');
      return;
    }
    upload.status = 'completed';
    upload.content = content;
    this.answer(upload, response);
  }

  private cancel(upload: Upload, response: ServerResponse): void {
    upload.status = 'cancelled';
    this.answer(upload, response);
  }

  private answer(upload: Upload, response: ServerResponse): void {
    const { filename, purpose, bytes } = upload.body;
    const file = {
      id: 'file-1',
      object: 'file',
      filename,
      purpose,
      bytes,
      created_at: 1,
      status: 'processed',
    };
    sendJson(response, {
      id: this.idOf(upload),
      object: 'upload',
      filename,
      purpose,
      bytes,
      created_at: 1,
      expires_at: 3601,
      status: upload.status,
      file: upload.status === 'completed' ? file : null,
    });
  }

  private idOf(upload: Upload): string {
    return `upload_${String(this.uploads.indexOf(upload))}`;
  }
}
