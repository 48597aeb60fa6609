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

/**
 * Leads a creation whose steps end so, one after the other; what happened, in order. `gone`: the person did not wait.
 *
 * @param more.mayExist whether something was sent that was not refused
 * @param more.wasSent whether the same job was sent before
 */
async function lead(
  ends: readonly (Kind | 'gone' | 'failed')[],
  decisions: readonly Decision[] = [],
  { mayExist = false, wasSent = false } = {},
): Promise<string[]> {
  const happened: string[] = [];
  const left = [...ends];
  const decided = [...decisions];
  const step = (name: string) => () => {
    happened.push(name);
    const kind = left.shift() ?? 'gone';
    if (kind === 'failed') return Promise.reject(new Error('refused now'));
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
    mayExist: () => mayExist,
  };
  const result = await leadCreation(steps, wasSent);
  return [...happened, typeof result === 'object' ? result.id : (result ?? 'none')];
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

  it('fails where it is certain that there is no job', async () => {
    await assert.rejects(lead(['failed']), /refused now/);
  });

  it('asks after a failure where there may be a job all the same, and can look for it', async () => {
    assert.deepEqual(await lead(['failed', 'failed', 'found'], ['look', 'look'], { mayExist: true }), [
      'send',
      'ask unknown',
      'look',
      'ask unknown',
      'look',
      'ftjob-1',
    ]);
  });

  it('asks where the person did not wait for the look, so that they know', async () => {
    assert.deepEqual(await lead(['cancelled', 'gone'], [], { mayExist: true }), [
      'send',
      'look',
      'ask unknown after cancelling',
      'none',
    ]);
  });

  it('begins with a look where the job was sent before, and says that it is there', async () => {
    const before = { mayExist: true, wasSent: true };
    assert.deepEqual(await lead(['found'], [], before), ['look', 'report ftjob-1', 'ftjob-1']);
    assert.deepEqual(await lead(['absent', 'created'], ['send'], before), [
      ...['look', 'ask absent', 'send', 'ftjob-1'],
    ]);
    assert.deepEqual(await lead(['unknown'], ['another'], before), ['look', 'ask unknown', 'another']);
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
