import { decodeOne, decodePage } from './decode';
import type { Dialect } from './dialects/dialect';
import { Deleted, FileObject } from './file';
import { type ListParams, encode } from './jobsApi';
import { type UploadSource, multipart, toBlob, toStream } from './multipart';
import { Pages } from './page';
import type { RequestOptions, Transport } from './transport';

export interface UploadOptions extends RequestOptions {
  /** Called with the bytes of the file sent so far. */
  readonly onProgress?: (sent: number) => void;
}

/** Bytes; OpenAI's limit for one request, and so everybody's who copies it. */
export const largestUpload = 512 * 1024 * 1024;

/** Files. Throws the errors of `errors.ts`. */
export class FilesApi {
  constructor(
    private readonly transport: Transport,
    private readonly dialect: Dialect,
    private readonly canStream: boolean,
  ) {}

  /** Newest first. */
  list(
    params: ListParams & { readonly purpose?: string } = {},
    options: RequestOptions = {},
  ): Pages<FileObject> {
    const { dialect, transport } = this;
    const path = dialect.routes.files;
    return new Pages<FileObject>(async (after) => {
      const page = { after, limit: params.limit ?? 1_000 };
      const query = { ...dialect.pageQuery(page), purpose: params.purpose, order: 'desc' };
      const answer = await transport.json({ ...options, method: 'GET', path, query });
      return decodePage(FileObject, answer, (raw) => dialect.readPage(raw, page), page, dialect.toFile, path);
    }, params.after ?? null);
  }

  /** Sends a file as it is read, never whole in memory (but in a browser host). Not tried again by itself. */
  async upload(source: UploadSource, purpose: string, options: UploadOptions = {}): Promise<FileObject> {
    const form = multipart({ purpose }, 'file', source, options.onProgress);
    const path = this.dialect.routes.files;
    const raw = await this.transport.json({
      ...options,
      method: 'POST',
      path,
      timeout: options.timeout ?? uploadTimeout(source.size),
      body: this.canStream ? toStream(form.bytes()) : await toBlob(form.bytes()),
      headers: {
        'content-type': form.contentType,
        ...(this.canStream ? { 'content-length': String(form.length) } : {}),
      },
    });
    return decodeOne(FileObject, this.dialect.toFile?.(raw) ?? raw, 'file', path);
  }

  async retrieve(id: string, options: RequestOptions = {}): Promise<FileObject> {
    const path = this.dialect.routes.file(encode(id));
    const raw = await this.transport.json({ ...options, method: 'GET', path });
    return decodeOne(FileObject, this.dialect.toFile?.(raw) ?? raw, 'file', path);
  }

  /** The file's bytes as they come, as the server stores them: result files may be base64. */
  content(id: string, options: RequestOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
    return this.transport.bytes({
      ...options,
      method: 'GET',
      path: this.dialect.routes.fileContent(encode(id)),
      headers: { accept: '*/*' },
    });
  }

  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const path = this.dialect.routes.file(encode(id));
    return decodeOne(
      Deleted,
      await this.transport.json({ ...options, method: 'DELETE', path }),
      'answer',
      path,
    );
  }
}

/** Milliseconds: a minute, and time for the bytes at 100 kB/s, since no answer comes while they are sent. */
function uploadTimeout(bytes: number): number {
  return 60_000 + bytes / 100;
}
