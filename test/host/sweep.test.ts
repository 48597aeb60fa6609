import assert from 'node:assert/strict';
import { type MessageItem, window } from 'vscode';
import type { CreateOutcome } from '../../src/api/createOnce';
import type { CreateJob } from '../../src/api/dialects/dialect';
import type { App } from '../../src/commands/command';
import { emptyDraft } from '../../src/commands/createJob/draft';
import { takeIn } from '../../src/commands/createJob/showCreated';
import { createEach, type SweepJob } from '../../src/commands/jobFiles/createEach';
import { planSweep } from '../../src/commands/jobFiles/sweepPlan';
import { CreationClaims } from '../../src/jobs/creationClaims';
import { jobKey } from '../../src/jobs/jobKey';
import { JobMarks } from '../../src/jobs/jobMarks';
import { RequestMemory } from '../../src/jobs/requestMemory';
import type { JobSource, OneCreation } from '../../src/jobs/source';
import { jobFromWire } from '../support/jobs';
import { TestTexts } from '../support/sharedTexts';
import { instantRetries } from '../support/testClient';
import { TestMemory } from '../support/testMemory';
import { testSource } from '../support/testSource';

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

describe('a sweep that another window creates as well', () => {
  it('takes what that one has created, and stops with what it has ended', async () => {
    const texts = new TestTexts();
    const clock = instantRetries();
    const claims = new CreationClaims(texts, clock, (error) => {
      throw error;
    });
    const [sent, created]: [string[], string[]] = [[], []];
    const ended = new Error('ended');
    const known = [
      () => Promise.resolve(jobFromWire({ id: 'of-another' })),
      () => Promise.resolve(null),
      () => Promise.reject(ended),
    ];
    const both = jobs.map((job, at) => ({ ...job, known: known[at] ?? assert.fail() }));
    const { rest, error, mayExist } = await createEach(
      { claims, clock },
      sourceOf({}, sent),
      both,
      ({ id }) => {
        created.push(id);
        return Promise.resolve();
      },
    );
    assert.deepEqual({ sent, created }, { sent: ['b'], created: ['of-another', 'b'] });
    assert.deepEqual([rest.length, error, mayExist, texts.all.size], [1, ended, false, 0]);
  });
});

describe('a sweep whose jobs were created before', () => {
  const { showWarningMessage } = window;
  const connection = { name: 'Work', dialect: 'openai', baseUrl: 'http://localhost/v1' } as const;
  const drafts = ['1', '2'].map((epochs) => ({
    draft: { ...emptyDraft(), model: 'm', hyperparameters: { n_epochs: epochs } },
    chosen: [],
  }));
  let texts: TestTexts;
  let choice: string;
  let offered: readonly string[];

  beforeEach(() => {
    texts = new TestTexts();
    offered = [];
    window.showWarningMessage = (_: string, ...others: readonly unknown[]) => {
      const buttons = others.slice(1) as readonly MessageItem[];
      offered = buttons.map(({ title }) => title);
      return Promise.resolve(buttons.find(({ title }) => title === choice) as undefined);
    };
  });
  afterEach(() => {
    window.showWarningMessage = showWarningMessage;
  });

  const plan = () => {
    const clock = instantRetries();
    const source = testSource(connection, () => Promise.reject(new Error('nothing is requested')), clock);
    const record = (_: string, error: unknown) => {
      assert.ifError(error);
    };
    const errors = { record } as unknown as App['errors'];
    return planSweep({ sharedTexts: () => texts, clock, errors }, source, drafts);
  };

  async function create(count: number): Promise<string> {
    const { key, mark, records } = (await plan()) ?? assert.fail();
    await records.begin(key, { mark, trainingFile: null, validationFile: null });
    for (let place = 0; place < count; place++) await records.keep(key, mark, place, 'ftjob-1');
    return mark;
  }

  for (const [count, buttons] of [
    [1, ['Create the Rest', 'Create All Again', 'Do Not Create']],
    [2, ['Create All Again', 'Do Not Create']],
  ] as const)
    it(`is created again only where the person says so: ${String(count)} of 2`, async () => {
      const mark = await create(count);
      choice = 'Do Not Create';
      assert.equal(await plan(), undefined);
      assert.deepEqual(offered, buttons);
      choice = 'Create All Again';
      const again = await plan();
      assert.deepEqual([again?.rest.length, again?.replaced], [2, mark]);
      assert.equal(texts.all.size, 1 + count); // until it begins
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
