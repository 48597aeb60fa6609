import { t } from '@vscode/l10n';
import type { FineTuningJob } from '../api/wire/job';
import type { CreationOptions } from './source';

/** The methods that have a name of ours. */
export const knownMethods = ['supervised', 'dpo', 'reinforcement'] as const;

/**
 * Why a job cannot be created again, in a sentence; null: it can. What has a method without a name of ours is
 * supervised, as far as nobody says otherwise.
 */
export function problemWithClone(
  { method }: Pick<FineTuningJob, 'method'>,
  { methods: offered, namesEveryMethod }: Pick<CreationOptions, 'methods' | 'namesEveryMethod'>,
): string | null {
  const type = method?.type;
  if (type === undefined || offered.some((each) => each === type)) return null;
  const isAnother = namesEveryMethod === true || knownMethods.some((each) => each === type);
  return isAnother ? t('Jobs of the method {0} cannot be created from here.', type) : null;
}
