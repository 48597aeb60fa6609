import type { Hyperparameter } from '../api/wire/hyperparameters';
import type { JobFile, OneJob, OneOrMore } from './jobFile';

/** One job of a sweep. */
export interface Combination {
  readonly job: OneJob;
  /** By what it differs from the others: `n_epochs` and `3`, in the order of the file. Empty where it is the only one. */
  readonly chosen: readonly (readonly [name: string, value: string])[];
}

type Value = Hyperparameter;

/** What a file has a list of. */
interface Axis {
  readonly name: string;
  readonly values: readonly Value[];
  /** The file with one of them. */
  readonly put: (file: JobFile, value: Value) => JobFile;
}

/** How many jobs a file makes: the product of the lengths of its lists, 1 where it has none. */
export function countCombinations(file: Partial<JobFile>): number {
  return axesOf(file).reduce((count, { values }) => count * values.length, 1);
}

/** One job for each combination of the values that the file has lists of; the last list changes fastest. */
export function combinationsOf(file: JobFile): readonly Combination[] {
  const start: readonly { file: JobFile; chosen: Combination['chosen'] }[] = [{ file, chosen: [] }];
  const all = axesOf(file).reduce(
    (before, { name, values, put }) =>
      before.flatMap((each) =>
        values.map((value) => ({
          file: put(each.file, value),
          chosen: [...each.chosen, [name, String(value)] as const],
        })),
      ),
    start,
  );
  return all.map((each) => ({ job: each.file as OneJob, chosen: each.chosen })); // no list is left in it
}

function axesOf(file: Partial<JobFile>): readonly Axis[] {
  const hyperparameters = Object.entries(file.method?.hyperparameters ?? {});
  return [
    ...axis('model', file.model, (each, value) => ({ ...each, model: String(value) })),
    ...axis('seed', file.seed, (each, value) => ({ ...each, seed: Number(value) })),
    ...hyperparameters.flatMap(([name, values]) =>
      axis(name, values, (each, value) => withHyperparameter(each, name, value)),
    ),
  ];
}

function axis(name: string, values: OneOrMore<Value> | undefined, put: Axis['put']): readonly Axis[] {
  return isSeveral(values) ? [{ name, values, put }] : [];
}

function isSeveral(values: OneOrMore<Value> | undefined): values is readonly Value[] {
  return Array.isArray(values);
}

function withHyperparameter(file: JobFile, name: string, value: Value): JobFile {
  if (file.method === undefined) return file;
  const hyperparameters = { ...file.method.hyperparameters, [name]: value };
  return { ...file, method: { ...file.method, hyperparameters } };
}
