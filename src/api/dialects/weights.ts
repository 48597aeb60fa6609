import type { Query } from '../http/addresses';
import type { JsonObject } from '../wire/values';

/** Checkpoints of a job of which the weights are offered. */
export const maxOffered = 20;

/** One of the forms in which the weights of a job can be had. */
export interface WeightsChoice {
  /** For people. */
  readonly label: string;
  readonly detail?: string;
  /** What was measured of it, as its provider names that. */
  readonly metrics?: WeightsCheckpoint['metrics'];
  /** Of the file, without its ending; of several files, the folder that they are saved in. */
  readonly name: string;
  /** Ids of the stored files that it is; left out: it is the one file that a request gives. */
  readonly files?: readonly string[];
  /** What the server has to make first, as the body of a request; null: it is being made. Left out: it is there. */
  readonly make?: JsonObject | null;
  /** What the server must have made last by then, in its name: it hands out that, whatever was chosen. */
  readonly made?: string;
  /** How it is requested. */
  readonly query?: Query;
}

/** A checkpoint, as far as its weights can be had. */
export interface WeightsCheckpoint {
  readonly id: string;
  readonly step: number | null;
  readonly metrics: Readonly<Record<string, number>>;
  /** Ids of the stored files with its weights, where it has such. */
  readonly files?: readonly string[];
}

/** How far the server is with what it makes. */
export interface Making {
  readonly isDone: boolean;
  /** What it does, in its words. */
  readonly message: string | null;
  /** The name of what it has made last; null: it does not say. */
  readonly made: string | null;
  /** Why it failed; null: it did not. */
  readonly error: string | null;
}

/**
 * How a provider hands out weights: data and pure functions. They get a job as the server sent it, so they must take
 * anything.
 */
export interface WeightsWire {
  /**
   * What there is of a job, what most want first; may be empty.
   *
   * @param stamp that distinguishes what is made now from what was made before: letters and digits
   */
  readonly choices: (
    job: JsonObject,
    checkpoints: readonly WeightsCheckpoint[],
    stamp: string,
  ) => readonly WeightsChoice[];
  /** How those come that are one file; left out where all are stored files. */
  readonly packed?: {
    /** Where they are requested, relative to the base URL. */
    readonly path: (jobId: string) => string;
    /** Of the file, with its dot. @param type the `Content-Type` of the response */
    readonly ending: (type: string) => string;
  };
  /** Where a server has to make them first, which its job then reports. */
  readonly making?: {
    readonly path: (jobId: string) => string;
    readonly toMaking: (job: JsonObject) => Making;
  };
}
