import type { NumberSet } from './numberSet';
import type { ReadOptions } from './pieces';
import { selectLines } from './selectLines';

/**
 * Some lines of a file, in which no byte changes.
 *
 * @param kept their numbers, from 1, blank lines included, as reports have them
 */
export function onlyLines(
  chunks: AsyncIterable<Uint8Array>,
  kept: Pick<NumberSet, 'has'>,
  options: ReadOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  return selectLines(chunks, ({ line }) => kept.has(line), options);
}

/**
 * A file without some of its lines; of the others no byte changes.
 *
 * @param dropped their numbers, from 1, blank lines included, as reports have them
 */
export function withoutLines(
  chunks: AsyncIterable<Uint8Array>,
  dropped: Pick<NumberSet, 'has'>,
  options: ReadOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  return selectLines(chunks, ({ line }) => !dropped.has(line), options);
}
