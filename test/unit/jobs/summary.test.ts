import assert from 'node:assert/strict';
import type { FineTuningJob } from '../../../src/api/wire/job';
import {
  interned,
  internedLinks,
  Interner,
  isSameSummary,
  jobName,
  type KnownJob,
  summarize,
} from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { jobFromWire } from '../../support/jobs';
import { succeededSnapshot } from '../../support/snapshots';

const { job } = succeededSnapshot();
const error = { code: 'oom', message: 'No memory', param: null };
const summary = summarize({ ...job, error, progress: 0.5, estimatedFinish: 7 });

const links = {
  fileIds: ['file-train', 'file-valid', 'file-result'],
  metadata: ['team=support', 'ticket=FT-12'],
};

describe('summarize', () => {
  it('says what a row needs to know', () => {
    assert.deepEqual(summary, {
      ...{ id: 'ftjob-done', status: 'succeeded', createdAt: job.createdAt, finishedAt: job.finishedAt },
      ...{ model: job.model, fineTunedModel: job.fineTunedModel },
      ...{ suffix: 'support-bot', trainedTokens: 1_234_567, trainingFile: 'file-train' },
      ...{ hasResultFile: true, errorMessage: 'No memory' },
      reportedProgress: { fraction: 0.5, finishAt: 7, queuePosition: null },
      links,
    });
  });

  it('has no file, result or error where the job has none', () => {
    const none = summarize({ ...job, trainingFiles: [], resultFiles: [], error: null });
    assert.deepEqual([none.trainingFile, none.hasResultFile, none.errorMessage], [null, false, null]);
  });

  it('has no progress where none is reported, and the part that is', () => {
    const none = { progress: null, estimatedFinish: null, queuePosition: null };
    const reported = (fields: Partial<FineTuningJob>) =>
      summarize({ ...job, ...none, ...fields }).reportedProgress;
    assert.equal(reported({}), null);
    assert.deepEqual(reported({ progress: 0 }), { fraction: 0, finishAt: null, queuePosition: null });
    assert.deepEqual(reported({ estimatedFinish: 7 }), { fraction: null, finishAt: 7, queuePosition: null });
    assert.deepEqual(reported({ queuePosition: 0 }), { fraction: null, finishAt: null, queuePosition: 0 });
  });

  it('cuts a long error', () => {
    const long = summarize({ ...job, error: { ...error, message: 'x'.repeat(201) } });
    assert.equal(long.errorMessage, `${'x'.repeat(199)}…`);
  });
});

describe('jobName', () => {
  it('keeps the time where the name of the model is long', () => {
    const model = `projects/lab/models/${'x'.repeat(100)}-final`;
    const name = jobName({ ...summary, suffix: null, trainingFile: null, model }, new Format('en'));
    assert.match(name, /^…x{53}-final, [A-Z][a-z]+ \d+, \d\d:\d\d$/);
  });
});

describe('isSameSummary', () => {
  it('sees a change of each field', () => {
    assert.equal(isSameSummary(summary, { ...summary }), true);
    const mark = { isStarred: false, isHidden: false, name: null, note: null };
    const changes: Partial<KnownJob>[] = [
      ...[{ status: 'x' }, { createdAt: 1 }, { finishedAt: 1 }, { model: 'x' }],
      ...[{ fineTunedModel: 'x' }, { suffix: 'x' }, { trainedTokens: 1 }, { trainingFile: 'x' }],
      ...[[], ['file-train', 'file-valid', 'other']].map((fileIds) => ({ links: { ...links, fileIds } })),
      ...[{ hasResultFile: false }, { errorMessage: 'x' }, { reportedProgress: null }],
      ...[[], ['team=support', 'x']].map((metadata) => ({ links: { ...links, metadata } })),
      ...[{ isStarred: true }, { isHidden: true }, { name: 'x' }, { note: 'x' }].map((change) => ({
        mark: { ...mark, ...change },
      })),
      ...[
        { fraction: 1, finishAt: 7, queuePosition: null },
        { fraction: 0.5, finishAt: null, queuePosition: null },
        { fraction: 0.5, finishAt: 7, queuePosition: 1 },
      ].map((reportedProgress) => ({ reportedProgress })),
    ];
    for (const change of changes)
      assert.equal(isSameSummary(summary, { ...summary, ...change }), false, Object.keys(change)[0]);
  });
});

describe('interned', () => {
  it('changes nothing of what it says but for the links, which few keep', () => {
    const { links: own, ...row } = summary;
    assert.ok(own);
    assert.deepEqual(interned(summary, new Interner()), row);
    assert.deepEqual(internedLinks(own, new Interner()), own);
    const none = { ...row, model: null, suffix: null, trainingFile: null, errorMessage: null };
    assert.deepEqual(interned(none, new Interner()), none);
  });
});

describe('jobName', () => {
  const format = new Format('en');
  const createdAt = new Date(2026, 10, 26, 8, 51).getTime() / 1000;
  const none = { id: 'ftjob-1', suffix: null, trainingFile: null, model: null, createdAt };

  it('is the suffix', () => {
    assert.equal(jobName({ ...none, suffix: 's', trainingFile: 'a.jsonl', model: 'm' }, format), 's');
  });

  it('is what it is trained on, and when it was created, where the list knows the file’s name', () => {
    for (const file of ['support.train.jsonl', 's3://bucket/data/support.train.jsonl'])
      assert.equal(
        jobName({ ...none, trainingFile: file, model: 'm' }, format),
        'support.train.jsonl, Nov 26, 08:51',
      );
  });

  it('is the base model and the time where the list has the file’s id only', () => {
    const model = 'gpt-4o-mini-2024-07-18';
    for (const trainingFile of ['file-abc123', null])
      assert.equal(jobName({ ...none, trainingFile, model }, format), 'gpt-4o-mini, Nov 26, 08:51');
    assert.equal(jobName(none, format), 'Job, Nov 26, 08:51');
  });

  it('is the id where nobody knows the time', () => {
    assert.equal(jobName({ ...none, model: 'm', createdAt: null }, format), 'm, ftjob-1');
  });

  it('is the same from creation to the end, in the list and on its page', () => {
    const wire = { model: 'gpt-4o-mini', training_file: 'file-1' };
    const created = jobFromWire({ ...wire, status: 'queued' });
    const done = jobFromWire({
      ...wire,
      status: 'succeeded',
      fine_tuned_model: 'ft:gpt-4o-mini:acme:bot:1',
      result_files: ['file-9'],
    });
    assert.equal(jobName(summarize(done), format), jobName(summarize(created), format));
  });

  it('is in the language that is spoken', () => {
    assert.equal(jobName({ ...none, model: 'm' }, new Format('de')), 'm, 26. Nov., 08:51');
  });
});
