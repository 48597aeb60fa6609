import type { JobEvent } from '../store/eventLog';
import { nowSeconds } from '../store/nowSeconds';
import { StepMetrics } from '../training/stepMetrics';

/** `Step 10/90: training loss=2.31, validation loss=2.40`, as OpenAI words it. */
export function metricsEvent(metrics: StepMetrics, totalSteps: number): JobEvent {
  const { step, train_loss, valid_loss, full_valid_loss } = metrics;
  const parts = [`training loss=${train_loss.toFixed(2)}`];
  if (valid_loss !== undefined) parts.push(`validation loss=${valid_loss.toFixed(2)}`);
  if (full_valid_loss !== undefined) parts.push(`full validation loss=${full_valid_loss.toFixed(2)}`);
  return {
    created_at: nowSeconds(),
    level: 'info',
    message: `Step ${String(step)}/${String(totalSteps)}: ${parts.join(', ')}`,
    type: 'metrics',
    data: { ...metrics, total_steps: totalSteps },
  };
}

/** The metrics that an event carries, if it is of that kind. */
export function metricsOf(event: JobEvent): StepMetrics | undefined {
  return event.type === 'metrics' ? StepMetrics.safeParse(event.data).data : undefined;
}
