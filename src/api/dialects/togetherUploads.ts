import { isObject, toName, toNumber, toText } from '../wire/values';
import { maxFormBytes, type PieceTarget, type Uploads } from './uploads';

const gigabyte = 2 ** 30;
/** Bytes of a piece, and how many there are at most: what is larger has larger pieces. */
const wantedPiece = 250 * 1024 * 1024;
const maxPieces = 250;
/** Headers that a piece may need beside its signed address. */
const maxHeaders = 32;
/** Characters of one: servers take some thousand of all of them. */
const maxHeaderLength = 8_192;
/** What belongs to the connection is of the connection's making, whatever a server says. */
const ownHeaders = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'expect', 'te']);

/**
 * Pieces at signed addresses, whose ETags make the file. Source: `lib/resources/files.py` and `lib/constants.py` of
 * Together's Python client `together` 3.1.1, which sends the checksum always. It begins with that above 5 GB only, and
 * sends what is smaller to one signed address, which comes with a redirect that browsers do not show.
 */
export const togetherUploads: Uploads = {
  maxBytes: Math.floor(50.1 * gigabyte),
  staged: {
    formBytes: maxFormBytes,
    pieceSize: (size) => Math.ceil(size / Math.min(maxPieces, Math.ceil(size / wantedPiece))),
    atOnce: 4,
    needsSha256: true,
    receipt: 'etag',
    begin: ({ filename, size, pieces, purpose, sha256 }) => ({
      path: 'files/multipart/initiate',
      json: {
        file_name: filename,
        file_size: size,
        num_parts: pieces,
        purpose,
        file_type: fileTypeOf(filename),
        checksum: sha256,
      },
    }),
    begun: (raw, { pieces }) => {
      if (!isObject(raw)) return null;
      const [uploadId, fileId] = [toName(raw['upload_id']), toName(raw['file_id'])];
      if (uploadId === null || fileId === null) return null;
      const ids = { upload_id: uploadId, file_id: fileId };
      return {
        targets: () => targetsOf(raw['parts'], pieces),
        finish: (etags) => ({
          path: 'files/multipart/complete',
          json: { ...ids, parts: etags.map((etag, at) => ({ part_number: at + 1, etag })) },
        }),
        abandon: { path: 'files/multipart/abort', json: ids },
      };
    },
    existing: { status: 409, id: (raw) => (isObject(raw) ? toName(raw['file_id']) : null) },
  },
};

/** As its Python client has it, which takes no other; what has another name is read as lines of JSON. */
export function fileTypeOf(filename: string): string {
  return /\.(csv|parquet)$/i.exec(filename)?.[1]?.toLowerCase() ?? 'jsonl';
}

/** By their numbers, which begin with 1, in whatever order they come; none where one is missing. */
function targetsOf(parts: unknown, pieces: number): readonly PieceTarget[] {
  if (!Array.isArray(parts) || parts.length !== pieces) return [];
  const byNumber = new Map(parts.filter(isObject).map((part) => [toNumber(part['PartNumber']), part]));
  const ordered = Array.from({ length: pieces }, (_, at) => byNumber.get(at + 1));
  if (ordered.includes(undefined)) return [];
  return ordered.map((part) => ({ link: toText(part?.['URL']), headers: headersOf(part?.['Headers']) }));
}

function headersOf(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  const texts = Object.entries(value)
    .slice(0, maxHeaders)
    .filter((header): header is [string, string] => typeof header[1] === 'string')
    .filter(([name, text]) => name.length <= maxHeaderLength && text.length <= maxHeaderLength);
  return Object.fromEntries(texts.filter(([name]) => !ownHeaders.has(name.toLowerCase())));
}
