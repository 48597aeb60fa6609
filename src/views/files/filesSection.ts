import { t } from '@vscode/l10n';
import type { FileObject } from '../../api/wire/file';
import type { JobSource, SourceState } from '../../jobs/source';
import type { SourceList } from '../../jobs/sourceList';
import type { KnownJob } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import { tableTooltip, type TreeRow } from '../../platform/treeRow';
import type { Section } from '../sections/section';
import type { FileNode, ItemNode } from '../sections/sectionNodes';
import { fileFacts, type FileInputs, fileRow } from './fileRow';
import { FileUses } from './fileUses';
import { sameFiles } from './sameFiles';

/** What is known of the files of a source, sorted once. */
interface KnownFiles {
  readonly of: readonly FileObject[];
  readonly byId: ReadonlyMap<string, FileObject>;
  readonly nodes: readonly FileNode[];
  readonly copies: ReadonlyMap<string, FileObject>;
}

/** The files at the provider: what jobs were trained on, and what they left. */
export class FilesSection implements Section {
  readonly stateKey = 'fineTuning.filesState';
  readonly refreshCommand = 'fineTuning.refreshFiles';
  readonly moreCommand = 'fineTuning.loadMoreFiles';
  readonly words = {
    loading: t('Loading files…'),
    none: t('No files'),
    failure: t('The files could not be fetched'),
  };
  private readonly uses = new FileUses();
  private readonly known = new WeakMap<JobSource, KnownFiles>();

  reasonAgainst({ capabilities }: JobSource): string | null {
    return capabilities.files === true ? null : capabilities.files;
  }

  list({ files }: JobSource): SourceList<FileObject> {
    return files.stored;
  }

  state({ files }: JobSource): SourceState {
    return files.stored.state;
  }

  rows(source: JobSource): readonly FileNode[] {
    return this.knownOf(source).nodes;
  }

  below(): Promise<never[]> {
    return Promise.resolve([]);
  }

  fileOf(source: JobSource, id: string): FileObject | undefined {
    return this.knownOf(source).byId.get(id);
  }

  /** Known jobs that use the file, active ones first. */
  usersOf(source: JobSource, id: string): readonly KnownJob[] {
    return this.uses.of(source, id);
  }

  row(node: ItemNode, now: number): TreeRow {
    const inputs = node.kind === 'file' ? this.inputsOf(node, now) : undefined;
    if (inputs === undefined) return { id: node.key, label: node.key, context: 'gone' };
    const row = fileRow(inputs);
    return {
      ...row,
      id: node.key,
      tooltip: tableTooltip(row.label, fileFacts(inputs)),
      // Without arguments, so that it acts on the selection, as the rows of jobs do.
      ...(row.context.includes('openFile')
        ? { command: { command: 'fineTuning.openFile', title: t('Open File') } }
        : {}),
    };
  }

  shape(source: JobSource, count: number): string {
    const { nodes } = this.knownOf(source);
    const areJobsKnown = source.state.kind === 'ready' && source.store.nextCursor === null;
    const shown = nodes.slice(0, count).map(({ id }) => [id, this.uses.of(source, id).length]);
    return JSON.stringify([areJobsKnown, nodes.length, shown]);
  }

  /** Nothing is fetched for single rows. */
  forget(): boolean {
    return false;
  }

  private inputsOf({ source, id }: FileNode, now: number): FileInputs | undefined {
    const file = this.fileOf(source, id);
    if (file === undefined) return undefined;
    return {
      file,
      usedBy: this.usersOf(source, id),
      areJobsKnown: source.state.kind === 'ready' && source.store.nextCursor === null,
      sameAs: this.knownOf(source).copies.get(id),
      capabilities: source.capabilities,
      now,
      format: editorFormat,
    };
  }

  private knownOf(source: JobSource): KnownFiles {
    const of = source.files.stored.items;
    const known = this.known.get(source);
    if (known?.of === of) return known;
    const sorted = [...of].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    const made: KnownFiles = {
      of,
      byId: new Map(of.map((file) => [file.id, file])),
      nodes: sorted.map(({ id }) => ({ kind: 'file', key: `${source.id}?file/${id}`, source, id })),
      copies: sameFiles(sorted),
    };
    this.known.set(source, made);
    return made;
  }
}
