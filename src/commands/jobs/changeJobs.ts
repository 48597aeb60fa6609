import { l10n } from 'vscode';
import type { FineTuningClient } from '../../api/client';
import { ApiError } from '../../api/http/errors';
import type { FineTuningJob } from '../../api/wire/job';
import { jobKey } from '../../jobs/accounts';
import type { ActionId } from '../../shared/actions';
import { hasEnded } from '../../shared/statuses';
import { jobName } from '../../jobs/summary';
import type { App, Command } from '../command';
import { type JobTarget, offering, targetsOf } from './targets';
import { showInformation } from '../../platform/show';

/** A command that changes the status of jobs, one request a job. */
export interface JobChange {
  readonly id: string;
  /** `Cancelling`, to say what failed. */
  readonly doing: string;
  readonly action: ActionId;
  readonly placeholder: string;
  readonly none: string;
  /** Asks first; null: nothing to ask. */
  readonly confirm: ((targets: readonly JobTarget[]) => Promise<boolean>) | null;
  readonly send: (client: FineTuningClient, id: string) => Promise<FineTuningJob>;
}

export function changeJobs(change: JobChange): Command {
  return {
    id: change.id,
    failure: l10n.t('{0} failed', change.doing),
    async run(app, ...args) {
      const targets = await targetsOf(app, args, {
        accepts: offering(change.action),
        placeholder: change.placeholder,
        none: change.none,
        canPickMany: true,
      });
      if (targets.length === 0 || (await change.confirm?.(targets)) === false) return;
      await Promise.all(targets.map((target) => sendOne(app, change, target)));
    },
  };
}

/** One job that fails does not keep the others from being changed. */
async function sendOne(app: App, change: JobChange, { account, job }: JobTarget): Promise<void> {
  try {
    const client = await account.connect();
    account.store.apply([await change.send(client, job.id)]);
  } catch (error) {
    if (!(await hasEndedMeanwhile(app, { account, job }, error))) {
      app.errors.show(l10n.t('{0} {1} failed', change.doing, jobName(job)), error);
    }
  }
  account.poller.expectChange();
  app.pages.refresh(jobKey(account, job.id));
}

/** The provider refuses to change a job that has just ended: then that is the news, and no error. */
async function hasEndedMeanwhile(app: App, { account, job }: JobTarget, error: unknown): Promise<boolean> {
  if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 409)) return false;
  try {
    const client = await account.connect();
    const now = await client.jobs.retrieve(job.id);
    account.store.apply([now]);
    if (!hasEnded(now.status)) return false;
    void showInformation(l10n.t('{0} had already ended: {1}.', jobName(job), now.status));
    return true;
  } catch (retrieveError) {
    app.errors.record(`Looking at ${job.id} again failed`, retrieveError);
    return false;
  }
}
