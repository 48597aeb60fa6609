import { t } from '@vscode/l10n';
import type { JobSource } from '../../jobs/source';
import { showInformation } from '../../platform/show';
import { groupOf } from '../../shared/statuses';
import { isJobsNode } from '../../views/jobNodes';
import type { App, Command } from '../command';
import { offering, targetOf, type TargetQuestion } from '../jobs/targets';
import { isModelNode, modelTarget } from './modelTargets';

/** A model by itself, as the list of models has it. */
interface ModelTarget {
  readonly source: JobSource;
  readonly model: string;
}

/**
 * Prompts the models of a job beside each other. Takes the row of a job, of a model or of a checkpoint, a
 * {@link ModelTarget}, or nothing.
 */
export const tryModel: Command = {
  id: 'fineTuning.tryModel',
  failure: t('Opening the page failed'),
  async run(app, ...args) {
    const [named] = args;
    if (isModelTarget(named)) await openModel(app, named);
    else if (isModelNode(named)) await openRow(app, args);
    else await openJob(app, args);
  },
};

async function openModel(app: App, { source, model }: ModelTarget): Promise<void> {
  const { chat } = source.capabilities;
  if (chat !== true) {
    void showInformation(chat);
    return;
  }
  const job = source.store.all().find(({ fineTunedModel }) => fineTunedModel === model);
  await app.tryPages.open({
    source: source.id,
    job: job?.id ?? null,
    model: job === undefined ? model : null,
  });
}

/** A checkpoint has the page of its job, which offers them all. */
async function openRow(app: App, args: readonly unknown[]): Promise<void> {
  const target = await modelTarget(app, args, {
    offered: ['tryModel'],
    placeholder: t('Which model do you want to try?'),
  });
  if (target === undefined) return;
  const { source, job, name } = target;
  await app.tryPages.open({ source: source.id, job: job?.id ?? null, model: job === null ? name : null });
}

async function openJob(app: App, args: readonly unknown[]): Promise<void> {
  const target = await targetOf(app, args, questionFor(app, args[0]));
  if (target === undefined) return;
  await app.tryPages.open({ source: target.source.id, job: target.job.id, model: null });
}

/** A list does not say which jobs have checkpoints: a job that was named may have some once it has begun. */
function questionFor(app: App, named: unknown): TargetQuestion {
  const isNamed = isJobsNode(named);
  const source = isNamed ? named.source : app.sources.shown[0];
  const reason = source?.capabilities.chat;
  return {
    accepts: (job, of) =>
      isNamed
        ? of.capabilities.chat === true && !['validating', 'queued'].includes(groupOf(job.status))
        : offering('tryModel')(job, of),
    placeholder: t('Whose models do you want to try?'),
    none: typeof reason === 'string' ? reason : t('There is no fine-tuned model yet.'),
  };
}

function isModelTarget(value: unknown): value is ModelTarget {
  if (typeof value !== 'object' || value === null || isJobsNode(value)) return false;
  return 'model' in value && typeof value.model === 'string' && 'source' in value;
}
