import assert from 'node:assert/strict';
import { allCapabilities } from '../../../src/api/dialects/dialect';
import { summarize } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import type { Arrangement, Grouping, Sorting } from '../../../src/views/grouping';
import { jobFacts, jobRow } from '../../../src/views/jobRow';
import { jobFromWire, progress } from '../../support/jobs';

const now = 1_700_000_600;

const inputs = (wire: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  job: summarize(
    jobFromWire({ created_at: 1_700_000_000, model: 'gpt-4o-mini-2024-07-18', suffix: 'bot', ...wire }),
  ),
  progress: undefined,
  capabilities: { ...allCapabilities, deleteJob: 'no' },
  now,
  format: new Format('en'),
  ...more,
});

describe('a job’s row', () => {
  it('is named by its suffix, else by its base model and when it was created, whatever comes of it', () => {
    assert.equal(
      jobRow(inputs({ user_provided_suffix: 'bot', fine_tuned_model: 'ft:m:o:b:1' })).label,
      'bot',
    );
    const unnamed = jobRow(inputs({ suffix: null, fine_tuned_model: 'ft:m:o:bot:1', status: 'queued' }));
    assert.equal(unnamed.description, 'queued for 10m'); // the model is in the name
    assert.match(unnamed.label, /^gpt-4o-mini, Nov 1\d, \d\d:/);
  });

  it('says first how far a running job is, how long it still takes and its loss, the model last', () => {
    const row = jobRow(inputs({ estimated_finish: now + 200 }, { progress: progress(42, 100, 1.3249) }));
    assert.equal(row.description, '42% · 3m left · loss 1.32 · gpt-4o-mini');
    assert.deepEqual(row.icon, { id: 'sync~spin', color: 'charts.blue' });
    assert.equal(jobRow(inputs({}, { progress: progress(12) })).description, 'step 12 · gpt-4o-mini');
    assert.equal(jobRow(inputs({ estimated_finish: now - 5 })).description, 'about to finish · gpt-4o-mini');
    assert.equal(jobRow(inputs({})).description, 'running for 10m · gpt-4o-mini');
    const arrangement = { grouping: 'status', sorting: 'newest' } as const;
    assert.equal(jobRow(inputs({}, { arrangement })).description, 'for 10m · gpt-4o-mini');
  });

  it('estimates the time left by the pace of the steps where the provider does not', () => {
    const clock = { steps: Float64Array.of(40, 42), values: Float64Array.of(now - 10, now) };
    const row = jobRow(inputs({}, { progress: { ...progress(42, 100), clock } }));
    assert.equal(row.description, '42% · 4m left · gpt-4o-mini');
  });

  it('says of a job that it waits to be started, and what it is expected to cost', () => {
    const ready = inputs({ status: 'VALIDATED', created_at: now - 90_000, trained_tokens: 1_310_720 });
    assert.equal(jobRow(ready).description, 'Ready to start · gpt-4o-mini');
    const facts = new Map(jobFacts(ready));
    assert.equal(facts.get('Status'), 'Ready to start (VALIDATED)');
    assert.equal(facts.get('Trained tokens'), '1,310,720 (expected)');
  });

  it('says of a job that does not move for how long, and then no time left', () => {
    const clock = { steps: Float64Array.of(40, 42), values: Float64Array.of(now - 730, now - 720) };
    const stuck = { ...progress(42, 100), clock, lookedAt: now };
    const row = jobRow(inputs({ created_at: now - 9_000 }, { progress: stuck }));
    assert.equal(row.description, 'no step for 12m · 42% · gpt-4o-mini');
    const facts = new Map(jobFacts(inputs({ created_at: now - 9_000 }, { progress: stuck })));
    assert.equal(facts.get('Progress'), 'no step for 12m, 42%, step 42 of 100');
    const waiting = ['queued', 'validating_files'].map(
      (status) => jobRow(inputs({ status, created_at: now - 7_300 })).description,
    );
    assert.deepEqual(waiting, ['queued for 2h · gpt-4o-mini', 'validating for 2h · gpt-4o-mini']);
    const placed = jobRow(inputs({ status: 'queued', queue_position: 3 }));
    assert.equal(placed.description, '3 before it · queued for 10m · gpt-4o-mini');
    assert.equal(
      jobRow(inputs({ status: 'queued', queue_position: 0 })).description,
      'queued for 10m · gpt-4o-mini',
    );
  });

  it('says the last loss of a job that has ended, where it is known', () => {
    const ended = { status: 'succeeded', finished_at: now - 7_200, trained_tokens: 1_200_000 };
    const known = { progress: progress(100, 100, 0.4567) };
    assert.equal(jobRow(inputs(ended, known)).description, '2h ago · loss 0.46 · gpt-4o-mini');
    assert.equal(jobRow(inputs(ended)).description, '2h ago · gpt-4o-mini');
    const rewarded = { progress: { ...progress(100, 100, 0.71), isReward: true } };
    assert.equal(jobRow(inputs(ended, rewarded)).description, '2h ago · reward 0.71 · gpt-4o-mini');
    assert.equal(new Map(jobFacts(inputs(ended, rewarded))).get('Training reward'), '0.7100');
    const paused = jobRow(inputs({ status: 'paused' }, { progress: progress(42, 100, 1.3) }));
    assert.equal(paused.description, 'Paused · 42% · loss 1.30 · gpt-4o-mini');
  });

  it('says that it is paused once: not below that heading, and not twice to a screen reader', () => {
    const row = (status: string, grouping: 'status' | 'model') =>
      jobRow(
        inputs({ status }, { progress: progress(42, 100), arrangement: { grouping, sorting: 'newest' } }),
      );
    assert.equal(row('paused', 'status').description, '42% · gpt-4o-mini');
    assert.equal(row('cancelling', 'status').description, '42% · gpt-4o-mini');
    assert.equal(row('pausing', 'status').description, 'Pausing · 42% · gpt-4o-mini');
    assert.equal(row('paused', 'model').description, 'Paused · 42%');
    for (const grouping of ['status', 'model'] as const)
      assert.match(row('paused', grouping).accessibilityLabel, /^[^,]+, Paused, 42%/);
  });

  it('says every other status, of a failed job the reason first', () => {
    const error = { code: 'x', message: 'line 12: role is missing', param: null };
    const descriptions = [
      { status: 'queued' },
      { status: 'validating_files' },
      { status: 'pausing' },
      { status: 'failed', finished_at: now - 60, error },
      { status: 'cancelled', finished_at: now - 60 },
      { status: 'dreaming' },
    ].map((wire) => jobRow(inputs(wire)).description.replace(' · gpt-4o-mini', ''));
    assert.deepEqual(descriptions, [
      'queued for 10m',
      'validating for 10m',
      'Pausing',
      'Line 12: role is missing · 1m ago',
      '1m ago',
      'dreaming · 10m ago',
    ]);
  });

  it('says the first broken line of the data, not the words with which all such errors begin', () => {
    const message =
      'The job failed due to an invalid training file. Line 12: role is missing. Line 40: too long.';
    const error = { code: 'x', message, param: null };
    const { description } = jobRow(inputs({ status: 'failed', finished_at: now - 60, error }));
    assert.equal(description, 'Line 12: role is missing. · 1m ago · gpt-4o-mini');
  });

  it('says what is wrong where no line is named, and what there is where nothing else is said', () => {
    const reason = (message: string) => {
      const error = { code: 'x', message, param: null };
      return jobRow(inputs({ status: 'failed', error })).description.split(' · ')[0];
    };
    const opening = 'The job failed due to an invalid training file.';
    const wrong = "Example 100, message 2 Discriminator 'role' is missing in value";
    assert.equal(reason(`${opening} Invalid file format. ${wrong}`), wrong);
    assert.equal(reason(`${opening} Unexpected file format.`), 'Unexpected file format.');
    assert.equal(reason(opening), opening);
    const internal = 'The job failed due to an internal error.';
    assert.equal(reason(`${internal} Please try again.`), internal);
    assert.equal(
      reason(`${internal} Please try again later. If the problem persists, write to us.`),
      internal,
    );
    assert.equal(reason(`${opening} Unexpected file format. Please try again.`), 'Unexpected file format.');
    assert.equal(reason('Please try again.'), 'Please try again.');
  });

  it('leaves out the model that stands above it, and shows what it is sorted by', () => {
    const ended = { status: 'succeeded', finished_at: now - 60, trained_tokens: 1_200_000 };
    const described = (grouping: Grouping, sorting: Sorting) =>
      jobRow(inputs(ended, { arrangement: { grouping, sorting } })).description;
    assert.equal(described('model', 'newest'), '1m ago');
    assert.equal(described('status', 'tokens'), '1m ago · 1.2M tokens · gpt-4o-mini');
    assert.equal(described('none', 'name'), '1m ago · gpt-4o-mini');
    assert.equal(described('none', 'loss'), '1m ago · gpt-4o-mini');
    const byBest = (isValidation: boolean) => {
      const known = { ...progress(9, 9, 0.7), best: { value: 0.41234, isValidation } };
      const arrangement = { grouping: 'model', sorting: 'loss' };
      return jobRow(inputs(ended, { arrangement, progress: known })).description;
    };
    assert.equal(byBest(true), '1m ago · best validation loss 0.4123');
    assert.equal(byBest(false), '1m ago · best training loss 0.4123');
  });

  it('begins with a star where it has one, is called as the person calls it, and has their note', () => {
    const mark = { isStarred: true, isHidden: false, name: 'Best', note: 'seed 7' };
    const marked = inputs({ status: 'queued' }, {});
    const row = { ...marked, job: { ...marked.job, mark } };
    const { label, description, accessibilityLabel } = jobRow(row);
    assert.deepEqual([label, description], ['Best', '★ queued for 10m · gpt-4o-mini']);
    assert.equal(accessibilityLabel, 'Best, starred, queued for 10m, gpt-4o-mini');
    const facts = new Map(jobFacts(row));
    assert.deepEqual([facts.get('Note'), facts.get('Name at the provider')], ['seed 7', 'bot']);
  });

  it('offers what status and provider allow', () => {
    const contextOf = (wire: Record<string, unknown>, more = {}) => jobRow(inputs(wire, more)).context;
    const common = 'clone runElsewhere saveJobFile compare star rename editNote hide showJson refresh';
    assert.equal(contextOf({ status: 'running' }), `job cancel pause ${common}`);
    assert.equal(contextOf({ status: 'paused' }), `job cancel resume ${common}`);
    assert.equal(contextOf({ status: 'cancelling' }), `job ${common}`);
    assert.equal(
      contextOf({ status: 'succeeded', result_files: ['file-1'], fine_tuned_model: 'm' }),
      `job tryModel openResultFile saveResultFile downloadWeights copyModelName ${common}`,
    );
    const capabilities = { ...allCapabilities, cancel: 'no', pause: 'no' };
    assert.equal(contextOf({ status: 'running' }, { capabilities }), `job ${common}`);
  });

  it('speaks its status to screen readers', () => {
    const spoken = (arrangement?: Arrangement) =>
      jobRow(inputs({ status: 'queued' }, arrangement === undefined ? {} : { arrangement }))
        .accessibilityLabel;
    assert.equal(spoken(), 'bot, queued for 10m, gpt-4o-mini');
    assert.equal(spoken({ grouping: 'status', sorting: 'newest' }), 'bot, Queued, for 10m, gpt-4o-mini');
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
    const file = jobFacts(
      inputs({ training_file: 'file-1' }, { fileNames: new Map([['file-1', 'train.jsonl']]) }),
    );
    assert.ok(file.some(([name, value]) => name === 'Training file' && value === 'train.jsonl'));
    assert.ok(facts.some(([name, value]) => name === 'Took' && value === '8m 20s'));
  });
});
