import type { Capabilities, CapabilityName } from '../api/dialects/dialect';
import type { FineTuningJob } from '../api/wire/job';
import { groupOf, hasEnded } from '../shared/statuses';
import type { ActionState, PageAction } from '../shared/protocol';

/**
 * The buttons of a job's page. What this status does not allow is absent; what the status allows and the provider
 * cannot do is greyed, with the reason.
 */
export function actionsOf(job: FineTuningJob, can: Capabilities): ActionState[] {
  const group = groupOf(job.status);
  const isOver = hasEnded(job.status);
  const actions: (ActionState | null)[] = [
    !isOver && group !== 'cancelling' ? action('cancel', can, 'cancel') : null,
    group === 'running' || group === 'queued' ? action('pause', can, 'pause') : null,
    group === 'paused' ? action('resume', can, 'resume') : null,
    job.resultFiles.length > 0 ? action('openResultFile', can, 'resultFiles') : null,
    job.resultFiles.length > 0 ? action('saveResultFile', can, 'resultFiles') : null,
    job.fineTunedModel !== null ? enabled('copyModelName') : null,
    can.create === true ? enabled('clone') : null,
    enabled('compare'),
    isOver && can.deleteJob === true ? enabled('delete') : null,
    enabled('showJson'),
    enabled('refresh'),
  ];
  return actions.filter((each) => each !== null);
}

function enabled(id: PageAction): ActionState {
  return { id, enabled: true, reason: null };
}

function action(id: PageAction, can: Capabilities, needs: CapabilityName): ActionState {
  const capability = can[needs];
  return capability === true ? enabled(id) : { id, enabled: false, reason: capability };
}
