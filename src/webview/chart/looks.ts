import type { MetricSplit } from '../../metrics/metricName';
import type { Series } from '../../metrics/series';
import type { LineLook } from './model';
import { SLOTS } from './palette';

const ofSplit: Readonly<Record<MetricSplit, LineLook>> = {
  train: { slot: 0, dash: [] },
  valid: { slot: 1, dash: [6, 3] },
  full_valid: { slot: 3, dash: [2, 2] },
};

/** Colours that no split has. */
const spareSlots = [2, 4, 5] as const;

/** A curve as its chart draws it. */
export interface Curve {
  readonly series: Series;
  readonly look: LineLook;
}

/**
 * The curves of one chart. The first of a split has the split's own look; further ones (a reward for each grader)
 * have its dashes in the other colours, then longer dashes.
 */
export function curvesOf(all: readonly Series[]): Curve[] {
  return all.map((series, at) => {
    const { split } = series;
    const before = all.slice(0, at).filter((each) => each.split === split).length;
    return { series, look: before === 0 ? ofSplit[split] : furtherLook(ofSplit[split].dash, before - 1) };
  });
}

function furtherLook(dash: readonly number[], at: number): LineLook {
  const round = Math.floor(at / spareSlots.length);
  return {
    slot: spareSlots[at % spareSlots.length] ?? 0,
    dash: [...dash, ...Array.from({ length: round }, () => [9, 3]).flat()],
  };
}

const dashesOfJobs: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 2]];

/** Colours and dashes go round at different lengths: 30 jobs are distinguished. */
export function lookOfJob(at: number): LineLook {
  return { slot: at % SLOTS, dash: dashesOfJobs[at % dashesOfJobs.length] ?? [] };
}
