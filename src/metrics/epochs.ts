import type { PointList } from './points';

export interface EpochFacts {
  readonly totalSteps: number | null;
  /** Requested or chosen; null where unknown or still `auto`. */
  readonly epochCount: number | null;
  /** Epoch by step, as the provider reports it. */
  readonly epochs: PointList;
}

/** How many steps an epoch has, not always a whole number; null where nothing says, or nonsense. */
export function stepsPerEpoch(facts: EpochFacts): number | null {
  const steps = estimate(facts);
  return steps !== null && steps > 0 && Number.isFinite(steps) ? steps : null;
}

function estimate({ totalSteps, epochCount, epochs }: EpochFacts): number | null {
  if (totalSteps !== null && epochCount !== null && totalSteps > 0 && epochCount > 0)
    return totalSteps / epochCount;
  const last = epochs.values.length - 1;
  const lastEpoch = epochs.values[last] ?? 0;
  const lastStep = epochs.steps[last] ?? 0;
  if (epochs.values.some((epoch) => !Number.isInteger(epoch)))
    return lastEpoch > 0 ? lastStep / lastEpoch : null;
  return fromWholeEpochs(epochs, lastEpoch);
}

/** From the steps at which the first and the last known epoch begin. */
function fromWholeEpochs({ steps, values }: PointList, last: number): number | null {
  const first = values[0] ?? last;
  const beginning = steps[0] ?? 0;
  const end = steps[values.indexOf(last)] ?? 0;
  return last > first && end > beginning ? (end - beginning) / (last - first) : null;
}

export interface EpochMark {
  /** The epoch that ends here, from 1. */
  readonly epoch: number;
  readonly step: number;
}

/** More would be a grey wall, not marks. */
const maxMarks = 60;

/** Where epochs end, up to `lastStep`; none where unknown or too many. */
export function epochMarks(perEpoch: number | null, lastStep: number): EpochMark[] {
  if (perEpoch === null || perEpoch <= 0) return [];
  // The last epoch ends with the last step, also when dividing has left a rounding error.
  const count = Math.floor(lastStep / perEpoch + 1e-9);
  if (count > maxMarks) return [];
  return Array.from({ length: count }, (_, at) => ({ epoch: at + 1, step: (at + 1) * perEpoch }));
}
