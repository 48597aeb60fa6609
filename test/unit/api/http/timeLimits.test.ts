import assert from 'node:assert/strict';
import { type Limits, TimeLimits } from '../../../../src/api/http/timeLimits';
import { TestClock } from '../../../support/testClock';

describe('TimeLimits', () => {
  let clock: TestClock;
  let exceeded: string[];

  const limits = (given: Limits) => {
    const made = new TimeLimits(clock, given, (limit, milliseconds) => {
      exceeded.push(`${limit} ${String(milliseconds)} at ${String(clock.now())}`);
    });
    made.start();
    return made;
  };

  beforeEach(() => {
    clock = new TestClock(0);
    exceeded = [];
  });

  it('report once that nothing was heard', () => {
    limits({ idle: 100, whole: null });
    clock.advance(99);
    assert.deepEqual(exceeded, []);
    clock.advance(1);
    clock.advance(500);
    assert.deepEqual(exceeded, ['idle 100 at 100']);
    assert.equal(clock.sleeping, 0);
  });

  it('count from the last sign of life', () => {
    const made = limits({ idle: 100, whole: null });
    clock.advance(60);
    made.heard();
    clock.advance(99);
    assert.deepEqual(exceeded, []);
    clock.advance(1);
    assert.deepEqual(exceeded, ['idle 100 at 160']);
  });

  it('report the whole, however lively the server is', () => {
    const made = limits({ idle: 100, whole: 150 });
    clock.advance(90);
    made.heard();
    clock.advance(59);
    assert.deepEqual(exceeded, []);
    clock.advance(1);
    assert.deepEqual(exceeded, ['whole 150 at 150']);
  });

  it('report the whole where both are passed', () => {
    limits({ idle: 100, whole: 100 });
    clock.advance(100);
    assert.deepEqual(exceeded, ['whole 100 at 100']);
  });

  it('use one timer, however often they are started', () => {
    const made = limits({ idle: 100, whole: null });
    made.start();
    made.heard();
    assert.equal(clock.sleeping, 1);
  });

  it('stop, and wait again for a sign of life, but end at the same whole', () => {
    const made = limits({ idle: 100, whole: 250 });
    clock.advance(90);
    made.stop();
    assert.equal(clock.sleeping, 0);
    clock.advance(60);
    made.start();
    clock.advance(99);
    assert.deepEqual(exceeded, []);
    clock.advance(1);
    assert.deepEqual(exceeded, ['whole 250 at 250']);
  });

  it('watch again after they were passed', () => {
    const made = limits({ idle: 100, whole: null });
    clock.advance(100);
    made.start();
    clock.advance(100);
    assert.deepEqual(exceeded, ['idle 100 at 100', 'idle 100 at 200']);
  });

  it('bound the rest where the whole had no limit', () => {
    const made = limits({ idle: 100, whole: null });
    clock.advance(50);
    made.limitRest(70);
    made.heard();
    clock.advance(69);
    assert.deepEqual(exceeded, []);
    clock.advance(1);
    assert.deepEqual(exceeded, ['whole 70 at 120']);
  });

  it('never stretch the whole by bounding the rest', () => {
    const made = limits({ idle: 1_000, whole: 100 });
    made.limitRest(500);
    clock.advance(1_000);
    assert.deepEqual(exceeded, ['whole 100 at 1000']);
  });
});
