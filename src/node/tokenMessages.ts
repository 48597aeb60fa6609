import type { BatchTokens } from '../datasets/tokens/batch';
import type { EncodingName } from '../datasets/tokens/encodingOf';

/** What a thread that counts tokens is started with. */
export interface TokenThreadData {
  readonly encoding: EncodingName;
  /** Where the ranks and the kinds are. */
  readonly folder: string;
}

/** To the thread: the lines of a batch. From it, in the same order: their tokens. */
export type TokenRequest = Uint8Array<ArrayBuffer>;
export type TokenResponse = BatchTokens;
