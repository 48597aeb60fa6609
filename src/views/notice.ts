import { t } from '@vscode/l10n';
import type { JobSummary } from '../api/wire/jobSummary';
import { lastMeasure, type Progress } from '../jobs/progress';
import { jobName } from '../jobs/summary';
import type { Flag } from '../platform/settings';
import type { Format } from '../shared/format';
import { measureText, tookText } from '../shared/progressText';
import { groupOf } from '../shared/statuses';

/** What is said of a job that ended or paused. */
export interface Notice {
  readonly text: string;
  readonly isError: boolean;
  /** The setting that turns it off. */
  readonly flag: Flag;
}

/** `support-bot succeeded · loss 0.46 · 12m`; of a failed job also why. */
export function noticeOf(job: JobSummary, progress: Progress | undefined, format: Format): Notice {
  const name = jobName(job, format);
  switch (groupOf(job.status)) {
    case 'succeeded':
      return notice('succeeded', t('{0} succeeded', name));
    case 'failed': {
      const { text, ...failed } = notice('failed', t('{0} failed', name));
      return {
        ...failed,
        text: job.errorMessage === null ? text : `${text}: ${job.errorMessage}`,
        isError: true,
      };
    }
    case 'paused':
      return notice('paused', t('{0} was paused', name));
    default:
      return notice('cancelled', t('{0} was cancelled', name));
  }

  function notice(kind: 'succeeded' | 'failed' | 'cancelled' | 'paused', what: string): Notice {
    const text = [what, ...outcome(job, progress, format)].join(' · ');
    return { text, isError: false, flag: `notifications.${kind}` };
  }
}

/** The last loss or reward, and how long the job took, as far as they are known. */
function outcome(job: JobSummary, progress: Progress | undefined, format: Format): string[] {
  const measure = lastMeasure(progress);
  const took = tookText(job, format);
  return [...(measure === null ? [] : [measureText(measure, format)]), ...(took === null ? [] : [took])];
}
