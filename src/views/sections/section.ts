import type { JobSource, SourceState } from '../../jobs/source';
import type { SourceList } from '../../jobs/sourceList';
import type { TreeRow } from '../../platform/treeRow';
import type { RowText } from '../rowText';
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
  /** What a row says; null: it stands for nothing any more. @param now Unix seconds */
  text(node: ItemNode, now: number): RowText | null;
  /** The same with its tooltip, and what a click does. @param now Unix seconds */
  row(node: ItemNode, now: number): TreeRow | null;
  /** Changes whenever a row below another comes or goes by itself. */
  belowVersion(source: JobSource): number;
  /**
   * Ends what is fetched for rows that are out of sight, and forgets what was fetched for them. True: something was
   * under way, so that rows are missing.
   */
  forget(): boolean;
}
