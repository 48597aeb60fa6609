import type { JobSource, SourceState } from '../../jobs/source';
import type { SourceList } from '../../jobs/sourceList';
import type { TreeRow } from '../../platform/treeRow';
import type { ItemNode, SectionNode } from './sectionNodes';

/** What is in one section of the container, beside the jobs: what its tree asks for. */
export interface Section {
  /** The word of `when` clauses that says which welcome text fits. */
  readonly stateKey: string;
  readonly words: {
    readonly loading: string;
    readonly none: string;
    /** What is said to have failed. */
    readonly failure: string;
  };
  readonly refreshCommand: string;
  readonly moreCommand: string;
  /** Why the source cannot list them, in a sentence; null: it can. */
  reasonAgainst(source: JobSource): string | null;
  list(source: JobSource): SourceList<unknown>;
  /** How well they are known. */
  state(source: JobSource): SourceState;
  /** The rows of a source, newest first. */
  rows(source: JobSource): readonly ItemNode[];
  /** The rows below one. */
  below(node: ItemNode): Promise<readonly SectionNode[]>;
  /** @param now Unix seconds */
  row(node: ItemNode, now: number): TreeRow;
  /** Changes whenever rows come, go or read differently, by more than their ages. @param count of rows that are shown */
  shape(source: JobSource, count: number): string;
  /**
   * Ends what is fetched for rows that are out of sight, and forgets what was fetched for them. True: something was
   * under way, so that rows are missing.
   */
  forget(): boolean;
}
