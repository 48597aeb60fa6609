import { t } from '@vscode/l10n';
import { type TreeItem } from 'vscode';
import { jobKey } from '../jobs/jobKey';
import { editorFormat } from '../platform/editorFormat';
import { toListFailure } from '../platform/failures';
import { tableTooltip, textTooltip, treeItem } from '../platform/treeRow';
import type { Arrangement, JobsGroup } from './grouping';
import type { JobNode, JobsNode } from './jobNodes';
import { jobFacts, jobRow } from './jobRow';
import { pageAddress } from './pageAddress';
import { coursePicture } from './sparkline';

type NodeOf<K extends JobsNode['kind']> = JobsNode & { readonly kind: K };

const warning = { id: 'warning', color: 'list.warningForeground' };

/** @param found how many jobs fit the filter, in words; null: there is no filter */
export function sourceItem(
  { source, key }: NodeOf<'source'>,
  isOpen: boolean,
  found: string | null,
): TreeItem {
  const { kind, name, state, store } = source;
  const row = { id: key, label: name, context: 'source', isOpen };
  if (state.kind === 'failed') {
    const { summary, advice } = toListFailure(state.error);
    const tooltip = textTooltip([`${summary}. ${advice ?? ''}`]);
    // What the view says of jobs that are old names the reason already.
    const description = store.size === 0 ? summary : (found ?? kind);
    return treeItem({ ...row, icon: warning, description, tooltip });
  }
  const icon = { id: 'plug', color: null };
  if (state.kind === 'unknown') return treeItem({ ...row, icon, description: t('Loading…') });
  if (store.size === 0) return treeItem({ ...row, icon, description: t('No jobs') });
  return treeItem({
    ...row,
    icon,
    ...(kind === name && found === null ? {} : { description: found ?? kind }),
  });
}

/** Below a connection that has no jobs to show: what to do, by a click. */
export function failedItem(node: JobsNode): TreeItem {
  const { source, key } = node;
  const { advice, summary } =
    source.state.kind === 'failed' ? toListFailure(source.state.error) : { advice: null, summary: '' };
  const label = t('Check Connection');
  return treeItem({
    id: key,
    label,
    description: advice ?? summary,
    tooltip: textTooltip([`${summary}. ${advice ?? ''}`]),
    icon: { id: 'pulse', color: null },
    context: 'failed',
    command: { command: 'fineTuning.checkConnection', title: label, arguments: [node] },
  });
}

export function groupItem({ key }: NodeOf<'group'>, group: JobsGroup | undefined, isOpen: boolean): TreeItem {
  const label = group?.label ?? '';
  const count = group?.jobs.length ?? 0;
  const number = editorFormat.count(count);
  const mayGrow = group?.mayGrow === true;
  const description = mayGrow ? t('{0} loaded of more', number) : number;
  const spoken = count === 1 ? t('{0}, 1 job', label) : t('{0}, {1} jobs', label, number);
  return treeItem({
    id: key,
    label,
    description,
    context: 'group',
    accessibilityLabel: mayGrow ? `${label}, ${description}` : spoken,
    isOpen,
  });
}

/** A job that makes its own row impossible costs that row alone. */
export function jobItem(node: JobNode, arrangement: Arrangement, now: number): TreeItem {
  try {
    return itemOf(node, arrangement, now);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const description = t('cannot be shown: {0}', reason);
    return treeItem({ id: node.key, label: node.id, description, icon: warning, context: 'job' });
  }
}

function itemOf({ source, id, key }: JobNode, arrangement: Arrangement, now: number): TreeItem {
  const job = source.store.get(id);
  if (job === undefined) return treeItem({ id: key, label: id, context: 'gone' });
  const progress = source.store.progressOf(id);
  const inputs = {
    job,
    now,
    format: editorFormat,
    progress,
    capabilities: source.capabilities,
    fileNames: source.store.fileNames,
    arrangement,
  };
  const { label, description, icon, context, accessibilityLabel } = jobRow(inputs);
  const curve = progress === undefined ? null : coursePicture(progress, editorFormat);
  return treeItem({
    id: key,
    label,
    description,
    icon,
    context,
    accessibilityLabel,
    tooltip: tableTooltip(label, jobFacts(inputs), curve),
    // VS Code's own command, to which it says whether the click was a double one: that keeps the tab.
    command: {
      command: 'vscode.open',
      title: t('Open Job Details'),
      arguments: [pageAddress([jobKey(source, id)], label)],
    },
  });
}

export function unreadableItem(node: NodeOf<'unreadable'>): TreeItem {
  const { source, index, key } = node;
  const unreadable = source.store.unreadable[index];
  const problems = unreadable?.problems ?? [];
  return treeItem({
    id: key,
    label: unreadable?.id ?? t('A job without id'),
    description: t('cannot be read: {0}', problems.join('; ')),
    tooltip: textTooltip(problems),
    icon: warning,
    context: 'unreadable',
    command: { command: 'fineTuning.showJobJson', title: t('Show as JSON'), arguments: [node] },
  });
}

/** The way to hidden jobs. */
export function hiddenItem({ key }: Pick<JobsNode, 'key'>, count: number): TreeItem {
  const label = count === 1 ? t('1 hidden job') : t('{0} hidden jobs', editorFormat.count(count));
  const command = { command: 'fineTuning.showHiddenJobs', title: t('Show Hidden Jobs') };
  return treeItem({ id: key, label, icon: { id: 'eye-closed', color: null }, context: 'hidden', command });
}

/** No job fits the filter, and the way back. @param count loaded jobs, among which was searched */
export function nothingItem({ key }: Pick<JobsNode, 'key'>, count: number, hasOlder: boolean): TreeItem {
  const label = hasOlder ? t('No match in {0} loaded jobs', editorFormat.count(count)) : t('No match');
  const description = t('Clear Filter');
  const command = { command: 'fineTuning.clearFilter', title: description };
  const icon = { id: 'clear-all', color: null };
  return treeItem({ id: key, label, description, icon, context: 'nothing', command });
}

export function moreItem(node: NodeOf<'more'>): TreeItem {
  const label = node.groupId === null ? t('Load more…') : t('Show more…');
  const command = { command: 'fineTuning.loadMoreJobs', title: label, arguments: [node] };
  return treeItem({ id: node.key, label, context: 'more', command });
}
