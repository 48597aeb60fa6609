import { t } from '@vscode/l10n';
import type { CreateOutcome } from '../../api/createOnce';
import { withoutStop } from '../../api/http/withoutStop';
import type { FineTuningJob } from '../../api/wire/job';
import type { OneCreation } from '../../jobs/source';
import { type RunWork, withProgress } from '../../platform/cancellation';
import { askModal, showWarning } from '../../platform/show';
import { type CreationSteps, type Decision, leadCreation } from './creation';

/**
 * Sends the request once. Where its response is lost, or not waited for, the jobs are looked through; it is sent again
 * only when the person says so. Undefined: there is no job as far as is known, and the person knows how far.
 */
export function createExactlyOnce(
  creation: OneCreation,
  run: RunWork = withProgress,
): Promise<FineTuningJob | undefined> {
  const steps: CreationSteps = {
    send: () =>
      run(t('Creating a fine-tuning job'), async (signal, report) => {
        report.say(t('sending'));
        return creation.send(signal);
      }),
    lookUp: () => run(t('Looking whether the job was created'), (signal) => creation.lookUp(signal)),
    decide,
    reportCreated,
    mayExist: () => creation.mayExist,
  };
  return leadCreation(steps);
}

async function decide(
  outcome: Parameters<CreationSteps['decide']>[0],
  wasCancelled: boolean,
): Promise<Decision> {
  const look = t('Look Again');
  const send = t('Send Again');
  const question = wasCancelled
    ? t('The job may have been created')
    : t('The server did not confirm the job');
  // Sending again is for a request that got lost, not for one that was called off or of which there may be several.
  const maySend = outcome.kind === 'absent' && !wasCancelled;
  const [candidate, ...others] = outcome.kind === 'unknown' ? outcome.candidates : [];
  const only = others.length === 0 ? candidate : undefined;
  const take = t('That Is It');
  const buttons = [...(only === undefined ? [] : [take]), look, ...(maySend ? [send] : [])];
  const detail = detailOf(outcome, wasCancelled);
  const chosen = await askModal({ question, detail, buttons, wayOut: t('Do Nothing') });
  if (chosen === take && only !== undefined) return only;
  return chosen === look ? 'look' : chosen === send ? 'send' : 'leave';
}

function detailOf(outcome: CreateOutcome & { kind: 'absent' | 'unknown' }, wasCancelled: boolean): string {
  const happened = wasCancelled
    ? t('You cancelled when the request was already on its way.')
    : outcome.error === null
      ? ''
      : `${withoutStop(outcome.error.message)}.`;
  return [happened, known(outcome)].filter((each) => each !== '').join(' ');
}

function known(outcome: CreateOutcome & { kind: 'absent' | 'unknown' }): string {
  if (outcome.kind === 'absent') {
    return t(
      'The job is not in the list, which was looked through three times. Some servers list a job late, so it may still appear: a job that is sent again could then be a second one. The list is looked through once more before anything is sent.',
    );
  }
  if (outcome.candidates.length > 0)
    return t(
      'A new job fits by model, file, suffix and time, but has no mark that proves it: {0}.',
      outcome.candidates.map(({ id, suffix }) => (suffix === null ? id : `${suffix} (${id})`)).join('; '),
    );
  const { problem } = outcome;
  return t(
    'Whether it was created cannot be known: {0}. Look at the list of jobs before you create it again.',
    withoutStop(problem instanceof Error ? problem.message : String(problem)),
  );
}

function reportCreated(job: FineTuningJob): void {
  const text = t(
    'The request had already arrived: {0} was created. Cancel the job if you do not want it.',
    job.id,
  );
  void showWarning(text);
}
