import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';

export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly field: string; readonly filename: string; readonly content: Buffer } | null;
}

/** Reads a form with the parser that many servers use. */
export async function readForm(message: IncomingMessage): Promise<Form> {
  const fields: Record<string, string> = {};
  let file: Form['file'] = null;
  const contentType = message.headers['content-type'] ?? '';
  const parser = busboy({ headers: { 'content-type': contentType }, defParamCharset: 'utf8' });
  parser.on('field', (name, value) => {
    fields[name] = value;
  });
  parser.on('file', (field, stream, { filename }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      file = { field, filename: String(filename), content: Buffer.concat(chunks) };
    });
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('close', () => {
      resolve();
    });
    parser.on('error', reject);
    message.on('error', reject);
    message.pipe(parser);
  });
  return { fields, file };
}
