import type { Checkpoint } from '../../api/wire/checkpoint';
import type { JobSource } from '../../jobs/source';

/** What the trees of files and models are made of. A node keeps its identity as long as it is shown. */
export type SectionNode =
  | { readonly kind: 'source'; readonly key: string; readonly source: JobSource }
  | FileNode
  | ModelNode
  | CheckpointNode
  | NoteNode
  | { readonly kind: 'more'; readonly key: string; readonly source: JobSource };

export interface FileNode {
  readonly kind: 'file';
  readonly key: string;
  readonly source: JobSource;
  readonly id: string;
}

export interface ModelNode {
  readonly kind: 'model';
  readonly key: string;
  readonly source: JobSource;
  /** Of the {@link TunedModel}. */
  readonly name: string;
}

export interface CheckpointNode {
  readonly kind: 'checkpoint';
  readonly key: string;
  readonly source: JobSource;
  /** The id of its job, which not every server repeats; null: not known. */
  readonly jobId: string | null;
  /** As it was fetched for this row, or made of what the list of models says. */
  readonly checkpoint: Checkpoint;
  /** Whether it was validated best among those of its job. */
  readonly isBest: boolean;
}

/** A row that stands for none: it says what happens, or what went wrong. */
export interface NoteNode {
  readonly kind: 'note';
  readonly key: string;
  readonly source: JobSource;
  readonly label: string;
  readonly description?: string;
  /** What a tooltip adds. */
  readonly detail?: string;
  readonly icon: 'loading' | 'warning' | 'info';
  /** What a click does. */
  readonly command?: string;
}

export type ItemNode = FileNode | ModelNode | CheckpointNode;

export function isSectionNode(value: unknown): value is SectionNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && 'source' in value && 'key' in value
  );
}

/** Whether it is a row of the section itself, and none around them. */
export function isItem(node: SectionNode): node is ItemNode {
  return node.kind === 'file' || node.kind === 'model' || node.kind === 'checkpoint';
}
