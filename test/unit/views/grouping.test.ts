import assert from 'node:assert/strict';
import { summarize } from '../../../src/jobs/summary';
import { groupsOf, matchesFilter } from '../../../src/views/grouping';
import { jobFromWire } from '../../support/jobs';

const job = (id: string, wire: Record<string, unknown> = {}) => summarize(jobFromWire({ id, ...wire }));
const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

describe('grouping jobs', () => {
  it('has the groups in the order of the tree, only those with jobs, every status in one', () => {
    const statuses = [
      'cancelled',
      'failed',
      'dreaming',
      'succeeded',
      'pausing',
      'cancelling',
      'queued',
      'running',
      'validating_files',
    ];
    const groups = groupsOf(
      statuses.map((status) => job(status, { status })),
      'status',
      'newest',
      day,
    );
    assert.deepEqual(
      groups.map(({ label, jobs, isOpenAtFirst }) => [label, jobs.map(({ id }) => id).join(), isOpenAtFirst]),
      [
        ['Running', 'running', true],
        ['Queued', 'queued', true],
        ['Validating files', 'validating_files', true],
        ['Pausing/Paused', 'pausing', true],
        ['Cancelling', 'cancelling', true],
        ['Succeeded', 'succeeded', false],
        ['Failed', 'failed', true],
        ['Cancelled', 'cancelled', false],
        ['Other', 'dreaming', false],
      ],
    );
    assert.deepEqual(groupsOf([], 'status', 'newest', day), []);
  });

  it('groups by model, file and day instead', () => {
    const jobs = [
      job('a', { model: 'm2', training_file: 'f1', created_at: 1_700_086_400 }),
      job('b', { model: 'm1', training_file: 'f1', created_at: 1_700_000_000 }),
      job('c', { created_at: 1_700_000_000 }),
    ];
    const labels = (by: 'model' | 'trainingFile' | 'day' | 'none') =>
      groupsOf(jobs, by, 'newest', day).map(
        ({ label, jobs: own }) => `${label}: ${own.map(({ id }) => id).join()}`,
      );
    assert.deepEqual(labels('model'), ['m1: b', 'm2: a', 'No base model: c']);
    assert.deepEqual(labels('trainingFile'), ['f1: a,b', 'No training file: c']);
    assert.deepEqual(labels('day'), ['2023-11-15: a', '2023-11-14: b,c']);
    assert.deepEqual(labels('none'), ['All jobs: a,b,c']);
  });

  it('sorts inside the groups', () => {
    const jobs = [job('b', { trained_tokens: 1 }), job('c'), job('a', { trained_tokens: 5 })];
    const order = (sorting: 'newest' | 'oldest' | 'name' | 'tokens') =>
      groupsOf(jobs, 'none', sorting, day)[0]
        ?.jobs.map(({ id }) => id)
        .join('');
    assert.deepEqual(
      [order('newest'), order('oldest'), order('name'), order('tokens')],
      ['bca', 'acb', 'abc', 'abc'],
    );
  });

  it('filters by every word, in any of the fields, whatever the case', () => {
    const bot = job('ftjob-9', {
      user_provided_suffix: 'Support-Bot',
      model: 'gpt-4o-mini',
      status: 'failed',
    });
    assert.equal(matchesFilter(bot, 'support MINI'), true);
    assert.equal(matchesFilter(bot, 'failed ftjob-9'), true);
    assert.equal(matchesFilter(bot, 'support maxi'), false);
    assert.equal(matchesFilter(bot, '  '), true);
  });
});
