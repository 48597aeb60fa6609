import { t } from '@vscode/l10n';
import type { Capabilities } from '../../api/dialects/dialect';
import type { Checkpoint } from '../../api/wire/checkpoint';
import { metricOf, titleOf } from '../../metrics/metricName';
import { bySeriesOrder } from '../../metrics/series';
import type { Format } from '../../shared/format';
import { measureText as trainingText, stepText } from '../../shared/progressText';
import type { RowText } from '../rowText';

export interface CheckpointInputs {
  readonly checkpoint: Checkpoint;
  /** Whether it was validated best among those of its job. */
  readonly isBest: boolean;
  /** Whether its job is known. */
  readonly hasJob: boolean;
  readonly capabilities: Capabilities;
  /** Unix seconds. */
  readonly now: number;
  readonly format: Format;
}

/** Measures that a row says: the losses come first. */
const maxShown = 2;

export function checkpointRow(inputs: CheckpointInputs): RowText {
  const { checkpoint, isBest, hasJob, capabilities, now, format } = inputs;
  const { step, createdAt, model } = checkpoint;
  const label = step === null ? checkpoint.id : stepText(step, null, format);
  const words = [
    ...(isBest ? [t({ message: 'best', comment: 'Beside the name of a checkpoint' })] : []),
    ...measuresText(checkpoint, format),
    ...(createdAt === null ? [] : [format.age(Math.min(createdAt, now), now)]),
  ];
  return {
    label,
    description: words.join(' · '),
    icon: { id: 'milestone', color: null },
    context: ['checkpoint', ...(model === null ? [] : usable(capabilities, hasJob))].join(' '),
    accessibilityLabel: [t('Checkpoint {0}', label), ...words].join(', '),
  };
}

/** The first of what was measured of a checkpoint, each in a word. */
export function measuresText(checkpoint: Pick<Checkpoint, 'metrics'>, format: Format): string[] {
  return measuresOf(checkpoint)
    .slice(0, maxShown)
    .map((each) => measureText(each, format));
}

function usable({ chat, deleteModel }: Capabilities, hasJob: boolean): string[] {
  return [
    'callable',
    ...(hasJob ? ['showModelJob'] : []),
    ...(chat === true ? ['tryModel'] : []),
    ...(deleteModel === true ? ['deleteModel'] : []),
  ];
}

/** The facts of a tooltip, in reading order. Values come from servers: show them as text. */
export function checkpointFacts({ checkpoint, now, format }: CheckpointInputs): [string, string][] {
  const { model, createdAt, id } = checkpoint;
  const created = createdAt === null ? null : `${format.date(createdAt)} (${format.age(createdAt, now)})`;
  return [
    ...(model === null ? [] : [[t('Model'), model] satisfies [string, string]]),
    ...measuresOf(checkpoint).map(({ title, value }): [string, string] => [title, format.metric(value)]),
    ...(created === null ? [] : [[t('Created'), created] satisfies [string, string]]),
    [t('Id'), id],
  ];
}

interface Measure {
  readonly name: string;
  readonly title: string;
  readonly value: number;
}

function measureText({ name, title, value }: Measure, format: Format): string {
  if (name === 'train_loss') return trainingText({ value, isReward: false }, format);
  return name === 'valid_loss' || name === 'full_valid_loss'
    ? t('validation loss {0}', format.shortMetric(value))
    : `${title} ${format.shortMetric(value)}`;
}

/** Loss first, then accuracy and reward, as the charts have them. */
function measuresOf({ metrics }: Pick<Checkpoint, 'metrics'>): Measure[] {
  return Object.entries(metrics)
    .flatMap(([key, value]) => {
      const metric = metricOf(key);
      return metric === null ? [] : [{ ...metric, title: titleOf(metric), value }];
    })
    .sort(bySeriesOrder);
}
