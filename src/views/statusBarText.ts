import { t } from '@vscode/l10n';
import type { JobSummary } from '../api/wire/jobSummary';
import type { Progress } from '../jobs/progress';
import { jobName } from '../jobs/summary';
import type { StatusText } from '../platform/places';
import type { Format } from '../shared/format';
import { groupOf } from '../shared/statuses';
import { lookOf } from '../shared/statusLook';
import { fractionOf } from './jobRow';

interface ActiveJob {
  readonly job: JobSummary;
  readonly progress: Progress | undefined;
}

/** Jobs that the tooltip names, those that run first. */
const maxLines = 10;

/** What the status bar says of the active jobs; null: nothing. */
export function statusBarText(active: readonly ActiveJob[], format: Format): StatusText | null {
  if (active.length === 0) return null;
  const isRunning = ({ job }: ActiveJob) => groupOf(job.status) === 'running';
  const running = active.filter(isRunning);
  const waiting = active.filter((each) => !isRunning(each));
  const shares = running
    .map(({ job, progress }) => fractionOf(job, progress))
    .filter((share) => share !== null);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const words = [
    running.length > 0 ? t('{0} running', running.length) : null,
    shares.length > 0 ? format.percent(mean) : null,
    waiting.length > 0 ? t('{0} waiting', waiting.length) : null,
  ].filter((word) => word !== null);
  return {
    icon: running.length > 0 ? 'sync~spin' : 'clock',
    text: words.join(' · '),
    label: t('Fine-tuning jobs: {0}', words.join(', ')),
    lines: linesOf([...running, ...waiting], format),
  };
}

function linesOf(jobs: readonly ActiveJob[], format: Format): string[] {
  const lines = jobs.slice(0, maxLines).map(({ job, progress }) => {
    const share = fractionOf(job, progress);
    const state = lookOf(job.status).label;
    return [`${jobName(job)}: ${state}`, ...(share === null ? [] : [format.percent(share)])].join(' · ');
  });
  const rest = jobs.length - lines.length;
  return rest === 0 ? lines : [...lines, t('and {0} more', rest)];
}
