import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, env, l10n } from 'vscode';
import { toFailure } from '../platform/failures';
import type { JobsGroup } from './grouping';
import type { JobNode, JobsNode } from './jobNodes';
import { type RowIcon, jobFacts, jobRow } from './jobRow';

type NodeOf<K extends JobsNode['kind']> = JobsNode & { readonly kind: K };

export function accountItem({ account, key }: NodeOf<'account'>, isOpen: boolean): TreeItem {
  const item = new TreeItem(account.connection.name, collapsible(isOpen));
  item.id = key;
  item.contextValue = 'account';
  const { state } = account;
  item.iconPath = icon(
    state.kind === 'failed'
      ? { id: 'warning', color: 'list.warningForeground' }
      : { id: 'plug', color: null },
  );
  if (state.kind === 'failed') {
    const failure = toFailure(state.error);
    item.description = failure.summary;
    item.tooltip = new MarkdownString().appendText(`${failure.summary}. ${failure.advice ?? ''}`);
  } else if (state.kind === 'unknown') item.description = l10n.t('Loading…');
  else if (account.store.size === 0) item.description = l10n.t('No jobs');
  else if (account.dialect.title !== account.connection.name) item.description = account.dialect.title;
  return item;
}

export function groupItem({ key }: NodeOf<'group'>, group: JobsGroup | undefined, isOpen: boolean): TreeItem {
  const item = new TreeItem(group?.label ?? '', collapsible(isOpen));
  const count = group?.jobs.length ?? 0;
  item.id = key;
  item.description = String(count);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: l10n.t('{0}, {1} jobs', group?.label ?? '', count) };
  return item;
}

export function jobItem({ account, id, key }: JobNode, now: number): TreeItem {
  const job = account.store.get(id);
  if (job === undefined) return new TreeItem(id);
  const inputs = {
    job,
    now,
    progress: account.store.progressOf(id),
    capabilities: account.dialect.capabilities,
  };
  const row = jobRow(inputs);
  const item = new TreeItem(row.label);
  item.id = key;
  item.description = row.description;
  item.iconPath = icon(row.icon);
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.accessibilityLabel };
  item.tooltip = factsTable(row.label, jobFacts(inputs, env.language));
  // Without arguments, so that it acts on the selection: VS Code keeps arguments only until the row is read anew,
  // and a click that comes just then would be lost.
  item.command = { command: 'fineTuning.openJob', title: l10n.t('Open Job Details') };
  return item;
}

export function unreadableItem(node: NodeOf<'unreadable'>): TreeItem {
  const { account, index, key } = node;
  const unreadable = account.store.unreadable[index];
  const item = new TreeItem(unreadable?.id ?? l10n.t('A job without id'));
  item.id = key;
  item.description = l10n.t('cannot be read: {0}', unreadable?.problems.join('; ') ?? '');
  item.tooltip = new MarkdownString().appendText(unreadable?.problems.join('\n') ?? '');
  item.iconPath = icon({ id: 'warning', color: 'list.warningForeground' });
  item.contextValue = 'unreadable';
  item.command = { command: 'fineTuning.showJobJson', title: l10n.t('Show as JSON'), arguments: [node] };
  return item;
}

export function moreItem(node: NodeOf<'more'>): TreeItem {
  const item = new TreeItem(node.groupId === null ? l10n.t('Load more…') : l10n.t('Show more…'));
  item.id = node.key;
  item.contextValue = 'more';
  item.command = { command: 'fineTuning.loadMoreJobs', title: item.label as string, arguments: [node] }; // set as string above
  return item;
}

function collapsible(isOpen: boolean): TreeItemCollapsibleState {
  return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function icon({ id, color }: RowIcon): ThemeIcon {
  return color === null ? new ThemeIcon(id) : new ThemeIcon(id, new ThemeColor(color));
}

/** A small table, the job's name its head. What servers say goes in as text: Markdown's own signs are escaped. */
function factsTable(title: string, facts: readonly (readonly [string, string])[]): MarkdownString {
  const table = new MarkdownString('| ').appendText(oneLine(title)).appendMarkdown(' | |\n|:---|:---|\n');
  for (const [name, value] of facts) {
    table.appendMarkdown(`| ${name} | `).appendText(oneLine(value)).appendMarkdown(' |\n');
  }
  return table;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
