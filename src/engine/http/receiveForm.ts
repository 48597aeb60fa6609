import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import { badRequest, HttpError } from './httpError';

/** A multipart body: its small fields, and one file, flushed to a temporary place. */
export interface ReceivedForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly filename: string;
  readonly content: string;
  readonly bytes: number;
}

export interface FormLimits {
  /** The name of the field that holds the file. */
  readonly field: string;
  readonly maxBytes: number;
}

/**
 * Streams a multipart body's file to `target`. Throws a 400 for anything that is not such a body, a 413 above the
 * limit; nothing stays at `target` then, nor when the client goes away in the middle.
 */
export async function receiveForm(
  incoming: IncomingMessage,
  target: string,
  limits: FormLimits,
): Promise<ReceivedForm> {
  try {
    return await receive(incoming, target, limits);
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

async function receive(incoming: IncomingMessage, target: string, limits: FormLimits): Promise<ReceivedForm> {
  const parser = parserFor(incoming, limits);
  const fields = new Map<string, string>();
  let file: Promise<{ bytes: number; isTooBig: boolean; filename: string }> | undefined;
  parser.on('field', (name, value) => fields.set(name, value));
  parser.on('file', (name, stream, { filename }) => {
    if (name !== limits.field || file) {
      stream.resume();
      return;
    }
    const saving = saveFile(stream, target, limits.maxBytes);
    file = saving.then((saved) => ({ ...saved, filename: filename ?? 'file' }));
    // A failure ends the pipeline below too, and is awaited there.
    file.catch((error: unknown) => parser.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  try {
    await feed(incoming, parser);
  } catch (error) {
    await file?.catch(() => undefined);
    // The disk is to blame, not the client.
    if (error instanceof Error && 'syscall' in error) throw error;
    throw badRequest(
      `The multipart body cannot be read (${error instanceof Error ? error.message : 'cut off'}).`,
    );
  }
  const saved = await file;
  if (!saved) {
    throw badRequest(
      `Missing required parameter: '${limits.field}'.`,
      limits.field,
      'missing_required_parameter',
    );
  }
  if (saved.isTooBig) {
    const maxSize = `${String(limits.maxBytes / 1024 / 1024)} MB`;
    throw new HttpError(413, `The file is larger than ${maxSize}.`, limits.field, 'file_too_large');
  }
  return { ...saved, fields, content: target };
}

/**
 * Hands a body to its parser. Not by `pipeline`, which would end the connection where the parser fails, and with it
 * the response that gives the reason.
 */
function feed(incoming: IncomingMessage, parser: busboy.Busboy): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      incoming.unpipe(parser);
      parser.destroy();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    parser.once('error', fail);
    parser.once('close', () => resolve());
    incoming.once('error', fail);
    incoming.once('close', () => {
      if (!incoming.complete) fail(new Error('cut off'));
    });
    incoming.pipe(parser);
  });
}

function parserFor(incoming: IncomingMessage, { maxBytes }: FormLimits): busboy.Busboy {
  try {
    return busboy({
      headers: incoming.headers,
      defParamCharset: 'utf8',
      // busboy reports a file that is just as long as its limit as cut off.
      limits: { fileSize: maxBytes + 1, files: 4, fields: 20, fieldSize: 4096 },
    });
  } catch (error) {
    throw badRequest(
      `Expected a multipart/form-data body (${error instanceof Error ? error.message : 'none'}).`,
    );
  }
}

async function saveFile(stream: Readable & { truncated?: boolean }, target: string, maxBytes: number) {
  let bytes = 0;
  const measure = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(stream, measure, createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
  return { bytes, isTooBig: stream.truncated === true || bytes > maxBytes };
}
