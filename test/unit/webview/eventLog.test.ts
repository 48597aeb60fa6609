import assert from 'node:assert/strict';
import { EventLog } from '../../../src/webview/state/eventLog';
import { event } from '../../support/snapshots';

describe('EventLog', () => {
  const page = (mode: 'reset' | 'newer' | 'older', numbers: readonly number[], hasOlder = false) => ({
    type: 'events' as const,
    job: 'a/b',
    mode,
    events: numbers.map((number) => event(number, `event ${number}`)),
    hasOlder,
  });
  const messages = (log: EventLog) => log.oldestFirst.map(({ message }) => message.slice(6)).join(' ');

  it('puts newer and older pages at its ends, each event once', () => {
    const log = new EventLog();
    log.apply(page('reset', [12, 11, 10], true));
    log.apply(page('newer', [14, 13, 12]));
    log.isLoadingOlder = true;
    log.apply(page('older', [10, 9, 8]));
    assert.equal(messages(log), '8 9 10 11 12 13 14');
    assert.equal(log.hasOlder, false);
    assert.equal(log.isLoadingOlder, false);
  });

  it('keeps the numbers of events when older ones come', () => {
    const log = new EventLog();
    log.apply(page('reset', [11, 10], true));
    const before = log.at(log.firstNumber);
    const number = log.firstNumber;
    log.apply(page('older', [9, 8]));
    assert.equal(log.at(number), before);
    assert.equal(log.firstNumber, number - 2);
  });

  it('starts again at a reset, and takes events without an id', () => {
    const log = new EventLog();
    log.apply(page('reset', [1]));
    log.apply({
      ...page('reset', []),
      events: [event(3, 'event c', { id: null }), event(2, 'event b', { id: null })],
    });
    assert.equal(messages(log), 'b c');
  });

  it('keeps the numbers of the events that a reset brings again', () => {
    const log = new EventLog();
    log.apply(page('reset', [11, 10], true));
    log.apply(page('older', [9, 8], true));
    const number = log.firstNumber + 2;
    assert.equal(log.at(number)?.message, 'event 10');
    log.apply(page('reset', [12, 11, 10, 9], true));
    assert.equal(log.at(number)?.message, 'event 10');
    assert.equal(messages(log), '9 10 11 12');
  });
});
