import type { Uri } from 'vscode';
import type { CreateJob } from '../../api/dialects/dialect';
import type { Hyperparameters } from '../../api/hyperparameters';
import type { FineTuningJob } from '../../api/job';
import type { JsonObject } from '../../api/wire';

/** A data file: in the workspace, to be uploaded first, or already at the provider. */
export type DataFile =
  | { readonly kind: 'local'; readonly uri: Uri; readonly name: string }
  | { readonly kind: 'uploaded'; readonly id: string; readonly name: string };

/** What the steps of creating a job gather. Empty texts and `auto` are left to the provider. */
export interface JobDraft {
  trainingFile: DataFile | null;
  validationFile: DataFile | null;
  model: string;
  method: CreateJob['method']['type'];
  /** `auto`, or a number as typed. */
  epochs: string;
  batchSize: string;
  learningRateMultiplier: string;
  suffix: string;
  seed: string;
  /** What a cloned job had and these steps do not ask for: `beta`, `compute_multiplier`, … */
  otherHyperparameters: Hyperparameters;
  grader: JsonObject | null;
  metadata: Readonly<Record<string, string>>;
}

export function emptyDraft(): JobDraft {
  return {
    trainingFile: null,
    validationFile: null,
    model: '',
    method: 'supervised',
    epochs: 'auto',
    batchSize: 'auto',
    learningRateMultiplier: 'auto',
    suffix: '',
    seed: '',
    otherHyperparameters: {},
    grader: null,
    metadata: {},
  };
}

const methods = ['supervised', 'dpo', 'reinforcement'] as const;

/** A draft with a job's own choices, to change and create again. */
export function draftFrom(job: FineTuningJob): JobDraft {
  const parameters = { ...job.hyperparameters, ...job.method?.hyperparameters };
  const read = (name: string) => String(parameters[name] ?? 'auto');
  const [training] = job.trainingFiles;
  const [validation] = job.validationFiles;
  return {
    trainingFile:
      training === undefined
        ? null
        : { kind: 'uploaded', id: training.id, name: training.filename ?? training.id },
    validationFile:
      validation === undefined
        ? null
        : { kind: 'uploaded', id: validation.id, name: validation.filename ?? validation.id },
    model: job.model ?? '',
    method: methods.find((each) => each === job.method?.type) ?? 'supervised',
    epochs: read('n_epochs'),
    batchSize: read('batch_size'),
    learningRateMultiplier: read('learning_rate_multiplier'),
    suffix: job.suffix ?? '',
    seed: job.seed === null ? '' : String(job.seed),
    otherHyperparameters: Object.fromEntries(
      Object.entries(job.method?.hyperparameters ?? {}).filter(
        ([name, value]) => !asked.has(name) && value !== 'auto',
      ),
    ),
    grader: job.method?.grader ?? null,
    metadata: job.metadata,
  };
}

/** A number that the person may set, with the bounds of OpenAI's specification (`CreateFineTuningJobRequest`). */
export interface NumberField {
  readonly name: 'epochs' | 'batchSize' | 'learningRateMultiplier' | 'seed';
  /** On the wire. */
  readonly wireName: string;
  readonly label: string;
  readonly hint: string;
  readonly isInteger: boolean;
  readonly least: number;
  readonly most: number;
  /** What stands for the provider's own choice. */
  readonly unset: 'auto' | '';
}

export const numberFields: readonly NumberField[] = [
  {
    name: 'epochs',
    wireName: 'n_epochs',
    label: 'Epochs',
    hint: 'How often the whole training file is gone through: auto, or 1 to 50',
    isInteger: true,
    least: 1,
    most: 50,
    unset: 'auto',
  },
  {
    name: 'batchSize',
    wireName: 'batch_size',
    label: 'Batch size',
    hint: 'Examples in each step: auto, or 1 to 256',
    isInteger: true,
    least: 1,
    most: 256,
    unset: 'auto',
  },
  {
    name: 'learningRateMultiplier',
    wireName: 'learning_rate_multiplier',
    label: 'Learning rate multiplier',
    hint: 'Scales the learning rate: auto, or a number above 0',
    isInteger: false,
    least: Number.MIN_VALUE,
    most: Number.MAX_VALUE,
    unset: 'auto',
  },
  {
    name: 'seed',
    wireName: 'seed',
    label: 'Seed',
    hint: 'Makes the run repeatable: empty, or 0 to 2147483647',
    isInteger: true,
    least: 0,
    most: 2_147_483_647,
    unset: '',
  },
];

const asked: ReadonlySet<string> = new Set(numberFields.map(({ wireName }) => wireName));

/** What is wrong with a number as typed, or null. */
export function problemWithNumber(field: NumberField, text: string): string | null {
  if (text === '' || text.toLowerCase() === 'auto') return null;
  const value = Number(text);
  const isFit = Number.isFinite(value) && value >= field.least && value <= field.most;
  return isFit && (!field.isInteger || Number.isInteger(value)) ? null : field.hint;
}

export function problemWithSuffix(text: string, longest: number): string | null {
  if (text.length > longest) return `At most ${String(longest)} characters`;
  return /[:\s]/.test(text) ? 'No spaces and no colons: it becomes part of the model’s name' : null;
}

/** The request that a draft stands for, its files uploaded. */
export function toRequest(draft: JobDraft, trainingFile: string, validationFile: string | null): CreateJob {
  const hyperparameters = Object.fromEntries(
    numberFields
      .filter(({ name }) => name !== 'seed' && isSet(draft[name]))
      .map(({ name, wireName }) => [wireName, Number(draft[name])]),
  );
  return {
    model: draft.model,
    trainingFile,
    ...(validationFile === null ? {} : { validationFile }),
    ...(draft.suffix === '' ? {} : { suffix: draft.suffix }),
    ...(isSet(draft.seed) ? { seed: Number(draft.seed) } : {}),
    ...(Object.keys(draft.metadata).length > 0 ? { metadata: draft.metadata } : {}),
    method: {
      type: draft.method,
      hyperparameters: { ...draft.otherHyperparameters, ...hyperparameters },
      ...(draft.grader === null ? {} : { grader: draft.grader }),
    },
  };
}

function isSet(text: string): boolean {
  return text !== '' && text.toLowerCase() !== 'auto';
}
