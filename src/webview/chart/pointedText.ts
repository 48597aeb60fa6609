import { t } from '@vscode/l10n';
import { type Format, metricText } from '../../shared/format';
import type { ChartModel } from './chartModel';
import type { Pointed } from './plot';

/** Such as `step 380`, `epoch 1.25`, `after 3 min 20 s`. */
export function placeText(x: number, axis: ChartModel['axis'], format: Format): string {
  if (axis === 'time') return t('after {0}', format.duration(x));
  const place = Number(x.toFixed(2));
  return axis === 'epoch' ? t('epoch {0}', place) : t('step {0}', place);
}

/** What a screen reader says of the place that is pointed at, and of the lines that have a value there. */
export function pointedText({ x, values, exact }: Pointed, { axis, format, legend }: ChartModel): string {
  const texts = legend.flatMap(({ id, label }) => {
    const value = values.get(id);
    return value === undefined || !exact.has(id) ? [] : `${label} ${metricText(value)}`;
  });
  return t('{0}: {1}', placeText(x, axis, format), texts.join(', '));
}
