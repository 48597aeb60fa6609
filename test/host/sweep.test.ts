import assert from 'node:assert/strict';
import type { CreateOutcome } from '../../src/api/createOnce';
import type { CreateJob } from '../../src/api/dialects/dialect';
import type { App } from '../../src/commands/command';
import { takeIn } from '../../src/commands/createJob/showCreated';
import { createEach, type SweepJob } from '../../src/commands/jobFiles/createEach';
import { CreationClaims } from '../../src/jobs/creationClaims';
import { jobKey } from '../../src/jobs/jobKey';
import { JobMarks } from '../../src/jobs/jobMarks';
import { RequestMemory } from '../../src/jobs/requestMemory';
import type { JobSource, OneCreation } from '../../src/jobs/source';
import { jobFromWire } from '../support/jobs';
import { TestTexts } from '../support/sharedTexts';
import { instantRetries } from '../support/testClient';
import { TestMemory } from '../support/testMemory';

const sweepJob = (suffix: string): SweepJob => ({
  request: {
    model: 'm',
    trainingFile: 'file-1',
    suffix,
    method: { type: 'supervised', hyperparameters: {} },
  },
  key: suffix,
  chosen: [],
  place: 0,
});
const jobs = ['a', 'b', 'c'].map(sweepJob);

/** A source of which each request has this outcome, by its suffix; left out: it is created. */
function sourceOf(
  outcomes: Readonly<Record<string, () => Promise<CreateOutcome>>>,
  sent: string[],
): JobSource {
  const begin = ({ suffix = '' }: CreateJob): Promise<OneCreation> => {
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
    return Promise.resolve(creation);
  };
  return { creation: { begin } } as unknown as JobSource; // no more of it is used
}

async function createAll(outcomes: Parameters<typeof sourceOf>[0]) {
  const [sent, created]: string[][] = [[], []];
  const clock = instantRetries();
  const claims = new CreationClaims(new TestTexts(), clock, (error) => {
    throw error;
  });
  const source = sourceOf(outcomes, sent ?? []);
  const outcome = await createEach({ claims, clock }, source, jobs, ({ id }) => {
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

  it('are kept as created before the same job may be created again', async () => {
    const clock = instantRetries();
    const texts = new TestTexts();
    const claims = new CreationClaims(texts, clock, (error) => {
      throw error;
    });
    const claimed: number[] = [];
    await createEach({ claims, clock }, sourceOf({}, []), jobs, () => {
      claimed.push(texts.all.size);
      return Promise.resolve();
    });
    assert.deepEqual([...claimed, texts.all.size], [1, 1, 1, 0]);
  });

  it('end with the first that is refused, which is left with the others', async () => {
    const refused = new Error('no such model');
    const outcome = await createAll({ b: () => Promise.reject(refused) });
    assert.deepEqual(outcome, { sent: ['a', 'b'], created: ['a'], rest: ['b', 'c'], error: refused });
  });
});

describe('a job that was created', () => {
  /** A memory that cannot be written, as on a full disk. */
  class FullMemory extends TestMemory {
    override update(): Promise<void> {
      return Promise.reject(new Error('no space left'));
    }
  }

  it('is known, and has its name, also where what it was created with cannot be kept', async () => {
    const recorded: unknown[] = [];
    const applied: string[] = [];
    const marks = new JobMarks(new TestMemory());
    const app: Parameters<typeof takeIn>[0] = {
      requests: new RequestMemory(new FullMemory()),
      marks,
      errors: { record: (_: string, error: unknown) => recorded.push(error) } as unknown as App['errors'],
    };
    const source = {
      id: 'connection:Work',
      store: { apply: (all: readonly { id: string }[]) => applied.push(...all.map(({ id }) => id)) },
      expectChange: () => undefined,
    } as unknown as JobSource; // no more of it is used
    await takeIn(app, source, jobFromWire({ id: 'ftjob-7' }), sweepJob('bot').request, 'bot · n_epochs 3');
    assert.deepEqual(applied, ['ftjob-7']);
    assert.equal(marks.of(jobKey(source, 'ftjob-7'))?.name, 'bot · n_epochs 3');
    assert.match(String(recorded), /no space left/);
  });
});
