import { t } from '@vscode/l10n';
import { countText } from './countText';
import type { Dialect } from './dialects/dialect';
import { maxFormBytes, type StagedUpload } from './dialects/uploads';
import { InvalidRequestError } from './http/errors';
import { formOf, type UploadSource } from './http/multipart';
import type { RequestOptions, RequestSpec } from './http/transport';
import { throwRefusal } from './throwRefusal';
import { type SentFile, type StagedPlan, uploadStaged } from './uploadStaged';
import type { FileObject } from './wire/file';

export interface UploadOptions extends RequestOptions {
  /** Called with the bytes of the file sent so far. */
  readonly onProgress?: (sent: number) => void;
  /** Seconds after which it is to be deleted, within the dialect's `expiry`; left out: it is kept. */
  readonly expiresAfter?: number;
  /** Bytes above which the file is sent in parts, and bytes of a part: less than usual in tests. */
  readonly parts?: { readonly above: number; readonly size: number };
}

/** Milliseconds without a byte sent or received: checking a large file takes a server its time. */
const uploadTimeout = 120_000;

/** What takes a file, and what it makes of the responses. */
export interface FileReceiver extends Pick<StagedPlan, 'transport' | 'canStream' | 'decode' | 'retrieve'> {
  readonly dialect: Dialect;
}

/**
 * Sends a file to a provider that takes uploads, as its dialect's `uploads` say: one form, or step by step.
 *
 * @throws InvalidRequestError where it is too large; what `FilesApi` throws
 */
export async function sendFile(
  receiver: FileReceiver,
  source: UploadSource,
  purpose: string,
  options: UploadOptions,
): Promise<SentFile> {
  const { maxBytes, staged } = receiver.dialect.uploads;
  const formBytes = options.parts?.above ?? staged?.formBytes ?? maxBytes;
  const isLarge = source.size > formBytes;
  if (source.size > maxBytes) throw tooLarge(receiver, maxBytes);
  if (staged !== undefined && (isLarge || staged.isForAll === true))
    return sendInSteps(receiver, staged, source, purpose, isLarge, options);
  if (isLarge) throw tooLarge(receiver, formBytes);
  return sendWhole(receiver, source, purpose, options);
}

function sendInSteps(
  receiver: FileReceiver,
  steps: StagedUpload,
  source: UploadSource,
  purpose: string,
  isLarge: boolean,
  { onProgress, parts, expiresAfter, ...request }: UploadOptions,
): Promise<SentFile> {
  const { transport, canStream, decode, retrieve } = receiver;
  const usual = steps.pieceSize?.(source.size);
  const pieceSize = usual === undefined ? source.size : (parts?.size ?? usual);
  if (pieceSize > maxFormBytes && !canStream) throw tooLarge(receiver, maxFormBytes);
  const plan: StagedPlan = {
    ...{ transport, steps, canStream, isLarge, pieceSize, expiresAfter: expiresAfter ?? null },
    ...{ decode, retrieve },
    ...(onProgress === undefined ? {} : { onProgress }),
  };
  return uploadStaged(plan, source, purpose, { timeout: uploadTimeout, ...request });
}

function sendWhole(
  { transport, dialect, canStream, decode }: FileReceiver,
  source: UploadSource,
  purpose: string,
  options: UploadOptions,
): Promise<FileObject> {
  const { routes, uploadField, uploadFields, uploads } = dialect;
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
    body: formOf(source, fields, canStream, options.onProgress, uploadField),
  };
  return transport.json(spec, async (raw, facts) => {
    await throwRefusal(dialect, raw, facts);
    return decode(raw, facts);
  });
}

/** @param limit bytes */
function tooLarge({ dialect }: FileReceiver, limit: number): InvalidRequestError {
  return new InvalidRequestError(above(limit), { method: 'POST', url: dialect.routes.files ?? '' });
}

/** @param limit bytes */
function above(limit: number): string {
  const megabytes = limit / 1024 / 1024;
  if (megabytes < 1024)
    return t('Files above {0} MB cannot be uploaded here', countText(Math.round(megabytes)));
  return t('Files above {0} GB cannot be uploaded here', countText(Math.round(megabytes / 102.4) / 10));
}
