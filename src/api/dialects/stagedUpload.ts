import type { JsonObject } from '../wire/values';

/** A file that is about to be sent. */
export interface NewFile {
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case letters and digits that no other file was given. */
  readonly token: string;
}

/** A POST of JSON. */
interface UploadStep {
  /** Relative to the base URL. */
  readonly path: string;
  readonly json: JsonObject;
}

/**
 * How files are sent where one request does not do it: the file is made known, then its bytes come, as a form where
 * they are few and otherwise to an address that the provider signs. Whoever sends gives up on none halfway: what was
 * made known is deleted if its bytes do not come.
 */
export interface StagedUpload {
  /** Makes the file known; `id` is what it is called from then on. */
  readonly register: (file: NewFile) => UploadStep & { readonly id: string };
  /** A form with the file alone, up to so many bytes. */
  readonly form: { readonly maxBytes: number; readonly path: (id: string) => string };
  /** Above that. */
  readonly signed: {
    readonly request: (id: string, file: NewFile) => UploadStep;
    /** The address, in the response to that. */
    readonly link: (raw: unknown) => string | null;
    /** What is sent with the bytes, by a PUT. */
    readonly headers: (file: NewFile) => Readonly<Record<string, string>>;
    /** After the bytes. */
    readonly finish: (id: string) => UploadStep;
  };
  /** The status of a file that the provider has not taken in yet: no job can use it. */
  readonly pendingStatus: string;
}
