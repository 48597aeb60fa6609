import { t } from '@vscode/l10n';
import { indexOfBest } from '../../metrics/best';
import { titleOf } from '../../metrics/metricName';
import { findSeries, judgingKinds, type Series } from '../../metrics/series';
import { durationsOf } from '../../metrics/timeline';
import type { Format } from '../../shared/format';
import { stepText } from '../../shared/progressText';
import { hasBegun, hasEnded } from '../../shared/statuses';
import type { ShownJob } from '../state/pageState';

/** One figure of a run, for who looks at it for a second. */
export interface Tile {
  readonly label: string;
  readonly value: string;
  /** Where the value was reached, or what belongs to it, such as `step 380`. */
  readonly note: string | null;
  /** The best value before, and its step; empty where the last one is the best; null for what has no best. */
  readonly best: string | null;
  /** The whole value, where it is shortened. */
  readonly detail: string | null;
}

/** The figures that are known: last and best of each measure that decides, tokens, time and price. @param now Unix seconds */
export function tilesOf({ curves, snapshot }: ShownJob, format: Format, now: number): Tile[] {
  const { job } = snapshot;
  const note = hasBegun(job.status)
    ? null
    : t({ message: 'expected', comment: 'Tokens or price of a job that has not begun' });
  return [
    ...shownSeries(curves.series).map((series) => measureTile(series, format)),
    job.trainedTokens === null
      ? null
      : {
          ...plain(t('Trained tokens'), format.shortCount(job.trainedTokens)),
          detail: format.count(job.trainedTokens),
          note,
        },
    durationTile(snapshot, format, now),
    job.price === null
      ? null
      : {
          ...plain(t('Price'), format.price(job.price, job.priceCurrency)),
          note: job.isPriceEstimated ? t({ message: 'estimate', comment: 'Of a price' }) : note,
        },
  ].filter((tile) => tile !== null);
}

/** Training and validation of what decides, and one accuracy. */
function shownSeries(all: readonly Series[]): Series[] {
  const [decisive] = judgingKinds(all);
  const validation = (kind: Series['kind']) => {
    const full = findSeries(all, kind, 'full_valid');
    return full !== null && full.steps.length > 1 ? full : (findSeries(all, kind, 'valid') ?? full);
  };
  const accuracy = validation('accuracy') ?? findSeries(all, 'accuracy', 'train');
  return [findSeries(all, decisive, 'train'), validation(decisive), accuracy].filter((each) => each !== null);
}

function measureTile(series: Series, format: Format): Tile | null {
  const { steps, values } = series;
  const last = values.length - 1;
  const best = indexOfBest(series);
  const at = (index: number) => stepText(steps[index] ?? 0, null, format);
  if (last < 0) return null;
  return {
    ...plain(titleOf(series), format.metric(values[last] ?? NaN)),
    note: at(last),
    best: best < 0 || best === last ? '' : t('best {0} at {1}', format.metric(values[best] ?? NaN), at(best)),
  };
}

/** Events that are still on their way may say that it began earlier or later. */
function durationTile(
  { isSettled, job, timeline }: ShownJob['snapshot'],
  format: Format,
  now: number,
): Tile | null {
  const { queue, training } = durationsOf(timeline, now, hasEnded(job.status));
  const soFar = isSettled ? null : hasEnded(job.status) ? t('Loading…') : t('so far');
  const hasWaited = queue !== null && Math.round(queue) > 0;
  if (training === null)
    return !hasWaited ? null : { ...plain(t('Waited'), format.duration(queue)), note: soFar };
  const label = hasEnded(job.status) ? t('Trained for') : t('Training for');
  return {
    ...plain(label, format.duration(training)),
    note: soFar ?? (!hasWaited ? null : t('after a wait of {0}', format.duration(queue))),
  };
}

function plain(label: string, value: string): Tile {
  return { label, value, note: null, best: null, detail: null };
}
