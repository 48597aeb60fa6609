import { t } from '@vscode/l10n';
import { type AxisKind, type AxisScale, positionOf, positionsOf } from '../../metrics/axis';
import { indexOfBest } from '../../metrics/best';
import { type MetricKind, titleOf } from '../../metrics/metricName';
import type { Series } from '../../metrics/series';
import { smoothed } from '../../metrics/smoothing';
import type { Format } from '../../shared/format';
import { type ChartLine, type ChartModel, type LegendItem, withSmoothed } from './chartModel';
import { type Landmarks, marksOf } from './landmarks';
import { type Curve, curvesOf } from './looks';

/** How a job's curves are to be shown. */
export interface ChartSettings {
  readonly axis: AxisKind;
  readonly format: Format;
  readonly scale: AxisScale;
  /** Weight of the moving average. */
  readonly smoothing: number;
  readonly isLog: boolean;
  readonly hidden: readonly string[];
}

const titles: Readonly<Record<Exclude<MetricKind, 'other'>, string>> = {
  loss: t('Loss'),
  accuracy: t('Accuracy'),
  reward: t('Reward'),
};

/** One chart for losses, one each for accuracy and reward; every other measure has its own. */
export function jobCharts(
  all: readonly Series[],
  settings: ChartSettings,
  landmarks: Landmarks,
): ChartModel[] {
  const groups = (['loss', 'accuracy', 'reward'] as const).map((kind) => ({
    id: kind,
    title: titles[kind],
    series: all.filter((each) => each.kind === kind),
  }));
  const others = all
    .filter(({ kind }) => kind === 'other')
    .map((each) => ({ id: each.name, title: titleOf(each), series: [each] }));
  const extent = extentOf(all, settings);
  return [...groups, ...others]
    .filter(({ series }) => series.length > 0)
    .map(({ id, title, series }) => ({
      id,
      title,
      lines: curvesOf(series)
        .filter((curve) => !settings.hidden.includes(curve.series.name))
        .flatMap((curve) => linesOf(curve, series, settings)),
      legend: curvesOf(series).map((curve) => legendOf(curve, series, settings)),
      marks: marksOf(id, landmarks, settings),
      axis: settings.axis,
      format: settings.format,
      isLog: settings.isLog,
      isAccuracy: id === 'accuracy',
      extent,
      summary: summaryOf(title, series, settings.format),
    }));
}

function linesOf({ series, look }: Curve, all: readonly Series[], settings: ChartSettings): ChartLine[] {
  const xs = positionsOf(series.steps, settings.axis, settings.scale);
  return withSmoothed(
    { id: series.name, look, xs, ys: series.values },
    smoothed(series, all, settings.smoothing),
  );
}

function legendOf({ series, look }: Curve, all: readonly Series[], { hidden }: ChartSettings): LegendItem {
  const { name, values } = series;
  return {
    id: name,
    label: titleOf(series),
    look,
    isShown: !hidden.includes(name),
    last: values.at(-1) ?? null,
    isSparse: all.some(({ steps }) => steps.length > values.length),
  };
}

function extentOf(all: readonly Series[], { axis, scale }: Pick<ChartSettings, 'axis' | 'scale'>) {
  let min = Infinity;
  let max = -Infinity;
  for (const { steps } of all) {
    const first = steps[0];
    const last = steps.at(-1);
    if (first === undefined || last === undefined) continue;
    min = Math.min(min, positionOf(first, axis, scale));
    max = Math.max(max, positionOf(last, axis, scale));
  }
  return min <= max ? { min, max } : { min: 0, max: 1 };
}

/** Such as `Chart “Loss” up to step 900. Training loss: 900 points, from 4.1 to 1.2, lowest 1.1 at step 880.` */
function summaryOf(title: string, series: readonly Series[], format: Format): string {
  const last = Math.max(...series.map(({ steps }) => steps.at(-1) ?? 0));
  return t(
    'Chart “{0}” up to step {1}. {2}',
    title,
    format.count(last),
    series.map((each) => curveText(each, format)).join(' '),
  );
}

function curveText(series: Series, format: Format): string {
  const { kind, steps, values } = series;
  const title = titleOf(series);
  const extreme = indexOfBest(series);
  const count = values.length === 1 ? t('1 point') : t('{0} points', format.count(values.length));
  const [first, last] = [format.metric(values[0] ?? NaN), format.metric(values.at(-1) ?? NaN)];
  if (extreme < 0) return t('{0}: {1}, from {2} to {3}.', title, count, first, last);
  const [value, step] = [format.metric(values[extreme] ?? NaN), format.count(steps[extreme] ?? 0)];
  return kind === 'loss'
    ? t('{0}: {1}, from {2} to {3}, lowest {4} at step {5}.', title, count, first, last, value, step)
    : t('{0}: {1}, from {2} to {3}, highest {4} at step {5}.', title, count, first, last, value, step);
}
