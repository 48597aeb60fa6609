import type { JsonObject } from '../wire/values';

/** What one form has at most, in bytes. Source: OpenAI's reference, Upload file; those that promise the same name it. */
export const maxFormBytes = 512 * 1024 * 1024;

/** How files are sent. */
export interface Uploads {
  /** Bytes of the largest file that the provider takes. */
  readonly maxBytes: number;
  /** The provider documents no limit: this one is ours. */
  readonly isOurLimit?: true;
  /** After how many seconds it deletes a file by itself, where that can be chosen. */
  readonly expiry?: UploadExpiry;
  /** Where one form does not do it, or not for every file. */
  readonly staged?: StagedUpload;
}

/** How long a file may be kept, both in seconds, and the fields of its form that say it. */
interface UploadExpiry {
  readonly least: number;
  readonly most: number;
  readonly fields: (seconds: number) => Readonly<Record<string, string>>;
}

/** For providers that document this limit; each says where. */
export const inOneForm: Uploads = { maxBytes: maxFormBytes };

/** For those that document none. */
export const withoutKnownLimit: Uploads = { maxBytes: maxFormBytes, isOurLimit: true };

/** For those that take no files: their capability says why. */
export const noUploads: Uploads = { maxBytes: 0 };

/** A file that is about to be sent. */
export interface NewFile {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly purpose: string;
  /** Lower-case letters and digits that no other file was given. */
  readonly token: string;
  /** More than the provider takes as one form. */
  readonly isLarge: boolean;
  /** Seconds after which it is to be deleted; null: it is kept. */
  readonly expiresAfter: number | null;
  /** In how many pieces it is sent. */
  readonly pieces: number;
  /** Of its bytes, in hexadecimal; empty where the dialect does not want it. */
  readonly sha256: string;
}

/** A POST of JSON, unless it says otherwise. */
export interface UploadStep {
  readonly method?: 'POST' | 'DELETE';
  /** Relative to the base URL. */
  readonly path: string;
  readonly json?: JsonObject;
}

/** Where a piece goes: as a form with it alone, or by a PUT of its bytes to an address that the provider signs. */
export type PieceTarget =
  | { readonly path: string; readonly field: string }
  | { readonly link: string | null; readonly headers: Readonly<Record<string, string>> };

/**
 * How a file is sent by more than one request: it is begun, its bytes come as one or more pieces, and a last step makes
 * a file of them. Whoever sends gives up on none halfway: what was begun is abandoned if its bytes do not come.
 */
export interface StagedUpload {
  /** Bytes up to which a file is one form. */
  readonly formBytes: number;
  /** Such files are begun too; else they are a form and nothing more, as where nothing is staged. */
  readonly isForAll?: true;
  /** Bytes of a piece of a file of that size; the whole of it where this is left out. */
  readonly pieceSize?: (size: number) => number;
  /** Pieces that are sent at once; one where it is left out. */
  readonly atOnce?: number;
  readonly needsSha256?: true;
  readonly begin: (file: NewFile) => UploadStep;
  /** By the response to that, which is null where it was lost; null: it does not name what is needed. */
  readonly begun: (raw: unknown, file: NewFile) => BegunUpload | null;
  /** The status and the id by which the provider says that it has the same file already. */
  readonly existing?: { readonly status: number; readonly id: (raw: unknown) => string | null };
  /** What the last step needs of the response to a piece: the `id` in its JSON, or the header `ETag`. */
  readonly receipt?: 'id' | 'etag';
}

export interface BegunUpload {
  /** Requests where the pieces go, if the first response does not say it. */
  readonly locate?: UploadStep;
  /** A target for each piece, in their order, in the response to that. */
  readonly targets: (raw: unknown) => readonly PieceTarget[];
  /** Makes a file of what was sent; until then a piece can be sent again. Left out: the piece itself does. */
  readonly finish?: (receipts: readonly string[]) => UploadStep;
  /** Deletes what was sent. */
  readonly abandon: UploadStep;
  /** Where the file is looked at as long as it has that status, with which no job can use it; else it comes last. */
  readonly pending?: { readonly path: string; readonly status: string };
}
