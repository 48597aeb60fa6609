import { Seen } from '../survey/duplicates';
import type { RowHashes } from '../survey/part';
import { NumberSet } from './numberSet';

/** How rows are alike: to the byte, or in all but case, white space and punctuation of their texts. */
export type Likeness = 'exact' | 'similar';

/**
 * The lines of rows that are like one before them, by the same hashes as a survey counts them by; the first one of each
 * stays. Rows that are the same to the byte are similar too.
 *
 * @param rows of the whole file, as its survey has them
 */
export function repeatedLines(rows: RowHashes, likeness: Likeness): NumberSet {
  const hashes = rows[likeness];
  const seen = new Seen();
  const repeated = new NumberSet();
  for (const [at, line] of rows.lines.entries())
    if (seen.add(hashes[2 * at] ?? 0, hashes[2 * at + 1] ?? 0) >= 0) repeated.add(line);
  return repeated;
}
