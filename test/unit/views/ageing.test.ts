import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Emitter } from '../../../src/jobs/emitter';
import { keepAgesTrue } from '../../../src/views/ageing';
import { TestClock } from '../../support/testClock';

const minute = 60_000;

describe('ages of rows', () => {
  const clock = new TestClock();
  const shown = new Emitter<void>();
  const view = { visible: true, onDidChangeVisibility: shown.event };
  let readings = 0;

  const show = (visible: boolean) => {
    view.visible = visible;
    shown.fire();
  };
  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await turn();
  };

  it('are read again each minute while their view is visible, and at once when it is shown again', async () => {
    const ages = keepAgesTrue(view, clock, () => {
      readings++;
    });
    await pass(minute);
    await pass(minute);
    assert.equal(readings, 2);

    show(false);
    await pass(10 * minute);
    assert.equal(readings, 2, 'nobody looks');

    show(true);
    assert.equal(readings, 3);
    await pass(minute);
    assert.equal(readings, 4);

    ages.dispose();
    await pass(minute);
    show(true);
    assert.equal(readings, 4);
    assert.equal(clock.sleeping, 0);
  });
});
