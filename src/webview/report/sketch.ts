import { lowerBound, type PointList } from '../../metrics/points';
import type { Block } from './blocks';

/** A curve to be sketched. */
export interface SketchCurve {
  readonly name: string;
  readonly points: PointList;
}

/** More points make a text chart no better. */
const sketchPoints = 40;

/**
 * The curves at the same equal distances, since a text chart has no other positions; beyond its own ends a curve is
 * level. Null where there is no curve of two finite values.
 */
export function sketchOf(
  title: string,
  curves: readonly SketchCurve[],
): Extract<Block, { kind: 'sketch' }> | null {
  const finite = curves
    .map(({ name, points }) => ({ name, points: finiteOf(points) }))
    .filter(({ points }) => points.steps.length > 1);
  if (finite.length === 0) return null;
  const from = Math.min(...finite.map(({ points }) => points.steps[0] ?? 0));
  const to = Math.max(...finite.map(({ points }) => points.steps.at(-1) ?? 0));
  const count = Math.min(sketchPoints, Math.max(...finite.map(({ points }) => points.steps.length)));
  const lines = finite.map(({ name, points }) => ({
    name,
    values: Array.from({ length: count }, (_, at) =>
      interpolated(points, from + (at / (count - 1)) * (to - from)),
    ),
  }));
  return { kind: 'sketch', title, from, to, lines };
}

function finiteOf({ steps, values }: PointList): PointList {
  const isFinite = (_: number, at: number) => Number.isFinite(values[at]);
  return { steps: steps.filter(isFinite), values: values.filter(isFinite) };
}

function interpolated({ steps, values }: PointList, x: number): number {
  const after = Math.min(lowerBound(steps, x), steps.length - 1);
  const before = Math.max(0, after - 1);
  const width = (steps[after] ?? 0) - (steps[before] ?? 0);
  const share = width === 0 ? 1 : Math.min(1, (x - (steps[before] ?? 0)) / width);
  return (values[before] ?? 0) + share * ((values[after] ?? 0) - (values[before] ?? 0));
}
