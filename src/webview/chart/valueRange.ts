import uPlot from 'uplot';
import { widened } from './viewport';

/** A little more than the values have; of an accuracy not above 1. Without any value both are null. */
export function linearRange(low: number, high: number, isAccuracy: boolean): uPlot.Range.MinMax {
  if (!Number.isFinite(low)) return [0, 1];
  const { min, max } = low === high ? { min: low, max: high } : widened({ min: low, max: high });
  const most = isAccuracy && max <= 1 ? { ...yPadding, hard: 1 } : yPadding;
  return uPlot.rangeNum(min, max, { min: yPadding, max: most });
}

/** uPlot's own. */
const yPadding: uPlot.Range.Limit = { pad: 0.1, soft: 0, mode: 3 };

/** To the next round numbers, where uPlot would take whole powers of ten. Without any value both are null. */
export function logRange(min: number, max: number): [number, number] {
  if (!(min > 0)) return [0.1, 1];
  const powerBelow = (value: number) => 10 ** Math.floor(Math.log10(value));
  const [low, high] = [powerBelow(min), powerBelow(max)];
  const from = Math.floor(min / low) * low;
  const to = Math.ceil(max / high) * high;
  return from < to ? [from, to] : [from / 2, to * 2];
}
