/** A file of a job, as its page reports it. */
export interface FileFacts {
  readonly id: string;
  readonly role: 'training' | 'validation' | 'result';
  /** Null until the Files API has reported, or where the file is gone. */
  readonly filename: string | null;
  /** Size in bytes. */
  readonly bytes: number | null;
  /** The provider is known to have it no longer. */
  readonly isGone?: true;
}

/** The beginning of a file. */
export interface FilePreview {
  /** The first lines that are not empty; each may be cut. */
  readonly rows: readonly string[];
  /** Lines that are not empty, in the bytes that were read. */
  readonly count: number;
  readonly bytesRead: number;
  /** Whether that is all of the file. */
  readonly isWhole: boolean;
}

/** Null: it could not be read; `gone`: the provider no longer has the file; `archive`: it is one, and has no rows. */
export type PreviewOutcome = FilePreview | 'gone' | 'archive' | null;
