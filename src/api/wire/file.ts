import * as z from 'zod/mini';
import {
  amount,
  epochSeconds,
  isObject,
  maxNameLength,
  reading,
  requiredText,
  text,
  toAmount,
  toText,
} from './values';
import { wireObject } from './wireObject';

/**
 * A file of the Files API.
 * Source: OpenAI's specification, `OpenAIFile`; Azure adds statuses `pending`, `running`, `deleting`, `deleted`.
 */
export const FileObject = wireObject(
  {
    id: requiredText,
    bytes: amount,
    created_at: epochSeconds,
    expires_at: epochSeconds,
    filename: text,
    purpose: text,
    status: text,
    status_details: text,
    example_count: amount,
    dataset_format: text,
  },
  (wire) => ({
    id: wire.id,
    /** Size in bytes, where the server says it. */
    bytes: wire.bytes,
    /** Unix seconds. */
    createdAt: wire.created_at,
    /** Unix seconds; null: kept until deleted. */
    expiresAt: wire.expires_at,
    filename: wire.filename ?? wire.id,
    /** `fine-tune`, `fine-tune-results`, …: verbatim. */
    purpose: wire.purpose,
    /** `uploaded`, `processed`, `error`, …: verbatim, deprecated by OpenAI. */
    status: wire.status,
    statusDetails: wire.status_details,
    /** How many it holds, where the server counts them. */
    examples: wire.example_count,
    /** What its examples are, where the server says it: `conversation`, `instruction`, … */
    format: wire.dataset_format,
  }),
);
export type FileObject = z.infer<typeof FileObject>;

/** Whether the provider could not use what it holds: `error`; Together's `INVALID_FORMAT`. */
export function isRefused({ status }: Pick<FileObject, 'status'>): boolean {
  return status !== null && /error|fail|invalid/i.test(status);
}

/** A job's file as the job names it: only legacy jobs bring more than the id. */
export interface FileReference {
  readonly id: string;
  readonly filename: string | null;
  /** Size in bytes. */
  readonly bytes: number | null;
  /** All that the job says of it, where it says more than its id. */
  readonly embedded?: FileObject;
}

/** Reads a file id, or a file object as legacy jobs embed it; null for anything else. */
function toFileReference(value: unknown): FileReference | null {
  const id = toFileId(value);
  if (id === null) return null;
  if (!isObject(value)) return { id, filename: null, bytes: null };
  const reference = { id, filename: toText(value['filename']), bytes: toAmount(value['bytes']) };
  const embedded = Object.keys(value).length > 1 ? FileObject.safeParse({ ...value, id }).data : undefined;
  return embedded === undefined ? reference : { ...reference, embedded };
}

/** The id alone of what {@link toFileReference} reads. */
export function toFileId(value: unknown): string | null {
  const id = isObject(value) ? toText(value['id'] ?? value['file_id']) : value;
  return typeof id === 'string' && id !== '' && id.length <= maxNameLength ? id : null;
}

const noFiles: readonly FileReference[] = Object.freeze([]);
/** Files of one kind that a job keeps. */
export const maxFiles = 1_000;

/** The files named by a list of ids or objects, or by a single id. */
export function toFileReferences(many: unknown, one?: unknown): readonly FileReference[] {
  if (Array.isArray(many) && many.length > 0)
    return many
      .slice(0, maxFiles)
      .map(toFileReference)
      .filter((file) => file !== null);
  const file = toFileReference(one);
  return file === null ? noFiles : [file];
}

/** Source: OpenAI's specification, `DeleteFileResponse` and `DeleteModelResponse`; others respond with nothing. */
export const Deleted = reading(z.unknown(), (value) => {
  const { id, deleted } = isObject(value) ? value : {};
  return { id: toText(id), deleted: deleted !== false };
});
export type Deleted = z.infer<typeof Deleted>;
