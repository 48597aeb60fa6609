import type { Analysis } from './analysis';
import type { MetricsCollector } from './collector';
import type { Metric } from './metricName';
import type { PointList } from './points';
import type { Series } from './series';

/**
 * How a list of points has changed: the first `keep` points stay, all others are replaced by these. The arrays are
 * the receiver's own.
 */
export interface PointsChange {
  readonly keep: number;
  readonly steps: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
}

/** A curve that is new or has changed. */
export interface CurveChange extends Metric, PointsChange {}

/** What has changed in a job's curves since the update before, and what is judged from all of them. */
export interface CurvesUpdate {
  /** All curves that there are now, in their order. */
  readonly names: readonly string[];
  readonly changes: readonly CurveChange[];
  /** Unix seconds by step, always going on; null: as before. */
  readonly clock: PointsChange | null;
  readonly stepsPerEpoch: number | null;
  readonly analysis: Omit<Analysis, 'scale'>;
}

const noPoints: PointList = { steps: new Float64Array(), values: new Float64Array() };

/** Makes the updates for one receiver, which knows what the updates before brought. */
export class CurvesSender {
  private readonly sent = new Map<string, Series>();
  private sentClock: PointList = noPoints;

  /** The receiver has forgotten everything. */
  reset(): void {
    this.sent.clear();
    this.sentClock = noPoints;
  }

  next({ series }: Pick<MetricsCollector, 'series'>, { scale, ...analysis }: Analysis): CurvesUpdate {
    const changes = series.flatMap((each) => this.changeOf(each));
    const names = series.map(({ name }) => name);
    for (const name of this.sent.keys()) if (!names.includes(name)) this.sent.delete(name);
    const clock = changeOf(this.sentClock, scale.clock);
    this.sentClock = scale.clock;
    return { names, changes, clock, stepsPerEpoch: scale.stepsPerEpoch, analysis };
  }

  private changeOf(series: Series): CurveChange[] {
    const { name, kind, split } = series;
    const known = this.sent.get(name);
    if (known === series) return [];
    this.sent.set(name, series);
    const change = changeOf(known ?? noPoints, series);
    return change === null ? [] : [{ name, kind, split, ...change }];
  }
}

/** Null: there is no change. */
function changeOf(before: PointList, now: PointList): PointsChange | null {
  if (before.steps === now.steps && before.values === now.values) return null;
  const keep = commonStart(before, now);
  if (keep === before.steps.length && keep === now.steps.length) return null;
  return { keep, steps: now.steps.slice(keep), values: now.values.slice(keep) };
}

/**
 * How many first points are the same. The last one that was sent is not counted: a later report of the same step
 * replaces its value, also in the array that was kept of it.
 */
function commonStart(before: PointList, now: PointList): number {
  const max = Math.min(before.steps.length - 1, now.steps.length);
  if (isSameMemory(before.steps, now.steps) && isSameMemory(before.values, now.values))
    return Math.max(0, max);
  let at = 0;
  while (at < max && before.steps[at] === now.steps[at] && Object.is(before.values[at], now.values[at]))
    at += 1;
  return at;
}

/** Two views of what has only grown meanwhile: to compare them would compare numbers with themselves. */
function isSameMemory(one: Float64Array, other: Float64Array): boolean {
  return one.buffer === other.buffer && one.byteOffset === other.byteOffset;
}
