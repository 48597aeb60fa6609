import { t } from '@vscode/l10n';
import type { BegunUpload, NewFile, PieceTarget, UploadStep } from './dialects/uploads';
import { isCancelled } from './http/errors';
import { provesNothingCreated } from './http/isLost';
import type { UploadSource } from './http/multipart';
import { type ResponseFacts, unexpected } from './http/response';
import type { RequestOptions, RequestSpec, Transport } from './http/transport';
import { notInParts, type PiecesPlan, sendPieces } from './sendPieces';
import type { FileObject } from './wire/file';
import { isObject } from './wire/values';

/** Milliseconds between two looks at whether the file was taken in, growing, and in all. */
const firstPause = 1_000;
const maxPause = 10_000;
const maxWait = 120_000;
const tokenLength = 12;

export interface StagedPlan extends PiecesPlan {
  /** It is more than one form takes. */
  readonly isLarge: boolean;
  /** Seconds after which it is to be deleted; null: it is kept. */
  readonly expiresAfter: number | null;
  readonly decode: (raw: unknown, facts: ResponseFacts) => FileObject;
  /** A file that the provider has. */
  readonly retrieve: (id: string, options: RequestOptions) => Promise<FileObject>;
}

/** A file at the provider. */
export type SentFile = FileObject & {
  /** It was there before, by its checksum: nothing was sent. */
  readonly wasThere?: true;
};

interface Beginning {
  readonly begun: BegunUpload;
  readonly raw: unknown;
  readonly facts: ResponseFacts;
}

/**
 * Sends a file step by step as its dialect says; resolves once the provider has taken it in, or after two minutes, and
 * at once to the file that is there already. Where that fails or is given up, nothing of it stays.
 */
export async function uploadStaged(
  plan: StagedPlan,
  source: UploadSource,
  purpose: string,
  options: RequestOptions,
): Promise<SentFile> {
  const { transport } = plan;
  const file = await newFile(plan, source, purpose, options);
  const beginning = await begin(plan, file, options).catch(async (error: unknown) => {
    // What is named by us may be there although no response said so.
    const unconfirmed = provesNothingCreated(error) ? null : plan.steps.begun(null, file);
    if (unconfirmed !== null) await abandon(transport, unconfirmed);
    throw error;
  });
  if (typeof beginning === 'string') return { ...(await plan.retrieve(beginning, options)), wasThere: true };
  const { begun } = beginning;
  try {
    const targets = await locate(transport, beginning, file, options);
    const receipts = await sendPieces(plan, source, targets, begun, options);
    const finished = await finish(plan, beginning, receipts, options);
    return { ...finished, bytes: finished.bytes ?? file.size };
  } catch (error) {
    await abandon(transport, begun);
    throw error;
  }
}

/** Not with the caller's signal, which may be why it is given up. */
async function abandon(transport: Transport, begun: BegunUpload): Promise<void> {
  await transport.text(post(begun.abandon)).catch(() => undefined);
}

async function newFile(
  { steps, isLarge, pieceSize, expiresAfter }: StagedPlan,
  source: UploadSource,
  purpose: string,
  { signal }: RequestOptions,
): Promise<NewFile> {
  const { filename, size } = source;
  const pieces = size <= pieceSize ? 1 : Math.ceil(size / pieceSize);
  const isWanting = steps.needsSha256 === true && source.sha256 === undefined;
  if ((pieces > 1 && source.slice === undefined) || isWanting) throw notInParts(source);
  signal?.throwIfAborted();
  const sha256 = steps.needsSha256 === true ? await source.sha256?.(signal) : undefined;
  const token = crypto.randomUUID().replaceAll('-', '').slice(0, tokenLength);
  return { filename, size, purpose, token, isLarge, expiresAfter, pieces, sha256: sha256 ?? '' };
}

/** What was begun, or the id of the file that is there already. */
function begin(
  { transport, steps }: StagedPlan,
  file: NewFile,
  options: RequestOptions,
): Promise<Beginning | string> {
  const { existing } = steps;
  const spec: RequestSpec = { ...options, ...post(steps.begin(file)) };
  const withExpected = existing === undefined ? spec : { ...spec, expected: existing.status };
  return transport.json<Beginning | string>(withExpected, (raw, facts) => {
    const begun = facts.status === existing?.status ? existing.id(raw) : steps.begun(raw, file);
    if (begun === null) throw unexpected(t('The server does not say how the file is to be sent'), '', facts);
    return typeof begun === 'string' ? begun : { begun, raw, facts };
  });
}

async function locate(
  transport: Transport,
  { begun, raw, facts }: Beginning,
  { pieces }: NewFile,
  options: RequestOptions,
): Promise<readonly PieceTarget[]> {
  const read = (located: unknown, of: ResponseFacts) => {
    const targets = begun.targets(located);
    if (targets.length === pieces) return targets;
    throw unexpected(t('The server does not say where each part of the file goes'), '', of);
  };
  if (begun.locate === undefined) return read(raw, facts);
  return transport.json({ ...options, ...post(begun.locate) }, read);
}

/** The file, by itself or within the upload that it was. */
async function finish(
  plan: StagedPlan,
  { begun, raw, facts }: Beginning,
  receipts: readonly string[],
  options: RequestOptions,
): Promise<FileObject> {
  const { transport, decode } = plan;
  const { pending } = begun;
  const last = begun.finish === undefined ? null : { ...options, ...post(begun.finish(receipts)) };
  if (pending === undefined && last !== null)
    return transport.json(last, (response, of) =>
      decode(isObject(response) && 'file' in response ? response['file'] : response, of),
    );
  if (last !== null) await transport.text(last);
  const registered = decode(raw, facts);
  return pending === undefined ? registered : takenIn(plan, pending, registered, options);
}

/** That it cannot be looked at does not undo that it was sent. */
async function takenIn(
  { transport, decode }: StagedPlan,
  { path, status }: { readonly path: string; readonly status: string },
  registered: FileObject,
  options: RequestOptions,
): Promise<FileObject> {
  let file = registered;
  try {
    for (let waited = 0, pause = firstPause; ; waited += pause, pause = Math.min(pause * 2, maxPause)) {
      file = await transport.json({ ...options, method: 'GET', path }, decode);
      if (file.status !== status || waited >= maxWait) return file;
      await transport.clock.sleep(pause, options.signal);
    }
  } catch (error) {
    if (isCancelled(error, options.signal)) throw error;
    return file;
  }
}

function post({ method = 'POST', path, json }: UploadStep): RequestSpec {
  return { method, path, ...(json === undefined ? {} : { json }) };
}
