import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import type { JobSource } from '../jobs/source';
import type { KnownJob } from '../jobs/summary';
import { editorFormat } from '../platform/editorFormat';
import { readFlag } from '../platform/settings';
import { showError, showInformation } from '../platform/show';
import { groupOf } from '../shared/statuses';
import type { JobNode } from './jobNodes';
import { noticeOf } from './notice';

/** Says that a job has ended or paused, with what comes next, unless a setting turns that off. */
export async function reportEnding(
  source: JobSource,
  job: KnownJob,
  nodeOf: (source: JobSource, id: string) => JobNode,
): Promise<void> {
  const { text, isError, flag } = noticeOf(job, source.store.progressOf(job.id), editorFormat);
  if (!readFlag(flag)) return;
  const details = t('Show Details');
  const results = t('Open Result File');
  const copyModel = t('Copy Model Name');
  const hasSucceeded = groupOf(job.status) === 'succeeded';
  const chosen = await (isError ? showError : showInformation)(
    text,
    details,
    ...(hasSucceeded && job.hasResultFile ? [results] : []),
    ...(hasSucceeded && job.fineTunedModel !== null ? [copyModel] : []),
  );
  const node = nodeOf(source, job.id);
  if (chosen === details) await commands.executeCommand('fineTuning.openJob', node);
  if (chosen === results) await commands.executeCommand('fineTuning.openResultFile', node);
  if (chosen === copyModel) await commands.executeCommand('fineTuning.copyModelName', node);
}
