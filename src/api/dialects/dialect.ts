import type { Connection, DialectId } from '../connection';
import type { Hyperparameters } from '../job';
import type { Query } from '../transport';
import type { JsonObject } from '../wire';

/** What providers differ in being able to do. */
export const capabilityNames = [
  'create',
  'cancel',
  'pause',
  'resume',
  'deleteJob',
  'events',
  'checkpoints',
  'resultFiles',
  'files',
  'upload',
  'models',
  'validationFile',
  'suffix',
  'seed',
  'metadata',
  'metadataFilter',
  'integrations',
  'price',
] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** `true`, or why not: a sentence to show beside what is greyed. */
export type Capability = true | string;
export type Capabilities = Readonly<Record<CapabilityName, Capability>>;

export const allCapabilities: Capabilities = Object.fromEntries(
  capabilityNames.map((name) => [name, true]),
) as Capabilities; // every name is there

/** What to create a job from, in the house's names. */
export interface CreateJob {
  /** The base model. */
  readonly model: string;
  /** File ids. */
  readonly trainingFile: string;
  readonly validationFile?: string;
  /** 1 to 64 characters. */
  readonly suffix?: string;
  /** 0 to 2,147,483,647. */
  readonly seed?: number;
  /** At most 16 pairs; keys up to 64 characters, values up to 512. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly method: {
    readonly type: 'supervised' | 'dpo' | 'reinforcement';
    /** Only those that were set: the others are `auto`. In the wire's names. */
    readonly hyperparameters: Hyperparameters;
    readonly grader?: JsonObject;
  };
  readonly integrations?: readonly JsonObject[];
}

export interface PageParams {
  readonly after: string | null;
  readonly limit: number;
}

/** One page as the provider sends it, taken apart but not yet decoded. */
export interface RawPage {
  readonly items: readonly unknown[];
  readonly cursor: string | null;
  readonly total: number | null;
}

/** Paths relative to the base URL. Ids are encoded by whoever calls. */
export interface Routes {
  readonly jobs: string;
  job(id: string): string;
  cancelJob(id: string): string;
  pauseJob(id: string): string;
  resumeJob(id: string): string;
  jobEvents(id: string): string;
  jobCheckpoints(id: string): string;
  readonly files: string;
  file(id: string): string;
  fileContent(id: string): string;
  readonly models: string;
  model(id: string): string;
}

/**
 * One provider's way on the wire: data and pure functions. What all share (transport, paging, retry, decoding,
 * errors) is in the client. A dialect's `to…` functions bring a provider's object to OpenAI's names, from where
 * the schemas of this folder read it; what they do not know they pass on.
 */
export interface Dialect {
  readonly id: DialectId;
  /** For people. */
  readonly title: string;
  /** The provider's public address, or null where every customer has another. */
  readonly defaultBaseUrl: string | null;
  readonly capabilities: Capabilities;
  /** Longest suffix, in characters. */
  readonly longestSuffix: number;
  readonly methods: readonly CreateJob['method']['type'][];
  readonly routes: Routes;
  headers(connection: Connection, key: string | undefined): Readonly<Record<string, string>>;
  query?(connection: Connection): Query;
  pageQuery(params: PageParams): Query;
  readPage(answer: unknown, params: PageParams): RawPage;
  createBody(params: CreateJob): JsonObject;
  toJob?(raw: unknown): unknown;
  toEvent?(raw: unknown): unknown;
  toCheckpoint?(raw: unknown): unknown;
  toFile?(raw: unknown): unknown;
}
