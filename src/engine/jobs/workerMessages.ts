import type { DatasetReport } from '../../datasets/report';
import type { EffectiveHyperparameters } from '../training/resolveHyperparameters';
import type { StepMetrics } from '../training/stepMetrics';
import type { JobRecord } from './record';

/** What the engine and the worker share: an Int32Array with these places. */
export const shared = {
  /** Set to `leave` when the worker is to stop between two steps; it checks this before each. */
  order: 0,
  /** The last step up to which all reports are on disk; the worker waits for it before it saves its resume point. */
  keptStep: 1,
  length: 2,
} as const;
export const order = { run: 0, leave: 1 } as const;

/** Read both files and report. */
export interface CheckTask {
  readonly kind: 'check';
  readonly trainingPath: string;
  readonly validationPath: string | null;
  readonly method: JobRecord['method'];
}

/** Train from the beginning, or from the step of the weights kept in `folder`. */
export interface TrainTask {
  readonly kind: 'train';
  readonly trainingPath: string;
  readonly validationPath: string | null;
  readonly method: JobRecord['method'];
  readonly baseModel: string;
  /** The weights of a fine-tuned model to start from; null for new ones. */
  readonly initialWeightsPath: string | null;
  readonly hyperparameters: EffectiveHyperparameters;
  readonly seed: number;
  /** Where the weights go, under the names of `weightsPath`. */
  readonly folder: string;
  /** A pause after each step, in milliseconds. */
  readonly throttleMs: number;
  readonly shared: SharedArrayBuffer;
}

export type WorkerTask = CheckTask | TrainTask;

/** What the worker reports while it works. */
export type TrainingProgress =
  | { readonly type: 'started'; readonly step: number; readonly totalSteps: number }
  | { readonly type: 'step'; readonly metrics: StepMetrics }
  | { readonly type: 'checkpoint'; readonly metrics: StepMetrics }
  /** Everything up to here is to be kept; the worker waits for `shared.keptStep`. */
  | { readonly type: 'keep'; readonly step: number };

/** How it ends. A `left` job can resume later from that step. */
export type Outcome =
  | { readonly type: 'checked'; readonly training: DatasetReport; readonly validation: DatasetReport | null }
  | { readonly type: 'left'; readonly step: number }
  /** The loss stopped being a number: the learning rate is too high. */
  | { readonly type: 'diverged'; readonly step: number }
  | { readonly type: 'finished'; readonly trainedTokens: number };

export type WorkerMessage = TrainingProgress | Outcome;
