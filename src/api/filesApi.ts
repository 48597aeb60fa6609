import { t } from '@vscode/l10n';
import { deleteAt } from './deletion';
import type { CapabilityName, Dialect } from './dialects/dialect';
import { InvalidRequestError } from './http/errors';
import { multipart, type UploadSource } from './http/multipart';
import { maxListBytes, type RequestOptions, type RequestSpec, type Transport } from './http/transport';
import type { ListParams } from './jobsApi';
import { decodeOne, decodePage, type Decoder } from './paging/decode';
import { emptyPage, type FetchPage, Pages } from './paging/pages';
import { unable } from './unable';
import { maxBytesInParts, uploadInParts } from './uploadInParts';
import { type Deleted, FileObject } from './wire/file';

export interface UploadOptions extends RequestOptions {
  /** Called with the bytes of the file sent so far. */
  readonly onProgress?: (sent: number) => void;
  /** Bytes above which the file is sent in parts, and bytes of a part: less than usual in tests. */
  readonly parts?: { readonly above: number; readonly size: number };
}

/** Bytes; OpenAI's limit for one request, and so everybody's who copies it. */
const maxUploadBytes = 512 * 1024 * 1024;

/** Milliseconds without a byte sent or received: checking a large file takes a server its time. */
const uploadTimeout = 120_000;

const file: Decoder<FileObject> = { schema: FileObject };

/** Files. Throws the errors of `http/errors.ts`, and what reading an upload's source throws. */
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
    const { filesQuery, paging, routes, toFile } = this.dialect;
    const path = routes.files;
    const fetchPage: FetchPage<FileObject> = async (after, more) => {
      if (path === undefined) return emptyPage;
      const page = { after, limit: params.limit ?? 1_000 };
      const query = { ...paging.query(page), ...filesQuery?.(params.purpose) };
      const spec: RequestSpec = { ...options, ...more, method: 'GET', path, query, maxBytes: maxListBytes };
      const source = { paging, params: page, normalize: toFile, signal: spec.signal };
      return this.transport.json(spec, (raw, facts, text) => decodePage(file, raw, source, facts, text));
    };
    const { clock } = this.transport;
    return new Pages(fetchPage, { after: params.after ?? null, identify: ({ id }) => id, clock });
  }

  /**
   * Sends a file as it is read, never whole in memory (but in a browser host); above 512 MB in parts, where the
   * provider takes them and the source can be sliced. Not tried again by itself, but for a failed part.
   */
  async upload(source: UploadSource, purpose: string, options: UploadOptions = {}): Promise<FileObject> {
    if (this.dialect.capabilities.upload !== true) throw this.unable('upload', 'POST');
    const limit = options.parts?.above ?? maxUploadBytes;
    if (source.size <= limit) return this.uploadWhole(source, purpose, options);
    const uploads = this.dialect.routes.uploads;
    if (uploads === undefined)
      throw this.tooLarge(t('Files above {0} MB cannot be uploaded here', inMegabytes(limit)));
    if (source.size > maxBytesInParts) throw this.tooLarge(t('Files above 8 GB cannot be uploaded'));
    const { onProgress, parts, ...request } = options;
    const plan = {
      transport: this.transport,
      path: uploads,
      canStream: this.canStream,
      ...(parts === undefined ? {} : { partSize: parts.size }),
      ...(onProgress === undefined ? {} : { onProgress }),
    };
    return uploadInParts(plan, source, purpose, { timeout: uploadTimeout, ...request });
  }

  async retrieve(id: string, options: RequestOptions = {}): Promise<FileObject> {
    const path = this.dialect.routes.file?.(id);
    if (path === undefined) throw this.unable('files', 'GET');
    return this.one({ ...options, method: 'GET', path });
  }

  /** The file's bytes as they come, as the server stores them: result files may be base64 (`resultFile.ts`). */
  async *content(id: string, options: RequestOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
    const path = this.dialect.routes.fileContent?.(id);
    if (path === undefined) throw this.unable('fileContent', 'GET');
    yield* this.transport.bytes({ ...options, method: 'GET', path, headers: { accept: '*/*' } });
  }

  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const path = this.dialect.routes.deleteFile?.(id);
    if (path === undefined) throw this.unable('deleteFile', 'DELETE');
    return deleteAt(this.transport, path, options);
  }

  private uploadWhole(source: UploadSource, purpose: string, options: UploadOptions): Promise<FileObject> {
    const { routes, uploadFields } = this.dialect;
    const fields = uploadFields?.(source.filename, purpose) ?? { purpose };
    const part = {
      field: 'file',
      filename: source.filename,
      size: source.size,
      read: () => source.read(),
    };
    return this.one({
      ...options,
      method: 'POST',
      path: routes.upload ?? routes.files ?? 'files',
      timeout: options.timeout ?? uploadTimeout,
      body: multipart(fields, part, this.canStream, options.onProgress),
    });
  }

  private one(spec: RequestSpec): Promise<FileObject> {
    const { toFile } = this.dialect;
    return this.transport.json(spec, (raw, facts) =>
      decodeOne(file, toFile === undefined ? raw : toFile(raw), 'file', facts),
    );
  }

  private unable(capability: CapabilityName, method: string): InvalidRequestError {
    return unable(this.dialect, capability, { method, url: this.dialect.routes.files ?? '' });
  }

  private tooLarge(message: string): InvalidRequestError {
    return new InvalidRequestError(message, { method: 'POST', url: this.dialect.routes.files ?? '' });
  }
}

function inMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
