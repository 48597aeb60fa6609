import { t } from '@vscode/l10n';
import type { FileObject } from '../../api/wire/file';
import type { JobSource, SourceState } from '../../jobs/source';
import type { SourceList } from '../../jobs/sourceList';
import type { KnownJob } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import { tableTooltip, type TreeRow } from '../../platform/treeRow';
import type { RowText } from '../rowText';
import { PerSource } from '../sections/perSource';
import type { Section } from '../sections/section';
import type { FileNode, ItemNode } from '../sections/sectionNodes';
import { fileFacts, type FileInputs, fileRow } from './fileRow';
import { knowsAllUses, type Uses, usesAmong } from './fileUses';
import { sameFiles } from './sameFiles';

/** What is known of the files of a source, sorted once. */
interface KnownFiles {
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
  private readonly uses = new PerSource<Uses>();
  private readonly known = new PerSource<KnownFiles>();

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

  /**
   * Known jobs that were trained or validated on the file, or that it is a result of: active ones first, then the
   * newest.
   */
  usersOf(source: JobSource, id: string): readonly KnownJob[] {
    const [files, jobs] = [source.files.stored.items, source.store.all()];
    return this.uses.get(source, [files, jobs], () => usesAmong(files, jobs)).get(id) ?? [];
  }

  text(node: ItemNode, now: number): RowText | null {
    const inputs = this.inputsOf(node, now);
    return inputs === null ? null : fileRow(inputs);
  }

  row(node: ItemNode, now: number): TreeRow | null {
    const inputs = this.inputsOf(node, now);
    if (inputs === null) return null;
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

  belowVersion(): number {
    return 0;
  }

  /** Nothing is fetched for single rows. */
  forget(): boolean {
    return false;
  }

  private inputsOf(node: ItemNode, now: number): FileInputs | null {
    if (node.kind !== 'file') return null;
    const { source, id } = node;
    const file = this.fileOf(source, id);
    if (file === undefined) return null;
    return {
      file,
      usedBy: this.usersOf(source, id),
      areJobsKnown: knowsAllUses(source),
      sameAs: this.knownOf(source).copies.get(id),
      capabilities: source.capabilities,
      now,
      format: editorFormat,
    };
  }

  private knownOf(source: JobSource): KnownFiles {
    const { items } = source.files.stored;
    return this.known.get(source, [items], () => {
      const sorted = items.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
      return {
        byId: new Map(items.map((file) => [file.id, file])),
        nodes: sorted.map(({ id }) => ({ kind: 'file', key: `${source.id}?file/${id}`, source, id })),
        copies: sameFiles(sorted),
      };
    });
  }
}
