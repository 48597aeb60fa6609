import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { FineTuningEvent, nameOfEvent } from '../../../../src/api/wire/event';

describe('FineTuningEvent', () => {
  it('is a message of level info unless it says otherwise', () => {
    assert.deepEqual(z.parse(FineTuningEvent, {}), {
      ...{ id: null, createdAt: null, level: 'info', message: '', type: 'message', data: null },
    });
  });

  it('is an error also where it is called fatal or critical', () => {
    for (const level of ['error', 'Fatal', 'CRITICAL'])
      assert.equal(z.parse(FineTuningEvent, { level }).level, 'error');
  });

  it('is an object', () => assert.equal(z.safeParse(FineTuningEvent, 'text').success, false));
});

describe('nameOfEvent', () => {
  const event = z.parse(FineTuningEvent, { id: 'ftevent-1', created_at: 7, message: 'Started' });

  it('is the id, else time and message', () => {
    assert.equal(nameOfEvent(event), 'ftevent-1');
    assert.equal(nameOfEvent({ ...event, id: null }), '7 Started');
    assert.equal(nameOfEvent({ ...event, id: null, createdAt: null }), 'null Started');
  });
});

describe('an event', () => {
  it('is read whole', () => {
    const event = FineTuningEvent.parse({
      object: 'fine_tuning.job.event',
      id: 'ftevent-1',
      created_at: 1_721_764_800,
      level: 'info',
      message: 'Step 10/90: training loss=1.25',
      type: 'metrics',
      data: { step: 10, total_steps: 90, train_loss: 1.25 },
    });
    assert.deepEqual(event, {
      id: 'ftevent-1',
      createdAt: 1_721_764_800,
      level: 'info',
      message: 'Step 10/90: training loss=1.25',
      type: 'metrics',
      data: { step: 10, total_steps: 90, train_loss: 1.25 },
    });
  });

  const levels: [unknown, string][] = [
    ['info', 'info'],
    ['warn', 'warn'],
    ['warning', 'warn'],
    ['error', 'error'],
    ['ERROR', 'error'],
    ['legacy_info', 'info'],
    ['legacy_iwarning', 'warn'],
    ['legacy_ierror', 'error'],
    [null, 'info'],
    ['shout', 'info'],
  ];
  for (const [level, expected] of levels) {
    it(`of level ${String(level)} is ${expected}`, () => {
      assert.equal(FineTuningEvent.parse({ level }).level, expected);
    });
  }
});
