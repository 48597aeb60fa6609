import { t } from '@vscode/l10n';
import { deleteAt } from './deletion';
import type { CapabilityName, Dialect } from './dialects/dialect';
import type { StagedUpload } from './dialects/stagedUpload';
import { joinedLines } from './http/bytes';
import { InvalidRequestError } from './http/errors';
import { formOf, type UploadSource } from './http/multipart';
import { unexpected } from './http/response';
import { maxListBytes, type RequestOptions, type RequestSpec, type Transport } from './http/transport';
import type { ListParams } from './jobsApi';
import { decodeOne, decodePage, type Decoder } from './paging/decode';
import { emptyPage, type FetchPage, Pages } from './paging/pages';
import { unable } from './unable';
import { maxBytesInParts, uploadInParts } from './uploadInParts';
import { uploadStaged } from './uploadStaged';
import { type Deleted, FileObject } from './wire/file';

export interface UploadOptions extends RequestOptions {
  /** Called with the bytes of the file sent so far. */
  readonly onProgress?: (sent: number) => void;
  /** Bytes above which the file is sent in parts, and bytes of a part: less than usual in tests. */
  readonly parts?: { readonly above: number; readonly size: number };
}

/** Bytes; OpenAI's limit for one request, and so everybody's who copies it. */
const maxUploadBytes = 512 * 1024 * 1024;

/** Pieces of one file that are read. */
const maxPieces = 100;

/** Milliseconds without a byte sent or received: checking a large file takes a server its time. */
const uploadTimeout = 120_000;

const aboveAll = t('Files above 8 GB cannot be uploaded');

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
   * provider takes them and the source can be sliced, or as its dialect's `staged` says. Not tried again by itself, but
   * for a failed part and for what goes to a signed address.
   */
  async upload(source: UploadSource, purpose: string, options: UploadOptions = {}): Promise<FileObject> {
    if (this.dialect.capabilities.upload !== true) throw this.unable('upload', 'POST');
    const { staged } = this.dialect;
    if (staged !== undefined) return this.uploadInStages(staged, source, options);
    const limit = options.parts?.above ?? maxUploadBytes;
    if (source.size <= limit) return this.uploadWhole(source, purpose, options);
    const uploads = this.dialect.routes.uploads;
    if (uploads === undefined) throw this.tooLarge(aboveOneRequest(limit));
    if (source.size > maxBytesInParts) throw this.tooLarge(aboveAll);
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
    const { contentLinks } = this.dialect;
    const spec: RequestSpec = { ...options, method: 'GET', path };
    const headers = { accept: '*/*' };
    if (contentLinks === undefined) return yield* this.transport.bytes({ ...spec, headers });
    const links = await this.transport.json(spec, (raw, facts) => {
      const named = contentLinks(raw);
      if (named.length > 0 && named.length <= maxPieces) return named;
      throw unexpected(
        t('The server names {0} pieces of the file, not 1 to {1}', named.length, maxPieces),
        '',
        facts,
      );
    });
    yield* joinedLines(links.map((link) => this.transport.bytes({ ...spec, link, headers })));
  }

  async delete(id: string, options: RequestOptions = {}): Promise<Deleted> {
    const path = this.dialect.routes.deleteFile?.(id);
    if (path === undefined) throw this.unable('deleteFile', 'DELETE');
    return deleteAt(this.transport, path, options);
  }

  private uploadInStages(
    steps: StagedUpload,
    source: UploadSource,
    { onProgress, parts, ...request }: UploadOptions,
  ): Promise<FileObject> {
    const { canStream, transport, dialect } = this;
    if (source.size > maxBytesInParts) throw this.tooLarge(aboveAll);
    if (source.size > maxUploadBytes && !canStream) throw this.tooLarge(aboveOneRequest(maxUploadBytes));
    const plan = {
      ...{ transport, steps, canStream, read: (spec: RequestSpec) => this.one(spec) },
      path: (id: string) => dialect.routes.file?.(id) ?? id,
      formBytes: parts?.above ?? steps.form.maxBytes,
      ...(onProgress === undefined ? {} : { onProgress }),
    };
    return uploadStaged(plan, source, { timeout: uploadTimeout, ...request });
  }

  private uploadWhole(source: UploadSource, purpose: string, options: UploadOptions): Promise<FileObject> {
    const { routes, uploadFields } = this.dialect;
    const fields = uploadFields?.(source.filename, purpose) ?? { purpose };
    return this.one({
      ...options,
      method: 'POST',
      path: routes.upload ?? routes.files ?? 'files',
      timeout: options.timeout ?? uploadTimeout,
      body: formOf(source, fields, this.canStream, options.onProgress),
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

/** @param limit bytes */
function aboveOneRequest(limit: number): string {
  return t('Files above {0} MB cannot be uploaded here', Math.round(limit / 1024 / 1024));
}
