import { t } from '@vscode/l10n';
import type { Capabilities } from '../api/dialects/dialect';
import { type BestLoss, jobProgress, lastMeasure, type Progress } from '../jobs/progress';
import { stallOf } from '../jobs/stall';
import { jobName, type KnownJob, providerName } from '../jobs/summary';
import { actionsOf } from '../shared/actions';
import { errorParts } from '../shared/errorParts';
import { type Format, shortModel } from '../shared/format';
import { asExpected, leftText, measureText, measureTitle, stepText, tookText } from '../shared/progressText';
import { stallText } from '../shared/stallText';
import { groupOf, isPausing, isReadyToStart } from '../shared/statuses';
import { lookOf, statusText } from '../shared/statusLook';
import type { Arrangement } from './grouping';
import type { RowText } from './rowText';

export interface RowInputs {
  readonly job: KnownJob;
  readonly progress: Progress | undefined;
  readonly capabilities: Capabilities;
  /** Unix seconds. */
  readonly now: number;
  readonly format: Format;
  /** Names of files by id, where they are known. */
  readonly fileNames?: ReadonlyMap<string, string>;
  /** Of the rows around it: what stands above them is not repeated, what they are sorted by is shown. */
  readonly arrangement?: Arrangement;
}

export function jobRow(inputs: RowInputs): RowText {
  const { job } = inputs;
  const label = jobName(job, inputs.format);
  const state = stateOf(inputs);
  const description = describe(label, state, inputs);
  const look = lookOf(job.status);
  return {
    label,
    description,
    icon: { id: look.isSpinning ? `${look.icon}~spin` : look.icon, color: look.color },
    context: contextOf(job, inputs.capabilities),
    accessibilityLabel: [label, ...spoken(description, state.saysStatus ? null : look.label)].join(', '),
  };
}

/**
 * What changes comes first and what many jobs share last: a narrow side bar cuts off the end. Of a failed job the
 * first is the reason.
 */
function describe(label: string, state: StateWords, inputs: RowInputs): string {
  const { job, arrangement } = inputs;
  const words = [
    ...state.words,
    ...measureWords(inputs),
    ...(arrangement?.sorting === 'tokens' ? tokensWords(inputs) : []),
    ...(arrangement?.grouping === 'model' ? [] : modelWords(label, job.model)),
  ].join(' · ');
  return job.mark?.isStarred === true ? `${star} ${words}` : words;
}

/** A row has one icon, and that is the status. */
const star = '★';

/** The status, unless the words say it already. */
function spoken(description: string, status: string | null): string[] {
  const isStarred = description.startsWith(star);
  const words = (isStarred ? description.slice(star.length + 1) : description).split(' · ');
  return [
    ...(status === null ? [] : [status]),
    ...(isStarred ? [t('starred')] : []),
    ...words.filter((word) => word !== status),
  ];
}

/** How a job is. */
interface StateWords {
  readonly words: readonly string[];
  /** They are a sentence with the status in it: `queued for 2h`. */
  readonly saysStatus: boolean;
}

function stateOf(inputs: RowInputs): StateWords {
  const { job, now, format } = inputs;
  switch (groupOf(job.status)) {
    case 'running': {
      const words = progressWords(inputs);
      return words.length > 0 ? besideStatus(words) : sinceCreation(inputs);
    }
    case 'queued':
    case 'validating': {
      if (isReadyToStart(job.status)) return besideStatus([lookOf(job.status).label]);
      const stall = stallOf(job, undefined, now);
      const since = stall === null ? sinceCreation(inputs) : withStatus(stallText(stall, format));
      return { ...since, words: [...queueWords(inputs), ...since.words] };
    }
    case 'paused':
    case 'cancelling': {
      const status = isSaidAbove(inputs) ? [] : [lookOf(job.status).label];
      return besideStatus([...status, ...progressWords(inputs)]);
    }
    case 'failed': {
      const reason = job.errorMessage === null ? [] : [reasonText(job.errorMessage)];
      return besideStatus([...reason, ...endedAge(inputs)]);
    }
    case 'succeeded':
    case 'cancelled':
      return besideStatus(endedAge(inputs));
    case 'other': {
      const age = job.createdAt === null ? [] : [format.age(job.createdAt, now)];
      return besideStatus([lookOf(job.status).label, ...age]);
    }
  }
}

/** Where the provider says so; of the next one the age says enough. */
function queueWords({ job: { reportedProgress }, format }: RowInputs): string[] {
  const before = reportedProgress?.queuePosition ?? 0;
  return before === 0 ? [] : [t('{0} before it', format.count(before))];
}

function withStatus(words: string): StateWords {
  return { words: [words], saysStatus: true };
}

function besideStatus(words: readonly string[]): StateWords {
  return { words, saysStatus: false };
}

/** The heading of the group is the status; that of paused jobs also stands above those that are about to be. */
function isSaidAbove({ job, arrangement }: RowInputs): boolean {
  return arrangement?.grouping === 'status' && !isPausing(job.status);
}

/**
 * How far a job is, as shortly as possible: `41%`, else `step 12`; and how long it still takes. Of a run that does not
 * move nobody can say that: how long it has not moved comes first.
 */
export function progressWords({
  job,
  progress,
  now,
  format,
}: Pick<RowInputs, 'job' | 'progress' | 'now' | 'format'>): string[] {
  const known = jobProgress(job, progress, now);
  if (known === null) return [];
  const { step, fraction, finishAt } = known;
  const stall = stallOf(job, progress, now);
  const words = stall === null ? [] : [stallText(stall, format)];
  if (fraction !== null) words.push(format.percent(fraction));
  else if (step !== null) words.push(stepText(step, null, format));
  if (finishAt !== null && stall === null) words.push(leftText(finishAt, now, format));
  return words;
}

/** Unless the job is named by its model already. */
function modelWords(label: string, model: string | null): string[] {
  if (model === null) return [];
  const short = shortModel(model);
  return label.startsWith(`${short}, `) ? [] : [short];
}

/** The last training loss; where rows are sorted by the best one, that. */
function measureWords({ progress, arrangement, format }: RowInputs): string[] {
  const measure = lastMeasure(progress);
  if (arrangement?.sorting !== 'loss') return measure === null ? [] : [measureText(measure, format)];
  const best = progress?.best ?? null;
  return best === null ? [] : [bestLossText(best, format)];
}

function bestLossText({ value, isValidation }: BestLoss, format: Format): string {
  const text = format.metric(value);
  return isValidation ? t('best validation loss {0}', text) : t('best training loss {0}', text);
}

function tokensWords({ job, format }: RowInputs): string[] {
  return job.trainedTokens === null ? [] : [t('{0} tokens', format.shortCount(job.trainedTokens))];
}

function sinceCreation(inputs: RowInputs): StateWords {
  const { job, now, format } = inputs;
  if (job.createdAt === null) return besideStatus([]);
  const seconds = now - job.createdAt;
  if (isSaidAbove(inputs)) return besideStatus([t('for {0}', format.shortDuration(seconds))]);
  const group = groupOf(job.status);
  return group === 'queued' || group === 'validating'
    ? withStatus(stallText({ state: group, seconds }, format))
    : withStatus(t('running for {0}', format.shortDuration(seconds)));
}

/** A clock that is behind the server's does not put an end into the future. */
function endedAge({ job, now, format }: RowInputs): string[] {
  const at = job.finishedAt ?? job.createdAt;
  return at === null ? [] : [format.age(Math.min(at, now), now)];
}

/** How OpenAI begins the message of a failed job, as published in many reports of such errors. */
const opening = /^The job failed due to an? [^.]{1,60}\. {1,4}(?:Invalid file format\. {1,4})?(?=\S)/;

/** How a sentence begins that says no reason. */
const courtesy =
  /^\(?(?:please (?:try|retry|contact|reach out|include)|you can (?:try|retry)|if (?:the|this) (?:error|issue|problem)|contact |sorry|we(?: are|['’]re) sorry|we apologi[sz]e)\b/i;

/**
 * The first broken line of the data where the message has one: its opening words are those of many failures, but all
 * that there is where only courtesies follow.
 */
function reasonText(message: string): string {
  const parts = errorParts(message);
  const { text } = parts.find(({ line }) => line !== null) ?? parts[0] ?? { text: '' };
  const reasons = text.split(/(?<=[.!?]) +/).filter((sentence) => !courtesy.test(sentence));
  const line = (reasons.length === 0 ? text : reasons.join(' ')).replace(opening, '');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** `job`, and the ids of the actions that are offered. */
function contextOf(job: KnownJob, can: Capabilities): string {
  const offered = actionsOf(job, can).filter(({ reason }) => reason === null);
  return ['job', ...offered.map(({ id }) => id)].join(' ');
}

/** The facts of a tooltip, in reading order. Values come from servers: show them as text. */
export function jobFacts(inputs: RowInputs): [name: string, value: string][] {
  const { job, progress, format } = inputs;
  const measure = lastMeasure(progress);
  const facts: [string, string | null][] = [
    [t('Note'), job.mark?.note ?? null],
    [t('Status'), statusText(job.status)],
    [t('Error'), job.errorMessage],
    [t('Base model'), job.model],
    [t('Fine-tuned model'), job.fineTunedModel],
    [t('Progress'), progressFact(inputs)],
    [
      measureTitle({ isReward: measure?.isReward ?? false }),
      measure === null ? null : format.metric(measure.value),
    ],
    [t('Created'), job.createdAt === null ? null : timeFact(job.createdAt, inputs)],
    [t('Finished'), job.finishedAt === null ? null : timeFact(job.finishedAt, inputs)],
    [t('Took'), tookText(job, format)],
    [
      t('Trained tokens'),
      job.trainedTokens === null ? null : asExpected(format.count(job.trainedTokens), job.status),
    ],
    [t('Training file'), inputs.fileNames?.get(job.trainingFile ?? '') ?? job.trainingFile],
    [t('Name at the provider'), providerName(job, format)],
    [t('Id'), job.id],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function progressFact({ job, progress, now, format }: RowInputs): string | null {
  const known = jobProgress(job, progress, now);
  if (known === null) return null;
  const { step, totalSteps, fraction, finishAt } = known;
  const stall = stallOf(job, progress, now);
  const words = [
    stall === null ? null : stallText(stall, format),
    fraction === null ? null : format.percent(fraction),
    step === null ? null : stepText(step, totalSteps, format),
    finishAt === null || stall !== null ? null : leftText(finishAt, now, format),
  ].filter((word) => word !== null);
  return words.join(', ');
}

function timeFact(seconds: number, { now, format }: RowInputs): string {
  return `${format.date(seconds)} (${format.age(Math.min(seconds, now), now)})`;
}
