import assert from 'node:assert/strict';
import { summarize } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { statusBarText } from '../../../src/views/statusBarText';
import { jobFromWire } from '../../support/jobs';

const format = new Format('en');

const active = (id: string, status: string, fraction?: number) => ({
  job: summarize(jobFromWire({ id, status })),
  progress: fraction === undefined ? undefined : { step: null, totalSteps: null, fraction },
});

describe('the status bar', () => {
  it('says nothing when nothing is active', () => {
    assert.equal(statusBarText([], format), null);
  });

  it('says how many run, how far they are on average, and how many wait', () => {
    const text = statusBarText(
      [active('a', 'running', 0.2), active('b', 'running', 0.64), active('c', 'queued')],
      format,
    );
    assert.equal(text?.icon, 'sync~spin');
    assert.equal(text.text, '2 running · 42% · 1 waiting');
    assert.equal(text.label, 'Fine-tuning jobs: 2 running, 42%, 1 waiting');
    assert.deepEqual(text.lines, ['a: Running · 20%', 'b: Running · 64%', 'c: Queued']);
  });

  it('names ten jobs, those that run first', () => {
    const waiting = Array.from({ length: 30 }, (_, at) => active(`w${at}`, 'queued'));
    const text = statusBarText([...waiting, active('a', 'running', 0.2)], format);
    assert.equal(text?.lines.length, 11);
    assert.equal(text.lines[0], 'a: Running · 20%');
    assert.equal(text.lines[10], 'and 21 more');
  });

  it('does not spin while jobs only wait', () => {
    const text = statusBarText([active('a', 'queued')], format);
    assert.deepEqual([text?.icon, text?.text], ['clock', '1 waiting']);
  });
});
