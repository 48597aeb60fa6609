import assert from 'node:assert/strict';
import type { JobSummary } from '../../../src/api/wire/jobSummary';
import { interned, Interner, isSameSummary, jobName, summarize } from '../../../src/jobs/summary';
import { succeededSnapshot } from '../../support/snapshots';

const { job } = succeededSnapshot();
const error = { code: 'oom', message: 'No memory', param: null };
const summary = summarize({ ...job, error, progress: 0.5, estimatedFinish: 7 });

describe('summarize', () => {
  it('says what a row needs to know', () => {
    assert.deepEqual(summary, {
      ...{ id: 'ftjob-done', status: 'succeeded', createdAt: job.createdAt, finishedAt: job.finishedAt },
      ...{ model: job.model, fineTunedModel: job.fineTunedModel },
      ...{ suffix: 'support-bot', trainedTokens: 1_234_567, trainingFile: 'file-train' },
      ...{ hasResultFile: true, errorMessage: 'No memory' },
      reportedProgress: { fraction: 0.5, finishAt: 7 },
    });
  });

  it('has no file, result or error where the job has none', () => {
    const none = summarize({ ...job, trainingFiles: [], resultFiles: [], error: null });
    assert.deepEqual([none.trainingFile, none.hasResultFile, none.errorMessage], [null, false, null]);
  });

  it('has no progress where none is reported, and the half that is', () => {
    const reported = (progress: number | null, estimatedFinish: number | null) =>
      summarize({ ...job, progress, estimatedFinish }).reportedProgress;
    assert.equal(reported(null, null), null);
    assert.deepEqual(reported(0, null), { fraction: 0, finishAt: null });
    assert.deepEqual(reported(null, 7), { fraction: null, finishAt: 7 });
  });

  it('cuts a long error', () => {
    const long = summarize({ ...job, error: { ...error, message: 'x'.repeat(201) } });
    assert.equal(long.errorMessage, `${'x'.repeat(199)}…`);
  });
});

describe('isSameSummary', () => {
  it('sees a change of each field', () => {
    assert.equal(isSameSummary(summary, { ...summary }), true);
    const changes: Partial<JobSummary>[] = [
      ...[{ status: 'x' }, { createdAt: 1 }, { finishedAt: 1 }, { model: 'x' }],
      ...[{ fineTunedModel: 'x' }, { suffix: 'x' }, { trainedTokens: 1 }, { trainingFile: 'x' }],
      ...[{ hasResultFile: false }, { errorMessage: 'x' }, { reportedProgress: null }],
      ...[
        { fraction: 1, finishAt: 7 },
        { fraction: 0.5, finishAt: null },
      ].map((reportedProgress) => ({ reportedProgress })),
    ];
    for (const change of changes)
      assert.equal(isSameSummary(summary, { ...summary, ...change }), false, Object.keys(change)[0]);
  });
});

describe('interned', () => {
  it('changes nothing of what it says', () => {
    assert.deepEqual(interned(summary, new Interner()), summary);
    const none = { ...summary, model: null, suffix: null, trainingFile: null, errorMessage: null };
    assert.deepEqual(interned(none, new Interner()), none);
  });
});

describe('jobName', () => {
  it('is the suffix, else the fine-tuned model, else the id', () => {
    assert.equal(jobName({ id: 'a', suffix: 's', fineTunedModel: 'm' }), 's');
    assert.equal(jobName({ id: 'a', suffix: null, fineTunedModel: 'm' }), 'm');
    assert.equal(jobName({ id: 'a', suffix: null, fineTunedModel: null }), 'a');
  });
});
