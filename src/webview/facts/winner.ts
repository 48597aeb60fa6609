import { indexOfBest, reasonFor } from '../../metrics/best';
import type { Series } from '../../metrics/series';
import type { ShownJob } from '../state/pageState';

/** The job that did best, and by what. */
export interface Winner {
  readonly key: string;
  /** Such as "lowest validation loss". */
  readonly by: string;
}

/**
 * Of jobs that were trained by the same method and validated by the same measure, the one that came further; null
 * where fewer than two were, or two are equal. Training alone decides nothing: it is best where a model learns its
 * examples by heart.
 */
export function winnerOf(records: readonly ShownJob[]): Winner | null {
  const validated = records.filter(({ curves }) => curves.best !== null);
  const [first] = validated;
  if (first === undefined || validated.length < 2) return null;
  const methods = new Set(validated.flatMap(({ snapshot }) => snapshot.job.method?.type ?? []));
  if (methods.size > 1) return null; // what one calls its loss is another quantity
  const shared = judges(first).find(({ name }) =>
    validated.every((record) => judges(record).some((each) => each.name === name)),
  );
  if (shared === undefined) return null;
  const sign = shared.kind === 'loss' ? 1 : -1;
  const [best, next] = validated
    .map((record) => ({ key: record.snapshot.key, value: bestValue(record, shared.name) }))
    .sort((a, b) => sign * (a.value - b.value));
  return best === undefined || best.value === next?.value ? null : { key: best.key, by: reasonFor(shared) };
}

/** The curves that may decide: those of the kind that says what is best here, the whole validation set first. */
function judges({ curves: { best, series } }: ShownJob): Series[] {
  return series
    .filter(({ kind, split }) => kind === best?.metric.kind && split !== 'train')
    .sort((a, b) => Number(b.split === 'full_valid') - Number(a.split === 'full_valid'));
}

function bestValue({ curves }: ShownJob, name: string): number {
  const series = curves.series.find((each) => each.name === name);
  return series === undefined ? NaN : (series.values[indexOfBest(series)] ?? NaN);
}
