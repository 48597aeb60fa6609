import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import type { JobSource } from '../jobs/source';
import { jobName } from '../jobs/summary';
import { editorFormat } from '../platform/editorFormat';
import { showWarning } from '../platform/show';
import { isOffered } from '../shared/actions';
import { stallSentence, stallText } from '../shared/stallText';
import type { JobNode } from './jobNodes';
import type { StalledJob } from './stalledJobs';

/** Jobs that are named in one notice. */
const maxNamed = 3;

/** Points them out in one notice, with what can be done. */
export async function reportStalls(
  source: JobSource,
  stalled: readonly StalledJob[],
  nodeOf: (source: JobSource, id: string) => JobNode,
): Promise<void> {
  const [only] = stalled;
  if (only === undefined) return;
  if (stalled.length > 1) {
    await reportMany(stalled);
    return;
  }
  const { job, stall } = only;
  const details = t('Show Details');
  const cancel = t('Cancel Job…');
  const text = stallSentence(jobName(job, editorFormat), stall, editorFormat);
  const canCancel = isOffered('cancel', job, source.capabilities);
  const chosen = await showWarning(text, details, ...(canCancel ? [cancel] : []));
  const node = nodeOf(source, job.id);
  if (chosen === details) await commands.executeCommand('fineTuning.openJob', node);
  if (chosen === cancel) await commands.executeCommand('fineTuning.cancelJob', node);
}

async function reportMany(stalled: readonly StalledJob[]): Promise<void> {
  const lines = stalled
    .slice(0, maxNamed)
    .map(({ job, stall }) => `${jobName(job, editorFormat)} (${stallText(stall, editorFormat)})`);
  const show = t('Show Jobs');
  const text = t('{0} jobs do not move: {1}', stalled.length, [...lines, ...more(stalled)].join('; '));
  if ((await showWarning(text, show)) === show) await commands.executeCommand('fineTuning.jobs.focus');
}

function more(stalled: readonly StalledJob[]): string[] {
  return stalled.length > maxNamed ? [t('and {0} more', stalled.length - maxNamed)] : [];
}
