import { indexOfLowest, lowerBound, type PointList } from './points';
import { hasFallen, minChange, partsOf, relative, surelyRise } from './trend';

/** One point above the lowest is noise. */
const minPartsAfter = 2;

/**
 * Since which step validation gets worse while training gets better; null where it does not. Of 20 parts of the
 * validation loss, or its points where they are fewer, a fifth, and two at least, come after the lowest; the last lies
 * above it by 1 % or more and by more than validation rose before from one part to the next, which was noise; from the
 * lowest on three quarters of all pairs rise; and the training loss fell by 1 % or more since.
 */
export function overfittingSince(train: PointList, valid: PointList): number | null {
  const parts = partsOf(valid.values);
  const lowest = indexOfLowest(parts);
  if (!risesFrom(parts, lowest)) return null;
  const since = valid.steps[lowestOfPart(valid.values, lowest, parts.length)] ?? 0;
  return hasFallen(train.values.subarray(lowerBound(train.steps, since))) ? since : null;
}

function risesFrom(parts: Float64Array, lowest: number): boolean {
  const after = parts.length - 1 - lowest;
  if (after < Math.max(minPartsAfter, Math.floor(parts.length / 5))) return false;
  const [from = NaN, to = NaN] = [parts[lowest], parts.at(-1)];
  if (to - from <= largestStepUp(parts.subarray(0, lowest))) return false;
  return relative(from, to) >= minChange && surelyRise(parts.subarray(lowest));
}

/** From one part to the next; 0 where none goes up. */
function largestStepUp(parts: Float64Array): number {
  let largest = 0;
  for (let at = 1; at < parts.length; at += 1)
    largest = Math.max(largest, (parts[at] ?? NaN) - (parts[at - 1] ?? NaN));
  return largest;
}

function lowestOfPart(values: Float64Array, part: number, count: number): number {
  const first = Math.floor((part * values.length) / count);
  const end = Math.floor(((part + 1) * values.length) / count);
  return first + Math.max(0, indexOfLowest(values.subarray(first, end)));
}
