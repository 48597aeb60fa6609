import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { readJson } from '../http/body';
import { badRequest, notFound } from '../http/httpError';
import { receiveForm } from '../http/receiveForm';
import type { ApiRequest, Route } from '../http/router';
import { parseParams } from '../http/validate';
import { idFor } from '../store/ids';
import type { Upload } from '../store/uploadStore';
import type { EngineContext } from './context';
import { checkPurpose, readExpiry } from './filePurpose';

/** OpenAI's limits: 8 GB in all, 64 MB a part. */
const maxUploadBytes = 8 * 1024 ** 3;
const maxPartBytes = 64 * 1024 * 1024;

const CreateUpload = z.object({
  filename: z.string({ error: 'must be a string' }).min(1, { error: 'must not be empty' }),
  purpose: z.string({ error: 'must be a string' }),
  bytes: z
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must not be negative' })
    .max(maxUploadBytes, { error: 'must be at most 8 GB' }),
  mime_type: z.string({ error: 'must be a string' }),
  expires_after: z.object({ anchor: z.unknown(), seconds: z.unknown() }).optional(),
});

const CompleteUpload = z.object({
  part_ids: z.array(z.string({ error: 'must be a string' }), { error: 'must be an array of part ids' }),
  md5: z.string({ error: 'must be a string' }).optional(),
});

/** `/v1/uploads`: big files in parts. */
export function uploadRoutes(context: EngineContext): Route[] {
  const route = (path: string, handle: (request: ApiRequest, context: EngineContext) => unknown): Route => ({
    method: 'POST',
    path,
    handler: (request) => handle(request, context),
  });
  return [
    route('/uploads', create),
    route('/uploads/:id/parts', addPart),
    route('/uploads/:id/complete', complete),
    route('/uploads/:id/cancel', cancel),
  ];
}

async function create({ incoming }: ApiRequest, context: EngineContext) {
  const params = parseParams(CreateUpload, await readJson(incoming));
  const { filename, bytes, expires_after: expiry } = params;
  const upload = await context.uploads.create({
    filename,
    bytes,
    purpose: checkPurpose(params.purpose),
    fileExpiresAt: readExpiry(expiry?.anchor, expiry?.seconds),
  });
  return shown(upload, context);
}

async function addPart(request: ApiRequest, { uploads }: EngineContext) {
  const upload = requirePending(request, uploads.get(request.param('id')));
  const target = uploads.temporaryPath(upload);
  const limits = { field: 'data', maxBytes: maxPartBytes };
  const { content, bytes } = await receiveForm(request.incoming, target, limits);
  try {
    requirePending(request, upload);
    const part = await uploads.addPart(upload, content, bytes);
    return { id: part.id, object: 'upload.part', created_at: part.createdAt, upload_id: upload.id };
  } catch (error) {
    await rm(content, { force: true });
    throw error;
  }
}

async function complete(request: ApiRequest, context: EngineContext) {
  const { uploads, files } = context;
  const params = parseParams(CompleteUpload, await readJson(request.incoming));
  const upload = requirePending(request, uploads.get(request.param('id')));
  checkParts(upload, params.part_ids);
  const content = files.temporaryPath();
  try {
    await uploads.join(upload, params.part_ids, content);
    if (params.md5 !== undefined) await checkDigest(content, params.md5);
    const { bytes, filename, purpose, fileExpiresAt: expiresAt } = upload;
    // The id follows from the upload's, so that completing again after a kill makes no second file.
    const file = await files.add({
      id: idFor('file-', upload.id),
      content,
      bytes,
      filename,
      purpose,
      expiresAt,
    });
    await uploads.end(upload, 'completed', file.id);
  } catch (error) {
    await rm(content, { force: true });
    throw error;
  }
  return shown(upload, context);
}

async function cancel(request: ApiRequest, context: EngineContext) {
  const upload = requirePending(request, context.uploads.get(request.param('id')));
  await context.uploads.end(upload, 'cancelled', null);
  return shown(upload, context);
}

function requirePending(request: ApiRequest, upload: Upload | undefined): Upload {
  const id = request.param('id');
  if (!upload) throw notFound(`No such Upload object: ${id}`, 'upload_id');
  if (upload.status === 'pending') return upload;
  throw badRequest(`The upload ${id} is ${upload.status}.`, 'upload_id');
}

function checkParts(upload: Upload, partIds: readonly string[]): void {
  const sizes = partIds.map((id) => {
    const part = upload.parts.find((each) => each.id === id);
    if (!part) throw badRequest(`The upload has no part ${id}.`, 'part_ids', 'invalid_value');
    return part.bytes;
  });
  const sum = sizes.reduce((total, bytes) => total + bytes, 0);
  if (sum === upload.bytes) return;
  const message = `The parts come to ${String(sum)} bytes; the upload was announced with ${String(upload.bytes)}.`;
  throw badRequest(message, 'part_ids', 'invalid_value');
}

async function checkDigest(path: string, md5: string): Promise<void> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path), hash);
  if (hash.digest('hex') === md5.toLowerCase()) return;
  throw badRequest('The md5 checksum does not match the content of the parts.', 'md5', 'invalid_value');
}

/** Source: OpenAI's `Upload` object. */
function shown(upload: Upload, { files }: EngineContext) {
  return {
    id: upload.id,
    object: 'upload',
    bytes: upload.bytes,
    created_at: upload.createdAt,
    filename: upload.filename,
    purpose: upload.purpose,
    status: upload.status,
    expires_at: upload.expiresAt,
    file: (upload.fileId && files.get(upload.fileId)) ?? null,
  };
}
