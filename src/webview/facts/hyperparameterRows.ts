import type { Hyperparameter, Hyperparameters } from '../../api/wire/hyperparameters';
import type { FineTuningJob } from '../../api/wire/job';
import { hyperparameterLabel, knownHyperparameters } from '../../shared/hyperparameterLabels';

/** One hyperparameter: what was requested and what is used, each as far as it is known. */
export interface HyperparameterRow {
  /** As the API names it. */
  readonly name: string;
  readonly label: string;
  readonly requested: string | null;
  readonly effective: string | null;
}

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
  const names = [...new Set([...knownHyperparameters, ...Object.keys(all)])].filter((name) =>
    Object.hasOwn(all, name),
  );
  return names.map((name) => ({
    name,
    label: hyperparameterLabel(name),
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
