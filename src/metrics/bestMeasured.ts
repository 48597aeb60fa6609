import type { Checkpoint } from '../api/wire/checkpoint';
import { bestCheckpoint } from './best';
import { MetricsCollector } from './collector';

/**
 * The id of the checkpoint that was validated best, by what was measured of the checkpoints alone; null where that does
 * not say it.
 */
export function bestMeasured(checkpoints: readonly Checkpoint[]): string | null {
  const metrics = new MetricsCollector();
  metrics.setCheckpoints(checkpoints);
  const validated = metrics.series.filter(({ split }) => split !== 'train');
  return bestCheckpoint(checkpoints, validated)?.id ?? null;
}
