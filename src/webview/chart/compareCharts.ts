import { t } from '@vscode/l10n';
import { type AxisKind, hasAxis, positionOf, positionsOf } from '../../metrics/axis';
import type { Metric } from '../../metrics/metricName';
import { titleOf } from '../../metrics/metricName';
import { bySeriesOrder, type Series } from '../../metrics/series';
import { smoothed } from '../../metrics/smoothing';
import type { Format } from '../../shared/format';
import type { Zoom } from '../state/choices';
import type { Curves } from '../state/curves';
import { type ChartLine, type ChartModel, type LegendItem, type LineLook, withSmoothed } from './chartModel';
import { lookOfJob } from './looks';

/** One of the jobs to be compared. */
export interface ComparedJob {
  readonly key: string;
  readonly name: string;
  readonly curves: Curves;
}

export interface CompareSettings {
  readonly axis: AxisKind;
  readonly format: Format;
  /** Weight of the moving average. */
  readonly smoothing: number;
  readonly isLog: boolean;
  /** Keys of jobs. */
  readonly hidden: readonly string[];
}

/** A chart for each measure, with a line for each job that has it. */
export function compareCharts(jobs: readonly ComparedJob[], settings: CompareSettings): ChartModel[] {
  const metrics = new Map<string, Metric>();
  for (const { curves } of jobs) for (const each of curves.series) metrics.set(each.name, each);
  const extent = extentOf(jobs, settings.axis);
  return [...metrics.values()].sort(bySeriesOrder).map((metric) => chartOf(metric, jobs, settings, extent));
}

interface JobCurve {
  readonly job: ComparedJob;
  readonly look: LineLook;
  readonly series: Series;
}

function chartOf(
  metric: Metric,
  jobs: readonly ComparedJob[],
  settings: CompareSettings,
  extent: Zoom,
): ChartModel {
  const curves = jobs.flatMap((job, at) => {
    const series = job.curves.series.find(({ name }) => name === metric.name);
    const isPlaced = hasAxis(settings.axis, job.curves.scale);
    return series === undefined || !isPlaced ? [] : { job, series, look: lookOfJob(at) };
  });
  return {
    id: metric.name,
    title: titleOf(metric),
    lines: curves
      .filter(({ job }) => !settings.hidden.includes(job.key))
      .flatMap((curve) => linesOf(curve, settings)),
    legend: curves.map((curve) => legendOf(curve, curves, settings)),
    marks: [],
    axis: settings.axis,
    format: settings.format,
    isLog: settings.isLog,
    isAccuracy: metric.kind === 'accuracy',
    extent,
    summary: summaryOf(metric, curves, settings.format),
  };
}

function linesOf({ job, look, series }: JobCurve, { axis, smoothing }: CompareSettings): ChartLine[] {
  const xs = positionsOf(series.steps, axis, job.curves.scale);
  const beside = job.curves.series.filter(({ kind }) => kind === series.kind);
  return withSmoothed({ id: job.key, look, xs, ys: series.values }, smoothed(series, beside, smoothing));
}

function legendOf(
  { job, look, series }: JobCurve,
  all: readonly JobCurve[],
  { hidden }: CompareSettings,
): LegendItem {
  return {
    id: job.key,
    label: job.name,
    look,
    isShown: !hidden.includes(job.key),
    last: series.values.at(-1) ?? null,
    isSparse: all.some((each) => each.series.steps.length > series.steps.length),
  };
}

function extentOf(jobs: readonly ComparedJob[], axis: AxisKind): Zoom {
  let min = Infinity;
  let max = -Infinity;
  for (const { curves } of jobs) {
    if (!hasAxis(axis, curves.scale)) continue;
    for (const { steps } of curves.series) {
      min = Math.min(min, positionOf(steps[0] ?? Infinity, axis, curves.scale));
      max = Math.max(max, positionOf(steps.at(-1) ?? -Infinity, axis, curves.scale));
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 1 };
}

function summaryOf(metric: Metric, curves: readonly JobCurve[], format: Format): string {
  const reports = curves.map(({ job, series }) => {
    const last = series.values.at(-1);
    if (last === undefined) return t('{0}: no value', job.name);
    return t('{0}: {1} at step {2}', job.name, format.metric(last), format.count(series.steps.at(-1) ?? 0));
  });
  const title = titleOf(metric);
  return curves.length === 1
    ? t('Chart “{0}” of 1 job. {1}.', title, reports.join('; '))
    : t('Chart “{0}” of {1} jobs. {2}.', title, curves.length, reports.join('; '));
}
