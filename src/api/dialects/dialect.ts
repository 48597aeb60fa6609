import type { Connection, DialectId } from '../connection';
import type { Query } from '../http/addresses';
import type { Hyperparameters } from '../wire/hyperparameters';
import type { RepeatedFields } from '../wire/repeatedFields';
import type { JsonObject } from '../wire/values';
import type { Capabilities } from './capabilities';
import type { ChatWire } from './chat';
import type { DataLimit } from './dataLimits';
import type { LiveWire } from './live';
import type { LogWire } from './log';
import type { Paging } from './paging';
import type { ServingWire } from './serving';
import type { Uploads } from './uploads';
import type { WeightsWire } from './weights';

export type { Capabilities, Capability, CapabilityName } from './capabilities';
export { allCapabilities } from './capabilities';

/** What to create a job from, in the house's names. */
export interface CreateJob {
  /** The base model. */
  readonly model: string;
  /** File ids. */
  readonly trainingFile: string;
  readonly validationFile?: string;
  /** 1 to 64 characters; fewer where the dialect's `maxSuffixLength` says so. */
  readonly suffix?: string;
  /** 0 to 2,147,483,647. */
  readonly seed?: number;
  /** At most 16 pairs; keys up to 64 characters, values up to 512. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly method: {
    readonly type: MethodType;
    /** Only those that were set: the others are `auto`. In OpenAI's names. */
    readonly hyperparameters: Hyperparameters;
    readonly grader?: JsonObject;
  };
  readonly integrations?: readonly JsonObject[];
  /** What was chosen of the dialect's {@link JobSetting}s, by their names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Of the job that it is created like; a job reports them under `repeated_fields`, where `toJob` puts them. */
  readonly repeated?: RepeatedFields;
}

/** What people choose about a job beside its hyperparameters, where a provider has it. Unset, the provider chooses. */
export interface JobSetting {
  /** As the provider names it. A job reports it under `job_settings`, where `toJob` puts it. */
  readonly name: string;
  /** For people, as all of it. */
  readonly label: string;
  readonly hint: string;
  /** What there is to choose from; undefined: it is typed. */
  readonly choices?: readonly SettingChoice[];
  /** What is chosen where nothing is; undefined: nothing is sent. */
  readonly initial?: string;
  /** Its value is a checkpoint, which takes the place of the base model. */
  readonly isCheckpoint?: true;
  /** No job is created without it. */
  readonly isRequired?: true;
  /** What it is like where it is typed and not empty; undefined: anything. */
  readonly pattern?: RegExp;
}

interface SuffixRule {
  /** All of it. */
  readonly pattern: RegExp;
  /** The same for people. */
  readonly text: string;
}

interface DataNames {
  /** For people, in the middle of a sentence. */
  readonly text: string;
  /** What one is like; undefined: anything. */
  readonly pattern?: RegExp;
}

interface SettingChoice {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
  /** A job with it does nothing before somebody starts it. */
  readonly waitsForStart?: true;
}

/** A part of the address in which customers differ: people are asked for it instead of for the whole address. */
export interface AddressPart {
  /** As it stands in the example of the address: in capitals. */
  readonly name: string;
  /** What it is, and where the provider shows it, in a sentence without its full stop. */
  readonly prompt: string;
  /** What it looks like. */
  readonly example: string;
  /** All of what people enter. */
  readonly pattern: RegExp;
}

/** What a connection may have beside its address and key, asked for in one step that can be left empty, as a rule. */
export interface ConnectionField {
  readonly prompt: string;
  readonly placeholder: string;
  /** What stands there already. */
  readonly suggestion?: string;
  /** What is entered is a command: asked for only where programs can be run, and instead of the key. */
  readonly isCommand?: true;
  /** It cannot be left empty where it is asked for. */
  readonly isRequired?: true;
  /** Whether to ask, by the address. */
  readonly isAsked: (baseUrl: string) => boolean;
  /** What was entered, never empty; null: it is nothing of the kind. */
  readonly read: (
    text: string,
  ) => Pick<Connection, 'apiVersion' | 'organization' | 'project' | 'headers' | 'tokenCommand'> | null;
  /** What is wrong with such a text, where there is more to say than what one looks like. */
  readonly problemWith?: (text: string) => string | null;
}

/** An address that people take for the API's, such as that of the provider's console. */
interface WrongAddress {
  readonly pattern: RegExp;
  /** What to use in its place, in a sentence. */
  readonly advice: string;
}

/** Which hyperparameters a provider knows, in OpenAI's names where it has the same. */
interface HyperparameterNames {
  /** To ask people for. */
  readonly offered: readonly string[];
  /** Of those that only some methods have: which. `beta` is always of `dpo` alone. */
  readonly onlyFor?: Readonly<Record<string, readonly MethodType[]>>;
  /** Whether more may be sent; if not, a request with another is refused before it is sent. */
  readonly takesOthers: boolean;
  /** The one without which a validation file is not evaluated. */
  readonly evaluations?: string;
  /** Those of which the provider wants a number, since they decide what a job costs: asked for where nobody chose one. */
  readonly wanted?: readonly string[];
  /** Of those that the provider promises to take within these. */
  readonly bounds?: Readonly<Record<string, Bounds>>;
}

/** What each key and value of metadata must be. */
export interface MetadataRule {
  /** All of it. */
  readonly pattern: RegExp;
  /** For people, after a colon. */
  readonly text: string;
}

/** What a hyperparameter may be: a number, or one of some words. */
export type Bounds = NumberBounds | WordBounds;

interface WordBounds {
  readonly onlyWords: readonly string[];
}

export interface NumberBounds {
  readonly isWhole?: true;
  /** The least that it may be; exclusive where `isAbove`. */
  readonly least: number;
  readonly isAbove?: true;
  readonly most?: number;
  /** What may stand there instead of a number. */
  readonly words?: readonly string[];
}

export type MethodType = 'supervised' | 'dpo' | 'reinforcement';

/** Paths relative to the base URL. One that a provider lacks is left out; its capability says why. */
export interface Routes {
  /** Where jobs are listed: several lists are shown as one. */
  readonly jobs: readonly string[];
  /** Where such a job is created, and listed if it is one of `jobs`: else it may be in any of them. */
  readonly createJob: (params: CreateJob) => string;
  readonly job: (id: string) => string;
  readonly cancelJob?: (id: string) => string;
  readonly pauseJob?: (id: string) => string;
  readonly resumeJob?: (id: string) => string;
  /** Starts a job that was created to be started by hand. */
  readonly startJob?: (id: string) => string;
  readonly jobEvents?: (id: string) => string;
  readonly jobCheckpoints?: (id: string) => string;
  /** Undefined for a job whose kind has none. */
  readonly jobMetrics?: (id: string) => string | undefined;
  readonly estimatePrice?: string;
  /** Where a grader is checked before there is a job, and where it scores one answer. Left out: nowhere. */
  readonly validateGrader?: string;
  readonly runGrader?: string;
  readonly files?: string;
  /** Where files are sent, if not to `files`. */
  readonly upload?: string;
  readonly file?: (id: string) => string;
  readonly fileContent?: (id: string) => string;
  readonly deleteFile?: (id: string) => string;
  readonly models?: string;
  readonly deleteModel?: (id: string) => string;
}

/** By what a list of jobs can be narrowed. */
interface Narrowing {
  /** Statuses as the wire has them; a list may be of one. */
  readonly statuses: readonly string[];
  /** Times in Unix seconds: created from then on, and before then. */
  readonly query: (wanted: {
    readonly status?: string;
    readonly createdFrom?: number;
    readonly createdBefore?: number;
  }) => Query;
}

/** Metrics that are a file of JSON lines at an address that the provider signs. */
interface MetricsFile {
  /** The address, in the response of `routes.jobMetrics`; null: there is no file yet. */
  readonly link: (raw: unknown) => string | null;
  /** Numbers by their names, out of one line. */
  readonly toMeasurement: (line: unknown) => unknown;
}

/** What the provider's hardware costs, where a job says what it ran on and for how long, and not its price. */
interface PriceList {
  readonly path: string;
  /** What that response says a job costs, in US dollars; null: it does not say. */
  readonly toPriceOf: (raw: unknown) => (job: unknown) => number | null;
}

/**
 * One provider's way on the wire: data and pure functions. What all share (transport, paging, retry, decoding,
 * errors) is in the client. A dialect's `to…` functions bring a provider's object to OpenAI's names, from where
 * the schemas of `../wire` read it; what they do not know they pass on. They get what came from the server, so
 * they must take anything.
 */
export interface Dialect {
  readonly id: DialectId;
  /** What such a connection speaks, where not all of this kind speak the same. */
  readonly variantOf?: (connection: Connection) => Dialect;
  /** What people are asked for of the example of an address, in this order. */
  readonly addressParts?: readonly AddressPart[];
  readonly connectionFields?: readonly ConnectionField[];
  readonly wrongAddresses?: readonly WrongAddress[];
  /** What is usually wrong where the host does not respond, the key is refused, or jobs are not there: in sentences. */
  readonly advice?: Readonly<Partial<Record<'address' | 'key' | 'endpoint', string>>>;
  /** The environment variable in which programs expect its key. */
  readonly keyVariable: string;
  readonly capabilities: Capabilities;
  /** Longest suffix, in characters. */
  readonly maxSuffixLength: number;
  /** What all of a suffix is like, where there is more to it than to be a part of a name. */
  readonly suffixRule?: SuffixRule;
  /** No job is created without a suffix. */
  readonly isSuffixRequired?: true;
  readonly methods: readonly MethodType[];
  /** A job of any other kind says so: what has a method without a name of ours is no supervised job. */
  readonly namesEveryMethod?: true;
  /** Reinforcement jobs are scored by the graders that OpenAI describes. */
  readonly hasGraders?: boolean;
  /** Those that take a validation file; all where it is left out. */
  readonly validatedMethods?: readonly MethodType[];
  readonly hyperparameters: HyperparameterNames;
  /** In the order in which people are asked. */
  readonly settings?: readonly JobSetting[];
  /**
   * Fields that a clone repeats only as long as it has that of its job which they go with: `model`, `method`, or the
   * setting of a name. A field also stands for those within it.
   */
  readonly repeatedWith?: Readonly<Record<string, readonly string[]>>;
  /** Weights & Biases is written to with a key that comes with the job, not with one that the account has there. */
  readonly needsWandbKey?: true;
  readonly routes: Routes;
  readonly paging: Paging;
  /** What a list of jobs is requested with beside its page: the order, where the newest do not come first. */
  readonly jobsQuery?: Query;
  /** By what its list of jobs can be narrowed, beside metadata. */
  readonly narrowing?: Narrowing;
  /** How the list of jobs is narrowed to those with such metadata, if not by `metadata[key]=value`. */
  readonly metadataQuery?: (pairs: Readonly<Record<string, string>>) => Query;
  /** How the list of models comes, if not all at once. */
  readonly modelsPaging?: Paging;
  /** Undefined where the provider has none; its capability says why. */
  readonly chat?: ChatWire;
  /** By what code calls its models, where it is not chat at OpenAI's paths. */
  readonly callApi?: 'azure' | 'completions';
  /** How it streams what a job reports while it runs; left out where it does not. */
  readonly live?: LiveWire;
  /** How `routes.jobEvents` gives a log of lines; left out where it lists events. */
  readonly log?: LogWire;
  /** Undefined where the provider hands out no weights; its capability says why. */
  readonly weights?: WeightsWire;
  /** How a checkpoint becomes a model; undefined where it is one by itself, or is made one elsewhere. */
  readonly serving?: ServingWire;
  /** The job's page at the provider, for people; null where none is known, such as behind a gateway. */
  readonly jobPage?: (id: string, baseUrl: string) => string | null;
  /** Its jobs have their fields under other names than OpenAI's, which say nothing to who reads its documentation. */
  readonly hasOwnNames?: true;
  /** What becomes of a job that is cancelled, where more can be said than that it stops and may be charged. */
  readonly afterCancel?: string;
  /** Lists that come with the job itself instead of from a list of their own. */
  readonly inline?: { readonly events?: true; readonly checkpoints?: true };
  /** Its checkpoints come without numbers: no curve is made of them. */
  readonly hasBareCheckpoints?: true;
  /** The base URL that is meant by what people enter. */
  readonly baseUrl?: (connection: Connection & { readonly baseUrl: string }) => string;
  readonly headers: (connection: Connection, key: string | undefined) => Readonly<Record<string, string>>;
  readonly query?: (connection: Connection) => Query;
  /** Parameters of the list of files that the provider knows. */
  readonly filesQuery?: (purpose: string | undefined) => Query;
  /** @param baseUrl of the connection: it may say whose resources are meant */
  readonly createBody: (params: CreateJob, baseUrl: string) => JsonObject;
  /**
   * The field of a new job that holds a token of ours, where the same token creates the same job: such a request is
   * safe to repeat.
   */
  readonly creationToken?: string;
  /**
   * Metadata it keeps none, but our nonce, by which a job is known again, or the beginning of it: `createBody` writes
   * it elsewhere, where `toJob` finds it.
   */
  readonly keepsMark?: true;
  /**
   * Why no job was created, or no file taken, where the response says so with a status of success; null: it does not.
   */
  readonly refusal?: (raw: unknown) => string | null;
  /** Whether a refused request for a file says that there is none, where that is not status 404. */
  readonly isNoFile?: (refusal: { readonly status: number; readonly message: string }) => boolean;
  /** By what data is named beside the files that it lists or takes. */
  readonly dataNames?: DataNames;
  /** What keys and values of metadata are made of, where not every text is taken. */
  readonly metadataRule?: MetadataRule;
  /** What an action on a job carries, where the provider wants a body. */
  readonly actionBody?: (jobId: string) => JsonObject;
  /**
   * A job that was cancelled is reported as before until its run has come to an end, which may take minutes: the status
   * that it is reported with, and the one that says what is so.
   */
  readonly lateCancel?: { readonly reported: string; readonly meant: string };
  /** @param job the request that would create it */
  readonly estimateBody?: (job: JsonObject) => JsonObject;
  /** Fields of an upload's form beside the file. */
  readonly uploadFields?: (filename: string, purpose: string) => Readonly<Record<string, string>>;
  /** The file's own field of that form; `file` where it is left out. */
  readonly uploadField?: string;
  readonly uploads: Uploads;
  /** What it documents of the data that it trains on, beside the largest file that can be uploaded. */
  readonly dataLimits?: readonly DataLimit[];
  /** By whose rules alone data is checked for it; left out: what any provider or trainer documents is taken. */
  readonly dataRules?: 'openai';
  /**
   * The signed addresses of a file's pieces, in the response of `routes.fileContent`, where that is not the content
   * itself. A piece is whole lines.
   */
  readonly contentLinks?: (raw: unknown) => readonly (string | null)[];
  readonly metricsFile?: MetricsFile;
  readonly priceList?: PriceList;
  /** Brings the response of `routes.jobMetrics` to a list of measurements, if it is none. */
  readonly toMetrics?: (raw: unknown) => unknown;
  readonly toJob?: (raw: unknown) => unknown;
  readonly toEvent?: (raw: unknown) => unknown;
  readonly toCheckpoint?: (raw: unknown, jobId: string) => unknown;
  readonly toFile?: (raw: unknown) => unknown;
  readonly toModel?: (raw: unknown) => unknown;
}
