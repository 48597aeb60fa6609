import { t } from '@vscode/l10n';
import { countText } from './countText';
import { deleteAt } from './deletion';
import type { CapabilityName, Dialect } from './dialects/dialect';
import { maxFormBytes, type StagedUpload } from './dialects/uploads';
import { joinedLines } from './http/bytes';
import { ApiError, InvalidRequestError } from './http/errors';
import { formOf, type UploadSource } from './http/multipart';
import { type ResponseFacts, unexpected } from './http/response';
import { maxListBytes, type RequestOptions, type RequestSpec, type Transport } from './http/transport';
import type { ListParams } from './jobsApi';
import { decodeOne, decodePage, type Decoder } from './paging/decode';
import { emptyPage, type FetchPage, Pages } from './paging/pages';
import { throwRefusal } from './throwRefusal';
import { unable } from './unable';
import { type StagedPlan, uploadStaged } from './uploadStaged';
import { type Deleted, FileObject } from './wire/file';

export interface UploadOptions extends RequestOptions {
  /** Called with the bytes of the file sent so far. */
  readonly onProgress?: (sent: number) => void;
  /** Seconds after which it is to be deleted, within the dialect's `expiry`; left out: it is kept. */
  readonly expiresAfter?: number;
  /** Bytes above which the file is sent in parts, and bytes of a part: less than usual in tests. */
  readonly parts?: { readonly above: number; readonly size: number };
}

/** Pieces of one file that are read. */
const maxPieces = 100;

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
   * Sends a file as it is read, never whole in memory (but in a browser host), as the dialect's `uploads` say: one
   * form, or step by step. Not tried again by itself, but for pieces of which a last step makes the file.
   */
  async upload(source: UploadSource, purpose: string, options: UploadOptions = {}): Promise<FileObject> {
    const { capabilities, uploads } = this.dialect;
    if (capabilities.upload !== true) throw this.unable('upload', 'POST');
    const { maxBytes, staged } = uploads;
    const formBytes = options.parts?.above ?? staged?.formBytes ?? maxBytes;
    const isLarge = source.size > formBytes;
    if (source.size > maxBytes) throw this.tooLarge(maxBytes);
    if (staged !== undefined && (isLarge || staged.isForAll === true))
      return this.uploadInSteps(staged, source, purpose, isLarge, options);
    if (isLarge) throw this.tooLarge(formBytes);
    return this.uploadWhole(source, purpose, options);
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

  private uploadInSteps(
    steps: StagedUpload,
    source: UploadSource,
    purpose: string,
    isLarge: boolean,
    { onProgress, parts, expiresAfter, ...request }: UploadOptions,
  ): Promise<FileObject> {
    const { canStream, transport } = this;
    const usual = steps.pieceSize?.(source.size);
    const pieceSize = usual === undefined ? source.size : (parts?.size ?? usual);
    if (pieceSize > maxFormBytes && !canStream) throw this.tooLarge(maxFormBytes);
    const plan: StagedPlan = {
      ...{ transport, steps, canStream, isLarge, pieceSize, expiresAfter: expiresAfter ?? null },
      decode: (raw, facts) => this.decode(raw, facts),
      retrieve: (id, more) => this.retrieve(id, more),
      ...(onProgress === undefined ? {} : { onProgress }),
    };
    return uploadStaged(plan, source, purpose, { timeout: uploadTimeout, ...request });
  }

  private uploadWhole(source: UploadSource, purpose: string, options: UploadOptions): Promise<FileObject> {
    const { routes, uploadField, uploadFields, uploads } = this.dialect;
    const { expiresAfter } = options;
    const fields = {
      ...(uploadFields?.(source.filename, purpose) ?? { purpose }),
      ...(expiresAfter === undefined ? {} : uploads.expiry?.fields(expiresAfter)),
    };
    const spec: RequestSpec = {
      ...options,
      method: 'POST',
      path: routes.upload ?? routes.files ?? 'files',
      timeout: options.timeout ?? uploadTimeout,
      body: formOf(source, fields, this.canStream, options.onProgress, uploadField),
    };
    return this.transport.json(spec, (raw, facts) => {
      throwRefusal(this.dialect, raw, facts);
      return this.decode(raw, facts);
    });
  }

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

  /** @param limit bytes */
  private tooLarge(limit: number): InvalidRequestError {
    return new InvalidRequestError(above(limit), { method: 'POST', url: this.dialect.routes.files ?? '' });
  }
}

/** @param limit bytes */
function above(limit: number): string {
  const megabytes = limit / 1024 / 1024;
  if (megabytes < 1024)
    return t('Files above {0} MB cannot be uploaded here', countText(Math.round(megabytes)));
  return t('Files above {0} GB cannot be uploaded here', countText(Math.round(megabytes / 102.4) / 10));
}
