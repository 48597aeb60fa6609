import { t } from '@vscode/l10n';
import type { CapabilityName } from '../../api/dialects/dialect';
import { goesWithMethod } from '../../api/dialects/goesWithMethod';
import type { CreationOptions } from '../../jobs/source';
import { hyperparameterLabel } from '../../shared/hyperparameterLabels';
import { type JobDraft, problemWithSetting, problemWithSuffix } from '../createJob/draft';
import { fieldOf, hyperparameterFields } from '../createJob/formFields';
import { metadataText, problemWithMetadata } from '../createJob/metadata';

/** Something that was requested for a job, and what becomes of it at another provider. */
export interface CarriedFact {
  /** Where a job file has it: `method.hyperparameters.n_epochs`. */
  readonly field: string;
  /** For people. */
  readonly name: string;
  readonly value: string;
  /** Why it does not carry over, in a sentence or a part of one; null: it does. */
  readonly reason: string | null;
}

/** The draft of the same job elsewhere, its files still to be found, and what became of each of its parts. */
export interface CarriedJob {
  readonly draft: JobDraft;
  readonly facts: readonly CarriedFact[];
}

/** What is known of the provider that the job goes to. */
export interface Destination {
  readonly options: CreationOptions;
  readonly isSameProvider: boolean;
  /** Names of models that it lists; null: it lists none, or they could not be read. */
  readonly models: ReadonlySet<string> | null;
}

/**
 * What of a job holds at another connection. A base model that is not known to be there has to be chosen again, and what
 * the provider does not have is left out, never changed into something else.
 */
export function carryOver(draft: JobDraft, to: Destination): CarriedJob {
  const method = to.options.methods.includes(draft.method)
    ? draft.method
    : (to.options.methods[0] ?? 'supervised');
  const facts = [
    modelFact(draft, to),
    {
      field: 'method.type',
      name: t('Method'),
      value: draft.method,
      reason: method === draft.method ? null : t('it has no such method'),
    },
    ...hyperparameterFacts(draft, method, to),
    ...partFacts(draft, to),
    ...recordFacts('settings', draft.settings, (name, value) => problemWithSettingOf(name, value, to)),
    ...recordFacts('otherFields', draft.repeated, () =>
      to.isSameProvider ? null : t('a field of the other provider'),
    ),
  ];
  const carried = new Set(facts.filter(({ reason }) => reason === null).map(({ field }) => field));
  const keeps = (field: string) => carried.has(field);
  return {
    facts,
    draft: {
      ...draft,
      method,
      model: keeps('model') ? draft.model : '',
      hyperparameters: filtered(draft.hyperparameters, (name) => keeps(`method.hyperparameters.${name}`)),
      grader: method === 'reinforcement' ? draft.grader : null,
      suffix: keeps('suffix') ? draft.suffix : '',
      seed: keeps('seed') ? draft.seed : '',
      metadata: keeps('metadata') ? draft.metadata : {},
      integrations: keeps('integrations') ? draft.integrations : [],
      settings: filtered(draft.settings, (name) => keeps(`settings.${name}`)),
      repeated: filtered(draft.repeated, (name) => keeps(`otherFields.${name}`)),
    },
  };
}

function modelFact({ model }: JobDraft, { isSameProvider, models }: Destination): CarriedFact {
  const isThere = models === null ? isSameProvider : models.has(model);
  return {
    field: 'model',
    name: t('Base model'),
    value: model,
    reason: isThere ? null : t('it is chosen again'),
  };
}

function hyperparameterFacts(
  { hyperparameters }: JobDraft,
  method: JobDraft['method'],
  { options }: Destination,
): readonly CarriedFact[] {
  const offered = hyperparameterFields(options, method);
  return Object.entries(hyperparameters).map(([name, value]) => {
    const field = offered.find(({ wireName }) => wireName === name);
    const isOther = options.hyperparameters.takesOthers && goesWithMethod(name, options, method);
    const reason =
      field === undefined && !isOther
        ? t('it has no such setting')
        : (field ?? fieldOf(name)).problemWith(value);
    return { field: `method.hyperparameters.${name}`, name: hyperparameterLabel(name), value, reason };
  });
}

/** Parts that only some providers have, where the job has them. */
function partFacts(draft: JobDraft, { options }: Destination): readonly CarriedFact[] {
  const parts: readonly (readonly [CapabilityName, string, string, string | null])[] = [
    ['suffix', t('Suffix'), draft.suffix, problemWithSuffix(draft.suffix, options)],
    ['seed', t('Seed'), draft.seed, null],
    ['metadata', t('Metadata'), metadataText(draft.metadata), problemWithPairs(draft, options)],
    ['integrations', t('Integrations'), draft.integrations.map(({ type }) => type).join(', '), null],
  ];
  return parts
    .filter(([, , value]) => value !== '')
    .map(([capability, name, value, problem]) => {
      const lack = options.capabilities[capability];
      return { field: capability, name, value, reason: lack === true ? problem : lack };
    });
}

function problemWithPairs({ metadata }: JobDraft, { metadataRule }: CreationOptions): string | null {
  return problemWithMetadata(metadataText(metadata), metadataRule);
}

function problemWithSettingOf(name: string, value: string, { options }: Destination): string | null {
  const setting = options.settings?.find((each) => each.name === name);
  if (setting === undefined) return t('it has no such setting');
  const isOffered = setting.choices?.some((each) => each.value === value) !== false;
  return isOffered ? problemWithSetting(value, setting) : t('it has no such choice');
}

function recordFacts<T>(
  field: string,
  record: Readonly<Record<string, T>>,
  problemWith: (name: string, value: T) => string | null,
): readonly CarriedFact[] {
  return Object.entries(record).map(([name, value]) => ({
    ...{ field: `${field}.${name}`, name, value: typeof value === 'string' ? value : JSON.stringify(value) },
    reason: problemWith(name, value),
  }));
}

function filtered<T>(
  record: Readonly<Record<string, T>>,
  keeps: (name: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => keeps(name)));
}
