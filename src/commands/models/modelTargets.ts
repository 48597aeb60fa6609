import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import type { JobSource } from '../../jobs/source';
import type { KnownJob } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { pickMany, pickOne } from '../../platform/picks';
import { showInformation } from '../../platform/show';
import {
  type CheckpointNode,
  isSectionNode,
  type ItemNode,
  type ModelNode,
} from '../../views/sections/sectionNodes';
import type { App } from '../command';
import { nodesAmong } from '../nodesAmong';

/** A model, or a checkpoint that can be called, that a command is about. */
export interface ModelTarget {
  readonly source: JobSource;
  /** What it is called by. */
  readonly name: string;
  /** What its row says. */
  readonly label: string;
  /** Null where it is not among the known jobs. */
  readonly job: KnownJob | null;
  readonly isCheckpoint: boolean;
}

export interface ModelQuestion {
  /** Words one of which the row of such a model has: `deleteModel`. */
  readonly offered: readonly string[];
  /** What to ask when nothing is selected. */
  readonly placeholder: string;
  readonly canPickMany?: boolean;
}

/** The models that were clicked or selected; else those that the person picks. Empty: they picked none, or none fits. */
export async function modelTargets(
  app: App,
  args: readonly unknown[],
  question: ModelQuestion,
): Promise<ModelTarget[]> {
  const clicked = modelNodes(nodesAmong(args));
  const named = clicked.length > 0 ? clicked : modelNodes(app.models.selection);
  if (named.length === 0) return pick(app, question);
  const fitting = targetsAmong(app, named, question);
  if (fitting.length === 0) void showInformation(t('This provider cannot do that with the model.'));
  return fitting;
}

/** One of {@link modelTargets}: for commands about one model. */
export async function modelTarget(
  app: App,
  args: readonly unknown[],
  question: ModelQuestion,
): Promise<ModelTarget | undefined> {
  const [first] = await modelTargets(app, args.slice(0, 1), question);
  return first;
}

function modelNodes(nodes: readonly unknown[]): ItemNode[] {
  return nodes.filter((node) => isModelNode(node));
}

/** Whether it is the row of a model or of a checkpoint. */
export function isModelNode(value: unknown): value is ModelNode | CheckpointNode {
  return isSectionNode(value) && (value.kind === 'model' || value.kind === 'checkpoint');
}

function targetsAmong(app: App, nodes: readonly ItemNode[], { offered }: ModelQuestion): ModelTarget[] {
  const now = app.clock.now() / 1000;
  return nodes.flatMap((node) => {
    const { context, label } = app.models.section.row(node, now);
    if (!context.split(' ').some((word) => offered.includes(word))) return [];
    const known = knownOf(app, node);
    return known === null ? [] : [{ source: node.source, label, ...known }];
  });
}

function knownOf(app: App, node: ItemNode): Pick<ModelTarget, 'name' | 'job' | 'isCheckpoint'> | null {
  if (node.kind === 'model')
    return { name: node.name, job: app.models.section.modelOf(node)?.job ?? null, isCheckpoint: false };
  if (node.kind !== 'checkpoint' || node.checkpoint.model === null) return null;
  const { jobId, model } = node.checkpoint;
  return { name: model, job: node.source.store.get(jobId ?? '') ?? null, isCheckpoint: true };
}

/** Asks which, among all models that fit; fetches them where that was not done yet. */
async function pick(app: App, question: ModelQuestion): Promise<ModelTarget[]> {
  const { section } = app.models;
  const { shown } = app.sources;
  if (shown.some(({ models }) => models.listed.state.kind !== 'ready'))
    await withProgress(t('Fetching the models'), (signal) => app.models.refresh(signal));
  const nodes = shown.flatMap((source) => section.rows(source));
  const items = targetsAmong(app, nodes, question).map(toItem);
  if (items.length === 0) {
    void showInformation(t('There is no fine-tuned model yet.'));
    return [];
  }
  const options = { placeHolder: question.placeholder, matchOnDescription: true };
  if (question.canPickMany !== true) {
    const picked = await pickOne(items, options);
    return picked === undefined ? [] : [picked.target];
  }
  return ((await pickMany(items, options)) ?? []).map(({ target }) => target);
}

function toItem(target: ModelTarget) {
  return { label: target.label, description: target.name, iconPath: new ThemeIcon('package'), target };
}
