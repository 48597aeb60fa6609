/** What is sent, opened again for every attempt. */
export interface RequestBody {
  readonly contentType: string;
  /** Bytes, where they are known before they are sent: then the server learns it. */
  readonly length: number | null;
  open(listener: BodyListener): Promise<Blob> | ReadableStream<Uint8Array>;
}

/** Who sends a body hears how it goes. */
export interface BodyListener {
  /** Nobody wants the rest any more. */
  readonly signal: AbortSignal;
  /** Bytes were taken. */
  sent(): void;
  /** The bytes cannot be read. */
  failed(error: unknown): void;
}
