import type { MethodType } from '../../api/dialects/dialect';
import type { Findings } from '../findings';

/** A row of a data file: one JSON object. */
export type Row = Readonly<Record<string, unknown>>;

/** How rows are checked beyond their format. */
export interface CheckFor {
  readonly method: MethodType;
  /** Names of a row's fields that the grader of a reinforcement job reads. */
  readonly graderFields?: readonly string[] | undefined;
  /** By whose rules alone; left out: what any provider or trainer documents is taken. */
  readonly only?: 'openai' | undefined;
}

/** One shape that rows have: what it is known by, what it must be, and what it is trained with. */
export interface Format {
  readonly id: FormatId;
  /** Names by one of which a row is known to be of it. */
  readonly keys: readonly string[];
  /** In the order of what is likeliest. */
  readonly methods: readonly MethodType[];
  readonly check: (row: Row, found: Findings, wanted: CheckFor) => void;
}

export type FormatId =
  /** `messages`: OpenAI's chats. */
  | 'chat'
  /** `input`, `preferred_output`, `non_preferred_output`: OpenAI's preferences. */
  | 'preference'
  /** `prompt`, `completion`: of OpenAI's first models, and of trainers, where both may be messages; or a `prompt` alone. */
  | 'completion'
  /** `text`: to go on with. */
  | 'text'
  /** `conversations` of `from` and `value`: ShareGPT's. */
  | 'sharegpt'
  /** `instruction`, `input`, `output`: Alpaca's. */
  | 'alpaca'
  /** `prompt` or `messages`, `chosen`, `rejected`: preferences of TRL and of Model Studio. */
  | 'trlPreference'
  /** `contents`: Gemini's. */
  | 'gemini'
  /** `schemaVersion`, `messages`: Amazon Nova's. */
  | 'converse';
