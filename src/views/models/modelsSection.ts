import { t } from '@vscode/l10n';
import type { Checkpoint } from '../../api/wire/checkpoint';
import type { Model } from '../../api/wire/model';
import { lastMeasure } from '../../jobs/progress';
import type { JobSource, SourceState } from '../../jobs/source';
import type { SourceList } from '../../jobs/sourceList';
import { bestMeasured } from '../../metrics/bestMeasured';
import { editorFormat } from '../../platform/editorFormat';
import { toFailure } from '../../platform/failures';
import { tableTooltip, type TreeRow } from '../../platform/treeRow';
import type { RowText } from '../rowText';
import { PerSource } from '../sections/perSource';
import type { Section } from '../sections/section';
import type { CheckpointNode, ItemNode, ModelNode, NoteNode, SectionNode } from '../sections/sectionNodes';
import { checkpointFacts, checkpointRow } from './checkpointRow';
import { modelFacts, modelRow } from './modelRow';
import type { OwnModelLists } from './ownModelLists';
import { stepOf, type TunedModel, tunedModels } from './tunedModels';

/** What is known of the models of a source. */
interface Known {
  readonly models: ReadonlyMap<string, TunedModel>;
  readonly nodes: readonly ModelNode[];
}

/** What is to be said of a model or a checkpoint. */
interface About {
  readonly text: RowText;
  readonly facts: () => readonly (readonly [name: string, value: string])[];
  readonly hasCheckpoints: boolean;
}

/** The models that the account has trained, and below each the checkpoints of its job. */
export class ModelsSection implements Section {
  readonly stateKey = 'fineTuning.modelsState';
  readonly refreshCommand = 'fineTuning.refreshModels';
  readonly moreCommand = 'fineTuning.loadMoreModels';
  readonly words = {
    loading: t('Loading models…'),
    none: t('No fine-tuned models'),
    failure: t('The models could not be fetched'),
  };
  private readonly known = new PerSource<Known>();
  /** By the id of their job. */
  private checkpoints = new WeakMap<JobSource, Map<string, Promise<readonly Checkpoint[]>>>();
  private fetching = 0;
  private work = new AbortController();

  constructor(private readonly ownLists: Pick<OwnModelLists, 'has'>) {}

  reasonAgainst({ capabilities }: JobSource): string | null {
    return capabilities.models === true ? null : capabilities.models;
  }

  list({ models }: JobSource): SourceList<Model> {
    return models.listed;
  }

  /** Models are known by the list and by the jobs: that there are none takes both. */
  state({ models, state }: JobSource): SourceState {
    return models.listed.state.kind === 'ready' ? state : models.listed.state;
  }

  rows(source: JobSource): readonly ModelNode[] {
    return this.knownOf(source).nodes;
  }

  modelOf({ source, name }: ModelNode): TunedModel | undefined {
    return this.knownOf(source).models.get(name);
  }

  async below(node: ItemNode): Promise<readonly SectionNode[]> {
    const model = node.kind === 'model' ? this.modelOf(node) : undefined;
    if (model === undefined) return [];
    const { source, key } = node;
    try {
      const found = await this.checkpointsOf(source, model);
      const { deleted } = source.models;
      const left = found.filter(({ model: name }) => name === null || !deleted.has(name));
      if (left.length === 0) return [note(node, { icon: 'info', label: t('No checkpoints') })];
      const jobId = model.job?.id ?? null;
      const best = bestMeasured(found);
      return [...left]
        .sort(latestFirst)
        .map((checkpoint) => checkpointNode(node, jobId, checkpoint, checkpoint.id === best));
    } catch (error) {
      const { summary, advice } = toFailure(error);
      const label = t('The checkpoints could not be fetched');
      const retry = { command: this.refreshCommand, detail: `${summary}. ${advice ?? ''}` };
      return [note({ source, key }, { icon: 'warning', label, description: summary, ...retry })];
    }
  }

  text(node: ItemNode, now: number): RowText | null {
    return this.aboutOf(node, now)?.text ?? null;
  }

  row(node: ItemNode, now: number): TreeRow | null {
    const about = this.aboutOf(node, now);
    if (about === null) return null;
    const { text, facts, hasCheckpoints } = about;
    const tooltip = tableTooltip(text.label, facts());
    if (hasCheckpoints) return { ...text, id: node.key, tooltip, isOpen: false };
    // What has nothing below it leads to its job; without arguments, so that it acts on the selection.
    const command = { command: 'fineTuning.showModelJob', title: t('Show Job') };
    return { ...text, id: node.key, tooltip, ...(text.context.includes('showModelJob') ? { command } : {}) };
  }

  belowVersion({ models }: JobSource): number {
    return models.deleted.size;
  }

  private aboutOf(node: ItemNode, now: number): About | null {
    const shared = { capabilities: node.source.capabilities, now, format: editorFormat };
    if (node.kind === 'checkpoint') {
      const hasJob = node.jobId !== null && node.source.store.get(node.jobId) !== undefined;
      const inputs = { checkpoint: node.checkpoint, isBest: node.isBest, hasJob, ...shared };
      return { text: checkpointRow(inputs), facts: () => checkpointFacts(inputs), hasCheckpoints: false };
    }
    const model = node.kind === 'model' ? this.modelOf(node) : undefined;
    if (model === undefined) return null;
    const progress = model.job === null ? undefined : node.source.store.progressOf(model.job.id);
    const inputs = { model, measure: lastMeasure(progress), best: progress?.best ?? null, ...shared };
    const canFetch = model.job !== null && shared.capabilities.checkpoints === true;
    const hasCheckpoints = canFetch || model.checkpoints.length > 0;
    return { text: modelRow(inputs), facts: () => modelFacts(inputs), hasCheckpoints };
  }

  forget(): boolean {
    const wasFetching = this.fetching > 0;
    this.work.abort();
    this.work = new AbortController();
    this.checkpoints = new WeakMap();
    return wasFetching;
  }

  /** Those of its job, with what was measured; else those that the list has. */
  private async checkpointsOf(
    source: JobSource,
    { job, checkpoints }: TunedModel,
  ): Promise<readonly Checkpoint[]> {
    const canFetch = job !== null && source.capabilities.checkpoints === true;
    const fetched = canFetch ? await this.fetchOnce(source, job.id) : [];
    return fetched.length > 0 ? fetched : checkpoints.map(toCheckpoint);
  }

  private fetchOnce(source: JobSource, jobId: string): Promise<readonly Checkpoint[]> {
    const ofSource = this.checkpoints.get(source) ?? new Map<string, Promise<readonly Checkpoint[]>>();
    const known = ofSource.get(jobId);
    if (known !== undefined) return known;
    const fetching = this.fetch(source, jobId);
    this.checkpoints.set(source, ofSource.set(jobId, fetching));
    fetching.catch(() => ofSource.delete(jobId)); // opened again, it is requested again
    return fetching;
  }

  private async fetch(source: JobSource, jobId: string): Promise<readonly Checkpoint[]> {
    this.fetching++;
    try {
      return await source.models.checkpoints(jobId, this.work.signal);
    } finally {
      this.fetching--;
    }
  }

  private knownOf(source: JobSource): Known {
    const { listed, deleted } = source.models;
    const isWhole = listed.state.kind === 'ready' && !listed.hasMore && listed.problem === null;
    const jobs = source.store.all();
    return this.known.get(source, [listed.items, isWhole, jobs, deleted.size], () => {
      const isListWhole = isWhole && this.ownLists.has(source);
      const models = tunedModels({ jobs, listed: listed.items, isListWhole, deleted });
      return {
        models: new Map(models.map((model) => [model.name, model])),
        nodes: models.map(({ name }) => ({ kind: 'model', key: `${source.id}?model/${name}`, source, name })),
      };
    });
  }
}

/** Of a list, which says little. */
function toCheckpoint({ id, createdAt, jobId }: Model): Checkpoint {
  return { id, createdAt, model: id, startFrom: id, step: stepOf(id), metrics: {}, jobId };
}

/** Names and ids come from servers: one may look like the key of another. */
function checkpointNode(
  { source, key }: ItemNode,
  jobId: string | null,
  checkpoint: Checkpoint,
  isBest: boolean,
): CheckpointNode {
  const own = `${source.id}?checkpoint/${JSON.stringify([key, checkpoint.id])}`;
  return { kind: 'checkpoint', key: own, source, jobId, checkpoint, isBest };
}

function latestFirst(a: Checkpoint, b: Checkpoint): number {
  return (b.step ?? 0) - (a.step ?? 0);
}

type Note = Omit<NoteNode, 'kind' | 'key' | 'source'>;

function note({ source, key }: Pick<ItemNode, 'source' | 'key'>, about: Note): NoteNode {
  return { kind: 'note', key: `${source.id}?note/${key}`, source, ...about };
}
