import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dialectIds } from '../../../src/api/connection';
import { openai } from '../../../src/api/dialects/openai';
import { factsOf } from '../../../src/api/http/response';
import { decodePage } from '../../../src/api/paging/decode';
import { Checkpoint } from '../../../src/api/wire/checkpoint';
import { FineTuningEvent } from '../../../src/api/wire/event';
import { Deleted, FileObject } from '../../../src/api/wire/file';
import { FineTuningJob, JobWire, readExpectedJob } from '../../../src/api/wire/job';
import { Model } from '../../../src/api/wire/model';
import { withSnakeCaseKeys } from '../../../src/api/wire/spellings';
import { dialects } from '../../support/dialects';
import { mistralJob } from '../../support/providers/mistral';
import { openaiJob } from '../../support/providers/openai';
import { togetherJob } from '../../support/providers/together';

/** Anything that JSON can hold, and what servers put in the wrong place. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    null,
    '',
    '0',
    0,
    -1,
    1_700_000_000,
    '1700000000',
    1_700_000_000_000,
    '2026-01-01T00:00:00Z',
    'auto',
    [],
    {},
    [null],
    [{}],
    [{ id: 'file-1' }],
    ['file-1', 'file-2'],
    { type: 'dpo' },
    { hyperparameters: { n_epochs: 'auto' } },
    { code: 'x', message: 'y' },
  ),
);

/** A good object of which any fields were lost, set to null, retyped, spelled otherwise or joined by others. */
function spoiled(good: Record<string, unknown>, names: readonly string[]) {
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return fc
    .record({
      lost: fc.subarray([...names]),
      retyped: fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 6 }),
      extra: fc.dictionary(fc.string({ maxLength: 12 }), anything, { maxKeys: 3 }),
      camelCased: fc.subarray([...names], { maxLength: 3 }),
      isWhole: fc.boolean(),
    })
    .map(({ lost, retyped, extra, camelCased, isWhole }) => {
      const fields: Record<string, unknown> = isWhole ? { ...good } : { ...extra, ...good, ...retyped };
      if (!isWhole) for (const name of lost) Reflect.deleteProperty(fields, name);
      for (const name of camelCased) {
        if (!(name in fields)) continue;
        fields[camel(name)] = fields[name];
        if (!isWhole) Reflect.deleteProperty(fields, name);
      }
      return JSON.parse(JSON.stringify(fields)) as unknown; // as it comes from the wire
    });
}

const wireNames = Object.keys(JobWire.shape);
const jobs = fc.oneof(
  spoiled(openaiJob(1), wireNames),
  spoiled(
    openaiJob(2, {
      status: 'succeeded',
      metadata: { a: 'b' },
      integrations: [{ type: 'wandb', wandb: { project: 'p' } }],
    }),
    wireNames,
  ),
  anything,
);

describe('decoding', () => {
  it('by the fast way gives what the schema gives, or nothing', () => {
    let isFast = 0;
    fc.assert(
      fc.property(jobs, (raw) => {
        const fast = readExpectedJob(raw);
        if (fast === undefined) return;
        isFast++;
        const slow = FineTuningJob.safeParse(raw);
        assert.ok(slow.success, 'the schema refuses what the fast way read');
        assert.deepEqual(fast, slow.data);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(isFast > 300, `only ${String(isFast)} were read the fast way`);
  });

  it('by the fast way takes what servers send', () => {
    assert.notEqual(readExpectedJob(openaiJob(1)), undefined);
  });

  it('of a job reads or reports, and never throws', async () => {
    const params = { after: null, limit: 4 };
    const facts = factsOf(new Response(), { method: 'GET', url: 'jobs' }, (text) => text);
    await fc.assert(
      fc.asyncProperty(fc.array(jobs, { maxLength: 4 }), async (raw) => {
        const text = JSON.stringify({ data: raw });
        const { items, unreadable } = await decodePage(
          { schema: FineTuningJob, fast: readExpectedJob },
          JSON.parse(text),
          { paging: openai.paging, params, normalize: undefined, signal: undefined },
          facts,
          text,
        );
        assert.equal(items.length + unreadable.length, raw.length);
        for (const each of unreadable) assert.ok(each.problems.length > 0);
        for (const job of items) assertTyped(job);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never costs a job whose id, status and time are there', () => {
    const strict = ['id', 'status', 'created_at'];
    const optional = wireNames.filter((name) => !strict.includes(name));
    fc.assert(
      fc.property(spoiled(openaiJob(1), optional), (raw) => {
        const { id, status, created_at } = openaiJob(1);
        const whole = { ...(raw as object), id, status, created_at };
        assert.equal(FineTuningJob.safeParse(whole).success, true);
      }),
      { numRuns: 1_000 },
    );
  });

  const goodOf: Partial<Record<(typeof dialectIds)[number], Record<string, unknown>>> = {
    together: togetherJob('ft-1'),
    mistral: { ...mistralJob('job-1'), events: [{ name: 'x', data: {} }], checkpoints: [{ metrics: {} }] },
    fireworks: {
      name: 'accounts/a/dpoJobs/x',
      state: 'JOB_STATE_RUNNING',
      createTime: '2026-01-01T00:00:00Z',
      status: { code: 'OK' },
      trainingConfig: { epochs: 1 },
      jobProgress: { percent: 1 },
      wandbConfig: { enabled: true },
    },
    localai: {
      id: 'a',
      status: 'failed',
      created_at: '2026-01-01T00:00:00Z',
      config: { num_epochs: 2 },
      message: 'x',
      training_method: 'sft',
    },
  };
  for (const dialect of dialectIds) {
    it(`of what ${dialect} may send reads or reports, and never throws`, () => {
      const { toJob, toEvent, toCheckpoint, toFile, toModel } = dialects[dialect];
      const good = goodOf[dialect] ?? openaiJob(1);
      const all = [
        { schema: FineTuningJob, normalize: toJob },
        { schema: FineTuningEvent, normalize: toEvent },
        { schema: Checkpoint, normalize: toCheckpoint && ((raw: unknown) => toCheckpoint(raw, 'ft-1')) },
        { schema: FileObject, normalize: toFile },
        { schema: Model, normalize: toModel },
        { schema: Deleted, normalize: undefined },
      ];
      fc.assert(
        fc.property(fc.oneof(spoiled(good, Object.keys(good)), anything), (raw) => {
          for (const { schema, normalize } of all)
            schema.safeParse(normalize === undefined ? raw : normalize(raw));
        }),
        { numRuns: 300 },
      );
    });
  }

  it('spells keys once and for all', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (object) => {
        const spelled = withSnakeCaseKeys(object);
        assert.deepEqual(withSnakeCaseKeys(spelled), spelled);
      }),
    );
  });
});

function assertTyped(job: FineTuningJob): void {
  assert.ok(typeof job.id === 'string' && job.id !== '');
  assert.equal(typeof job.status, 'string');
  for (const time of [job.createdAt, job.finishedAt, job.estimatedFinish, job.updatedAt]) {
    assert.ok(time === null || (Number.isFinite(time) && time > 0));
  }
  for (const text of [job.model, job.fineTunedModel, job.suffix, job.organizationId]) {
    assert.ok(text === null || (typeof text === 'string' && text !== ''));
  }
  for (const file of [...job.trainingFiles, ...job.validationFiles, ...job.resultFiles]) {
    assert.equal(typeof file.id, 'string');
  }
  assert.ok(Object.values(job.metadata).every((value) => typeof value === 'string'));
}
