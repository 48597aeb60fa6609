/** A file of a job, as its page reports it. */
export interface FileFacts {
  readonly id: string;
  readonly role: 'training' | 'validation' | 'result';
  /** Null until the Files API has reported, or where the file is gone. */
  readonly filename: string | null;
  /** Size in bytes. */
  readonly bytes: number | null;
}
