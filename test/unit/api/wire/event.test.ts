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
