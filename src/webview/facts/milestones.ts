import { t } from '@vscode/l10n';
import type { Checkpoint } from '../../api/wire/checkpoint';
import { timeOf } from '../../metrics/axis';
import { lowerBound, type PointList, valueAt } from '../../metrics/points';
import { findSeries, judgingKinds } from '../../metrics/series';
import type { TimelineEntry } from '../../metrics/timeline';
import type { Format } from '../../shared/format';
import { stepText } from '../../shared/progressText';
import { lookOf } from '../../shared/statusLook';
import type { Curves } from '../state/curves';
import type { ShownJob } from '../state/pageState';

/** A turn of a run: what the job came to, the end of an epoch, a checkpoint, the best step. */
export interface Milestone {
  readonly kind: 'turn' | 'epoch' | 'checkpoint' | 'best';
  readonly title: string;
  /** Unix seconds; null where nobody says. */
  readonly at: number | null;
  readonly note: string | null;
  /** Null for a turn, and where nobody says. */
  readonly step: number | null;
}

const turnTitles: Readonly<Record<Exclude<TimelineEntry['milestone'], 'finished'>, string>> = {
  created: t('Created'),
  validated: t('Files validated'),
  queued: t('Queued'),
  started: t('Training started'),
  firstStep: t('First step'),
};

/** All of them, in the order in which they came: clocks of servers differ, and times are whole seconds. */
export function milestonesOf({ curves, snapshot }: ShownJob, format: Format): Milestone[] {
  const turns = (isEnd: boolean) =>
    snapshot.timeline
      .filter(({ milestone }) => (milestone === 'finished') === isEnd)
      .map((entry) => turn(entry, snapshot.job.status, format));
  const saved = new Set(snapshot.checkpoints.map(({ step }) => step));
  const ends = new Map(curves.epochs.map(({ epoch, step }) => [step, epoch]));
  const steps = [
    ...curves.epochs
      .filter(({ step }) => !saved.has(step))
      .map(({ epoch, step }) => epochEnd(epoch, step, curves, format)),
    ...snapshot.checkpoints.map((each) => checkpoint(each, ends.get(each.step ?? NaN), curves, format)),
    ...(curves.best === null ? [] : [best(curves.best, curves, format)]),
  ];
  const order = ({ step }: Milestone) => step ?? Infinity;
  return [...turns(false), ...steps.sort((a, b) => order(a) - order(b)), ...turns(true)];
}

function turn({ milestone, at, sincePrevious }: TimelineEntry, status: string, format: Format): Milestone {
  const note =
    sincePrevious === null || sincePrevious < 1 ? null : t('after {0}', format.duration(sincePrevious));
  const title = milestone === 'finished' ? lookOf(status).label : turnTitles[milestone];
  return { kind: 'turn', title, at, note, step: null };
}

function epochEnd(epoch: number, step: number, curves: Curves, format: Format): Milestone {
  return {
    kind: 'epoch',
    title: t('End of epoch {0}', epoch),
    at: momentOf(step, curves),
    note: lossAt(step, curves, format),
    step,
  };
}

/** @param epoch the one that ends with its step */
function checkpoint(
  { createdAt, step }: Checkpoint,
  epoch: number | undefined,
  curves: Curves,
  format: Format,
): Milestone {
  const at = createdAt ?? (step === null ? null : momentOf(step, curves));
  return {
    kind: 'checkpoint',
    title: checkpointTitle(step, epoch, format),
    at,
    note: step === null ? null : lossAt(step, curves, format),
    step,
  };
}

function checkpointTitle(step: number | null, epoch: number | undefined, format: Format): string {
  if (step === null) return t('Checkpoint');
  const at = stepText(step, null, format);
  return epoch === undefined
    ? t('Checkpoint at {0}', at)
    : t('End of epoch {0}, checkpoint at {1}', epoch, at);
}

function best({ step, value, by }: NonNullable<Curves['best']>, curves: Curves, format: Format): Milestone {
  const note = `${by} ${format.metric(value)}`;
  return {
    kind: 'best',
    title: t('Best step: {0}', format.count(step)),
    at: momentOf(step, curves),
    note,
    step,
  };
}

/** When a step was done; null before the first report that is here: by its pace alone, that would be guessed. */
function momentOf(step: number, { scale }: Curves): number | null {
  return step < (scale.clock.steps[0] ?? Infinity) ? null : timeOf(step, scale);
}

/** What decided when this step was done: validation where it was run at that step, and training. */
function lossAt(step: number, { series }: Curves, format: Format): string | null {
  const [kind] = judgingKinds(series);
  const words = [];
  const train = findSeries(series, kind, 'train');
  const value = train === null ? undefined : lastNear(train, step);
  if (value !== undefined)
    words.push(kind === 'loss' ? t('loss {0}', format.metric(value)) : t('reward {0}', format.metric(value)));
  for (const split of ['full_valid', 'valid'] as const) {
    const valid = findSeries(series, kind, split);
    const exact = valid === null ? null : valueAt(valid, step);
    if (exact === null) continue;
    words.push(t('validation {0}', format.metric(exact)));
    break;
  }
  return words.length === 0 ? null : words.join(', ');
}

/**
 * The last value that was reported until a step, which need not be one that was reported. Undefined where the next
 * report would have been due by then: it would be the value of another time.
 */
function lastNear({ steps, values }: PointList, step: number): number | undefined {
  const at = lowerBound(steps, step + 0.5) - 1;
  const last = steps[at];
  if (last === undefined) return undefined;
  const interval = last - (steps[at - 1] ?? last);
  return last === step || step - last < interval ? values[at] : undefined;
}

/** Milestones that are shown at first, where there are many more. */
const shortLength = 12;
const manyMore = 4;

/**
 * The most telling ones in their order: all turns, the best step, and of epochs and checkpoints the last; in the place
 * of those between, how many they are.
 * @returns all of them where they are few
 */
export function shortened(all: readonly Milestone[]): readonly (Milestone | number)[] {
  if (all.length <= shortLength + manyMore) return all;
  const rank = ({ kind }: Milestone) => (kind === 'turn' || kind === 'best' ? 0 : 1);
  const kept = new Set(
    all
      .map((milestone, at) => ({ milestone, at }))
      .sort((a, b) => rank(a.milestone) - rank(b.milestone) || b.at - a.at)
      .slice(0, shortLength)
      .map(({ milestone }) => milestone),
  );
  const rows: (Milestone | number)[] = [];
  for (const each of all) {
    const last = rows.at(-1);
    if (kept.has(each)) rows.push(each);
    else if (typeof last === 'number') rows[rows.length - 1] = last + 1;
    else rows.push(1);
  }
  return rows;
}
