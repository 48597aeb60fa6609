import type { Checkpoint } from '../../api/wire/checkpoint';
import { type Metric, metricOf } from '../../metrics/metricName';
import { bySeriesOrder } from '../../metrics/series';

/** A column: the metric, and what the provider calls it. */
export interface MetricColumn extends Metric {
  readonly key: string;
}

/** What any of the checkpoints was measured by, loss first. */
export function metricColumns(checkpoints: readonly Checkpoint[]): MetricColumn[] {
  const keys = new Set(checkpoints.flatMap(({ metrics }) => Object.keys(metrics)));
  const columns = [...keys].flatMap((key) => {
    const metric = metricOf(key);
    return metric === null ? [] : { ...metric, key };
  });
  return columns.sort(bySeriesOrder);
}
