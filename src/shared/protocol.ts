/**
 * What the extension and its pages say to each other. Types only: both sides check what arrives.
 *
 * A page is a function of what it was sent. It says `ready` whenever it starts (also after a reload, or when it
 * comes back from being hidden) and is then given everything again: first `show`, then for each job its events
 * and curves. While it is visible it gets a new `show` whenever something in it changed, and `newer` events.
 */
import type { Beginning, JsonPart } from '../api/jsonPart';
import type { Checkpoint } from '../api/wire/checkpoint';
import type { FineTuningEvent } from '../api/wire/event';
import type { Hyperparameters } from '../api/wire/hyperparameters';
import type { FineTuningJob } from '../api/wire/job';
import type { CurvesUpdate } from '../metrics/curvesUpdate';
import type { TimelineEntry } from '../metrics/timeline';
import type { ActionId, ActionState } from './actions';
import type { FileFacts, PreviewOutcome } from './fileFacts';
import type { JobMark } from './jobMark';
import type { Stall } from './stallText';
import type { JobGroup } from './statuses';
import type { KeptTry } from './tryProtocol';

/** Names a job across connections: the connection's id, a slash, the job's id. */
export type JobKey = string;

export interface JobProgress {
  /** Steps done; null where unknown. */
  readonly step: number | null;
  readonly totalSteps: number | null;
  /** Share done, 0 to 1; null where unknown. */
  readonly fraction: number | null;
  /** Unix seconds; null where there is nothing to estimate from. */
  readonly finishAt: number | null;
}

/** What never comes from a provider, each as a sentence that says why; null: it may come. */
export interface Lacks {
  /** The contents of files. */
  readonly files: string | null;
  readonly events: string | null;
  readonly checkpoints: string | null;
  /** Numbers for curves, in whatever else it reports. */
  readonly metrics: string | null;
}

/** What was chosen of a setting that a provider has beside hyperparameters. */
export interface SettingFact {
  /** As the API names it. */
  readonly name: string;
  readonly label: string;
  /** For people. */
  readonly value: string;
}

/** All that a page shows of one job but its events, results and raw JSON, which may be large. */
export interface JobSnapshot {
  readonly key: JobKey;
  readonly connection: { readonly name: string; readonly kind: string };
  /** What the provider calls the job's fields is not what OpenAI calls them. */
  readonly hasOwnNames?: boolean;
  readonly job: FineTuningJob;
  /** The same from creation to end; never empty. */
  readonly name: string;
  /** What it is called at the provider, where this person calls it otherwise; else null. */
  readonly providerName: string | null;
  readonly mark: JobMark | null;
  readonly group: JobGroup;
  readonly progress: JobProgress | null;
  /** Null: the job moves, or that cannot be known. */
  readonly stall: Stall | null;
  /** The hyperparameters that it was requested with; what is not named was left to the provider. Null: not known. */
  readonly requested: Hyperparameters | null;
  readonly actions: readonly ActionState[];
  readonly checkpoints: readonly Checkpoint[];
  /** When the job came to what, as far as its fields and events report. */
  readonly timeline: readonly TimelineEntry[];
  readonly files: readonly FileFacts[];
  /** Prompts with their answers that a person wants in the report, oldest first. */
  readonly tries: readonly KeptTry[];
  readonly settings: readonly SettingFact[];
  readonly lacks: Lacks;
  /** What the provider has as JSON of its own. */
  readonly jsonParts: readonly JsonPart[];
  /** What could not be fetched, in sentences to show beside the rest. */
  readonly problems: readonly string[];
  /** Unix seconds of the last response; older than `now` means that what is shown is stale. */
  readonly fetchedAt: number;
  readonly isStale: boolean;
  /** Everything was requested at least once: what is not here now is not there, and not just on its way. */
  readonly isComplete: boolean;
  /** No event is on its way that may say more of the job's turns, and so of how long it waited and trained. */
  readonly isSettled: boolean;
}

export type ToPage =
  /** Everything: `jobs` has one job for its page, several for a comparison. */
  | {
      readonly type: 'show';
      readonly view: 'job' | 'compare';
      readonly jobs: readonly JobSnapshot[];
      /** Unix seconds by the extension's clock, for ages and ETA. */
      readonly now: number;
      /** BCP 47, for numbers and dates. */
      readonly locale: string;
    }
  /** `reset` replaces a job's events, `newer` and `older` add at the ends. Always newest first. */
  | {
      readonly type: 'events';
      readonly job: JobKey;
      readonly mode: 'reset' | 'newer' | 'older';
      readonly events: readonly FineTuningEvent[];
      readonly hasOlder: boolean;
    }
  /** The job's curves, as far as they changed; `isReset`: the page forgets those that it has. */
  | {
      readonly type: 'curves';
      readonly job: JobKey;
      readonly isReset: boolean;
      readonly update: CurvesUpdate;
    }
  /** The provider's own JSON, as it came; null where it could not be had. */
  | {
      readonly type: 'raw';
      readonly job: JobKey;
      readonly part: JsonPart;
      readonly text: string | null;
      readonly beginning?: Beginning | null;
    }
  /** The beginning of one of the job's files; null where it could not be read, `gone` where it is gone. */
  | {
      readonly type: 'preview';
      readonly job: JobKey;
      readonly fileId: string;
      readonly preview: PreviewOutcome;
    }
  /** The page cannot show its job: gone, not connected, forbidden. Replaces everything. */
  | {
      readonly type: 'unavailable';
      readonly title: string;
      readonly message: string;
      readonly canRetry: boolean;
    };

export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'action'; readonly job: JobKey; readonly action: ActionId }
  /** `line`: where, from 1. */
  | {
      readonly type: 'openFile';
      readonly job: JobKey;
      readonly fileId: string;
      readonly line?: number | undefined;
    }
  | { readonly type: 'validateFile'; readonly job: JobKey; readonly fileId: string }
  | { readonly type: 'fixAndClone'; readonly job: JobKey; readonly fileId: string }
  | { readonly type: 'saveFile'; readonly job: JobKey; readonly fileId: string }
  | { readonly type: 'preview'; readonly job: JobKey; readonly fileId: string }
  | { readonly type: 'openJob'; readonly job: JobKey }
  | { readonly type: 'olderEvents'; readonly job: JobKey }
  | { readonly type: 'raw'; readonly job: JobKey; readonly part: JsonPart }
  | { readonly type: 'createFrom'; readonly job: JobKey; readonly checkpoint: string }
  /** `checkpoint`: its id. */
  | { readonly type: 'deploy'; readonly job: JobKey; readonly checkpoint: string }
  /** The files of one checkpoint, into a folder of this name. */
  | {
      readonly type: 'saveWeights';
      readonly job: JobKey;
      readonly fileIds: readonly string[];
      readonly name: string;
    }
  | { readonly type: 'copy'; readonly text: string; readonly what: string }
  /** `content` is text, or base64 where `encoding` says so. */
  | {
      readonly type: 'save';
      readonly suggestedName: string;
      readonly content: string;
      readonly encoding: 'utf8' | 'base64';
    }
  | { readonly type: 'openLink'; readonly url: string };
