import assert from 'node:assert/strict';
import { allCapabilities } from '../../../src/api/dialects/dialect';
import { summarize } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { jobFacts, jobRow } from '../../../src/views/jobRow';
import { jobFromWire } from '../../support/jobs';

const now = 1_700_000_600;

const inputs = (wire: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  job: summarize(jobFromWire({ created_at: 1_700_000_000, model: 'gpt-4o-mini-2024-07-18', ...wire })),
  progress: undefined,
  capabilities: { ...allCapabilities, deleteJob: 'no' },
  now,
  format: new Format('en'),
  ...more,
});

describe('a job’s row', () => {
  it('is named by suffix, else fine-tuned model, else id', () => {
    assert.equal(
      jobRow(inputs({ user_provided_suffix: 'bot', fine_tuned_model: 'ft:m:o:bot:1' })).label,
      'bot',
    );
    assert.equal(jobRow(inputs({ fine_tuned_model: 'ft:m:o:bot:1' })).label, 'bot');
    assert.equal(jobRow(inputs({ fine_tuned_model: 'my-model' })).label, 'my-model');
    assert.equal(jobRow(inputs({})).label, 'ftjob-1');
  });

  it('says how far a running job is and how long it still takes', () => {
    const progress = { step: 42, totalSteps: 100, fraction: 0.42 };
    const row = jobRow(inputs({ estimated_finish: now + 200 }, { progress }));
    assert.equal(row.description, 'gpt-4o-mini · 42% · 3m left');
    assert.deepEqual(row.icon, { id: 'sync~spin', color: 'charts.blue' });
    assert.equal(
      jobRow(inputs({}, { progress: { step: 12, totalSteps: null, fraction: null } })).description,
      'gpt-4o-mini · step 12',
    );
    assert.equal(jobRow(inputs({ estimated_finish: now - 5 })).description, 'gpt-4o-mini · about to finish');
  });

  it('says what there is to know of every other status', () => {
    const descriptions = [
      { status: 'queued' },
      { status: 'validating_files' },
      { status: 'pausing' },
      { status: 'succeeded', finished_at: now - 7_200, trained_tokens: 1_200_000 },
      {
        status: 'failed',
        finished_at: now - 60,
        error: { code: 'x', message: 'line 12: role is missing', param: null },
      },
      { status: 'cancelled', finished_at: now - 60 },
      { status: 'dreaming' },
    ].map((wire) => jobRow(inputs(wire)).description.replace('gpt-4o-mini · ', ''));
    assert.deepEqual(descriptions, [
      'for 10m',
      'for 10m',
      'Pausing',
      '2h ago · 1.2M tokens',
      'line 12: role is missing · 1m ago',
      '1m ago',
      'dreaming · 10m ago',
    ]);
  });

  it('offers what status and provider allow', () => {
    const contextOf = (wire: Record<string, unknown>, more = {}) => jobRow(inputs(wire, more)).context;
    const common = 'clone compare showJson refresh';
    assert.equal(contextOf({ status: 'running' }), `job cancel pause ${common}`);
    assert.equal(contextOf({ status: 'paused' }), `job cancel resume ${common}`);
    assert.equal(contextOf({ status: 'cancelling' }), `job ${common}`);
    assert.equal(
      contextOf({ status: 'succeeded', result_files: ['file-1'], fine_tuned_model: 'm' }),
      `job openResultFile saveResultFile copyModelName ${common}`,
    );
    const capabilities = { ...allCapabilities, cancel: 'no', pause: 'no' };
    assert.equal(contextOf({ status: 'running' }, { capabilities }), `job ${common}`);
  });

  it('speaks its status to screen readers', () => {
    assert.equal(
      jobRow(inputs({ status: 'queued' })).accessibilityLabel,
      'ftjob-1, Queued, gpt-4o-mini, for 10m',
    );
  });

  it('has the facts for its tooltip, and leaves out what is not known', () => {
    const facts = jobFacts(
      inputs({ status: 'succeeded', finished_at: 1_700_000_500, trained_tokens: 5_768 }),
    );
    assert.deepEqual(
      facts.map(([name]) => name),
      ['Status', 'Base model', 'Created', 'Finished', 'Took', 'Trained tokens', 'Id'],
    );
    assert.ok(facts.some(([name, value]) => name === 'Trained tokens' && value === '5,768'));
    assert.ok(facts.some(([name, value]) => name === 'Took' && value === '8m 20s'));
  });
});
