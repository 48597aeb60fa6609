import type { JsonObject } from '../wire/values';

/** A checkpoint that is to answer as a model. */
export interface ServingRequest {
  readonly jobId: string;
  readonly checkpointId: string;
  /** The provider's own model that it is served with. */
  readonly base: string;
  /** What it is to be called; the provider may add to it. */
  readonly name: string;
}

/** A model that was made of a checkpoint. */
export interface ServedModel {
  /** What it is called by. */
  readonly name: string;
  readonly state: 'preparing' | 'ready' | 'failed';
  /** Why it failed, in the server's words; null: it did not, or the server does not say. */
  readonly reason: string | null;
}

/** How a provider makes a model of a checkpoint: data and pure functions, which must take anything from a server. */
export interface ServingWire {
  /** Where one is made, relative to the base URL. */
  readonly path: string;
  readonly body: (request: ServingRequest) => JsonObject;
  /** Where it is looked at. @param name as the provider gave it */
  readonly model: (name: string) => string;
  /** Null: it is none. */
  readonly toModel: (raw: unknown) => ServedModel | null;
  /** What people may call one. */
  readonly name: {
    /** All of it. */
    readonly pattern: RegExp;
    /** What it may be, in a sentence without its full stop. */
    readonly advice: string;
  };
  /** Whether a model that answers is the one that was trained, whose name there may be another. */
  readonly isBase: (model: string, trained: string) => boolean;
}
