import { t } from '@vscode/l10n';
import { deleteAt } from './deletion';
import type { CapabilityName, Dialect } from './dialects/dialect';
import { joinedLines } from './http/bytes';
import { ApiError, type InvalidRequestError } from './http/errors';
import type { UploadSource } from './http/multipart';
import { type ResponseFacts, unexpected } from './http/response';
import { maxListBytes, type RequestOptions, type RequestSpec, type Transport } from './http/transport';
import type { ListParams } from './jobsApi';
import { decodeOne, decodePage, type Decoder } from './paging/decode';
import { emptyPage, type FetchPage, Pages } from './paging/pages';
import type { FileReceiver, UploadOptions } from './sendFile';
import { unable } from './unable';
import type { SentFile } from './uploadStaged';
import { type Deleted, FileObject } from './wire/file';

/** Pieces of one file that are read. */
const maxPieces = 100;

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
   * Sends a file as it is read, never whole in memory (but in a browser host), as the dialect's `uploads` say: one
   * form, or step by step. Not tried again by itself, but for pieces of which a last step makes the file.
   */
  async upload(source: UploadSource, purpose: string, options: UploadOptions = {}): Promise<SentFile> {
    if (this.dialect.capabilities.upload !== true) throw this.unable('upload', 'POST');
    const { sendFile } = await import('./sendFile');
    const { transport, dialect, canStream } = this;
    const receiver: FileReceiver = {
      ...{ transport, dialect, canStream },
      decode: (raw, facts) => this.decode(raw, facts),
      retrieve: (id, more) => this.retrieve(id, more),
    };
    return sendFile(receiver, source, purpose, options);
  }

  async retrieve(id: string, options: RequestOptions = {}): Promise<FileObject> {
    const path = this.dialect.routes.file?.(id);
    if (path === undefined) throw this.unable('files', 'GET');
    return this.one({ ...options, method: 'GET', path }).catch(this.rethrow);
  }

  /** The file's bytes as they come, as the server stores them: result files may be base64 (`resultFile.ts`). */
  async *content(id: string, options: RequestOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
    const path = this.dialect.routes.fileContent?.(id);
    if (path === undefined) throw this.unable('fileContent', 'GET');
    try {
      yield* this.contentAt(id, path, options);
    } catch (error) {
      this.rethrow(error);
    }
  }

  /** Where no piece is named, the file itself is requested: its absence is an error that says more. */
  private async *contentAt(id: string, path: string, options: RequestOptions) {
    const { contentLinks } = this.dialect;
    const spec: RequestSpec = { ...options, method: 'GET', path };
    const headers = { accept: '*/*' };
    if (contentLinks === undefined) return yield* this.transport.bytes({ ...spec, headers });
    const named = await this.transport.json(spec, (raw, facts) => ({ links: contentLinks(raw), facts }));
    const { length } = named.links;
    if (length === 0) await this.retrieve(id, options);
    if (length === 0 || length > maxPieces)
      throw unexpected(
        t('The server names {0} pieces of the file, not 1 to {1}', length, maxPieces),
        '',
        named.facts,
      );
    yield* joinedLines(named.links.map((link) => this.transport.bytes({ ...spec, link, headers })));
  }

  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const path = this.dialect.routes.deleteFile?.(id);
    if (path === undefined) throw this.unable('deleteFile', 'DELETE');
    return deleteAt(this.transport, path, options).catch(this.rethrow);
  }

  /** Above here, what is not there is not found, whatever the provider calls it. */
  private readonly rethrow = (error: unknown): never => {
    const { isNoFile } = this.dialect;
    if (!(error instanceof ApiError) || error.status === 404 || isNoFile?.(error) !== true) throw error;
    const { code, type, param, requestId } = error;
    throw new ApiError(error.message, error.request, { status: 404, code, type, param, requestId });
  };

  private one(spec: RequestSpec): Promise<FileObject> {
    return this.transport.json(spec, (raw, facts) => this.decode(raw, facts));
  }

  private decode(raw: unknown, facts: ResponseFacts): FileObject {
    const { toFile } = this.dialect;
    return decodeOne(file, toFile === undefined ? raw : toFile(raw), 'file', facts);
  }

  private unable(capability: CapabilityName, method: string): InvalidRequestError {
    return unable(this.dialect, capability, { method, url: this.dialect.routes.files ?? '' });
  }
}
