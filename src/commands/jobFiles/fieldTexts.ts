import { t } from '@vscode/l10n';
import type { JSONPath } from 'jsonc-parser';
import type { JobFile } from '../../jobFiles/jobFile';
import type { CreationOptions } from '../../jobs/source';
import { fieldOf, hyperparameterFields } from '../createJob/formFields';

/** What the fields of every job file are, by their paths. */
const texts: Readonly<Record<string, readonly string[]>> = {
  connection: [t('Connection'), t('The name of the connection that the job is run at')],
  provider: [t('Provider'), t('What kind of connection the job is for, where none is named')],
  model: [t('Base model'), t('A list makes a job of each: a sweep')],
  trainingFile: [
    t('Training file'),
    t('A path, from the folder of this file, or the id of an uploaded file'),
  ],
  validationFile: [
    t('Validation file'),
    t('A path, from the folder of this file, or the id of an uploaded file'),
  ],
  method: [t('Method')],
  'method.type': [t('Method'), t('supervised, dpo, or reinforcement, as far as the provider has it')],
  'method.hyperparameters': [
    t('Hyperparameters'),
    t('What is left out, or auto, the provider chooses. A list makes a job of each value: a sweep'),
  ],
  'method.grader': [t('Grader'), t('Scores the answers of a reinforcement job')],
  suffix: [t('Suffix'), t('Becomes part of the model’s name')],
  seed: [t('Seed'), t('Makes the run repeatable. A list makes a job of each: a sweep')],
  metadata: [t('Metadata'), t('Pairs that the provider keeps with the job, to find it by')],
  integrations: [t('Integrations'), t('Where the run is written to, such as a project of Weights & Biases')],
  settings: [t('Settings'), t('What this provider has beside hyperparameters')],
  otherFields: [
    t('Other fields'),
    t('Fields of the provider’s request that have no name here, sent as they are'),
  ],
};

/** What a field of a job file is, line by line; empty: nothing is known of it. */
export function fieldTexts(
  path: JSONPath,
  method: NonNullable<JobFile['method']>['type'] | undefined,
  options: CreationOptions | null,
): readonly string[] {
  const names = path.filter((each) => typeof each === 'string');
  const [first, second, third] = names;
  if (first === 'method' && second === 'hyperparameters' && third !== undefined)
    return hyperparameterTexts(third, method, options);
  if (first === 'settings' && second !== undefined) return settingTexts(second, options);
  return texts[names.join('.')] ?? [];
}

function hyperparameterTexts(
  name: string,
  method: NonNullable<JobFile['method']>['type'] | undefined,
  options: CreationOptions | null,
): readonly string[] {
  const type = method ?? options?.methods[0] ?? 'supervised';
  const offered = options === null ? [] : hyperparameterFields(options, type);
  const { label, hint } = offered.find(({ wireName }) => wireName === name) ?? fieldOf(name);
  return [label, hint];
}

function settingTexts(name: string, options: CreationOptions | null): readonly string[] {
  const setting = options?.settings?.find((each) => each.name === name);
  if (setting === undefined) return [];
  const choices = (setting.choices ?? []).map(({ value, label, detail }) =>
    t('{0}: {1}. {2}', value, label, detail),
  );
  return [setting.label, setting.hint, ...choices];
}
