import { t } from '@vscode/l10n';
import type { Progress } from '../jobs/progress';
import type { Picture } from '../platform/treeRow';
import type { Format } from '../shared/format';
import { measureTitle } from '../shared/progressText';

/** Pixels. */
const width = 200;
const height = 32;
const margin = 2;
/** Legible on dark and on light: a picture does not know the theme. */
const color = '#3794ff';

/** A small curve of a run, of numbers alone; null where there are no two finite points. */
export function coursePicture(
  { course: { steps, values }, isReward = false }: Pick<Progress, 'course' | 'isReward'>,
  format: Format,
): Picture | null {
  const at = [...steps.keys()].filter((index) => Number.isFinite(values[index]));
  const xs = at.map((index) => steps[index] ?? 0);
  const ys = at.map((index) => values[index] ?? 0);
  const [first, last] = [ys[0], ys.at(-1)];
  if (ys.length < 2 || first === undefined || last === undefined) return null;
  const x = scale(xs, margin, width - margin);
  const y = scale(ys, height - margin, margin);
  const points = xs.map((each, index) => `${x(each)},${y(ys[index] ?? 0)}`).join(' ');
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><polyline points="${points}" fill="none" stroke="${color}" stroke-width="1.5"/></svg>`,
    alt: t(
      '{0} from {1} to {2}',
      measureTitle({ isReward }),
      format.shortMetric(first),
      format.shortMetric(last),
    ),
  };
}

/** From the range of `values` to pixels; what does not vary lies in the middle. */
function scale(values: readonly number[], from: number, to: number): (value: number) => string {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return (value) => (from + (range === 0 ? 0.5 : (value - low) / range) * (to - from)).toFixed(1);
}
