import type { TreeView } from 'vscode';
import { parseJobKey } from '../jobs/jobKey';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import type { JobKey } from '../shared/protocol';
import { groupOf } from '../shared/statuses';
import type { JobNode, JobsNode } from './jobNodes';
import type { JobPlace, JobsTree } from './jobsTree';
import type { JobsViewState } from './jobsViewState';
import { revealRow } from './revealRow';

/** Rows that are in sight together, also where a view is low. */
const nearRows = 15;

/** Brings rows into sight, while the view is: it never opens the view itself, nor what the person has folded. */
export class RowsInSight {
  /** The job whose row is to be selected as soon as it can be shown. */
  private wanted: { readonly key: JobKey; readonly isNew: boolean } | null = null;

  constructor(
    private readonly view: TreeView<JobsNode>,
    private readonly tree: JobsTree,
    private readonly sources: Sources,
    private readonly state: JobsViewState,
  ) {}

  /** The page in front is about these jobs: of one, the row is selected. */
  selectShown(keys: readonly JobKey[]): void {
    const [only] = keys;
    if (keys.length !== 1 || only === undefined) this.wanted = null;
    else if (this.wanted?.key !== only) this.wanted = { key: only, isNew: false };
    this.update();
  }

  /** The person has just created this job: its row is selected, also in a group that was folded. */
  selectNew(key: JobKey): void {
    this.wanted = { key, isNew: true };
    this.update();
  }

  /** To be called whenever rows came or the view did. */
  update(): void {
    if (this.wanted === null || !this.view.visible) return;
    const { key, isNew } = this.wanted;
    const { sourceId, jobId } = parseJobKey(key);
    const source = this.sources.shown.find(({ id }) => id === sourceId);
    const place = source === undefined ? null : this.tree.placeOf(source, jobId);
    if (place === null) return;
    this.wanted = null;
    // Among several that are selected it stays one of them.
    const isSelected = this.view.selection.some((node) => node.key === place.node.key);
    if (!isSelected && (isNew || !this.isFolded(place))) this.reveal(place, true);
  }

  /**
   * A job that has ended before the person's eyes moved to another group: it is opened for it, unless the person is at
   * another row, or would lose sight of what is around the place that it left.
   */
  keep(source: JobSource, id: string, previousStatus: string): void {
    if (!this.view.visible || this.state.grouping !== 'status') return;
    const place = this.tree.placeOf(source, id);
    if (place === null || this.isFolded(place)) return;
    if (this.view.selection.some((node) => node !== place.node)) return;
    if (this.tree.wayFrom(groupOf(previousStatus), place) <= nearRows) this.reveal(place, false);
  }

  /**
   * To be called before something is done to rows of the tree: what it returns takes the person, who was at them, to
   * the row beside them, which stays; else to them.
   */
  holdPlace(nodes: readonly JobNode[]): () => void {
    const beside = this.tree.besides(nodes) ?? nodes[0];
    return () => {
      if (beside !== undefined) this.focus(beside.source, beside.id);
    };
  }

  /** The same where rows of a source come: to the first that was not there. */
  holdEnd(source: JobSource): () => void {
    const before = new Set(this.tree.idsOf(source));
    return () => {
      const first = this.tree.idsOf(source).find((id) => !before.has(id));
      if (first !== undefined) this.focus(source, first);
    };
  }

  private isFolded({ above }: JobPlace): boolean {
    return above.some((key) => this.state.isOpen(key) === false);
  }

  private reveal({ node, above }: JobPlace, select: boolean): void {
    for (const key of above) this.state.keepOpen(key);
    revealRow(this.view, node, { select, focus: false });
  }

  private focus(source: JobSource, id: string): void {
    const place = this.tree.placeOf(source, id);
    if (place !== null && this.view.visible)
      revealRow(this.view, this.tree.inSight(place), { select: false, focus: true });
  }
}
