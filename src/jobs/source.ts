import type { ChatPart, ChatRequest } from '../api/chatApi';
import type { CreateOutcome } from '../api/createOnce';
import type { Capabilities, CreateJob, Dialect } from '../api/dialects/dialect';
import type { ServingWire } from '../api/dialects/serving';
import type { GraderTrial } from '../api/gradersApi';
import type { UploadSource } from '../api/http/multipart';
import type { JsonPart, SentJson } from '../api/jsonPart';
import type { ServedModel, ServingBases, ServingRequest } from '../api/servingApi';
import type { SentFile } from '../api/uploadStaged';
import type { OpenWeights, WeightsChoice } from '../api/weightsApi';
import type { Checkpoint } from '../api/wire/checkpoint';
import type { FineTuningEvent } from '../api/wire/event';
import type { FileObject } from '../api/wire/file';
import type { GraderRun } from '../api/wire/graderRun';
import type { FineTuningJob } from '../api/wire/job';
import type { Model } from '../api/wire/model';
import type { PriceEstimate } from '../api/wire/priceEstimate';
import type { JsonObject } from '../api/wire/values';
import type { Analysis } from '../metrics/analysis';
import type { MetricsCollector } from '../metrics/collector';
import type { TimelineEntry } from '../metrics/timeline';
import type { FileFacts } from '../shared/fileFacts';
import type { Event } from './emitter';
import type { SourceList } from './sourceList';
import type { JobStore } from './store';

/** How the last request for the jobs went. */
export type SourceState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Where jobs come from: a provider over HTTP, or runs on disk. Tree, pages, notifier, status bar and commands know
 * this and no client.
 */
export interface JobSource {
  /** Stable, also over windows; the first half of a {@link jobKey}. */
  readonly id: string;
  /** What the person calls it. */
  readonly name: string;
  /** What kind it is, for people: `OpenAI`. */
  readonly kind: string;
  /** Where it is, as the person entered it: another server may get its name. Null where that is always the same place. */
  readonly address: string | null;
  readonly capabilities: Capabilities;
  /** Its checkpoints come without numbers. */
  readonly hasBareCheckpoints?: boolean;
  /** What it calls the fields of jobs is not what OpenAI calls them. */
  readonly hasOwnNames?: boolean;
  /** What becomes of a job that is cancelled; null: no more than that it stops, and may be charged. */
  readonly afterCancel?: string | null;
  /** What is known of its jobs. */
  readonly store: JobStore;
  readonly state: SourceState;
  readonly onDidChangeState: Event<SourceState>;
  /** Unix milliseconds of the last response; null before the first. */
  readonly fetchedAt: number | null;
  /** Unix milliseconds at which jobs that could not be looked through are looked for again; null: nothing is planned. */
  readonly retryAt: number | null;
  /** Why no older jobs are loaded although there may be some, in a sentence; null: there is no such reason. */
  readonly olderProblem: string | null;
  /** Its jobs are on screen. One that only a page needs is not kept up to date once the page is gone. */
  isShown: boolean;

  /** Keeps the jobs up to date until the result is disposed. */
  watch(): { dispose(): void };
  readonly isWatched: boolean;
  /** The jobs were looked through. */
  readonly onDidRefresh: Event<void>;
  readonly onDidFail: Event<unknown>;
  /** Looks through the jobs now, or joins the look under way. Never rejects. */
  refresh(): Promise<void>;
  /**
   * Ends the look under way, which may hang or have begun with another key, and looks with what holds now. Never
   * rejects: the signal ends it.
   */
  refreshAgain(signal?: AbortSignal): Promise<void>;
  /** Something was created or changed: what comes next is worth watching closely. */
  expectChange(): void;
  /** Whether the editor's window has the focus: without it the jobs are looked through less often. */
  setFocused(isFocused: boolean): void;
  /** Loads the page after the last one known, or joins the load under way. */
  loadOlder(signal?: AbortSignal): Promise<void>;

  /**
   * Lists the jobs that are wanted at the provider, as far as it can look for them, and puts them into the store; what
   * {@link loadOlder} loads next stays the same. False: it can look for nothing of it, does not do as it is requested, or
   * has too many.
   *
   * @param isOver nobody wants to know any more: no further page is requested
   */
  find(wanted: WantedJobs, signal: AbortSignal, isOver?: () => boolean): Promise<boolean>;

  /** A new view of one job's details. What they take may have to be loaded: nothing is fetched for it. */
  details(jobId: string): Promise<JobDetails>;
  /**
   * Resolves once it is known how far a job came that was seen to end: until then that may be some steps old. Never
   * rejects.
   */
  lastReportsOf(jobId: string): Promise<void>;
  /** Fetches one job and puts it into the store. */
  retrieve(jobId: string, signal: AbortSignal): Promise<FineTuningJob>;
  /** A job as the source has it; of its lists the newest page. */
  json(jobId: string, part: JsonPart, signal: AbortSignal): Promise<SentJson>;
  /** What there is as JSON of its own. */
  readonly jsonParts: readonly JsonPart[];
  /** Changes a job, and puts what it is now into the store. */
  change(change: JobChange, jobId: string, signal: AbortSignal): Promise<void>;
  readonly files: SourceFiles;
  readonly models: SourceModels;
  readonly creation: SourceCreation;
  readonly chat: SourceChat;
  readonly weights: SourceWeights;
  /** Null where it has no capability `deploy`. */
  readonly serving: SourceServing | null;
  dispose(): void;
}

/** Prompting the models of a source, where it has the capability `chat`. */
export interface SourceChat {
  /** What a person has to do before a fine-tuned model answers, in a sentence; null: nothing. */
  readonly note: string | null;
  /** Models answer by the names of their deployments, which only the person knows. */
  readonly isByDeployment: boolean;
  /** One model's answer as it comes. Throws also after text has come. */
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
}

/** What jobs have trained, where the source has the capability `weights`. */
export interface SourceWeights {
  /** In which forms a job's weights can be had; may be empty. */
  choices(jobId: string, signal: AbortSignal): Promise<readonly WeightsChoice[]>;
  /**
   * Requests them, and has them made first where they must be. Open until they are read or the signal is aborted.
   *
   * @param say is called with what the source does meanwhile
   */
  open(
    jobId: string,
    choice: WeightsChoice,
    say: (message: string) => void,
    signal: AbortSignal,
  ): Promise<OpenWeights>;
}

/** Making models of checkpoints. */
export interface SourceServing {
  /** What a person may call one. */
  readonly name: ServingWire['name'];
  /** With which models a checkpoint of one that was trained may be served. */
  bases(trained: string | null, signal: AbortSignal): Promise<ServingBases>;
  /** Requests the model once. */
  create(request: ServingRequest, signal: AbortSignal): Promise<ServedModel>;
  /** Waits until it is ready or has failed; one that takes very long stays as it is. */
  untilSettled(model: ServedModel, signal: AbortSignal): Promise<ServedModel>;
}

/** Which jobs are looked for; what is left out may be anything. */
export interface WantedJobs {
  /** Pairs that a job has, all of them. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly isStatus?: (status: string) => boolean;
  /** Unix seconds of the creation: from, and before. */
  readonly createdFrom?: number;
  readonly createdBefore?: number;
}

/** What can be done to a job at its source. Which of them when: see `shared/actions.ts`. */
export type JobChange = 'cancel' | 'pause' | 'resume' | 'start' | 'delete';

/** The files of a source. */
export interface SourceFiles {
  /** All of them, of every purpose. */
  readonly stored: SourceList<FileObject>;
  /** Files that jobs can be trained on, newest first; at most `limit`. */
  listUploaded(limit: number, signal: AbortSignal): Promise<readonly FileObject[]>;
  retrieve(fileId: string, signal: AbortSignal): Promise<FileObject>;
  content(fileId: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /**
   * @param onProgress is called with the bytes sent so far
   * @param expiresAfter seconds after which it is deleted there; left out: it is kept
   */
  upload(
    source: UploadSource,
    signal: AbortSignal,
    onProgress: (sent: number) => void,
    expiresAfter?: number,
  ): Promise<SentFile>;
  /** One that is gone already counts as deleted. */
  delete(fileId: string, signal: AbortSignal): Promise<void>;
}

/** The models of a source. */
export interface SourceModels {
  /** All that can be called, the provider's own among them. */
  readonly listed: SourceList<Model>;
  /** Names of models that were deleted here: their jobs still name them. */
  readonly deleted: ReadonlySet<string>;
  /** The newest checkpoints of a job, at most 100, as the source orders them. */
  checkpoints(jobId: string, signal: AbortSignal): Promise<readonly Checkpoint[]>;
  /** Deletes a fine-tuned model or a checkpoint. One that is gone already counts as deleted. */
  delete(name: string, signal: AbortSignal): Promise<void>;
}

/** What a job can be created of. */
export type CreationOptions = Pick<
  Dialect,
  | 'id'
  | 'capabilities'
  | 'methods'
  | 'namesEveryMethod'
  | 'hasGraders'
  | 'validatedMethods'
  | 'hyperparameters'
  | 'settings'
  | 'repeatedWith'
  | 'needsWandbKey'
  | 'maxSuffixLength'
  | 'suffixRule'
  | 'isSuffixRequired'
  | 'dataNames'
  | 'metadataRule'
  | 'uploads'
  | 'dataLimits'
  | 'dataRules'
>;

/** What models are called, as far as their list was read. */
export interface ModelNames {
  /** Those that may be trained. */
  readonly names: readonly string[];
  /** Those that jobs of the account have made. */
  readonly fineTuned: ReadonlySet<string>;
  /** Those of which the list says that they cannot be trained. */
  readonly untrainable: ReadonlySet<string>;
  /** When training with a model ends or has ended, by its name, in Unix seconds; where that is announced. */
  readonly trainingEnds: ReadonlyMap<string, number>;
  /** The day from which a model cannot be called, by its name, in Unix seconds; where that is announced. */
  readonly shutdowns: ReadonlyMap<string, number>;
  /** Whether the list goes on beyond what is read of it. */
  readonly isCut: boolean;
}

/** Before anything is known. */
export const noModelNames: ModelNames = {
  names: [],
  fineTuned: new Set(),
  untrainable: new Set(),
  trainingEnds: new Map(),
  shutdowns: new Map(),
  isCut: false,
};

/** Creating jobs at a source. */
export interface SourceCreation {
  readonly options: CreationOptions;
  /**
   * Names of models that may be trained.
   *
   * @param show gets those that came so far, where more pages of them are requested
   */
  listModels(signal: AbortSignal, show?: (soFar: ModelNames) => void): Promise<ModelNames>;
  estimatePrice(request: CreateJob, signal: AbortSignal): Promise<PriceEstimate>;
  /**
   * Nothing is sent by it.
   *
   * @param mark what the job is known again by; left out: it is a new one
   */
  begin(request: CreateJob, mark?: CreationMark): Promise<OneCreation>;
  /** Null where the provider checks no grader before there is a job. */
  readonly graders: SourceGraders | null;
}

/** Graders at a source, before there is a job with them: nothing is created. */
export interface SourceGraders {
  /** Resolves where the provider takes it; else the error says what is wrong with it. */
  validate(grader: JsonObject, signal: AbortSignal): Promise<void>;
  /** Scores one answer, once. */
  run(trial: GraderTrial, signal: AbortSignal): Promise<GraderRun>;
}

/** What a job is known again by, from before it is sent. */
export interface CreationMark {
  readonly nonce: string;
  /** Unix seconds at which it was sent before, here or from another window; null: it was not. */
  readonly sentAt: number | null;
}

/** The creation of one job, however often it has to be sent and looked for. */
export interface OneCreation {
  /** False: there is no job, since nothing was sent, or all that was sent was refused. */
  readonly mayExist: boolean;
  /** @param onLost is called when the response was lost, before the jobs are looked through */
  send(signal: AbortSignal, onLost?: () => void): Promise<CreateOutcome>;
  lookUp(signal: AbortSignal): Promise<CreateOutcome>;
}

/** What a refresh of the details brought so far: part by part, so that a page need not wait for the last one. */
export type DetailsChange =
  /** The job itself, its checkpoints or what its files are called. */
  | { readonly part: 'facts' }
  /** Events that came since, newest first; `isReset`: they take the place of all that were known. */
  | { readonly part: 'events'; readonly newer: readonly FineTuningEvent[]; readonly isReset: boolean }
  | { readonly part: 'curves' }
  /** The job could not be fetched, and is going to be in so many milliseconds. */
  | { readonly part: 'wait'; readonly error: unknown; readonly pause: number };

/** Everything about one job that a page shows, fetched when the page asks. */
export interface JobDetails {
  readonly job: FineTuningJob | null;
  readonly checkpoints: readonly Checkpoint[];
  /** Newest first. */
  readonly events: readonly FineTuningEvent[];
  readonly hasOlderEvents: boolean;
  /** The log has older events, and something that the page shows begins in them. */
  readonly wantsOlderEvents: boolean;
  readonly files: readonly FileFacts[];
  /** The job's curves, from all that reports them. */
  readonly metrics: MetricsCollector;
  /** What is judged from the curves. The same until they, the status, the epochs or the checkpoints change. */
  readonly judgement: Analysis;
  /** When the job came to what, as far as its fields and events report. */
  readonly timeline: readonly TimelineEntry[];
  /** What could not be fetched, beside the job itself, in sentences. */
  readonly problems: readonly string[];
  /** Unix milliseconds of the last response. */
  readonly fetchedAt: number;
  /** Why the job itself could not be fetched the last time; null: it could. */
  readonly error: unknown;
  /** Everything was requested at least once. */
  readonly isComplete: boolean;
  /** Whether a refresh may bring anything. */
  readonly mayChange: boolean;
  /** The next refresh also tries what was refused before. */
  forgive(): void;
  /**
   * Fetches what may have changed and reports it part by part, the job first. Rejects only when the job itself cannot
   * be fetched, or on abort.
   */
  refresh(signal: AbortSignal, report?: (change: DetailsChange) => void): Promise<void>;
  /**
   * Takes what the job reports as it comes, where the source streams it, and reports it part by part, until the signal
   * is aborted. Resolves to whether the run itself has ended the stream: then a refresh brings what it came to. Never
   * rejects.
   */
  follow(signal: AbortSignal, report: (change: DetailsChange) => void): Promise<boolean>;
  /** Fetches the events before the oldest one known; they are added to {@link events} and returned. */
  loadOlderEvents(signal: AbortSignal): Promise<readonly FineTuningEvent[]>;
}
