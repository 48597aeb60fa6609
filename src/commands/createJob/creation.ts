import type { CreateOutcome } from '../../api/createOnce';
import type { FineTuningJob } from '../../api/wire/job';

/** What a person decides about a job that the server did not confirm; a job: that is it. */
export type Decision = 'look' | 'send' | 'leave' | FineTuningJob;

type Unclear = CreateOutcome & { readonly kind: 'absent' | 'unknown' };

/** How the creation of a job meets the server and the person. */
export interface CreationSteps {
  /** Undefined: the person cancelled before anything was sent. */
  send(): Promise<CreateOutcome | undefined>;
  /** Undefined: the person cancelled. */
  lookUp(): Promise<CreateOutcome | undefined>;
  /** Says what is known and what is not. `wasCancelled`: the person gave up while the request was under way. */
  decide(outcome: Unclear, wasCancelled: boolean): Promise<Decision>;
  /** The job is there although the person cancelled: they have to know. */
  reportCreated(job: FineTuningJob): void;
}

/**
 * Leads a creation to its end: nothing is sent twice unless the person says so, and after every look that failed
 * they are asked. Undefined: as far as is known there is no job, and the person knows how far that is.
 */
export async function leadCreation(steps: CreationSteps): Promise<FineTuningJob | undefined> {
  let wasCancelled = false;
  let outcome = await steps.send();
  for (;;) {
    if (outcome?.kind === 'cancelled') {
      wasCancelled = true;
      outcome = await steps.lookUp();
    }
    if (outcome === undefined || outcome.kind === 'cancelled') return undefined;
    if (outcome.kind === 'created' || outcome.kind === 'found') {
      if (wasCancelled) steps.reportCreated(outcome.job);
      return outcome.job;
    }
    const decision = await steps.decide(outcome, wasCancelled);
    if (decision === 'leave') return undefined;
    if (typeof decision === 'object') return decision;
    wasCancelled &&= decision !== 'send';
    outcome = await (decision === 'send' ? steps.send() : steps.lookUp());
  }
}
