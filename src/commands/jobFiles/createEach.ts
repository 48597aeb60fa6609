import { t } from '@vscode/l10n';
import type { CreateJob } from '../../api/dialects/dialect';
import type { FineTuningJob } from '../../api/wire/job';
import type { Combination } from '../../jobFiles/sweep';
import type { JobSource } from '../../jobs/source';
import { type RunWork, withProgress } from '../../platform/cancellation';
import { createExactlyOnce } from '../createJob/createExactlyOnce';

/** A job of a sweep that is to be created. */
export interface SweepJob {
  readonly request: CreateJob;
  readonly chosen: Combination['chosen'];
}

/** What is left to be created, and why; null: it was cancelled, or nobody knows of the last one whether it is there. */
interface SweepOutcome {
  readonly rest: readonly SweepJob[];
  readonly error: unknown;
}

/**
 * Creates one after the other, each exactly once, in one progress that can be cancelled. Ends with the first that fails:
 * what is refused once would be refused again. One that may be there all the same is not among the rest.
 */
export async function createEach(
  source: JobSource,
  jobs: readonly SweepJob[],
  onCreated: (job: FineTuningJob, sent: SweepJob) => Promise<void>,
): Promise<SweepOutcome> {
  let done = 0;
  let failure: unknown = null;
  await withProgress(t('Creating {0} jobs', jobs.length), async (signal, report) => {
    for (const each of jobs) {
      if (signal.aborted) return;
      report.say(t('{0} of {1}', done + 1, jobs.length));
      const creation = source.creation.begin(each.request);
      const { job, error } = await attempt(createExactlyOnce(creation, under(signal)));
      if (job !== undefined || creation.mayExist) done++;
      failure = error;
      if (job === undefined) return;
      await onCreated(job, each);
    }
  });
  return { rest: jobs.slice(done), error: failure };
}

async function attempt(creating: Promise<FineTuningJob | undefined>) {
  try {
    return { job: await creating, error: null };
  } catch (error) {
    return { job: undefined, error };
  }
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
