import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { badRequest, notFound } from '../http/httpError';
import { listPage, pageOf, readLimit } from '../http/listPage';
import { receiveForm } from '../http/receiveForm';
import { type ApiRequest, responseSent, type Route } from '../http/router';
import type { FileStore, WireFile } from '../store/fileStore';
import type { EngineContext } from './context';
import { checkPurpose, readExpiry } from './filePurpose';

/** OpenAI's limit for one request; bigger files come through `/uploads`. */
const maxFileBytes = 512 * 1024 * 1024;

/** `/v1/files`. */
export function fileRoutes({ files }: EngineContext): Route[] {
  return [
    { method: 'POST', path: '/files', handler: (request) => upload(request, files) },
    { method: 'GET', path: '/files', handler: (request) => list(request, files) },
    { method: 'GET', path: '/files/:id', handler: (request) => requireFile(request, files) },
    { method: 'DELETE', path: '/files/:id', handler: (request) => remove(request, files) },
    {
      method: 'GET',
      path: '/files/:id/content',
      handler: (request, response) => sendContent(request, response, files),
    },
  ];
}

async function upload({ incoming }: ApiRequest, files: FileStore): Promise<WireFile> {
  const form = await receiveForm(incoming, files.temporaryPath(), { field: 'file', maxBytes: maxFileBytes });
  const { fields, content, bytes, filename } = form;
  try {
    const purpose = checkPurpose(fields.get('purpose'));
    const expiresAt = readExpiry(fields.get('expires_after[anchor]'), fields.get('expires_after[seconds]'));
    return await files.add({ content, bytes, filename, purpose, expiresAt });
  } catch (error) {
    await rm(content, { force: true });
    throw error;
  }
}

function list({ query }: ApiRequest, files: FileStore) {
  const purpose = query.get('purpose');
  const order = query.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') {
    throw badRequest("Invalid 'order': expected asc or desc.", 'order', 'invalid_value');
  }
  const wanted = files.list().filter((file) => purpose === null || file.purpose === purpose);
  const ordered = order === 'asc' ? wanted : wanted.reverse();
  const { page, hasMore } = pageOf(ordered, query.get('after'), readLimit(query, 10_000, 10_000));
  return listPage(page, hasMore);
}

async function remove(request: ApiRequest, files: FileStore) {
  const { id } = requireFile(request, files);
  await files.delete(id);
  return { id, object: 'file', deleted: true };
}

async function sendContent(request: ApiRequest, response: ServerResponse, files: FileStore) {
  const { id, bytes, filename } = requireFile(request, files);
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': bytes,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
  });
  await pipeline(createReadStream(files.contentPath(id)), response);
  return responseSent;
}

function requireFile(request: ApiRequest, files: FileStore): WireFile {
  const id = request.param('id');
  const file = files.get(id);
  if (!file) throw notFound(`No such File object: ${id}`, 'id');
  return file;
}
