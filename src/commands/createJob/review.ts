import { l10n } from 'vscode';
import type { Account } from '../../jobs/account';
import { type Choice, type Separator, type StepFrame, ask, choose } from '../../platform/steps';
import { type JobDraft, type NumberField, numberFields, problemWithNumber, problemWithSuffix } from './draft';

export type ReviewChoice =
  'create' | 'trainingFile' | 'validationFile' | 'model' | 'method' | 'suffix' | NumberField;

/** The last step: everything at a glance, each line can be changed, the first one creates. */
export async function review(draft: JobDraft, account: Account, frame: StepFrame) {
  const can = account.dialect.capabilities;
  const file = draft.trainingFile;
  const rows: (Choice<ReviewChoice> | Separator)[] = [
    {
      label: l10n.t('$(rocket) Create this job'),
      description: l10n.t('at {0}', account.connection.name),
      detail:
        file?.kind === 'local'
          ? l10n.t('Uploads {0} first', file.name)
          : l10n.t('Starts as soon as it is sent'),
      value: 'create',
    },
    { separator: l10n.t('change') },
    row(l10n.t('Training file'), file?.name ?? '', 'trainingFile'),
    ...(can.validationFile === true
      ? [row(l10n.t('Validation file'), draft.validationFile?.name ?? l10n.t('none'), 'validationFile')]
      : []),
    row(l10n.t('Base model'), draft.model, 'model'),
    ...(account.dialect.methods.length > 1 ? [row(l10n.t('Method'), draft.method, 'method')] : []),
    ...numberFields
      .filter(({ name }) => name !== 'seed' || can.seed === true)
      .map((field) => row(field.label, draft[field.name] || l10n.t('chosen by the provider'), field)),
    ...(can.suffix === true ? [row(l10n.t('Suffix'), draft.suffix || l10n.t('none'), 'suffix')] : []),
  ];
  return choose<ReviewChoice>({
    ...frame,
    placeholder: l10n.t('Check the job, then create it'),
    choices: rows,
  });
}

function row(name: string, value: string, choice: ReviewChoice): Choice<ReviewChoice> {
  return { label: name, description: value, value: choice };
}

export async function askNumber(draft: JobDraft, field: NumberField, title: string): Promise<void> {
  const answer = await ask({
    title: `${title}: ${field.label}`,
    canGoBack: true,
    prompt: field.hint,
    value: draft[field.name],
    problemWith: (text) => problemWithNumber(field, text),
  });
  if (answer.kind === 'value')
    draft[field.name] = answer.value === '' ? field.unset : answer.value.toLowerCase();
}

export async function askSuffix(draft: JobDraft, longest: number, title: string): Promise<void> {
  const answer = await ask({
    title: l10n.t('{0}: Suffix', title),
    canGoBack: true,
    prompt: l10n.t('Names the job and becomes part of the model’s name. At most {0} characters', longest),
    placeholder: 'support-bot',
    value: draft.suffix,
    problemWith: (text) => problemWithSuffix(text, longest),
  });
  if (answer.kind === 'value') draft.suffix = answer.value;
}

export async function askMethod(draft: JobDraft, account: Account, title: string): Promise<void> {
  const details: Readonly<Record<JobDraft['method'], string>> = {
    supervised: l10n.t('Learns to answer like the examples'),
    dpo: l10n.t('Learns to prefer one answer over another'),
    reinforcement: l10n.t('Learns from a grader’s score'),
  };
  const answer = await choose<JobDraft['method']>({
    title,
    canGoBack: true,
    placeholder: l10n.t('Method'),
    // A reinforcement job needs a grader, which these steps cannot ask for.
    choices: account.dialect.methods
      .filter((method) => method !== 'reinforcement')
      .map((method) => ({ label: method, detail: details[method], value: method })),
    active: draft.method,
  });
  if (answer.kind === 'value') draft.method = answer.value;
}
