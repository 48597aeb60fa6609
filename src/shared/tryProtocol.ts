/**
 * What the extension and a page that tries models out say to each other. Types only: both sides check what arrives.
 *
 * Whenever its script starts, the page says `ready` and is given the facts and the run, if there is one. While it is
 * visible it gets what comes of the answers piece by piece.
 */
import type { JobKey } from './protocol';

/** What a page is about: what it is restored with. */
export interface TryTarget {
  /** The id of the connection. */
  readonly source: string;
  readonly job: string | null;
  /** The model that the page was opened for; null: the job's. */
  readonly model: string | null;
}

export interface TryModel {
  readonly name: string;
  readonly role: 'base' | 'tuned' | 'checkpoint';
  /** Of a checkpoint, where it is known. */
  readonly step: number | null;
  /** The checkpoint that was validated best among those of its job. */
  readonly isBest?: boolean;
}

export interface TryTurn {
  readonly role: string;
  readonly content: string;
}

/** What models are prompted with. */
interface TryPrompt {
  readonly system: string;
  /** Messages between the two, of an example that is a conversation. */
  readonly earlier: readonly TryTurn[];
  readonly prompt: string;
  /** 0 to 2; null: left to the provider. */
  readonly temperature: number | null;
  /** Tokens of an answer; null: left to the provider. */
  readonly maxTokens: number | null;
}

/** A prompt for several models. */
export interface TryRequest extends TryPrompt {
  /** The page's number of it: the next one is greater. */
  readonly run: number;
  /** `sentAs`: the name that the provider knows the model by, such as a deployment. */
  readonly models: readonly { readonly name: string; readonly sentAs: string }[];
}

export interface TryFailure {
  readonly summary: string;
  readonly advice: string | null;
  readonly requestId: string | null;
}

/** How an answer goes, but for its text. */
export interface AnswerState {
  readonly state: 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';
  /** Milliseconds from the request to the first text, and to the end. */
  readonly firstAfter: number | null;
  readonly endAfter: number | null;
  /** Of the answer, as the provider counts them. */
  readonly tokens: number | null;
  /** As the provider names it; null: it named none. */
  readonly finishReason: string | null;
  readonly failure: TryFailure | null;
}

export interface TryAnswer extends AnswerState {
  readonly text: string;
}

/** Where prompts can come from. */
export interface TryExamples {
  readonly role: 'validation' | 'training';
  readonly filename: string;
}

export type ToTryPage =
  | {
      readonly type: 'tryFacts';
      readonly title: string;
      readonly connection: string;
      readonly job: JobKey | null;
      readonly models: readonly TryModel[];
      /** What has to be done before models answer, in a sentence. */
      readonly note: string | null;
      readonly isByDeployment: boolean;
      readonly examples: TryExamples | null;
      /** Why the models cannot be tried, or not be listed, in a sentence. */
      readonly problem: string | null;
      /** BCP 47, for numbers. */
      readonly locale: string;
    }
  /** The answers so far, in the order of the request's models; null: as the page knows it. */
  | { readonly type: 'tryRun'; readonly run: number; readonly answers: readonly (TryAnswer | null)[] }
  /** What one of them has more. */
  | {
      readonly type: 'tryAnswer';
      readonly run: number;
      readonly at: number;
      readonly more: string;
      readonly state: AnswerState;
    }
  | { readonly type: 'tryExample'; readonly example: TryExample };

/** A line of a data file as a prompt. */
export interface TryExample {
  readonly system: string;
  readonly earlier: readonly TryTurn[];
  readonly prompt: string;
  /** What the model was to answer; null: the line does not say. */
  readonly expected: string | null;
}

/** A prompt with its answers, kept for the report of a job. */
export interface KeptTry extends TryPrompt {
  /** Unix seconds. */
  readonly at: number;
  readonly expected: string | null;
  readonly answers: readonly { readonly model: string; readonly text: string }[];
}

export type FromTryPage =
  | { readonly type: 'ready' }
  /** `only`: one of the models is to answer again, the others keep what they have. */
  | { readonly type: 'ask'; readonly request: TryRequest; readonly only: number | null }
  /** Null: all. */
  | { readonly type: 'stop'; readonly at: number | null }
  | { readonly type: 'example' }
  | { readonly type: 'keep'; readonly kept: KeptTry }
  | { readonly type: 'openJob' }
  | { readonly type: 'copy'; readonly text: string; readonly what: string };
