import type { QuickPickItem } from 'vscode';
import { withProgress } from '../platform/cancellation';
import { pickSome } from '../platform/picks';
import { showInformation } from '../platform/show';
import type { RowText } from '../views/rowText';
import { isItem, isSectionNode, type ItemNode } from '../views/sections/sectionNodes';
import type { SectionView } from '../views/sections/sectionView';
import type { App } from './command';
import { nodesAmong } from './nodesAmong';

export interface SectionQuestion {
  /** Words one of which the row has: `deleteFile`. */
  readonly offered: readonly string[];
  /** What to ask when nothing is selected. */
  readonly placeholder: string;
  readonly canPickMany?: boolean | undefined;
}

/** What commands on the rows of a section are about. */
export interface TargetKind<T> {
  readonly view: SectionView;
  /** What a row stands for; null: for none of this kind. */
  readonly toTarget: (node: ItemNode, text: RowText) => T | null;
  readonly toItem: (target: T) => QuickPickItem;
  readonly words: {
    readonly fetching: string;
    readonly none: string;
    /** None of those that were named has what is offered. */
    readonly cannot: string;
  };
}

/** What was clicked or selected; else what the person picks. Empty: they picked none, or none fits. */
export async function sectionTargets<T>(
  app: App,
  kind: TargetKind<T>,
  args: readonly unknown[],
  question: SectionQuestion,
): Promise<T[]> {
  const clicked = itemNodes(nodesAmong(args));
  const named = clicked.length > 0 ? clicked : itemNodes(kind.view.selection);
  if (named.length === 0) return pick(app, kind, question);
  const fitting = targetsAmong(app, kind, named, question);
  if (fitting.length === 0) void showInformation(kind.words.cannot);
  return fitting;
}

function itemNodes(nodes: readonly unknown[]): ItemNode[] {
  return nodes.filter((node) => isSectionNode(node)).filter((node) => isItem(node));
}

function targetsAmong<T>(
  app: App,
  { view, toTarget }: TargetKind<T>,
  nodes: readonly ItemNode[],
  { offered }: SectionQuestion,
): T[] {
  const now = app.clock.now() / 1000;
  return nodes.flatMap((node) => {
    const text = view.section.text(node, now);
    const isOffered = text?.context.split(' ').some((word) => offered.includes(word)) === true;
    return (isOffered ? toTarget(node, text) : null) ?? [];
  });
}

/** Asks which, among all that fit; fetches them where that was not done yet. */
async function pick<T>(app: App, kind: TargetKind<T>, question: SectionQuestion): Promise<T[]> {
  const { view, words, toItem } = kind;
  const { section, listed } = view;
  if (listed.some((source) => section.list(source).state.kind !== 'ready'))
    await withProgress(words.fetching, (signal) => view.refresh(signal));
  const nodes = app.sources.shown.flatMap((source) => section.rows(source));
  const targets = targetsAmong(app, kind, nodes, question);
  if (targets.length === 0) {
    void showInformation(words.none);
    return [];
  }
  const { placeholder: placeHolder, canPickMany } = question;
  const options = { placeHolder, canPickMany, matchOnDescription: true, matchOnDetail: true };
  const picked = await pickSome(
    targets.map((target) => ({ ...toItem(target), target })),
    options,
  );
  return picked.map(({ target }) => target);
}
