import { t } from '@vscode/l10n';
import type { Format } from '../../shared/format';
import type { ChartModel } from './chartModel';
import type { Pointed } from './plot';

/** Such as `step 2,380`, `epoch 1.25`, `after 3m 20s`. */
export function placeText(x: number, axis: ChartModel['axis'], format: Format): string {
  const place = shortPlaceText(x, axis, format);
  if (axis === 'time') return t('after {0}', place);
  return axis === 'epoch' ? t('epoch {0}', place) : t('step {0}', place);
}

/** The place without what it counts: `2,380`, `1.25`, `3m 20s`. */
export function shortPlaceText(x: number, axis: ChartModel['axis'], format: Format): string {
  return axis === 'time' ? format.duration(x) : format.count(Number(x.toFixed(2)));
}

/** What a screen reader says of the place that is pointed at, and of the lines that have a value there. */
export function pointedText({ x, values }: Pointed, { axis, format, legend }: ChartModel): string {
  const texts = legend.flatMap(({ id, label }) => {
    const pointed = values.get(id);
    return pointed?.x !== x ? [] : `${label} ${format.metric(pointed.value)}`;
  });
  return t('{0}: {1}', placeText(x, axis, format), texts.join(', '));
}
