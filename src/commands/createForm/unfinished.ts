import { t } from '@vscode/l10n';
import { toFailure } from '../../platform/failures';
import type { FormNote } from '../../shared/createFormProtocol';
import type { CreationEnd } from '../createJob/createExactlyOnce';
import { type LeftFiles, leftText } from '../trainingFiles/leftFiles';

/** The end of a creation that made no job, as far as that is known. */
export type Unfinished = Exclude<CreationEnd, { kind: 'created' }>;

/** What the page says of it; null: the person decided it, and knows. */
export function unfinishedNote(outcome: Unfinished): FormNote | null {
  if (outcome.kind === 'failed') {
    const { summary, advice } = toFailure(outcome.error);
    const text = advice === null ? `${summary}.` : `${summary}. ${advice}`;
    if (outcome.mayExist)
      return {
        level: 'error',
        text: t(
          '{0} The job may have been created all the same: look at the list of jobs before you create it again.',
          text,
        ),
      };
    return { level: 'error', text: t('The job was not created: {0}', text) };
  }
  if (!outcome.mayExist) return null;
  const text = t('The job may have been created: look at the list of jobs before you create it again.');
  return { level: 'warning', text };
}

/** @param left what may be at the provider all the same */
export function cancelledNote(left: LeftFiles): FormNote {
  const text = leftText(left);
  return text === null
    ? { level: 'info', text: t('Cancelled: there is no job, and no file that was uploaded for it.') }
    : { level: 'warning', text: t('Cancelled: there is no job. {0}', text) };
}
