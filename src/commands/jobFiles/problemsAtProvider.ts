import { t } from '@vscode/l10n';
import { findNodeAtLocation, type JSONPath, type Node } from 'jsonc-parser';
import type { CapabilityName } from '../../api/dialects/dialect';
import { goesWithMethod } from '../../api/dialects/goesWithMethod';
import { takesValidationFile } from '../../api/dialects/takesValidationFile';
import { type FileProblem, problemAt } from '../../jobFiles/checkNode';
import { type DataName, dataNamed } from '../../jobFiles/dataName';
import type { JobFile, OneOrMore } from '../../jobFiles/jobFile';
import type { CreationOptions } from '../../jobs/source';
import { knownHyperparameters } from '../../shared/hyperparameterLabels';
import { nearName } from '../../shared/nearName';
import { sentence } from '../../shared/sentence';
import { problemWithSetting, problemWithSuffix } from '../createJob/draft';
import { fieldOf, type FormField, hyperparameterFields, isUnset } from '../createJob/formFields';
import { maxPairs, metadataText, problemWithMetadata } from '../createJob/metadata';

/** What is well formed of a job file, and the provider that it is for. */
export interface FileAtProvider {
  readonly file: Partial<JobFile>;
  readonly root: Node;
  readonly options: CreationOptions;
  /** What people call the provider. */
  readonly provider: string;
}

/** What is wrong, and at which field; `isName`: at its name rather than at its value. */
interface Finding {
  readonly path: JSONPath;
  readonly isName?: true;
  readonly message: string;
  readonly isWarning?: true;
}

/** What this provider does not take of a job file, in the order of the text. */
export function problemsAtProvider(subject: FileAtProvider): readonly FileProblem[] {
  const { root } = subject;
  return rules
    .flatMap((rule) => rule(subject))
    .map(({ path, isName, message, isWarning }) => ({
      ...problemAt(nodeAt(root, path, isName === true), message),
      ...(isWarning === true ? { isWarning } : {}),
    }))
    .sort((one, other) => one.offset - other.offset);
}

/** Of a field that is missing, the nearest one around it; an object is marked by its bracket. */
function nodeAt(root: Node, path: JSONPath, isName: boolean): Node {
  const node = findNodeAtLocation(root, path);
  if (node === undefined) return path.length === 0 ? root : nodeAt(root, path.slice(0, -1), false);
  const name = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  if (isName && name !== undefined) return name;
  return node.type === 'object' ? { ...node, length: 1 } : node;
}

type Rule = (subject: FileAtProvider) => readonly Finding[];

const rules: readonly Rule[] = [
  lacking,
  method,
  grader,
  hyperparameters,
  missingHyperparameters,
  suffix,
  metadata,
  settings,
  missingSettings,
  data,
  validationFile,
];

/** Fields that only some providers have. */
const needs = [
  ['suffix', 'suffix'],
  ['seed', 'seed'],
  ['metadata', 'metadata'],
  ['integrations', 'integrations'],
  ['validationFile', 'validationFile'],
] as const satisfies readonly (readonly [keyof JobFile, CapabilityName])[];

function lacking({ file, options }: FileAtProvider): readonly Finding[] {
  return needs.flatMap(([name, capability]) => {
    const reason = options.capabilities[capability];
    return file[name] === undefined || reason === true
      ? []
      : [{ path: [name], isName: true, message: reason }];
  });
}

function methodOf({ file, options }: FileAtProvider) {
  return file.method?.type ?? options.methods[0] ?? 'supervised';
}

function method(subject: FileAtProvider): readonly Finding[] {
  const { options, provider } = subject;
  if (options.methods.includes(methodOf(subject))) return [];
  const message = t('{0} has the methods {1}', provider, options.methods.join(', '));
  return [{ path: ['method', 'type'], message }];
}

function grader(subject: FileAtProvider): readonly Finding[] {
  const isReinforcement = methodOf(subject) === 'reinforcement';
  const isThere = subject.file.method?.grader !== undefined;
  if (isReinforcement === isThere) return [];
  return isThere
    ? [{ path: ['method', 'grader'], isName: true, message: t('Only the method reinforcement has a grader') }]
    : [{ path: ['method', 'type'], message: t('The method reinforcement needs a grader') }];
}

function hyperparameters(subject: FileAtProvider): readonly Finding[] {
  const offered = hyperparameterFields(subject.options, methodOf(subject));
  return Object.entries(subject.file.method?.hyperparameters ?? {}).flatMap(([name, values]) => {
    const path = ['method', 'hyperparameters', name];
    const field = offered.find(({ wireName }) => wireName === name);
    const finding = field === undefined ? unknownName(name, offered, subject) : null;
    if (finding !== null && finding.isWarning !== true) return [{ path, ...finding }];
    const inValues = problemsWithValues(path, values, field ?? fieldOf(name));
    return finding === null ? inValues : [{ path, ...finding }, ...inValues];
  });
}

/** What there is to say of a hyperparameter that is not offered; null: nothing, the provider may take it. */
function unknownName(
  name: string,
  offered: readonly FormField[],
  subject: FileAtProvider,
): Omit<Finding, 'path'> | null {
  const { options, provider } = subject;
  const names = offered.map(({ wireName }) => wireName);
  const near = nearName(name, names);
  if (options.hyperparameters.takesOthers && goesWithMethod(name, options, methodOf(subject))) {
    if (near === null || knownHyperparameters.includes(name)) return null;
    return {
      isName: true,
      isWarning: true,
      message: t('{0} may be misspelt: {1} has {2}', name, provider, near),
    };
  }
  const message =
    near === null
      ? t('{0} does not know {1} with this method, but {2}', provider, name, names.join(', '))
      : t('{0} does not know {1} with this method: is {2} meant?', provider, name, near);
  return { isName: true, message };
}

function problemsWithValues(
  path: readonly string[],
  values: OneOrMore<number | string | boolean>,
  { wireName, problemWith }: FormField,
): readonly Finding[] {
  const isList = typeof values === 'object';
  const all = isList ? values : [values];
  return all.flatMap((value, index) => {
    const problem = problemWith(String(value));
    if (problem === null) return [];
    return [{ path: isList ? [...path, index] : [...path], message: sentence(wireName, problem) }];
  });
}

/** An `auto` of one that is wanted is a wrong value, which is said at it. */
function missingHyperparameters(subject: FileAtProvider): readonly Finding[] {
  const { file, options, provider } = subject;
  return hyperparameterFields(options, methodOf(subject))
    .filter(({ wireName, isWanted }) => isWanted && file.method?.hyperparameters?.[wireName] === undefined)
    .map(({ wireName, hint }) => ({
      path: ['method', 'hyperparameters'],
      message: t('{0} wants {1}: {2}', provider, wireName, hint),
    }));
}

function suffix({ file, options }: FileAtProvider): readonly Finding[] {
  if (options.capabilities.suffix !== true) return [];
  const message = problemWithSuffix(file.suffix ?? '', options);
  return message === null ? [] : [{ path: ['suffix'], message: t('{0}: {1}', 'suffix', message) }];
}

function metadata({ file, options }: FileAtProvider): readonly Finding[] {
  if (options.capabilities.metadata !== true) return [];
  const pairs = Object.entries(file.metadata ?? {});
  const wrong = pairs.flatMap(([key, value]) => {
    const message = problemWithMetadata(metadataText({ [key]: value }), options.metadataRule);
    return message === null ? [] : [{ path: ['metadata', key], message: t('{0}: {1}', key, message) }];
  });
  const isTooMany = pairs.length > maxPairs;
  if (!isTooMany) return wrong;
  return [
    ...wrong,
    { path: ['metadata'], message: t('{0}: {1}', 'metadata', t('At most {0} pairs', maxPairs)) },
  ];
}

function settings({ file, options, provider }: FileAtProvider): readonly Finding[] {
  const known = options.settings ?? [];
  return Object.entries(file.settings ?? {}).flatMap(([name, value]): readonly Finding[] => {
    const path = ['settings', name];
    const setting = known.find((each) => each.name === name);
    if (setting === undefined) {
      const names = known.map((each) => each.name).join(', ');
      const message =
        known.length === 0
          ? t('{0} has no settings', provider)
          : t('{0} has the settings {1}', provider, names);
      return [{ path, isName: true, message }];
    }
    const words = setting.choices?.map((each) => each.value);
    if (words?.includes(value) === false)
      return [{ path, message: sentence(name, t('must be one of {0}', words.join(', '))) }];
    const problem = problemWithSetting(value, setting);
    return problem === null ? [] : [{ path, message: t('{0}: {1}', name, problem) }];
  });
}

function missingSettings({ file, options, provider }: FileAtProvider): readonly Finding[] {
  return (options.settings ?? [])
    .filter(({ name, isRequired, initial }) => isRequired && isUnset(file.settings?.[name] ?? initial ?? ''))
    .map(({ name, hint }) => ({
      path: ['settings'],
      message: t('{0} wants {1}: {2}', provider, name, hint),
    }));
}

const dataFields = ['trainingFile', 'validationFile'] as const;

/** Whether there is such a file here is looked at elsewhere: that takes its time. */
function data({ file, options }: FileAtProvider): readonly Finding[] {
  return dataFields.flatMap((field) => {
    const message = file[field] === undefined ? null : problemWithData(field, file[field], options);
    return message === null ? [] : [{ path: [field], message }];
  });
}

function problemWithData(
  field: string,
  name: DataName,
  { capabilities, dataNames }: CreationOptions,
): string | null {
  const named = dataNamed(name);
  if (named.kind === 'path') return capabilities.upload === true ? null : capabilities.upload;
  if (capabilities.files === true || dataNames?.pattern?.test(named.id) !== false) return null;
  return sentence(field, t('must be {0}', dataNames.text));
}

function validationFile(subject: FileAtProvider): readonly Finding[] {
  const { file, options, provider } = subject;
  if (file.validationFile === undefined || options.capabilities.validationFile !== true) return [];
  const [path, type] = [['validationFile'], methodOf(subject)];
  if (!takesValidationFile(options, type))
    return [
      { path, message: t('{0} takes no validation file for the method {1}: leave it out', provider, type) },
    ];
  const isSame = JSON.stringify(file.validationFile) === JSON.stringify(file.trainingFile);
  return isSame
    ? [{ path, message: t('It is the training file: data that was trained on validates nothing') }]
    : [];
}
