import assert from 'node:assert/strict';
import { Emitter } from '../../../src/jobs/emitter';

describe('Emitter', () => {
  it('calls everybody who listens, until they no longer do', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const first = emitter.event((value) => heard.push(value));
    emitter.event((value) => heard.push(-value));
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, [1, -1, -2]);
  });

  it('is not stopped by a listener that throws: its error surfaces by itself', async () => {
    const emitter = new Emitter<void>();
    let heard = 0;
    emitter.event(() => {
      throw new Error('a bug in a view');
    });
    emitter.event(() => heard++);
    const uncaught = await nextUncaught(() => {
      emitter.fire();
    });
    assert.equal(heard, 1);
    assert.match(String(uncaught), /a bug in a view/);
  });
});

/** What `act` leaves for the process to complain about; the test runner does not see it. */
async function nextUncaught(act: () => void): Promise<unknown> {
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  try {
    return await new Promise((resolve) => {
      process.once('uncaughtException', resolve);
      act();
    });
  } finally {
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
}
