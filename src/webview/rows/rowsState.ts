import type { ToRowsPage } from '../../shared/rowsProtocol';
import { isNumber, isRecord } from '../../shared/shapes';
import type { FoundRows } from './foundRows';
import { RowCache } from './rowCache';

export type FileFacts = Extract<ToRowsPage, { type: 'file' }>;

/** A place in the file: a row, from 0, and how many pixels of it are scrolled out. */
export interface RowPlace {
  readonly row: number;
  readonly out: number;
}

/** All that the page knows. */
export class RowsState {
  file: FileFacts | null = null;
  readonly cache = new RowCache();
  search: FoundRows | null = null;
  /** Where to go as soon as the row is known. */
  wanted: RowPlace | null;

  /** @param stored what the page kept of itself; anything, since an older version may have written it */
  constructor(stored: unknown) {
    const { row, out } = isRecord(stored) ? stored : {};
    this.wanted = isNumber(row) && isNumber(out) ? { row, out } : null;
  }

  /** The place to go to now, once: as soon as its row is known, or the file has no more. */
  takeWanted(): RowPlace | null {
    const { file, wanted } = this;
    if (file === null || wanted === null) return null;
    if (wanted.row >= file.rows && !file.isComplete) return null;
    this.wanted = null;
    return wanted;
  }
}
