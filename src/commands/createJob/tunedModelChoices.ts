import { t } from '@vscode/l10n';
import type { Checkpoint } from '../../api/wire/checkpoint';
import type { ModelNames } from '../../jobs/source';
import { jobName, type KnownJob } from '../../jobs/summary';
import type { Choice } from '../../platform/steps';
import type { Format } from '../../shared/format';
import { groupOf } from '../../shared/statuses';
import { isPlainName } from './baseModelOrder';
import { endWords, hasTrainingEnded } from './modelStanding';

/** Above them where they are offered. */
export const tunedHere = t('fine-tuned here');

/** Models that are offered: nobody chooses from a longer list. */
const maxModels = 200;

/** What is known of the models that were trained at a source. */
export interface KnownTuned {
  /** Newest first. */
  readonly jobs: readonly KnownJob[];
  /** By the id of their job, as far as they were fetched. */
  readonly checkpoints: ReadonlyMap<string, readonly Checkpoint[]>;
  readonly models: ModelNames;
  /** Names of models that were deleted here: their jobs still name them. */
  readonly deleted: ReadonlySet<string>;
}

/**
 * Fine-tuned models and checkpoints that a new job can go on from, in the place of a base model: those of the newest
 * job first, then what the server lists beside them. What cannot be trained, or no longer, is left out.
 *
 * @param now in Unix seconds
 */
export function tunedModelChoices(known: KnownTuned, now: number, format: Format): readonly Choice<string>[] {
  const { jobs, models, deleted } = known;
  const abouts = new Map<string, string>();
  const offer = (name: string | null, about: string) => {
    if (name !== null && !abouts.has(name)) abouts.set(name, about);
  };
  for (const job of jobs) {
    const title = jobName(job, format);
    if (groupOf(job.status) === 'succeeded') offer(job.fineTunedModel, title);
    for (const { startFrom, step } of known.checkpoints.get(job.id) ?? [])
      offer(startFrom, step === null ? title : t('{0}, step {1}', title, step));
  }
  for (const name of models.fineTuned) offer(name, '');
  const isOffered = (name: string) =>
    isPlainName(name) &&
    !deleted.has(name) &&
    !models.untrainable.has(name) &&
    !hasTrainingEnded(name, models, now);
  return [...abouts]
    .filter(([name]) => isOffered(name))
    .slice(0, maxModels)
    .map(([name, about]) => {
      const words = [about, ...endWords(name, models, now, format)].filter((word) => word !== '');
      return { label: name, value: name, ...(words.length > 0 ? { description: words.join(' · ') } : {}) };
    });
}
