import assert from 'node:assert/strict';
import { EndingMemory } from '../../../src/jobs/endingMemory';
import { TestMemory } from '../../support/testMemory';

describe('the memory of endings', () => {
  let stored: TestMemory;
  let memory: EndingMemory;

  beforeEach(() => {
    stored = new TestMemory();
    memory = new EndingMemory(stored);
  });

  it('has jobs reported that were seen active, in this window or before it was opened', async () => {
    assert.equal(memory.wasActive('a/1', { previousStatus: 'running' }), true);
    assert.equal(memory.wasActive('a/1', { previousStatus: null }), false);
    await memory.rememberActive('a', ['a/1']);
    assert.equal(new EndingMemory(stored).wasActive('a/1', { previousStatus: null }), true);
    assert.equal(new EndingMemory(stored).wasActive('a/long-ago', { previousStatus: null }), false);
  });

  it('has an end reported once, also by several windows and after a reload', async () => {
    assert.equal(await memory.claim('end', 'a/1'), true);
    assert.equal(await memory.claim('end', 'a/1'), false);
    assert.equal(await new EndingMemory(stored).claim('end', 'a/1'), false);
  });

  it('keeps the accounts apart, also where one name begins like another', async () => {
    await memory.rememberActive('a', ['a/1', 'a/2']);
    await memory.rememberActive('ab', ['ab/1']);
    await memory.rememberActive('a', []);
    assert.equal(memory.hasActive('a'), false);
    assert.equal(memory.hasActive('ab'), true);
  });

  it('writes only what changed, and not without end', async () => {
    await memory.rememberActive('a', ['a/1']);
    await memory.rememberActive('a', ['a/1']);
    assert.equal(stored.updates, 1);
    for (let job = 0; job < 600; job++) await memory.claim('end', `a/${String(job)}`);
    assert.equal((stored.get('reportedEndings') as unknown[]).length, 500);
    assert.equal(await memory.claim('end', 'a/599'), false);
  });

  it('survives what somebody else left in its place', async () => {
    const left = new TestMemory({ activeJobs: 'no list', reportedEndings: [1] });
    const strange = new EndingMemory(left);
    assert.equal(strange.hasActive('a'), false);
    assert.equal(await strange.claim('end', 'a/1'), true);
    assert.deepEqual(left.get('reportedEndings'), ['a/1']);
  });

  it('knows which jobs were cancelled here, until the cancelling fails', async () => {
    await memory.rememberOwn('cancel', 'a/1');
    await memory.rememberOwn('cancel', 'a/2');
    assert.equal(memory.isOwn('cancel', 'a/1'), true);
    assert.equal(memory.isOwn('cancel', 'a/3'), false);
    await memory.forgetOwn('cancel', 'a/1');
    assert.equal(memory.isOwn('cancel', 'a/1'), false);
    assert.equal(new EndingMemory(stored).isOwn('cancel', 'a/2'), true);
  });

  it('notes each cancelled job once', async () => {
    await memory.rememberOwn('cancel', 'a/1');
    await memory.rememberOwn('cancel', 'a/1');
    assert.equal(stored.updates, 1);
  });

  it('forgets the oldest of more than 500 cancelled and active jobs', async () => {
    const keys = Array.from({ length: 501 }, (_, job) => `a/${String(job)}`);
    for (const key of keys) await memory.rememberOwn('cancel', key);
    await memory.rememberActive('a', keys);
    assert.equal(memory.isOwn('cancel', 'a/0'), false);
    assert.equal(memory.isOwn('cancel', 'a/1'), true);
    assert.equal(memory.wasActive('a/0', { previousStatus: null }), false);
    assert.equal(memory.wasActive('a/1', { previousStatus: null }), true);
  });

  it('has a pause reported once, and again after the job has run', async () => {
    assert.equal(await memory.claim('pause', 'a/1'), true);
    assert.equal(await new EndingMemory(stored).claim('pause', 'a/1'), false);
    await memory.rememberActive('a', ['a/2']);
    assert.equal(await memory.claim('pause', 'a/1'), false);
    await memory.rememberActive('a', ['a/1']);
    assert.equal(await memory.claim('pause', 'a/1'), true);
    assert.equal(await memory.claim('end', 'a/1'), true);
  });

  it('tells what was paused here from what was cancelled here', async () => {
    await memory.rememberOwn('pause', 'a/1');
    assert.deepEqual([memory.isOwn('pause', 'a/1'), memory.isOwn('cancel', 'a/1')], [true, false]);
    await memory.forgetOwn('cancel', 'a/1');
    assert.equal(new EndingMemory(stored).isOwn('pause', 'a/1'), true);
  });

  it('reads what a window before an update has left', async () => {
    const left = { activeJobs: ['a/1'], reportedEndings: ['a/2'], cancelledJobs: ['a/3'] };
    const next = new EndingMemory(new TestMemory(left));
    assert.equal(next.hasActive('a'), true);
    assert.equal(await next.claim('end', 'a/2'), false);
    assert.equal(next.isOwn('cancel', 'a/3'), true);
  });
});
