import type { Hyperparameter, Hyperparameters } from '../../api/wire/hyperparameters';
import type { FineTuningJob } from '../../api/wire/job';

/** One hyperparameter: what was requested and what is used, each as far as it is known. */
export interface HyperparameterRow {
  /** As the API names it. */
  readonly name: string;
  readonly label: string;
  readonly requested: string | null;
  readonly effective: string | null;
}

const labels: ReadonlyMap<string, string> = new Map(
  Object.entries({
    n_epochs: 'Epochs',
    batch_size: 'Batch size',
    learning_rate_multiplier: 'Learning rate multiplier',
    learning_rate: 'Learning rate',
    prompt_loss_weight: 'Prompt loss weight',
    beta: 'Beta',
    compute_multiplier: 'Compute multiplier',
    eval_interval: 'Evaluation interval',
    eval_samples: 'Evaluation samples',
    reasoning_effort: 'Reasoning effort',
  }),
);

/**
 * What was requested and what is used. Most providers put what they chose in the place of `auto`, in `method` too, where
 * the request is repeated: so a number there is known as a request only where it differs from what is used.
 *
 * @param requested where it is known, else null; what it does not name was left to the provider
 */
export function effectiveHyperparameters(
  job: FineTuningJob,
  requested: Hyperparameters | null,
): HyperparameterRow[] {
  const repeated = job.method?.hyperparameters ?? {};
  const used = job.hyperparameters;
  const all = { ...repeated, ...used, ...requested };
  const names = [...new Set([...labels.keys(), ...Object.keys(all)])].filter((name) =>
    Object.hasOwn(all, name),
  );
  return names.map((name) => ({
    name,
    label: labelOf(name),
    requested: toText(
      requested === null ? requestOf(own(repeated, name), own(used, name)) : (own(requested, name) ?? 'auto'),
    ),
    effective: toText(
      [own(used, name), own(repeated, name)].find((value) => value !== undefined && value !== 'auto'),
    ),
  }));
}

/** A server may call a parameter `constructor`. */
function own(values: Hyperparameters, name: string): Hyperparameter | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function requestOf(repeated: Hyperparameter | undefined, used: Hyperparameter | undefined) {
  if (used === 'auto') return used;
  return repeated === used ? undefined : repeated;
}

function toText(value: Hyperparameter | undefined): string | null {
  return value === undefined ? null : String(value);
}

function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return labels.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
