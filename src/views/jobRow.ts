import { t } from '@vscode/l10n';
import type { Capabilities } from '../api/dialects/dialect';
import type { JobSummary } from '../api/wire/jobSummary';
import type { Progress } from '../jobs/progress';
import { jobName } from '../jobs/summary';
import type { RowIcon } from '../platform/treeRow';
import { actionsOf } from '../shared/actions';
import { type Format, shortModel } from '../shared/format';
import { leftText, stepText } from '../shared/progressText';
import { groupOf, hasEnded } from '../shared/statuses';
import { lookOf, statusText } from '../shared/statusLook';

/** A job's row, as data: who has a tree hands it over. */
export interface JobRow {
  readonly label: string;
  readonly description: string;
  readonly icon: RowIcon;
  /** Words for `when` clauses: `job cancel openResultFile`. */
  readonly context: string;
  readonly accessibilityLabel: string;
}

export interface RowInputs {
  readonly job: JobSummary;
  readonly progress: Progress | undefined;
  readonly capabilities: Capabilities;
  /** Unix seconds. */
  readonly now: number;
  readonly format: Format;
}

export function jobRow(inputs: RowInputs): JobRow {
  const { job } = inputs;
  const label = jobName(job);
  const description = describe(inputs);
  const look = lookOf(job.status);
  return {
    label,
    description,
    icon: { id: look.isSpinning ? `${look.icon}~spin` : look.icon, color: look.color },
    context: contextOf(job, inputs.capabilities),
    accessibilityLabel: `${label}, ${look.label}, ${description.replaceAll(' · ', ', ')}`,
  };
}

/** Of a failed job the reason comes first: a narrow side bar cuts off the rest. */
function describe(inputs: RowInputs): string {
  const { job } = inputs;
  const model = job.model === null ? [] : [shortModel(job.model)];
  if (groupOf(job.status) === 'failed' && job.errorMessage !== null) {
    return [firstLine(job.errorMessage), ...model, endedAge(inputs)].join(' · ');
  }
  return [...model, ...stateWords(inputs)].join(' · ');
}

function stateWords(inputs: RowInputs): string[] {
  const { job, progress, now, format } = inputs;
  switch (groupOf(job.status)) {
    case 'running':
      return runningWords(inputs);
    case 'queued':
    case 'validating':
      return [sinceCreation(inputs)];
    case 'paused':
    case 'cancelling': {
      const share = fractionOf(job, progress);
      const { label } = lookOf(job.status);
      return share === null ? [label] : [label, format.percent(share)];
    }
    case 'succeeded': {
      const tokens =
        job.trainedTokens === null ? [] : [t('{0} tokens', format.shortCount(job.trainedTokens))];
      return [endedAge(inputs), ...tokens];
    }
    case 'failed':
    case 'cancelled':
      return [endedAge(inputs)];
    case 'other':
      return [job.status, format.age(job.createdAt, now)];
  }
}

function runningWords(inputs: RowInputs): string[] {
  const { job, progress, now, format } = inputs;
  const share = fractionOf(job, progress);
  const words: string[] = [];
  if (share !== null) words.push(format.percent(share));
  else if (progress?.step !== null && progress?.step !== undefined)
    words.push(stepText(progress.step, null, format));
  const finishAt = job.reportedProgress?.finishAt ?? null;
  if (finishAt !== null) words.push(leftText(finishAt, now, format));
  return words.length > 0 ? words : [sinceCreation(inputs)];
}

function sinceCreation({ job, now, format }: RowInputs): string {
  return t('for {0}', format.shortDuration(now - job.createdAt));
}

/** A clock that is behind the server's does not put an end into the future. */
function endedAge({ job, now, format }: RowInputs): string {
  const at = job.finishedAt ?? job.createdAt;
  return format.age(Math.min(at, now), now);
}

/** Share done, 0 to 1. */
export function fractionOf(job: JobSummary, progress: Progress | undefined): number | null {
  return job.reportedProgress?.fraction ?? progress?.fraction ?? null;
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** `job`, and the ids of the actions that are offered. */
function contextOf(job: JobSummary, can: Capabilities): string {
  const offered = actionsOf(job, can).filter(({ reason }) => reason === null);
  return ['job', ...offered.map(({ id }) => id)].join(' ');
}

/** The facts of a tooltip, in reading order. Values come from servers: show them as text. */
export function jobFacts(inputs: RowInputs): [name: string, value: string][] {
  const { job, format } = inputs;
  const facts: [string, string | null][] = [
    [t('Status'), statusText(job.status)],
    [t('Error'), job.errorMessage],
    [t('Base model'), job.model],
    [t('Fine-tuned model'), job.fineTunedModel],
    [t('Progress'), progressFact(inputs)],
    [t('Created'), timeFact(job.createdAt, inputs)],
    [t('Finished'), job.finishedAt === null ? null : timeFact(job.finishedAt, inputs)],
    [t('Took'), job.finishedAt === null ? null : format.duration(job.finishedAt - job.createdAt)],
    [t('Trained tokens'), job.trainedTokens === null ? null : format.count(job.trainedTokens)],
    [t('Training file'), job.trainingFile],
    [t('Id'), job.id],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function progressFact({ job, progress, format }: RowInputs): string | null {
  if (hasEnded(job.status)) return null;
  const share = fractionOf(job, progress);
  const step = progress?.step ?? null;
  const words = [
    share === null ? null : format.percent(share),
    step === null ? null : stepText(step, progress?.totalSteps ?? null, format),
  ].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(', ');
}

function timeFact(seconds: number, { now, format }: RowInputs): string {
  return `${format.date(seconds)} (${format.age(Math.min(seconds, now), now)})`;
}
