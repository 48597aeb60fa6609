import { withProgress } from '../platform/cancellation';
import { isSectionNode } from '../views/sections/sectionNodes';
import type { SectionView } from '../views/sections/sectionView';
import type { App } from './command';

/** The next page of a section's list, or more rows of what is loaded: of the source that was clicked, or of each. */
export async function loadMoreOf(app: App, view: SectionView, node: unknown, title: string): Promise<void> {
  const sources = isSectionNode(node) ? [node.source] : app.sources.shown;
  const moveToNew = isSectionNode(node) ? view.holdEnd(node.source) : null; // the row that was clicked goes, or moves on
  const left = sources.filter((source) => !view.tree.showMore(source));
  await withProgress(title, async (signal) => {
    await Promise.all(left.map((source) => view.section.list(source).loadMore(signal)));
  });
  moveToNew?.();
}
