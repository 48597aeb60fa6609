import { l10n } from 'vscode';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { type JobTarget, type TargetQuestion, offering } from './targets';
import { pickOne } from '../../platform/picks';

/** A result file, and what it is called here. */
export interface ResultFile {
  readonly id: string;
  /** `support-bot results.csv`; numbered where there are several. */
  readonly name: string;
}

export const jobWithResult = (placeholder: string): TargetQuestion => ({
  accepts: offering('openResultFile'),
  placeholder,
  none: l10n.t('There is no job with a result file.'),
});

/** All of them: a row knows of the first one only, so the job is fetched. Empty where the person cancelled. */
export async function listResultFiles({ source, job }: JobTarget): Promise<readonly ResultFile[]> {
  const name = jobName(job);
  const whole = await withProgress(l10n.t('Fetching {0}', name), (signal) => source.retrieve(job.id, signal));
  return (whole?.resultFiles ?? []).map(({ id }, index) => ({
    id,
    name: index === 0 ? `${name} results.csv` : `${name} results ${String(index + 1)}.csv`,
  }));
}

/** The only one; of several, the person chooses. */
export async function pickResultFile(
  files: readonly ResultFile[],
  job: string,
): Promise<ResultFile | undefined> {
  const [only] = files;
  if (files.length <= 1) return only;
  const items = files.map((file) => ({ label: file.name, description: file.id, file }));
  const placeHolder = l10n.t('Which of the {0} result files of {1} do you want to open?', files.length, job);
  return (await pickOne(items, { placeHolder, matchOnDescription: true }))?.file;
}
