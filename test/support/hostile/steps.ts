import fc from 'fast-check';

/** What a person does, or time. */
const stepNames = [
  'poll',
  'refresh',
  'older',
  'open',
  'olderEvents',
  'wait',
  'create',
  'cancel',
  'pause',
  'resume',
  'start',
  'delete',
  'json',
  'content',
  'metrics',
  'estimate',
  'files',
  'file',
  'upload',
  'models',
  'doctor',
] as const;
export type StepName = (typeof stepNames)[number];

export interface Step {
  readonly name: StepName;
  /** Which of the jobs that are known, or which file. */
  readonly at: number;
  /** Cancelled as soon as the server got so many requests more; null: never. */
  readonly cancelledAfter: number | null;
  /** It begins together with the step before. */
  readonly isAlong: boolean;
}

const often = fc.constantFrom<StepName>('poll', 'poll', 'refresh', 'older', 'open', 'open', 'olderEvents');
const step: fc.Arbitrary<Step> = fc.record({
  name: fc.oneof(often, fc.constantFrom(...stepNames)),
  at: fc.nat(12),
  cancelledAfter: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
  ),
  isAlong: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});
const firstPoll: Step = { name: 'poll', at: 0, cancelledAfter: null, isAlong: false };

/** A sequence begins with a poll, as every window does. */
export const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(step, { maxLength: 6 })
  .map((others) => [firstPoll, ...others]);

/** Steps that begin together, one group after the other. */
export function groupsOf(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const each of steps) {
    const last = groups.at(-1);
    if (each.isAlong && last !== undefined) last.push(each);
    else groups.push([each]);
  }
  return groups;
}
