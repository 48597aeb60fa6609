import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { pickMany, pickOne } from '../../platform/picks';
import { showInformation } from '../../platform/show';
import type { FileNode } from '../../views/sections/sectionNodes';
import { isSectionNode } from '../../views/sections/sectionNodes';
import type { App } from '../command';
import { nodesAmong } from '../nodesAmong';

/** A file that a command is about. */
export interface FileTarget {
  readonly source: JobSource;
  readonly file: FileObject;
}

export interface FileQuestion {
  /** The word that the row of such a file has: `deleteFile`. */
  readonly offered: string;
  /** What to ask when nothing is selected. */
  readonly placeholder: string;
  readonly canPickMany?: boolean;
}

/** The files that were clicked or selected; else those that the person picks. Empty: they picked none, or none fits. */
export async function fileTargets(
  app: App,
  args: readonly unknown[],
  question: FileQuestion,
): Promise<FileTarget[]> {
  const clicked = fileNodes(nodesAmong(args));
  const named = clicked.length > 0 ? clicked : fileNodes(app.files.selection);
  if (named.length === 0) return pick(app, question);
  const fitting = targetsAmong(app, named, question);
  if (fitting.length === 0) void showInformation(t('This provider cannot do that with the file.'));
  return fitting;
}

/** One of {@link fileTargets}: for commands about one file. */
export async function fileTarget(
  app: App,
  args: readonly unknown[],
  question: FileQuestion,
): Promise<FileTarget | undefined> {
  const [first] = await fileTargets(app, args.slice(0, 1), question);
  return first;
}

function fileNodes(nodes: readonly unknown[]): FileNode[] {
  return nodes.filter((node) => isSectionNode(node)).filter((node) => node.kind === 'file');
}

function targetsAmong(app: App, nodes: readonly FileNode[], { offered }: FileQuestion): FileTarget[] {
  const { section } = app.files;
  const now = app.clock.now() / 1000;
  return nodes
    .filter((node) => section.row(node, now).context.split(' ').includes(offered))
    .flatMap(({ source, id }) => {
      const file = section.fileOf(source, id);
      return file === undefined ? [] : { source, file };
    });
}

/** Asks which, among all files that fit; fetches them where that was not done yet. */
async function pick(app: App, question: FileQuestion): Promise<FileTarget[]> {
  const { section } = app.files;
  const { shown } = app.sources;
  if (shown.some(({ files }) => files.stored.state.kind !== 'ready'))
    await withProgress(t('Fetching the files'), (signal) => app.files.refresh(signal));
  const nodes = shown.flatMap((source) => section.rows(source));
  const items = targetsAmong(app, nodes, question).map((target) => toItem(app, target));
  if (items.length === 0) {
    void showInformation(t('There is no file for that.'));
    return [];
  }
  const options = { placeHolder: question.placeholder, matchOnDescription: true, matchOnDetail: true };
  if (question.canPickMany !== true) {
    const picked = await pickOne(items, options);
    return picked === undefined ? [] : [picked.target];
  }
  return ((await pickMany(items, options)) ?? []).map(({ target }) => target);
}

function toItem(app: App, target: FileTarget) {
  const { source, file } = target;
  const node: FileNode = { kind: 'file', key: file.id, source, id: file.id };
  const { label, description, icon } = app.files.section.row(node, app.clock.now() / 1000);
  const where = app.sources.shown.length > 1 ? ` · ${source.name}` : '';
  return {
    label,
    ...(description === undefined ? {} : { description }),
    iconPath: new ThemeIcon(icon?.id ?? 'file'),
    detail: `${file.id}${where}`,
    target,
  };
}
