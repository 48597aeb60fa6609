import { t } from '@vscode/l10n';
import type { Capabilities } from '../../api/dialects/dialect';
import type { BestLoss } from '../../jobs/progress';
import { jobName } from '../../jobs/summary';
import type { RowIcon } from '../../platform/treeRow';
import { type Format, shortModel, withoutPlace } from '../../shared/format';
import { type Measure, measureText, measureTitle } from '../../shared/progressText';
import type { RowText } from '../rowText';
import { partsOf, type TunedModel } from './tunedModels';

export interface ModelInputs {
  readonly model: TunedModel;
  /** The last loss or reward of its training, as far as it is known; null: not. */
  readonly measure: Measure | null;
  /** The best loss of its run, as far as it is known; null: not. */
  readonly best: BestLoss | null;
  readonly capabilities: Capabilities;
  /** Unix seconds. */
  readonly now: number;
  readonly format: Format;
}

const day = 86_400;
/** Days before its shutdown from which a row counts them down. */
const nearDays = 90;

/** Called by its suffix: the names of models differ only behind what fits into a side bar. */
export function modelRow({ model, measure, capabilities, now, format }: ModelInputs): RowText {
  const label = labelOf(model, format);
  const { length } = model.checkpoints;
  const shutdown = shutdownText(model.shutdownAt, now, format);
  const words = [
    shutdown,
    length === 0 ? null : length === 1 ? t('1 checkpoint') : t('{0} checkpoints', format.count(length)),
    model.createdAt === null ? null : format.age(Math.min(model.createdAt, now), now),
    measure === null ? null : measureText(measure, format),
    baseWord(model.base, label),
  ].filter((word) => word !== null);
  return {
    label,
    description: words.join(' · '),
    icon: shutdown !== null ? warning : { id: length === 0 ? 'package' : 'milestone', color: null },
    context: contextOf(model, capabilities),
    accessibilityLabel: [label, ...words].join(', '),
  };
}

/** What the person calls its job, else its suffix; else what its job is called, or its base and id; else its whole name. */
function labelOf({ name, job }: TunedModel, format: Format): string {
  const { base, suffix, id } = partsOf(name);
  const own = job?.mark?.name ?? job?.suffix;
  if (own != null) return own;
  if (suffix !== null) return suffix;
  if (job !== null) return jobName(job, format);
  if (base === null) return withoutPlace(name);
  return id === null ? shortModel(base) : `${shortModel(base)}:${id}`;
}

/** Unless the label names it already. */
function baseWord(base: string | null, label: string): string | null {
  if (base === null) return null;
  const short = shortModel(base);
  return label === short || label.startsWith(`${short}, `) || label.startsWith(`${short}:`) ? null : short;
}

const warning: RowIcon = { id: 'warning', color: 'list.warningForeground' };

/** Counts the days, when they are few. */
function shutdownText(at: number | null, now: number, format: Format): string | null {
  if (at === null || at - now > nearDays * day) return null;
  return at > now ? t('shuts down {0}', format.age(at, now)) : t('shut down {0}', format.age(at, now));
}

function contextOf({ job, checkpoints }: TunedModel, { chat, deleteModel }: Capabilities): string {
  const isModel = checkpoints.length === 0;
  return [
    isModel ? 'model' : 'checkpoints',
    ...(chat === true && (isModel || job !== null) ? ['tryModel'] : []),
    ...(deleteModel === true && isModel ? ['deleteModel'] : []),
    ...(job === null ? [] : ['showModelJob']),
  ].join(' ');
}

/** The facts of a tooltip, in reading order. Values come from servers: show them as text. */
export function modelFacts({
  model,
  measure,
  best,
  now,
  format,
}: ModelInputs): [name: string, value: string][] {
  const { job } = model;
  const time = (at: number) => `${format.date(at)} (${format.age(at, now)})`;
  const facts: [string, string | null][] = [
    [t('Model'), model.checkpoints.length === 0 ? model.name : null],
    [t('Base model'), model.base],
    [
      measureTitle({ isReward: measure?.isReward ?? false }),
      measure === null ? null : format.metric(measure.value),
    ],
    [bestLabel(best), best === null ? null : format.metric(best.value)],
    [t('Created'), model.createdAt === null ? null : time(model.createdAt)],
    [t('Shuts down'), model.shutdownAt === null ? null : shutdownFact(model.shutdownAt, now, format)],
    [t('Trained tokens'), job?.trainedTokens == null ? null : format.count(job.trainedTokens)],
    [t('Job'), job?.id ?? null],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function bestLabel(best: BestLoss | null): string {
  return best?.isValidation === true ? t('Best validation loss') : t('Best training loss');
}

/** A date comes as its midnight in Greenwich: its noon is the same day nearly everywhere. */
function shutdownFact(at: number, now: number, format: Format): string {
  return `${format.day(at + day / 2)} (${format.age(at, now)})`;
}
