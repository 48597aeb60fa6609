import assert from 'node:assert/strict';
import { JobMarks } from '../../../src/jobs/jobMarks';
import { JobStore } from '../../../src/jobs/store';
import { jobName, providerName } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { jobFromWire } from '../../support/jobs';
import { TestMemory } from '../../support/testMemory';

const plain = { isStarred: false, isHidden: false, name: null, note: null };
const format = new Format('en');

describe('the marks of jobs', () => {
  let memory: TestMemory;
  let marks: JobMarks;

  beforeEach(() => {
    memory = new TestMemory();
    marks = new JobMarks(memory);
  });

  it('are kept for the next window', async () => {
    await marks.change(['a/1', 'a/2'], { isStarred: true });
    await marks.change(['a/1'], { name: ' Best one ', note: 'seed 7' });
    const next = new JobMarks(memory);
    assert.deepEqual(next.of('a/1'), { ...plain, isStarred: true, name: 'Best one', note: 'seed 7' });
    assert.deepEqual(next.of('a/2'), { ...plain, isStarred: true });
    assert.equal(next.of('a/3'), null);
  });

  it('of nothing are not kept', async () => {
    await marks.change(['a/1'], { isHidden: true, name: 'x' });
    await marks.change(['a/1'], { isHidden: false, name: '  ' });
    assert.equal(marks.of('a/1'), null);
    assert.deepEqual(memory.get('jobMarks'), []);
  });

  it('go with the job', async () => {
    await marks.change(['a/1', 'a/2'], { note: 'x' });
    await marks.forget(['a/1', 'a/9']);
    assert.deepEqual([marks.of('a/1'), marks.of('a/2')?.note], [null, 'x']);
    await marks.forget(['a/3']);
    assert.equal(memory.updates, 2); // nothing to forget, nothing written
  });

  it('report which jobs changed, also those that another window has changed', async () => {
    const reported: (readonly string[])[] = [];
    marks.onDidChange((jobs) => reported.push(jobs));
    await marks.change(['a/1'], { isStarred: true });
    await marks.change(['a/1'], { isStarred: true });
    await new JobMarks(memory).change(['a/2'], { isHidden: true });
    assert.equal(marks.of('a/2')?.isHidden, true);
    marks.report();
    marks.report();
    assert.deepEqual(reported, [['a/1'], ['a/2']]);
  });

  it('are those of at most 5,000 jobs: the oldest without a star are forgotten', async () => {
    const keys = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => `a/${String(from + at)}`);
    await marks.change(keys(0, 2), { isStarred: true });
    await marks.change(keys(2, 5_001), { isHidden: true });
    assert.equal([...marks.all].length, 5_000);
    assert.deepEqual(
      [marks.of('a/0')?.isStarred, marks.of('a/2'), marks.of('a/3')?.isHidden],
      [true, null, true],
    );
    await marks.change(keys(6_000, 11_001), { isStarred: true });
    assert.equal([...marks.all].length, 5_000);
    assert.deepEqual(
      [marks.of('a/0'), marks.of('a/6000'), marks.of('a/6001')?.isStarred],
      [null, null, true],
    );
  });

  it('are short', async () => {
    await marks.change(['a/1'], { name: 'n'.repeat(500), note: 'x'.repeat(5_000) });
    assert.deepEqual([marks.of('a/1')?.name?.length, marks.of('a/1')?.note?.length], [100, 1_000]);
    await marks.change([`a/${'1'.repeat(3_000)}`], { isStarred: true });
    assert.equal([...marks.all].length, 1);
  });

  for (const raw of ['x', { a: 1 }, [null, { job: 'a/1' }, { job: 'a/1', ...plain, note: 7 }]])
    it(`survive ${JSON.stringify(raw)} in their place`, async () => {
      memory = new TestMemory({
        jobMarks: Array.isArray(raw)
          ? [...(raw as unknown[]), { job: 'a/2', ...plain, isStarred: true }]
          : raw,
      });
      marks = new JobMarks(memory);
      assert.equal(marks.of('a/1'), null);
      assert.equal(marks.of('a/2')?.isStarred, Array.isArray(raw) ? true : undefined);
      await marks.change(['a/1'], { isHidden: true });
      assert.equal(new JobMarks(memory).of('a/1')?.isHidden, true);
    });

  it('are part of what is known of a job: its name everywhere', async () => {
    const store = new JobStore((id) => marks.of(`a/${id}`));
    store.apply([jobFromWire({ id: '1', user_provided_suffix: 'bot' })]);
    const name = () => jobName(store.get('1') ?? assert.fail('the job is gone'), format);
    const providerNameNow = () => providerName(store.get('1') ?? assert.fail('the job is gone'), format);
    const changes: unknown[] = [];
    store.onDidChange((change) => changes.push(change));
    assert.equal(name(), 'bot');
    assert.equal(providerNameNow(), null);
    await marks.change(['a/1'], { name: 'The good one' });
    store.remark(['1', 'unknown']);
    assert.equal(name(), 'The good one');
    assert.equal(providerNameNow(), 'bot');
    assert.deepEqual(changes, [{ changed: ['1'], isStructural: true }]);
    store.apply([jobFromWire({ id: '1', user_provided_suffix: 'bot', status: 'succeeded' })]);
    assert.equal(name(), 'The good one');
  });
});
