import { t } from '@vscode/l10n';
import type { TreeItem } from 'vscode';
import type { JobSource } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import { toListFailure } from '../../platform/failures';
import { textTooltip, treeItem } from '../../platform/treeRow';
import type { Section } from './section';
import type { NoteNode } from './sectionNodes';

const icons = {
  loading: { id: 'loading~spin', color: null },
  warning: { id: 'warning', color: 'list.warningForeground' },
  info: { id: 'info', color: null },
} as const;

export function sourceItem(source: JobSource, section: Section): TreeItem {
  const count = section.rows(source).length;
  const mayGrow = section.list(source).hasMore;
  const number = editorFormat.count(count);
  return treeItem({
    id: source.id,
    label: source.name,
    description: count === 0 ? '' : mayGrow ? t('{0} loaded of more', number) : number,
    icon: { id: 'plug', color: null },
    context: 'source',
    isOpen: true,
  });
}

export function noteItem({ key, label, description, detail, icon, command }: NoteNode): TreeItem {
  return treeItem({
    id: key,
    label,
    icon: icons[icon],
    context: 'note',
    ...(description === undefined ? {} : { description }),
    ...(detail === undefined ? {} : { tooltip: textTooltip([label, detail]) }),
    ...(command === undefined ? {} : { command: { command, title: label } }),
  });
}

/** What stands above the rows of a source: why there are none, or why they may be out of date. */
export function notesOf(source: JobSource, section: Section, isOneOfSeveral: boolean): NoteNode[] {
  const note = (node: Omit<NoteNode, 'kind' | 'key' | 'source'>): NoteNode[] => [
    { kind: 'note', key: `${source.id}?note`, source, ...node },
  ];
  const hasRows = section.rows(source).length > 0;
  const reason = section.reasonAgainst(source);
  if (reason !== null) return hasRows ? [] : note({ icon: 'info', label: reason });
  const state = section.state(source);
  if (state.kind === 'failed') return note(failureNote(state.error, section));
  const { problem } = section.list(source);
  if (problem !== null) return note({ icon: 'warning', label: problem });
  if (hasRows) return [];
  if (state.kind === 'unknown') return note({ icon: 'loading', label: section.words.loading });
  return isOneOfSeveral ? note({ icon: 'info', label: section.words.none }) : [];
}

/** What happened and what to do; a click tries again. */
function failureNote(error: unknown, { words, refreshCommand }: Section) {
  const { summary, advice } = toListFailure(error);
  return {
    icon: 'warning',
    label: words.failure,
    description: summary,
    detail: `${summary}. ${advice ?? ''}\n${t('Click to try again.')}`,
    command: refreshCommand,
  } as const;
}
