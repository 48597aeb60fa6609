import { t } from '@vscode/l10n';
import { type AxisKind, type AxisScale, positionOf } from '../../metrics/axis';
import type { Best } from '../../metrics/best';
import type { EpochMark } from '../../metrics/epochs';
import type { ChartMark } from './chartModel';

/** What is marked beside the curves. */
export interface Landmarks {
  readonly epochs: readonly EpochMark[];
  readonly checkpointSteps: readonly number[];
  readonly best: Best | null;
}

/** Where a chart has them; the best step has its ring on the curve that decides. @param id of the chart */
export function marksOf(
  id: string,
  { epochs, checkpointSteps, best }: Landmarks,
  { axis, scale }: { readonly axis: AxisKind; readonly scale: AxisScale },
): ChartMark[] {
  const at = (step: number) => positionOf(step, axis, scale);
  const isJudge = best?.metric.kind === id;
  return [
    ...epochs.map(({ epoch, step }): ChartMark => ({
      kind: 'epoch',
      x: at(step),
      y: null,
      label: t('epoch {0}', epoch),
      brief: String(epoch),
    })),
    ...checkpointSteps.map((step): ChartMark => ({
      kind: 'checkpoint',
      x: at(step),
      y: null,
      label: t('checkpoint at step {0}', step),
      brief: null,
    })),
    ...(best === null ? [] : [bestMark(best, at(best.step), isJudge)]),
  ];
}

function bestMark({ value, by }: Best, x: number, isJudge: boolean): ChartMark {
  return {
    kind: 'best',
    x,
    y: isJudge ? value : null,
    label: t('best step: {0}', by),
    brief: null,
  };
}
