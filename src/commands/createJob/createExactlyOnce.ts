import { l10n, window } from 'vscode';
import { type CreateOutcome, createOnce } from '../../api/createOnce';
import type { CreateJob } from '../../api/dialects/dialect';
import type { FineTuningJob } from '../../api/job';
import type { Account } from '../../jobs/account';
import { withProgress } from '../../platform/cancellation';

/**
 * Sends the request once. Where its answer is lost the jobs are looked through; only when the job is proven absent,
 * and the person agrees, it is sent again. Undefined: no job was created, or nobody can tell and the person knows.
 */
export async function createExactlyOnce(
  account: Account,
  request: CreateJob,
): Promise<FineTuningJob | undefined> {
  for (;;) {
    const outcome = await withProgress(l10n.t('Creating a fine-tuning job'), async (signal, report) => {
      report.say(l10n.t('sending'));
      return createOnce(await account.connect(), request, { signal });
    });
    if (outcome === undefined) return undefined;
    if (outcome.kind === 'created' || outcome.kind === 'found') return outcome.job;
    if (outcome.kind === 'unknown') {
      tellUnknown(outcome);
      return undefined;
    }
    if (!(await mayBeSentAgain(outcome.error))) return undefined;
  }
}

async function mayBeSentAgain(error: Error): Promise<boolean> {
  const again = l10n.t('Send Again');
  const detail = l10n.t('{0}. The jobs were looked through: it was not created.', error.message);
  const question = l10n.t('The server did not confirm the job');
  return (await window.showWarningMessage(question, { modal: true, detail }, again)) === again;
}

function tellUnknown({ candidates, error }: CreateOutcome & { kind: 'unknown' }): void {
  const ids = candidates.map(({ id }) => id).join(', ');
  const which =
    ids === '' ? l10n.t('Look at the list of jobs before you send it again.') : l10n.t('It may be {0}.', ids);
  void window.showWarningMessage(
    l10n.t(
      'The server did not confirm the job ({0}), and whether it was created cannot be told. {1}',
      error.message,
      which,
    ),
  );
}
