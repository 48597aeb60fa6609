import type { DialectId } from '../api/connection';
import type { MethodType } from '../api/dialects/dialect';
import type { Hyperparameter } from '../api/wire/hyperparameters';
import type { JsonObject } from '../api/wire/values';
import type { DataName } from './dataName';

/** What a job file is called: `support-bot.finetune.json`. */
export const jobFileEnding = '.finetune.json';

/** One value; or several, each for a job of its own. */
export type OneOrMore<T> = T | readonly T[];

/** A run of Weights & Biases, or of what else the provider writes to. */
export interface FileIntegration {
  readonly type: string;
  readonly project?: string;
  readonly name?: string;
  readonly entity?: string;
  readonly tags?: readonly string[];
}

interface Method<Value> {
  readonly type: MethodType;
  /** In OpenAI's names, the provider's own where OpenAI has none. What is missing, or `auto`, the provider chooses. */
  readonly hyperparameters?: Readonly<Record<string, Value>>;
  /** As OpenAI's wire has it. */
  readonly grader?: JsonObject;
}

interface Fields<Model, Seed, Value> {
  readonly $schema?: string;
  /** The name of a connection. */
  readonly connection?: string;
  /** What kind of connection, where none is named. */
  readonly provider?: DialectId;
  readonly model: Model;
  readonly trainingFile: DataName;
  readonly validationFile?: DataName;
  /** Left out: the first that the provider has. */
  readonly method?: Method<Value>;
  readonly suffix?: string;
  /** A whole number from 0 to 2,147,483,647. */
  readonly seed?: Seed;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly integrations?: readonly FileIntegration[];
  /** Of the provider's own settings, by its names, those that were chosen. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Fields of the provider's request that have no name here: see `RepeatedFields`. */
  readonly otherFields?: JsonObject;
}

/** What a job file says, as it is written. What it has lists of is a sweep: see `sweep.ts`. */
export type JobFile = Fields<OneOrMore<string>, OneOrMore<number>, OneOrMore<Hyperparameter>>;

/** One job, without lists. */
export type OneJob = Fields<string, number, Hyperparameter>;
