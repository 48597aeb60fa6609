import assert from 'node:assert/strict';
import type { CreateOutcome } from '../../../src/api/createOnce';
import { type CreationSteps, type Decision, leadCreation } from '../../../src/commands/createJob/creation';
import { jobFromWire } from '../../support/jobs';

const job = jobFromWire({ id: 'ftjob-1' });
const outcomes = {
  created: { kind: 'created', job },
  found: { kind: 'found', job, error: null },
  cancelled: { kind: 'cancelled' },
  absent: { kind: 'absent', error: null },
  unknown: { kind: 'unknown', error: null, candidates: [], problem: new Error('offline') },
} as const satisfies Record<CreateOutcome['kind'], CreateOutcome>;
type Kind = keyof typeof outcomes;

/** Leads a creation whose steps end so, one after the other; what happened, in order. */
async function lead(
  ends: readonly (Kind | 'gone')[],
  decisions: readonly Decision[] = [],
): Promise<string[]> {
  const happened: string[] = [];
  const left = [...ends];
  const decided = [...decisions];
  const step = (name: string) => () => {
    happened.push(name);
    const kind = left.shift() ?? 'gone';
    return Promise.resolve(kind === 'gone' ? undefined : outcomes[kind]);
  };
  const steps: CreationSteps = {
    send: step('send'),
    lookUp: step('look'),
    decide: ({ kind }, wasCancelled) => {
      happened.push(`ask ${kind}${wasCancelled ? ' after cancelling' : ''}`);
      return Promise.resolve(decided.shift() ?? 'leave');
    },
    reportCreated: ({ id }) => happened.push(`report ${id}`),
  };
  const result = await leadCreation(steps);
  return [...happened, result?.id ?? 'none'];
}

describe('the creation of a job', () => {
  it('ends with the job that the server confirmed', async () => {
    assert.deepEqual(await lead(['created']), ['send', 'ftjob-1']);
  });

  it('ends with the job that was found', async () => {
    assert.deepEqual(await lead(['found']), ['send', 'ftjob-1']);
  });

  it('ends silently when it was cancelled before anything was sent', async () => {
    assert.deepEqual(await lead(['gone']), ['send', 'none']);
  });

  it('looks for the job when it was cancelled on its way, and says that it is there', async () => {
    assert.deepEqual(await lead(['cancelled', 'found']), ['send', 'look', 'report ftjob-1', 'ftjob-1']);
  });

  it('asks when it was cancelled on its way and is not listed', async () => {
    assert.deepEqual(await lead(['cancelled', 'absent']), [
      'send',
      'look',
      'ask absent after cancelling',
      'none',
    ]);
  });

  it('sends again only when the person says so', async () => {
    assert.deepEqual(await lead(['absent'], ['leave']), ['send', 'ask absent', 'none']);
    assert.deepEqual(await lead(['absent', 'created'], ['send']), ['send', 'ask absent', 'send', 'ftjob-1']);
  });

  it('ends with the job that the person knows as theirs', async () => {
    assert.deepEqual(await lead(['unknown'], [job]), ['send', 'ask unknown', 'ftjob-1']);
  });

  it('looks as often as the person wants', async () => {
    assert.deepEqual(await lead(['absent', 'unknown', 'found'], ['look', 'look']), [
      'send',
      'ask absent',
      'look',
      'ask unknown',
      'look',
      'ftjob-1',
    ]);
  });
});
