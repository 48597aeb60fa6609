import { t } from '@vscode/l10n';
import type { Checkpoint } from '../api/wire/checkpoint';
import type { FineTuningJob } from '../api/wire/job';
import { jobKey } from '../jobs/jobKey';
import type { JobSource } from '../jobs/source';
import { jobName, summarize } from '../jobs/summary';
import { bestMeasured } from '../metrics/bestMeasured';
import { editorFormat } from '../platform/editorFormat';
import { language } from '../platform/language';
import { maxModelName } from '../shared/tryLimits';
import type { ToTryPage, TryExamples, TryModel, TryTarget } from '../shared/tryProtocol';

/** What a page that tries models out needs to know of a job. */
export interface TriedJob {
  readonly job: FineTuningJob;
  readonly checkpoints: readonly Checkpoint[];
}

export type TryFacts = Extract<ToTryPage, { type: 'tryFacts' }>;

/** @param tried null: not fetched, or there is no job @param problem why not, or why nothing can be tried */
export function tryFacts(
  source: JobSource,
  target: TryTarget,
  tried: TriedJob | null,
  problem: string | null,
): TryFacts {
  const { chat, capabilities } = source;
  return {
    type: 'tryFacts',
    title: t('Try {0}', nameOf(source, target, tried)),
    connection: source.name,
    job: target.job === null ? null : jobKey(source, target.job),
    models: modelsOf(source, target, tried),
    note: chat.note,
    isByDeployment: chat.isByDeployment,
    examples: tried === null || capabilities.fileContent !== true ? null : examplesOf(source, tried.job),
    problem: capabilities.chat === true ? problem : capabilities.chat,
    locale: language,
  };
}

/** The file that prompts are taken from: what the model was not trained on, where there is some. */
export function exampleFile({ validationFiles, trainingFiles }: FineTuningJob) {
  const [validation] = validationFiles;
  const [training] = trainingFiles;
  if (validation !== undefined) return { role: 'validation' as const, file: validation };
  return training === undefined ? null : { role: 'training' as const, file: training };
}

function examplesOf({ store }: JobSource, job: FineTuningJob): TryExamples | null {
  const found = exampleFile(job);
  return found === null ? null : { role: found.role, filename: store.fileName(found.file) };
}

function nameOf(source: JobSource, { job: id, model }: TryTarget, tried: TriedJob | null): string {
  const summary = tried === null ? source.store.get(id ?? '') : summarize(tried.job);
  return summary === undefined ? (model ?? id ?? source.name) : jobName(summary, editorFormat);
}

/** The base, the tuned model, its checkpoints, and the one that the page was opened for, each once. */
function modelsOf(source: JobSource, target: TryTarget, tried: TriedJob | null): TryModel[] {
  const job = tried?.job ?? source.store.get(target.job ?? '');
  const checkpoints = tried?.checkpoints ?? [];
  const best = bestMeasured(checkpoints);
  const models: TryModel[] = [
    ...named(job?.model, 'base'),
    ...named(job?.fineTunedModel, 'tuned'),
    ...checkpoints.flatMap(({ id, model, step }) =>
      named(model, 'checkpoint', step).map((each) => (id === best ? { ...each, isBest: true } : each)),
    ),
    ...named(target.model, 'tuned'),
  ];
  return models.filter(({ name }, at) => models.findIndex((each) => each.name === name) === at);
}

function named(
  name: string | null | undefined,
  role: TryModel['role'],
  step: number | null = null,
): TryModel[] {
  const isUsable = name !== null && name !== undefined && name.length <= maxModelName;
  return isUsable ? [{ name, role, step }] : [];
}
