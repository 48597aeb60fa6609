import { Slices } from '../../api/slices';
import { NumberSet } from './numberSet';
import { Random, scatter } from './random';
import { joined } from './rowPrints';
import { selectLines, type SelectOptions } from './selectLines';
import { inSteps, sortInSlices } from './sortInSlices';

/** Which rows are drawn for validation. */
export interface Draw {
  /** How many: at least 1, and fewer than there are. */
  readonly wanted: number;
  /** A whole number from 0 to 4,294,967,295: the same one draws the same rows. */
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/**
 * Exactly as many rows as are wanted, each as likely as any other. Source: Knuth, The Art of Computer Programming,
 * volume 2, section 3.4.2, algorithm S: a row is taken with the chance (still wanted) / (still to come).
 *
 * @param rows of the file
 * @returns their indexes, from 0
 */
export async function drawRows(rows: number, { wanted, seed, signal }: Draw): Promise<NumberSet> {
  const random = Random.of(seed);
  const drawn = new NumberSet();
  await inSteps(rows, new Slices(signal), (row) => {
    if (random.share() * (rows - row) < wanted - drawn.size) drawn.add(row);
  });
  return drawn;
}

/**
 * The same, but rows that are alike stay together: none is trained on that also validates. A row's own bytes and the
 * seed decide its rank, and the first ranks are drawn. Where rows that are alike straddle the wanted number, so many
 * more or fewer are drawn as are needed to keep them together. Empty where all rows are alike.
 *
 * @param prints of the rows: {@link printRows}
 */
export async function drawAlikeTogether(
  prints: Float64Array,
  { wanted, seed, signal }: Draw,
): Promise<NumberSet> {
  const slices = new Slices(signal);
  const ranks = new Float64Array(prints.length);
  await inSteps(prints.length, slices, (row) => {
    ranks[row] = rankOf(prints[row] ?? 0, seed);
  });
  const last = lastRank(await sortInSlices(ranks, slices), wanted);
  const drawn = new NumberSet();
  await inSteps(ranks.length, slices, (row) => {
    if ((ranks[row] ?? 0) <= last) drawn.add(row);
  });
  return drawn;
}

function rankOf(print: number, seed: number): number {
  const high = scatter(Math.floor(print / 2 ** 32) ^ scatter(seed ^ 0x9e3779b9));
  const low = scatter(print ^ high); // of the print its lower 32 bits
  return joined(scatter(high ^ low), low);
}

/** The last rank that is drawn; -1: none can be, since all rows are alike. */
function lastRank(sorted: Float64Array, wanted: number): number {
  const rank = sorted[wanted - 1] ?? 0;
  // The rows of this rank are drawn all or not at all: so many are drawn then.
  const fewer = sorted.indexOf(rank);
  const more = sorted.lastIndexOf(rank) + 1;
  const isTaken = more < sorted.length && (fewer === 0 || more - wanted <= wanted - fewer);
  return isTaken ? rank : (sorted[fewer - 1] ?? -1);
}

/** How many rows are like an earlier one. Rejects on abort. */
export async function countRepeats(prints: Float64Array, signal?: AbortSignal): Promise<number> {
  const slices = new Slices(signal);
  const sorted = await sortInSlices(prints, slices);
  let repeats = 0;
  await inSteps(sorted.length, slices, (at) => {
    if (at > 0 && sorted[at] === sorted[at - 1]) repeats++;
  });
  return repeats;
}

/**
 * One part of a file that is split: its rows byte for byte, in their order. A blank line goes with the row after it, so
 * that both parts together are the whole file; a last line without a line break gets one.
 *
 * @param drawn the rows for validation, from 0
 */
export function partOf(
  chunks: AsyncIterable<Uint8Array>,
  drawn: Pick<NumberSet, 'has'>,
  part: 'training' | 'validation',
  options: SelectOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const isDrawn = part === 'validation';
  return selectLines(chunks, ({ row }) => drawn.has(row) === isDrawn, { ...options, endsLastLine: true });
}
