import { diagnosisOf } from '../src/metrics/diagnosis';
import type { LabelledCurves } from './verdictCurves';
import { type Kind, kinds } from './verdictTruth';

/** How well the verdicts of one kind do. */
export interface Score {
  readonly kind: Kind;
  /** The verdicts on the curves that are of this kind, by verdict. */
  readonly verdicts: ReadonlyMap<Kind, number>;
  /** Of the verdicts of this kind, the part that is right; null where there are none. */
  readonly precision: number | null;
  /** Of the curves of this kind, the part that is recognised; null where there are none. */
  readonly recall: number | null;
}

/** For each kind; curves that are left out count nowhere. */
export function scoresOf(curves: readonly LabelledCurves[]): Score[] {
  const judged = curves.map(({ label, series }) => ({ label, verdict: diagnosisOf(series).kind }));
  const labelled = judged.filter(({ label }) => kinds.some((kind) => kind === label));
  const count = (label: Kind, verdict: Kind) =>
    labelled.filter((each) => each.label === label && each.verdict === verdict).length;
  return kinds.map((kind) => ({
    kind,
    verdicts: new Map(kinds.map((verdict) => [verdict, count(kind, verdict)])),
    precision: part(count(kind, kind), labelled.filter(({ verdict }) => verdict === kind).length),
    recall: part(count(kind, kind), labelled.filter(({ label }) => label === kind).length),
  }));
}

function part(of: number, all: number): number | null {
  return all === 0 ? null : of / all;
}
