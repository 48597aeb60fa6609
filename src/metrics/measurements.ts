import type { Metrics } from '../api/wire/metrics';
import { isStep } from './eventMetrics';
import { isEpochColumn, isStepColumn, metricOf } from './metricName';
import { Points } from './points';
import { maxColumns, type MetricsTable } from './resultCsv';

/** The curves of a provider's own list of measurements, each with a step; of at most 200 names. */
export function tableOf(measurements: readonly Metrics[]): MetricsTable {
  const curves = new Map<string, Points>();
  const epochs = new Points();
  for (const measurement of measurements) {
    const step = stepOf(measurement);
    if (step === null) continue;
    for (const [name, value] of Object.entries(measurement))
      pointsFor(name, curves, epochs)?.add(step, value);
  }
  return { curves, epochs, problem: null };
}

function stepOf(measurement: Metrics): number | null {
  const step = Object.entries(measurement).find(([name]) => isStepColumn(name))?.[1];
  return step !== undefined && isStep(step) ? step : null;
}

function pointsFor(title: string, curves: Map<string, Points>, epochs: Points): Points | null {
  if (isEpochColumn(title)) return epochs;
  const metric = metricOf(title);
  if (metric === null) return null;
  const known = curves.get(metric.name);
  if (known !== undefined || curves.size >= maxColumns) return known ?? null;
  const points = new Points();
  curves.set(metric.name, points);
  return points;
}
