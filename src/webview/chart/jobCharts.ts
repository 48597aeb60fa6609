import { type AxisKind, type AxisScale, positionOf, positionsOf } from '../../metrics/axis';
import type { Best } from '../../metrics/best';
import type { EpochMark } from '../../metrics/epochs';
import { type MetricKind, type MetricSplit, titleOf } from '../../metrics/metricName';
import type { Series } from '../../metrics/series';
import { smooth, weightFor } from '../../metrics/smoothing';
import { metricText } from '../format';
import { SLOTS } from './palette';
import type { ChartLine, ChartMark, ChartModel, LegendItem, LineLook } from './model';

/** How a job's curves are to be shown. */
export interface ChartSettings {
  readonly axis: AxisKind;
  readonly scale: AxisScale;
  /** Weight of the moving average. */
  readonly smoothing: number;
  readonly isLog: boolean;
  readonly hidden: readonly string[];
}

/** What is marked beside the curves. */
export interface Landmarks {
  readonly epochs: readonly EpochMark[];
  readonly checkpointSteps: readonly number[];
  readonly best: Best | null;
}

const looks: Readonly<Record<MetricSplit, LineLook>> = {
  train: { slot: 0, dash: [] },
  valid: { slot: 1, dash: [6, 3] },
  full_valid: { slot: 3, dash: [2, 2] },
};

const titles: Readonly<Record<Exclude<MetricKind, 'other'>, string>> = {
  loss: 'Loss',
  accuracy: 'Accuracy',
  reward: 'Reward',
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
      lines: series
        .filter(({ name }) => !settings.hidden.includes(name))
        .flatMap((each) => linesOf(each, series, settings)),
      legend: series.map((each, at) => legendOf(each, lookOf(each, at, series), settings)),
      marks: marksOf(id, landmarks, settings),
      axis: settings.axis,
      isLog: settings.isLog,
      extent,
      summary: summaryOf(title, series),
    }));
}

/** By split; where one chart has several lines of a split (rewards, accuracies), each takes the next colour. */
function lookOf(series: Series, at: number, all: readonly Series[]): LineLook {
  const look = looks[series.split];
  const isFirst = all.findIndex(({ split }) => split === series.split) === all.indexOf(series);
  return isFirst ? look : { slot: (look.slot + 2 + at) % SLOTS, dash: [...look.dash, 1 + at, 2] };
}

function linesOf(series: Series, all: readonly Series[], settings: ChartSettings): ChartLine[] {
  const xs = positionsOf(series.steps, settings.axis, settings.scale);
  const look = lookOf(series, all.indexOf(series), all);
  const line = { id: series.name, label: titleOf(series), look, xs };
  const raw = { ...line, isFaint: settings.smoothing > 0, ys: series.values };
  if (settings.smoothing === 0) return [raw];
  return [
    raw,
    {
      ...line,
      isFaint: false,
      ys: smooth(series.values, weightFor(series.steps, densest(all), settings.smoothing)),
    },
  ];
}

function densest(all: readonly Series[]): Float64Array {
  return all.reduce<Float64Array>(
    (steps, each) => (each.steps.length > steps.length ? each.steps : steps),
    new Float64Array(),
  );
}

function legendOf(series: Series, look: LineLook, { hidden }: ChartSettings): LegendItem {
  const { name, values } = series;
  return {
    id: name,
    label: titleOf(series),
    look,
    isShown: !hidden.includes(name),
    last: values.at(-1) ?? null,
  };
}

function marksOf(
  id: string,
  { epochs, checkpointSteps, best }: Landmarks,
  { axis, scale }: ChartSettings,
): ChartMark[] {
  const at = (step: number) => positionOf(step, axis, scale);
  const isJudge = best?.series.kind === id;
  return [
    ...epochs.map((mark) => ({
      kind: 'epoch' as const,
      x: at(mark.step),
      y: null,
      label: `epoch ${mark.epoch}`,
    })),
    ...checkpointSteps.map((step) => ({
      kind: 'checkpoint' as const,
      x: at(step),
      y: null,
      label: 'checkpoint',
    })),
    ...(best === null
      ? []
      : [{ kind: 'best' as const, x: at(best.step), y: isJudge ? best.value : null, label: 'best' }]),
  ];
}

export function extentOf(all: readonly Series[], { axis, scale }: Pick<ChartSettings, 'axis' | 'scale'>) {
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

/** Such as `Loss over 900 steps. Training loss: 900 points, from 4.1 to 1.2, lowest 1.1 at step 880.` */
export function summaryOf(title: string, series: readonly Series[]): string {
  const last = Math.max(...series.map(({ steps }) => steps.at(-1) ?? 0));
  const told = series.map((each) => `${titleOf(each)}: ${curveText(each)}.`);
  return `Chart of ${title.toLowerCase()} up to step ${last}. ${told.join(' ')}`;
}

function curveText({ kind, steps, values }: Series): string {
  const extreme = extremeOf(values, kind === 'loss');
  const count = values.length === 1 ? '1 point' : `${values.length} points`;
  const ends = `from ${metricText(values[0] ?? NaN)} to ${metricText(values.at(-1) ?? NaN)}`;
  if (extreme < 0) return `${count}, ${ends}`;
  const word = kind === 'loss' ? 'lowest' : 'highest';
  return `${count}, ${ends}, ${word} ${metricText(values[extreme] ?? NaN)} at step ${steps[extreme] ?? 0}`;
}

function extremeOf(values: Float64Array, isLowest: boolean): number {
  let best = -1;
  let extreme = Infinity;
  for (let at = 0; at < values.length; at += 1) {
    const value = (values[at] ?? NaN) * (isLowest ? 1 : -1);
    if (value >= extreme || !Number.isFinite(value)) continue;
    best = at;
    extreme = value;
  }
  return best;
}
