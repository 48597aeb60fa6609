import { t } from '@vscode/l10n';
import { jobProgress, lastMeasure, type Progress } from '../jobs/progress';
import { jobName, type KnownJob } from '../jobs/summary';
import type { StatusText } from '../platform/places';
import type { Format } from '../shared/format';
import { measureText, stepText } from '../shared/progressText';
import { groupOf, isDeleting, isPausing } from '../shared/statuses';
import { lookOf } from '../shared/statusLook';
import { progressWords } from './jobRow';

interface ActiveJob {
  readonly job: KnownJob;
  readonly progress: Progress | undefined;
}

/** Jobs that the tooltip names, those that run first. */
const maxLines = 10;

/** What the status bar says of the active jobs; null: nothing. @param now Unix seconds */
export function statusBarText(active: readonly ActiveJob[], now: number, format: Format): StatusText | null {
  if (active.length === 0) return null;
  const running = active.filter(({ job }) => groupOf(job.status) === 'running');
  const stopping = active.filter(({ job }) => isStopping(job.status));
  const cancelling = stopping.filter(({ job }) => groupOf(job.status) === 'cancelling').length;
  const pausing = stopping.filter(({ job }) => isPausing(job.status)).length;
  const deleting = stopping.length - cancelling - pausing;
  const waiting = active.filter((each) => !running.includes(each) && !stopping.includes(each));
  const shares = running
    .map(({ job, progress }) => jobProgress(job, progress, now)?.fraction ?? null)
    .filter((share) => share !== null);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const words = [
    running.length > 0 ? t('{0} running', running.length) : null,
    shares.length > 0 ? format.percent(mean) : null,
    waiting.length > 0 ? t('{0} waiting', waiting.length) : null,
    cancelling > 0 ? t('{0} cancelling', cancelling) : null,
    pausing > 0 ? t('{0} pausing', pausing) : null,
    deleting > 0 ? t('{0} deleting', deleting) : null,
  ].filter((word) => word !== null);
  return {
    icon: running.length > 0 ? 'sync~spin' : 'clock',
    text: words.join(' · '),
    label: t('Fine-tuning jobs: {0}', words.join(', ')),
    lines: [
      ...(shares.length > 1
        ? [t('{0} is the mean of {1} running jobs', format.percent(mean), shares.length)]
        : []),
      ...linesOf([...running, ...waiting, ...stopping], now, format),
    ],
  };
}

/** It was requested to cancel, to pause or to go away, and has not done so yet. */
function isStopping(status: string): boolean {
  return groupOf(status) === 'cancelling' || isPausing(status) || isDeleting(status);
}

function linesOf(jobs: readonly ActiveJob[], now: number, format: Format): string[] {
  const lines = jobs.slice(0, maxLines).map((each) => lineOf(each, now, format));
  const rest = jobs.length - lines.length;
  return rest === 0 ? lines : [...lines, t('and {0} more', rest)];
}

function lineOf({ job, progress }: ActiveJob, now: number, format: Format): string {
  const measure = lastMeasure(progress);
  const known = jobProgress(job, progress, now);
  const isStepShown = known?.step != null && known.fraction !== null; // else the words say it
  return [
    `${jobName(job, format)}: ${lookOf(job.status).label}`,
    ...(isStepShown ? [stepText(known.step, known.totalSteps, format)] : []),
    ...progressWords({ job, progress, now, format }),
    ...(measure === null ? [] : [measureText(measure, format)]),
  ].join(' · ');
}
