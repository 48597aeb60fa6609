import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { abortable, endable } from '../../../src/api/abortable';

const forever = new Promise<never>(() => undefined);

describe('abortable', () => {
  it('is what the work comes to', async () => {
    const { signal } = new AbortController();
    assert.equal(await abortable(Promise.resolve(1), undefined), 1);
    assert.equal(await abortable(Promise.resolve(1), signal), 1);
    await assert.rejects(abortable(Promise.reject(new Error('broken')), signal), /broken/);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('waits no longer than the signal lets it', async () => {
    const controller = new AbortController();
    const waiting = abortable(forever, controller.signal);
    controller.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    await assert.rejects(abortable(forever, controller.signal), /enough/);
  });
});

describe('endable', () => {
  it('ends the work on abort, also where that was before', async () => {
    for (const isBefore of [true, false]) {
      const controller = new AbortController();
      if (isBefore) controller.abort();
      let end: () => void = () => undefined;
      const work = new Promise<string>((resolve) => {
        end = () => {
          resolve('ended');
        };
      });
      const waiting = endable(work, controller.signal, end);
      controller.abort();
      assert.equal(await waiting, 'ended');
    }
  });

  it('leaves alone what comes to an end by itself', async () => {
    const { signal } = new AbortController();
    const fail = () => assert.fail('was ended');
    assert.equal(await endable(Promise.resolve(1), undefined, fail), 1);
    assert.equal(await endable(Promise.resolve(1), signal, fail), 1);
    await assert.rejects(endable(Promise.reject(new Error('broken')), signal, fail), /broken/);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
});
