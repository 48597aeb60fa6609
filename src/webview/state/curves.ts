import type { Analysis } from '../../metrics/analysis';
import type { AxisScale } from '../../metrics/axis';
import type { CurveChange, CurvesUpdate, PointsChange } from '../../metrics/curvesUpdate';
import { type PointList, Points } from '../../metrics/points';
import type { Series } from '../../metrics/series';

/** A job's curves and what the extension judged from them. A new one with every update: the same means no change. */
export interface Curves extends Omit<Analysis, 'scale'> {
  readonly series: readonly Series[];
  readonly scale: AxisScale;
}

/** What there is before the first update. */
export const noCurves: Curves = {
  series: [],
  scale: { stepsPerEpoch: null, clock: { steps: new Float64Array(), values: new Float64Array() } },
  epochs: [],
  best: null,
  bestCheckpoint: null,
  diagnosis: { kind: 'tooShort', sentence: '', rule: '' },
  problems: [],
};

/** Puts updates together. */
export class CurvesReceiver {
  private readonly points = new Map<string, Points>();
  private readonly series = new Map<string, Series>();
  private clock = new Points();

  /** Forgets all curves. */
  reset(): void {
    this.points.clear();
    this.series.clear();
    this.clock = new Points();
  }

  apply({ names, changes, clock, stepsPerEpoch, analysis }: CurvesUpdate): Curves {
    for (const change of changes) this.change(change);
    if (clock !== null) this.clock = changed(this.clock, clock);
    const { steps, values } = this.clock;
    return {
      ...analysis,
      series: names.flatMap((name) => this.series.get(name) ?? []),
      scale: { stepsPerEpoch, clock: { steps, values } },
    };
  }

  private change({ name, kind, split, ...change }: CurveChange): void {
    const points = changed(this.points.get(name) ?? new Points(), change);
    this.points.set(name, points);
    this.series.set(name, { name, kind, split, ...viewOf(points) });
  }
}

function viewOf({ steps, values }: Points): PointList {
  return { steps, values };
}

/** A few new points are added in place; what replaces all is taken as it is. */
function changed(points: Points, { keep, steps, values }: PointsChange): Points {
  if (keep === 0) return Points.of(steps, values);
  points.truncate(keep);
  steps.forEach((step, at) => {
    points.add(step, values[at] ?? NaN);
  });
  return points;
}
