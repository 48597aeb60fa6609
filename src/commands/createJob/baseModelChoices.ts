import { t } from '@vscode/l10n';
import type { Checkpoint } from '../../api/wire/checkpoint';
import { type JobSource, type ModelNames, noModelNames } from '../../jobs/source';
import type { KnownJob } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import type { Choice } from '../../platform/steps';
import { endedGroups, groupOf } from '../../shared/statuses';
import type { App } from '../command';
import { baseModelChoices } from './baseModelOrder';
import type { KnownEnds } from './modelStanding';
import { tunedModelChoices } from './tunedModelChoices';

/** Base models to offer. */
export interface BaseModels {
  readonly choices: readonly Choice<string>[];
  /** Fine-tuned models and checkpoints to go on from: what they are put into, `beginWith` knows. */
  readonly tuned: readonly Choice<string>[];
  /** How long those that the server lists can be used. */
  readonly ends: KnownEnds;
  /** What to say above them. */
  readonly placeholder: string;
}

export const noBaseModels: BaseModels = {
  choices: [],
  tuned: [],
  ends: noModelNames,
  placeholder: t('Base model: choose one, or type its name'),
};

/** The newest jobs of which the checkpoints are fetched: one request each. */
const maxJobsWithCheckpoints = 5;

/**
 * Base models to offer, with those that the server lists, and what was fine-tuned there. It does not reject: where the
 * list cannot be read to its end, what came of it is offered.
 *
 * @param show gets those that are known so far, each time that more came
 */
export async function listBaseModels(
  app: App,
  source: JobSource,
  signal: AbortSignal,
  show: (models: BaseModels) => void,
): Promise<void> {
  let listed = noModelNames;
  const checkpoints = new Map<string, readonly Checkpoint[]>();
  const offer = () => {
    show(modelsOf(source, listed, checkpoints, app.clock.now() / 1000));
  };
  offer();
  await Promise.all([
    listModels(app, source, signal, (names) => {
      listed = names;
      offer();
    }),
    ...jobsWithCheckpoints(source).map(async ({ id }) => {
      try {
        checkpoints.set(id, await source.models.checkpoints(id, signal));
        offer();
      } catch (error) {
        if (!signal.aborted) app.errors.record('Listing checkpoints failed', error);
      }
    }),
  ]);
}

async function listModels(
  app: App,
  { capabilities, creation }: JobSource,
  signal: AbortSignal,
  show: (names: ModelNames) => void,
): Promise<void> {
  if (capabilities.models !== true) return;
  let listed = noModelNames;
  try {
    show(
      await creation.listModels(signal, (soFar) => {
        listed = soFar;
        show(soFar);
      }),
    );
  } catch (error) {
    app.errors.record('Listing the models failed', error);
    show({ ...listed, isCut: true });
  }
}

/** The newest that have ended. */
function jobsWithCheckpoints({ capabilities, store }: JobSource): readonly KnownJob[] {
  if (capabilities.checkpoints !== true) return [];
  return store
    .all()
    .filter(({ status }) => endedGroups.has(groupOf(status)))
    .slice(0, maxJobsWithCheckpoints);
}

/** @param now in Unix seconds */
function modelsOf(
  { creation, models, store }: JobSource,
  names: ModelNames,
  checkpoints: ReadonlyMap<string, readonly Checkpoint[]>,
  now: number,
): BaseModels {
  const jobs = store.all();
  const used = jobs.flatMap(({ model }) => (model === null ? [] : [model]));
  const listed = names.names.filter((name) => !names.fineTuned.has(name));
  const setting = creation.options.settings?.find(({ isCheckpoint }) => isCheckpoint);
  const isTaken = (name: string) => setting?.pattern?.test(name) !== false;
  const known = { jobs, checkpoints, models: names, deleted: models.deleted };
  return {
    choices: baseModelChoices(used, { ...names, names: listed }, now, editorFormat),
    tuned: tunedModelChoices(known, now, editorFormat).filter(({ value }) => isTaken(value)),
    ends: names,
    placeholder:
      names.isCut && listed.length > 0
        ? t(
            'Base model: the list has more than these {0}. Choose one, or type its name',
            editorFormat.count(listed.length),
          )
        : noBaseModels.placeholder,
  };
}
