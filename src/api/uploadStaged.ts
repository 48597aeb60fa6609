import { deleteAt } from './deletion';
import type { NewFile, StagedUpload } from './dialects/stagedUpload';
import { isCancelled } from './http/errors';
import { formOf, type UploadSource } from './http/multipart';
import { plain } from './http/streamedBody';
import type { RequestOptions, RequestSpec, Transport } from './http/transport';
import type { FileObject } from './wire/file';

/** Milliseconds between two looks at whether the file was taken in, growing, and in all. */
const firstPause = 1_000;
const maxPause = 10_000;
const maxWait = 120_000;
const tokenLength = 12;

export interface StagedPlan {
  readonly transport: Transport;
  readonly steps: StagedUpload;
  /** Where the file is, relative to the base URL: there it is looked at, and deleted. */
  readonly path: (id: string) => string;
  readonly read: (spec: RequestSpec) => Promise<FileObject>;
  readonly canStream: boolean;
  /** Bytes above which a signed address is used. */
  readonly formBytes: number;
  readonly onProgress?: (sent: number) => void;
}

/**
 * Makes a file known and sends its bytes; resolves once the provider has taken it in, or after two minutes. Where that
 * fails or is given up, nothing of it stays. What is deleted then is named by us, not by the server.
 */
export async function uploadStaged(
  plan: StagedPlan,
  source: UploadSource,
  options: RequestOptions,
): Promise<FileObject> {
  const { filename, size } = source;
  const token = crypto.randomUUID().replaceAll('-', '').slice(0, tokenLength);
  const file: NewFile = { filename, size, token };
  const { id, ...step } = plan.steps.register(file);
  const registered = await plan.read({ ...options, method: 'POST', ...step });
  try {
    if (size <= plan.formBytes) await sendForm(plan, id, source, options);
    else await sendSigned(plan, id, file, source, options);
    const taken = await takenIn(plan, id, registered, options);
    return { ...taken, bytes: taken.bytes ?? size };
  } catch (error) {
    // Not with the caller's signal, which may be why we are here.
    await deleteAt(plan.transport, plan.path(id), {}).catch(() => undefined);
    throw error;
  }
}

async function sendForm(
  { transport, steps, canStream, onProgress }: StagedPlan,
  id: string,
  source: UploadSource,
  options: RequestOptions,
): Promise<void> {
  const body = formOf(source, {}, canStream, onProgress);
  await transport.text({ ...options, method: 'POST', path: steps.form.path(id), body });
}

/** Storing the bytes can be repeated: the file is there when all of them are. */
async function sendSigned(
  { transport, steps: { signed }, canStream, onProgress }: StagedPlan,
  id: string,
  file: NewFile,
  source: UploadSource,
  options: RequestOptions,
): Promise<void> {
  const request = { ...options, method: 'POST', ...signed.request(id, file) } as const;
  const link = signed.link(await transport.json(request));
  const headers = { accept: '*/*', ...signed.headers(file) };
  const body = plain(source, canStream, onProgress);
  await transport.text({ ...options, method: 'PUT', path: request.path, link, headers, body });
  await transport.text({ ...options, method: 'POST', ...signed.finish(id) });
}

/** That it cannot be looked at does not undo that it was sent. */
async function takenIn(
  { transport, steps, path, read }: StagedPlan,
  id: string,
  registered: FileObject,
  options: RequestOptions,
): Promise<FileObject> {
  let file = registered;
  try {
    for (let waited = 0, pause = firstPause; ; waited += pause, pause = Math.min(pause * 2, maxPause)) {
      file = await read({ ...options, method: 'GET', path: path(id) });
      if (file.status !== steps.pendingStatus || waited >= maxWait) return file;
      await transport.clock.sleep(pause, options.signal);
    }
  } catch (error) {
    if (isCancelled(error, options.signal)) throw error;
    return file;
  }
}
