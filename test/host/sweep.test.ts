import assert from 'node:assert/strict';
import type { CreateOutcome } from '../../src/api/createOnce';
import type { CreateJob } from '../../src/api/dialects/dialect';
import { createEach, type SweepJob } from '../../src/commands/jobFiles/createEach';
import type { JobSource, OneCreation } from '../../src/jobs/source';
import { jobFromWire } from '../support/jobs';

const sweepJob = (suffix: string): SweepJob => ({
  request: {
    model: 'm',
    trainingFile: 'file-1',
    suffix,
    method: { type: 'supervised', hyperparameters: {} },
  },
  chosen: [],
});
const jobs = ['a', 'b', 'c'].map(sweepJob);

/** A source of which each request has this outcome, by its suffix; left out: it is created. */
function sourceOf(
  outcomes: Readonly<Record<string, () => Promise<CreateOutcome>>>,
  sent: string[],
): JobSource {
  const begin = ({ suffix = '' }: CreateJob): OneCreation => {
    const creation = {
      mayExist: false,
      send: async () => {
        sent.push(suffix);
        const outcome: CreateOutcome = (await outcomes[suffix]?.()) ?? {
          ...{ kind: 'created', job: jobFromWire({ id: suffix }) },
        };
        creation.mayExist = true;
        return outcome;
      },
      lookUp: () => Promise.reject(new Error('nothing is looked for')),
    };
    return creation;
  };
  return { creation: { begin } } as unknown as JobSource; // no more of it is used
}

async function createAll(outcomes: Parameters<typeof sourceOf>[0]) {
  const [sent, created]: string[][] = [[], []];
  const outcome = await createEach(sourceOf(outcomes, sent ?? []), jobs, ({ id }) => {
    created?.push(id);
    return Promise.resolve();
  });
  return { sent, created, rest: outcome.rest.map(({ request }) => request.suffix), error: outcome.error };
}

describe('the jobs of a sweep', () => {
  it('are created one after the other, each once', async () => {
    const all = ['a', 'b', 'c'];
    assert.deepEqual(await createAll({}), { sent: all, created: all, rest: [], error: null });
  });

  it('end with the first that is refused, which is left with the others', async () => {
    const refused = new Error('no such model');
    const outcome = await createAll({ b: () => Promise.reject(refused) });
    assert.deepEqual(outcome, { sent: ['a', 'b'], created: ['a'], rest: ['b', 'c'], error: refused });
  });
});
