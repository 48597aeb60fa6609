import { t } from '@vscode/l10n';
import { ApiError } from '../../api/http/errors';
import { jobKey } from '../../jobs/jobKey';
import type { JobChange } from '../../jobs/source';
import { jobName } from '../../jobs/summary';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { showInformation } from '../../platform/show';
import { hasEnded } from '../../shared/statuses';
import { changeEach } from '../changeEach';
import type { App, Command } from '../command';
import { type JobTarget, offering, targetsOf } from './targets';

/** A command that changes jobs at their source, one request a job. */
export interface ChangeCommand {
  readonly id: string;
  /** `Cancelling`, while it is done. */
  readonly doing: string;
  /** `Cancelling failed`. */
  readonly failure: string;
  /** `Cancelling {0} failed`, of a name. */
  readonly failureOf: (name: string) => string;
  readonly change: JobChange;
  readonly placeholder: string;
  readonly none: string;
  /** Asks first; null: nothing to ask. */
  readonly confirm: ((targets: readonly JobTarget[]) => Promise<boolean>) | null;
}

export function changeJobs(definition: ChangeCommand): Command {
  return {
    id: definition.id,
    failure: definition.failure,
    async run(app, ...args) {
      const targets = await targetsOf(app, args, {
        accepts: offering(definition.change),
        placeholder: definition.placeholder,
        none: definition.none,
        canPickMany: true,
      });
      if (targets.length === 0 || (await definition.confirm?.(targets)) === false) return;
      const changes = {
        change: (target: JobTarget, signal: AbortSignal) => changeOne(app, definition.change, target, signal),
        failureOf: ({ job }: JobTarget) => definition.failureOf(jobName(job, editorFormat)),
        errors: app.errors,
      };
      // A row's menu gives all that are selected, and where there are several the person has selected them.
      const isAtRows = args.length > 1 || targets.length > 1;
      const nodes = targets.map(({ source, job }) => app.view.tree.jobNode(source, job.id));
      const returnToPlace = app.view.rows.holdPlace(isAtRows ? nodes : []);
      await withProgress(definition.doing, (signal) => changeEach(targets, changes, signal));
      returnToPlace();
    },
  };
}

async function changeOne(app: App, change: JobChange, target: JobTarget, signal: AbortSignal): Promise<void> {
  const { source, job } = target;
  const own = change === 'cancel' || change === 'pause' ? change : null;
  if (own !== null) await app.endings.rememberOwn(own, jobKey(source, job.id));
  try {
    await source.change(change, job.id, signal);
    if (change === 'delete') await app.marks.forget([jobKey(source, job.id)]);
  } catch (error) {
    if (own !== null) await app.endings.forgetOwn(own, jobKey(source, job.id));
    if (!(await hasEndedMeanwhile(app, target, error, signal))) throw error;
  } finally {
    source.expectChange();
    app.pages.refresh(jobKey(source, job.id));
  }
}

/** The provider refuses to change a job that has just ended: then that is the news, and no error. */
async function hasEndedMeanwhile(
  app: App,
  { source, job }: JobTarget,
  error: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 409)) return false;
  if (hasEnded(job.status)) return false;
  try {
    const { status } = await source.retrieve(job.id, signal);
    if (!hasEnded(status)) return false;
    void showInformation(t('{0} had already ended: {1}.', jobName(job, editorFormat), status));
    return true;
  } catch (retrieveError) {
    app.errors.record(`Looking at ${job.id} again failed`, retrieveError);
    return false;
  }
}
