import type { Hyperparameter } from '../../api/wire/hyperparameters';
import type { FineTuningJob } from '../../api/wire/job';

/** One hyperparameter: what was asked for and what is used, each as far as it is known. */
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
 * A job tells its hyperparameters at two places: in `method`, as they were asked for, and in its own
 * `hyperparameters`, where the provider replaces `auto` by what it chose. A request is only known where `method`
 * says it, or where a value is still `auto`.
 */
export function effectiveHyperparameters(job: FineTuningJob): HyperparameterRow[] {
  const asked = job.method?.hyperparameters ?? {};
  const used = job.hyperparameters;
  const names = [...new Set([...labels.keys(), ...Object.keys(asked), ...Object.keys(used)])];
  return names
    .filter((name) => Object.hasOwn(asked, name) || Object.hasOwn(used, name))
    .map((name) => ({ name, label: labelOf(name), ...valuesOf(asked[name], used[name]) }));
}

function valuesOf(asked: Hyperparameter | undefined, used: Hyperparameter | undefined) {
  const requested = asked ?? (used === 'auto' ? used : undefined);
  const effective = [used, asked].find((value) => value !== undefined && value !== 'auto');
  return { requested: toText(requested), effective: toText(effective) };
}

function toText(value: Hyperparameter | undefined): string | null {
  return value === undefined ? null : String(value);
}

function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return labels.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
