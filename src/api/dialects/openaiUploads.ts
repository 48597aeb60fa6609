import { segment } from '../http/addresses';
import { isObject, toName } from '../wire/values';
import { maxFormBytes, type Uploads } from './uploads';

/**
 * Parts one after the other, which are cancelled or expire. Source: OpenAI's reference, Uploads: parts of 64 MB, 8 GB
 * in all, within an hour.
 */
export const openaiUploads: Uploads = {
  maxBytes: 8 * 1024 * 1024 * 1024,
  staged: {
    formBytes: maxFormBytes,
    pieceSize: () => 64 * 1024 * 1024,
    receipt: 'id',
    begin: ({ filename, purpose, size, expiresAfter }) => ({
      path: 'uploads',
      json: {
        ...{ filename, purpose, bytes: size, mime_type: mimeTypeOf(filename) },
        ...(expiresAfter === null ? {} : { expires_after: { anchor: 'created_at', seconds: expiresAfter } }),
      },
    }),
    begun: (raw, { pieces }) => {
      const id = isObject(raw) ? toName(raw['id']) : null;
      if (id === null) return null;
      const own = `uploads/${segment(id)}`;
      return {
        targets: () => Array.from({ length: pieces }, () => ({ path: `${own}/parts`, field: 'data' })),
        finish: (partIds) => ({ path: `${own}/complete`, json: { part_ids: partIds } }),
        abandon: { path: `${own}/cancel` },
      };
    },
  },
};

/**
 * The same where files can expire, an hour to 30 days after they were made. Source: OpenAI's specification,
 * `FileExpirationAfter`, in `CreateFileRequest` and Create upload; as fields of a form in the example of Upload file.
 */
export const openaiExpiringUploads: Uploads = {
  ...openaiUploads,
  expiry: {
    least: 3_600,
    most: 2_592_000,
    fields: (seconds) => ({
      'expires_after[anchor]': 'created_at',
      'expires_after[seconds]': String(seconds),
    }),
  },
};

/** Source: OpenAI's reference, Create upload: the MIME type must fit the purpose; fine-tuning takes JSONL. */
function mimeTypeOf(filename: string): string {
  return /\.jsonl$/i.test(filename) ? 'text/jsonl' : 'application/octet-stream';
}
