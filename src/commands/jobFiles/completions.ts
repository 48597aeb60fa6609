import type { JSONPath } from 'jsonc-parser';
import type { CreationOptions } from '../../jobs/source';
import { hyperparameterFields } from '../createJob/formFields';
import type { LooseFile } from './looseFile';

/** What may be written at a place of a job file. */
export interface Completion {
  readonly text: string;
  readonly detail?: string;
  readonly documentation?: string;
}

/** What is looked up for a place, beside what the provider's dialect says. */
export type LookedUp = 'connections' | 'models' | 'files';

const lookedUp: Readonly<Record<string, LookedUp>> = {
  connection: 'connections',
  model: 'models',
  trainingFile: 'files',
  validationFile: 'files',
};

/** What to look up for a value at this path; undefined: nothing. */
export function toLookUp(path: JSONPath): LookedUp | undefined {
  return path.length <= 2 ? lookedUp[String(path[0])] : undefined;
}

/** Names of hyperparameters and settings that are not there yet, and the values of settings that have choices. */
export function completionsOf(
  path: JSONPath,
  isName: boolean,
  { method, settings }: LooseFile,
  options: CreationOptions,
): readonly Completion[] {
  const [first, second, third] = path;
  const known = options.settings ?? [];
  if (first === 'method' && second === 'hyperparameters' && isName && path.length === 3) {
    const fields = hyperparameterFields(options, method?.type ?? options.methods[0] ?? 'supervised');
    return fields
      .filter(({ wireName }) => wireName === third || method?.hyperparameters.includes(wireName) !== true)
      .map(({ wireName, label, hint }) => ({ text: wireName, detail: label, documentation: hint }));
  }
  if (first !== 'settings' || path.length !== 2) return [];
  if (isName)
    return known
      .filter(({ name }) => name === second || !settings.includes(name))
      .map(({ name, label, hint }) => ({ text: name, detail: label, documentation: hint }));
  const choices = known.find(({ name }) => name === second)?.choices ?? [];
  return choices.map(({ value, label, detail }) => ({ text: value, detail: label, documentation: detail }));
}
