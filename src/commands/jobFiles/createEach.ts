import { t } from '@vscode/l10n';
import type { FineTuningJob } from '../../api/wire/job';
import type { Combination } from '../../jobFiles/sweep';
import type { JobSource } from '../../jobs/source';
import { type RunWork, withProgress } from '../../platform/cancellation';
import type { App } from '../command';
import { createExactlyOnce, type WantedJob } from '../createJob/createExactlyOnce';

/** A job of a sweep that is to be created. */
export interface SweepJob extends Pick<WantedJob, 'request' | 'key' | 'known'> {
  readonly chosen: Combination['chosen'];
  /** Its place in the whole sweep, from 0. */
  readonly place: number;
}

/** What is left to be created, and why; null: it was cancelled, or nobody knows of the last one whether it is there. */
interface SweepOutcome {
  readonly rest: readonly SweepJob[];
  readonly error: unknown;
  /** The first of the rest may be there all the same. */
  readonly mayExist: boolean;
}

/**
 * Creates one after the other, each exactly once, in one progress that can be cancelled. Ends with the first that fails:
 * what is refused once would be refused again. One that may be there all the same is among the rest: it is looked for
 * before it is sent again.
 *
 * @param onCreated is called before the next one, and before the same job may be created again; must not reject
 */
export async function createEach(
  app: Pick<App, 'claims' | 'clock'>,
  source: Pick<JobSource, 'creation'>,
  jobs: readonly SweepJob[],
  onCreated: (job: FineTuningJob, sent: SweepJob) => Promise<void>,
): Promise<SweepOutcome> {
  let done = 0;
  let failure: unknown = null;
  let mayExist = false;
  const title = jobs.length === 1 ? t('Creating 1 job') : t('Creating {0} jobs', jobs.length);
  await withProgress(title, async (signal, report) => {
    for (const each of jobs) {
      if (signal.aborted) return;
      report.say(t('{0} of {1}', done + 1, jobs.length));
      const wanted = { ...each, onCreated: (job: FineTuningJob) => onCreated(job, each) };
      const end = await createExactlyOnce(app, source, wanted, under(signal));
      if (end.kind === 'failed') failure = end.error;
      if (end.kind !== 'created') {
        mayExist = end.mayExist;
        return;
      }
      done++;
    }
  });
  return { rest: jobs.slice(done), error: failure, mayExist };
}

/** Within the progress of all; what is left to do once it was cancelled has its own. */
function under(signal: AbortSignal): RunWork {
  return (title, work) =>
    signal.aborted
      ? withProgress(title, work)
      : work(signal, { say: () => undefined }).catch((error: unknown) => {
          if (signal.aborted) return undefined;
          throw error;
        });
}
