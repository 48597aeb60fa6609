import type { Slices } from '../../api/slices';

/** Numbers below 2^53 are put in order by their upper bits first, then each few by the others. */
const buckets = 2 ** 16;
const bucketWidth = 2 ** 53 / buckets;
/** Numbers that are worked on at once. */
const step = 50_000;

/**
 * A sorted copy of evenly distributed whole numbers from 0 to 2^53, made bit by bit: sorting 10,000,000 at once would
 * keep everything else waiting for a second. Rejects on the abort of the slices.
 */
export async function sortInSlices(numbers: Float64Array, slices: Slices): Promise<Float64Array> {
  if (numbers.length <= step) return numbers.slice().sort();
  const ends = new Uint32Array(buckets);
  const bucketOf = (at: number) => Math.floor((numbers[at] ?? 0) / bucketWidth);
  await inSteps(numbers.length, slices, (at) => {
    const bucket = bucketOf(at);
    ends[bucket] = (ends[bucket] ?? 0) + 1;
  });
  let end = 0;
  for (const [bucket, count] of ends.entries()) ends[bucket] = end += count;
  const sorted = new Float64Array(numbers.length);
  // From behind: what was the end of a bucket is its beginning when all are there.
  await inSteps(numbers.length, slices, (at) => {
    const bucket = bucketOf(at);
    const place = (ends[bucket] ?? 0) - 1;
    ends[bucket] = place;
    sorted[place] = numbers[at] ?? 0;
  });
  await inSteps(buckets, slices, (bucket) => {
    sorted.subarray(ends[bucket], ends[bucket + 1] ?? numbers.length).sort();
  });
  return sorted;
}

/** Does it for the numbers from 0 up to `count`, with pauses. */
export async function inSteps(count: number, slices: Slices, work: (at: number) => void): Promise<void> {
  for (let start = 0; start < count; start += step) {
    for (let at = start; at < Math.min(count, start + step); at++) work(at);
    if (slices.isSpent) await slices.rest();
  }
}
