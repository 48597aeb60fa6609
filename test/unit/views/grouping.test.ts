import assert from 'node:assert/strict';
import { summarize } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { type Grouping, groupsOf, type GroupWords, type Sorting } from '../../../src/views/grouping';
import { jobFromWire, progress } from '../../support/jobs';

const job = (id: string, wire: Record<string, unknown> = {}) => summarize(jobFromWire({ id, ...wire }));
const noon = (day: number) => new Date(2026, 10, day, 12).getTime() / 1000;
const words: GroupWords = {
  ...{ format: new Format('en'), now: noon(26), hasOlder: false, fileNames: new Map() },
  progressOf: () => undefined,
};
const by = (grouping: Grouping, sorting: Sorting = 'newest') => ({ grouping, sorting });
const many = (count: number, wire: Record<string, unknown>) =>
  Array.from({ length: count }, (_, at) => job(`${String(wire['status'])}-${String(at)}`, wire));

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
      by('status'),
      words,
    );
    assert.deepEqual(
      groups.map(({ label, jobs, isOpenAtFirst }) => [label, jobs.map(({ id }) => id).join(), isOpenAtFirst]),
      [
        ['Running', 'running', true],
        ['Queued', 'queued', true],
        ['Validating files', 'validating_files', true],
        ['Pausing/Paused', 'pausing', true],
        ['Cancelling', 'cancelling', true],
        ['Succeeded', 'succeeded', true],
        ['Failed', 'failed', true],
        ['Cancelled', 'cancelled', true],
        ['Other', 'dreaming', true],
      ],
    );
    assert.deepEqual(groupsOf([], by('status'), words), []);
  });

  it('opens at first what is going on, what failed, and groups of up to five', () => {
    const jobs = [
      ...many(6, { status: 'running', model: 'a' }),
      ...many(6, { status: 'failed', model: 'b' }),
      ...many(6, { status: 'succeeded', model: 'b' }),
      ...many(5, { status: 'cancelled', model: 'c' }),
    ];
    const open = (grouping: Grouping) =>
      groupsOf(jobs, by(grouping), words)
        .filter(({ isOpenAtFirst }) => isOpenAtFirst)
        .map(({ label }) => label);
    assert.deepEqual(open('status'), ['Running', 'Failed', 'Cancelled']);
    assert.deepEqual(open('model'), ['a', 'c']);
    assert.deepEqual(open('none'), ['All jobs']);
  });

  it('opens at first the newest day, and the only group, but that of a status', () => {
    const jobs = [
      ...many(6, { status: 'succeeded', model: 'a', created_at: noon(26) }),
      ...many(6, { status: 'succeeded', model: 'a', created_at: noon(25) }),
    ];
    const open = (grouping: Grouping) =>
      groupsOf(jobs, by(grouping), words).map(({ isOpenAtFirst }) => isOpenAtFirst);
    assert.deepEqual(
      [open('day'), open('model'), open('none'), open('status')],
      [[true, false], [true], [true], [false]],
    );
  });

  it('groups by model, file and day instead', () => {
    const jobs = [
      job('a', { model: 'm2', training_file: 'f1', created_at: noon(26) }),
      job('b', { model: 'm1', training_file: 'f1', created_at: noon(25) }),
      job('c', { created_at: noon(25) }),
      job('d', { model: 'm1', training_file: 'f2', created_at: noon(12) }),
    ];
    const labels = (grouping: Grouping, more: Partial<GroupWords> = {}) =>
      groupsOf(jobs, by(grouping), { ...words, ...more }).map(
        ({ label, jobs: own }) => `${label}: ${own.map(({ id }) => id).join()}`,
      );
    assert.deepEqual(labels('model'), ['m1: b,d', 'm2: a', 'No base model: c']);
    assert.deepEqual(labels('trainingFile', { fileNames: new Map([['f1', 'train.jsonl']]) }), [
      'train.jsonl: a,b',
      'f2: d',
      'No training file: c',
    ]);
    assert.deepEqual(labels('day'), ['Today: a', 'Yesterday: b,c', 'Thu, Nov 12, 2026: d']);
    assert.deepEqual(labels('day', { now: noon(27) })[0], 'Yesterday: a');
    assert.deepEqual(labels('none'), ['All jobs: a,b,c,d']);
  });

  it('says of which groups there may be more to load', () => {
    const jobs = [
      job('a', { status: 'running', created_at: noon(26) }),
      job('b', { status: 'succeeded', created_at: noon(25) }),
      job('c', { status: 'failed', created_at: noon(25) }),
    ];
    const growing = (grouping: Grouping, hasOlder = true) =>
      groupsOf(jobs, by(grouping), { ...words, hasOlder })
        .filter(({ mayGrow }) => mayGrow)
        .map(({ label }) => label);
    assert.deepEqual(growing('status'), ['Succeeded', 'Failed']);
    assert.deepEqual(growing('day'), ['Yesterday']);
    assert.deepEqual(growing('none'), ['All jobs']);
    assert.deepEqual(growing('none', false), []);
  });

  it('sorts by the best loss that is known, of the validation first, jobs without one last and as they were', () => {
    const bests = new Map([
      ['a', { value: 0.9, isValidation: true }],
      ['c', { value: 0.4, isValidation: false }],
      ['e', { value: 0.8, isValidation: true }],
    ]);
    const progressOf = (id: string) => ({ ...progress(1), best: bests.get(id) ?? null });
    const jobs = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => job(id));
    const [group] = groupsOf(jobs, by('none', 'loss'), { ...words, progressOf });
    assert.equal(group?.jobs.map(({ id }) => id).join(''), 'eacbdf');
  });

  it('puts starred jobs first in their group, however it is sorted', () => {
    const starred = { isStarred: true, isHidden: false, name: null, note: null };
    const jobs = ['d', 'a', 'c', 'b'].map((id) =>
      summarize(jobFromWire({ id, suffix: id }), id > 'b' ? starred : null),
    );
    const order = (sorting: Sorting) =>
      groupsOf(jobs, by('none', sorting), words)[0]?.jobs.map(({ id }) => id);
    assert.deepEqual(order('newest'), ['d', 'c', 'a', 'b']);
    assert.deepEqual(order('name'), ['c', 'd', 'a', 'b']);
  });

  it('sorts inside the groups', () => {
    const jobs = [
      job('b', { suffix: 'b', trained_tokens: 1 }),
      job('c', { suffix: 'c' }),
      job('a', { suffix: 'a', trained_tokens: 5 }),
    ];
    const order = (sorting: Sorting) =>
      groupsOf(jobs, by('none', sorting), words)[0]
        ?.jobs.map(({ id }) => id)
        .join('');
    assert.deepEqual(
      [order('newest'), order('oldest'), order('name'), order('tokens')],
      ['bca', 'acb', 'abc', 'abc'],
    );
  });
});
