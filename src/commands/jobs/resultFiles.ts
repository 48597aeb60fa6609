import { t } from '@vscode/l10n';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { pickOne } from '../../platform/picks';
import { type JobTarget, offering, type TargetQuestion } from './targets';

/** A result file, and what it is called here. */
export interface ResultFileChoice {
  readonly id: string;
  /** `support-bot results.csv`; numbered where there are several. */
  readonly name: string;
}

export const jobWithResult = (placeholder: string): TargetQuestion => ({
  accepts: offering('openResultFile'),
  placeholder,
  none: t('There is no job with a result file.'),
});

/** All of them: a row knows of the first one only, so the job is fetched. Empty where the person cancelled. */
export async function listResultFiles({ source, job }: JobTarget): Promise<readonly ResultFileChoice[]> {
  const name = jobName(job, editorFormat);
  const whole = await withProgress(t('Fetching {0}', name), (signal) => source.retrieve(job.id, signal));
  return (whole?.resultFiles ?? []).map(({ id }, index) => ({
    id,
    name: index === 0 ? `${name} results.csv` : `${name} results ${String(index + 1)}.csv`,
  }));
}

/** The only one; of several, the person chooses. */
export async function pickResultFile(
  files: readonly ResultFileChoice[],
  job: string,
): Promise<ResultFileChoice | undefined> {
  const [only] = files;
  if (files.length <= 1) return only;
  const items = files.map((file) => ({ label: file.name, description: file.id, file }));
  const placeHolder = t('Which of the {0} result files of {1} do you want to open?', files.length, job);
  return (await pickOne(items, { placeHolder, matchOnDescription: true }))?.file;
}
