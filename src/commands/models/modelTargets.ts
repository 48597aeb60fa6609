import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import type { JobSource } from '../../jobs/source';
import type { KnownJob } from '../../jobs/summary';
import {
  type CheckpointNode,
  isSectionNode,
  type ItemNode,
  type ModelNode,
} from '../../views/sections/sectionNodes';
import { besideSource } from '../besideSource';
import type { App } from '../command';
import { type SectionQuestion, sectionTargets, type TargetKind } from '../sectionTargets';

/** A model, or a checkpoint that can be called, that a command is about. */
export interface ModelTarget {
  readonly source: JobSource;
  /** What it is called by. */
  readonly name: string;
  /** What its row says. */
  readonly label: string;
  /** Null where it is not among the known jobs. */
  readonly job: KnownJob | null;
}

/** The models that were clicked or selected; else those that the person picks. Empty: they picked none, or none fits. */
export function modelTargets(
  app: App,
  args: readonly unknown[],
  question: SectionQuestion,
): Promise<ModelTarget[]> {
  return sectionTargets(app, kindOf(app), args, question);
}

/** One of {@link modelTargets}: for commands about one model. */
export async function modelTarget(
  app: App,
  args: readonly unknown[],
  question: SectionQuestion,
): Promise<ModelTarget | undefined> {
  const [first] = await modelTargets(app, args.slice(0, 1), question);
  return first;
}

/** Whether it is the row of a model or of a checkpoint. */
export function isModelNode(value: unknown): value is ModelNode | CheckpointNode {
  return isSectionNode(value) && (value.kind === 'model' || value.kind === 'checkpoint');
}

function kindOf(app: App): TargetKind<ModelTarget> {
  return {
    view: app.models,
    toTarget: (node, { label }) => {
      const known = knownOf(app, node);
      return known === null ? null : { source: node.source, label, ...known };
    },
    toItem: ({ source, label, name }) => ({
      label,
      description: besideSource(app, name, source),
      iconPath: new ThemeIcon('package'),
    }),
    words: {
      fetching: t('Fetching the models'),
      none: t('There is no fine-tuned model yet.'),
      cannot: t('This provider cannot do that with the model.'),
    },
  };
}

function knownOf(app: App, node: ItemNode): Pick<ModelTarget, 'name' | 'job'> | null {
  if (node.kind === 'model') return { name: node.name, job: app.models.section.modelOf(node)?.job ?? null };
  if (node.kind !== 'checkpoint' || node.checkpoint.model === null) return null;
  return { name: node.checkpoint.model, job: node.source.store.get(node.jobId ?? '') ?? null };
}
