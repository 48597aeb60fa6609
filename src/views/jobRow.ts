import type { Capabilities } from '../api/dialects/dialect';
import { absoluteTime, age, duration, percent, shortCount, shortDuration, shortModel } from '../jobs/format';
import type { Progress } from '../jobs/progress';
import { type JobGroup, groupOf, hasEnded } from '../jobs/status';
import { type JobSummary, jobName } from '../jobs/summary';
import type { RowIcon } from '../platform/treeRow';

/** A job's row, as data: who has a tree hands it over. */
export interface JobRow {
  readonly label: string;
  readonly description: string;
  readonly icon: RowIcon;
  /** Words for `when` clauses: `job cancellable hasResult`. */
  readonly context: string;
  readonly accessibilityLabel: string;
}

export interface RowInputs {
  readonly job: JobSummary;
  readonly progress: Progress | undefined;
  readonly capabilities: Capabilities;
  /** Unix seconds. */
  readonly now: number;
}

/** How a group is told at a glance. No two share both icon and colour: colour alone says nothing. */
export const groupLook: Readonly<Record<JobGroup, { label: string; icon: RowIcon }>> = {
  running: { label: 'Running', icon: { id: 'sync~spin', color: 'charts.blue' } },
  queued: { label: 'Queued', icon: { id: 'clock', color: 'testing.iconQueued' } },
  validating: { label: 'Validating files', icon: { id: 'checklist', color: 'charts.blue' } },
  paused: { label: 'Paused', icon: { id: 'debug-pause', color: 'charts.yellow' } },
  cancelling: { label: 'Cancelling', icon: { id: 'stop-circle', color: 'charts.orange' } },
  succeeded: { label: 'Succeeded', icon: { id: 'pass', color: 'testing.iconPassed' } },
  failed: { label: 'Failed', icon: { id: 'error', color: 'testing.iconFailed' } },
  cancelled: { label: 'Cancelled', icon: { id: 'circle-slash', color: 'testing.iconSkipped' } },
  other: { label: 'Other', icon: { id: 'question', color: null } },
};

export function jobRow(inputs: RowInputs): JobRow {
  const { job } = inputs;
  const label = jobName(job);
  const description = describe(inputs);
  const look = groupLook[groupOf(job.status)];
  return {
    label,
    description,
    icon: look.icon,
    context: contextOf(job, inputs.capabilities),
    accessibilityLabel: `${label}, ${look.label}, ${description.replaceAll(' · ', ', ')}`,
  };
}

/** Of a failed job the reason comes first: a narrow side bar cuts off the rest. */
function describe({ job, progress, now }: RowInputs): string {
  const model = job.model === null ? [] : [shortModel(job.model)];
  if (groupOf(job.status) === 'failed' && job.errorMessage !== null) {
    return [firstLine(job.errorMessage), ...model, age(job.finishedAt ?? job.createdAt, now)].join(' · ');
  }
  return [...model, ...stateWords(job, progress, now)].join(' · ');
}

function stateWords(job: JobSummary, progress: Progress | undefined, now: number): string[] {
  switch (groupOf(job.status)) {
    case 'running':
      return runningWords(job, progress, now);
    case 'queued':
    case 'validating':
      return [`for ${shortDuration(now - job.createdAt)}`];
    case 'paused':
    case 'cancelling': {
      const share = fractionOf(job, progress);
      return share === null ? [job.status] : [job.status, percent(share)];
    }
    case 'succeeded': {
      const tokens = job.trainedTokens === null ? [] : [`${shortCount(job.trainedTokens)} tokens`];
      return [age(job.finishedAt ?? job.createdAt, now), ...tokens];
    }
    case 'failed':
    case 'cancelled':
      return [age(job.finishedAt ?? job.createdAt, now)];
    case 'other':
      return [job.status, age(job.createdAt, now)];
  }
}

function runningWords(job: JobSummary, progress: Progress | undefined, now: number): string[] {
  const share = fractionOf(job, progress);
  const words: string[] = [];
  if (share !== null) words.push(percent(share));
  else if (progress?.step !== null && progress?.step !== undefined)
    words.push(`step ${String(progress.step)}`);
  if (job.estimatedFinish !== null && job.estimatedFinish > now) {
    words.push(`${shortDuration(job.estimatedFinish - now)} left`);
  }
  return words.length > 0 ? words : [`for ${shortDuration(now - job.createdAt)}`];
}

/** Share done, 0 to 1. */
export function fractionOf(job: JobSummary, progress: Progress | undefined): number | null {
  return job.progress ?? progress?.fraction ?? null;
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function contextOf(job: JobSummary, can: Capabilities): string {
  const group = groupOf(job.status);
  const words = ['job'];
  if (can.create === true) words.push('cloneable');
  const isStoppable = !hasEnded(job.status) && group !== 'cancelling';
  if (isStoppable && can.cancel === true) words.push('cancellable');
  if ((group === 'running' || group === 'queued') && can.pause === true) words.push('pausable');
  if ((group === 'validating' || group === 'queued') && can.start === true) words.push('startable');
  if (group === 'paused' && can.resume === true) words.push('resumable');
  if (hasEnded(job.status) && can.deleteJob === true) words.push('deletable');
  if (job.resultFile !== null && can.resultFiles === true) words.push('hasResult');
  if (job.fineTunedModel !== null) words.push('hasModel');
  return words.join(' ');
}

/** The facts of a tooltip, in reading order. Values come from servers: show them as text. */
export function jobFacts(
  { job, progress, now }: RowInputs,
  locale?: string,
): [name: string, value: string][] {
  const facts: [string, string | null][] = [
    ['Status', job.status],
    ['Error', job.errorMessage],
    ['Base model', job.model],
    ['Fine-tuned model', job.fineTunedModel],
    ['Progress', progressFact(job, progress)],
    ['Created', timeFact(job.createdAt, now, locale)],
    ['Finished', job.finishedAt === null ? null : timeFact(job.finishedAt, now, locale)],
    ['Took', job.finishedAt === null ? null : duration(job.finishedAt - job.createdAt)],
    ['Trained tokens', job.trainedTokens === null ? null : job.trainedTokens.toLocaleString(locale)],
    ['Training file', job.trainingFile],
    ['Id', job.id],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function progressFact(job: JobSummary, progress: Progress | undefined): string | null {
  if (hasEnded(job.status)) return null;
  const share = fractionOf(job, progress);
  const steps =
    progress?.step === null || progress?.step === undefined
      ? null
      : `step ${String(progress.step)}${progress.totalSteps === null ? '' : ` of ${String(progress.totalSteps)}`}`;
  const words = [share === null ? null : percent(share), steps].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(', ');
}

function timeFact(seconds: number, now: number, locale?: string): string {
  return `${absoluteTime(seconds, locale)} (${age(seconds, now)})`;
}
