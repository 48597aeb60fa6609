import { t } from '@vscode/l10n';
import type { JobSource } from '../jobs/source';
import type { Format } from '../shared/format';
import { withOneStop } from '../shared/withOneStop';

/** Seconds until a next try that nothing shows. */
const soon = 10;

/**
 * What is said above jobs that could not be fetched again.
 *
 * @param summary what went wrong, without a full stop
 * @param now Unix seconds
 */
export function staleText(
  { fetchedAt, retryAt }: Pick<JobSource, 'fetchedAt' | 'retryAt'>,
  summary: string,
  now: number,
  format: Format,
): string {
  if (fetchedAt === null) return `${summary}.`;
  const age = format.age(fetchedAt / 1000, now);
  const retry = (retryAt ?? 0) / 1000;
  return withOneStop(
    retry > now + soon
      ? t('{0}. Shown as of {1}. Next try at {2}.', summary, age, format.time(retry))
      : t('{0}. Shown as of {1}.', summary, age),
  );
}
