import type { IncomingMessage } from 'node:http';
import { badRequest, HttpError } from './httpError';

/** JSON bodies are small: files come as multipart. */
const maxBodyBytes = 1024 * 1024;

/** A request's JSON body. Throws a 400 for anything else, a 413 above 1 MB. */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const text = (await readBody(incoming)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('We could not parse the JSON body of your request. The engine expects a JSON payload.');
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer; // as a request without an encoding gives
    length += bytes.length;
    // Read to its end nevertheless: to stop here would cut the connection before the response is sent.
    if (length <= maxBodyBytes) chunks.push(bytes);
  }
  if (length > maxBodyBytes) throw new HttpError(413, 'The JSON body is larger than 1 MB.');
  return Buffer.concat(chunks);
}
