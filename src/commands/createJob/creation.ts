import { t } from '@vscode/l10n';
import type { CreateOutcome } from '../../api/createOnce';
import type { FineTuningJob } from '../../api/wire/job';

/** What a person decides about a job that the server did not confirm; `another`: one more job; a job: that is it. */
export type Decision = 'look' | 'send' | 'another' | 'leave' | FineTuningJob;

type Unclear = CreateOutcome & { readonly kind: 'absent' | 'unknown' };

/** How the creation of a job meets the server and the person. */
export interface CreationSteps {
  /** Undefined: the person cancelled before anything was sent. */
  send(): Promise<CreateOutcome | undefined>;
  /** Undefined: the person cancelled. */
  lookUp(): Promise<CreateOutcome | undefined>;
  /** Says what is known and what is not. `wasCancelled`: the person gave up while the request was under way. */
  decide(outcome: Unclear, wasCancelled: boolean): Promise<Decision>;
  /** The job is there although the person cancelled, or was there before: they have to know. */
  reportCreated(job: FineTuningJob): void;
  /** False: nothing was sent, or the server refused all that was. */
  mayExist(): boolean;
}

/**
 * Leads a creation to its end: nothing is sent twice unless the person says so, and whenever there may be a job that was
 * not found, they decide, also after a failure and when they did not wait for the look. Undefined: as far as is known
 * there is no job, and the person knows how far that is. Throws what failed where it is certain that there is none.
 *
 * @param wasSent the same job was sent before: it is looked for first
 */
export async function leadCreation(
  steps: CreationSteps,
  wasSent = false,
): Promise<FineTuningJob | 'another' | undefined> {
  let wasCancelled = false;
  let outcome = await attempt(steps, () => (wasSent ? steps.lookUp() : steps.send()));
  for (;;) {
    if (outcome?.kind === 'cancelled') {
      wasCancelled = true;
      outcome = await attempt(steps, () => steps.lookUp());
    }
    if (outcome?.kind === 'created' || outcome?.kind === 'found') {
      if (wasCancelled || (wasSent && outcome.kind === 'found')) steps.reportCreated(outcome.job);
      return outcome.job;
    }
    const unclear = outcome === undefined || outcome.kind === 'cancelled' ? unawaited(steps) : outcome;
    if (unclear === undefined) return undefined;
    const decision = await steps.decide(unclear, wasCancelled);
    if (decision === 'leave') return undefined;
    if (typeof decision === 'object' || decision === 'another') return decision;
    wasCancelled &&= decision !== 'send';
    outcome = await attempt(steps, () => (decision === 'send' ? steps.send() : steps.lookUp()));
  }
}

type Step = () => Promise<CreateOutcome | undefined>;

/** What a step came to; its failure, where there may be a job all the same. */
async function attempt(steps: CreationSteps, step: Step): Promise<CreateOutcome | undefined> {
  try {
    return await step();
  } catch (problem) {
    if (!steps.mayExist()) throw problem;
    return unknownBecause(problem);
  }
}

/** What is known after the person did not wait; undefined: there is no job. */
function unawaited(steps: CreationSteps): Unclear | undefined {
  return steps.mayExist() ? unknownBecause(new Error(t('nobody waited for the list of jobs'))) : undefined;
}

function unknownBecause(problem: unknown): Unclear {
  return { kind: 'unknown', error: null, candidates: [], problem };
}
