import assert from 'node:assert/strict';
import { summarize } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { statusBarText } from '../../../src/views/statusBarText';
import { jobFromWire, progress } from '../../support/jobs';

const format = new Format('en');
const now = 1_700_000_600;

const active = (id: string, status: string, fraction?: number, loss?: number) => ({
  job: summarize(jobFromWire({ suffix: id, status })),
  progress: fraction === undefined ? undefined : { ...progress(null, null, loss), fraction },
});

describe('the status bar', () => {
  it('says nothing when nothing is active', () => {
    assert.equal(statusBarText([], now, format), null);
  });

  it('says how many run, how far they are on average, and how many wait', () => {
    const text = statusBarText(
      [active('a', 'running', 0.2), active('b', 'running', 0.64), active('c', 'queued')],
      now,
      format,
    );
    assert.equal(text?.icon, 'sync~spin');
    assert.equal(text.text, '2 running · 42% · 1 waiting');
    assert.equal(text.label, 'Fine-tuning jobs: 2 running, 42%, 1 waiting');
    assert.deepEqual(text.lines, [
      '42% is the mean of 2 running jobs',
      'a: Running · 20%',
      'b: Running · 64%',
      'c: Queued',
    ]);
  });

  it('says of each job how far it is, its loss and the time left', () => {
    const ending = active('a', 'running', 0.2, 1.3249);
    const job = {
      ...ending.job,
      reportedProgress: { fraction: null, finishAt: now + 200, queuePosition: null },
    };
    const text = statusBarText(
      [
        { ...ending, job },
        { ...active('b', 'running'), progress: progress(12) },
        { ...active('c', 'running'), progress: progress(1200, 4000, 2) },
      ],
      now,
      format,
    );
    assert.deepEqual(text?.lines.slice(1), [
      'a: Running · 20% · 3m left · loss 1.32',
      'b: Running · step 12',
      'c: Running · step 1,200 of 4,000 · 30% · loss 2.00',
    ]);
  });

  it('counts no job as waiting that is about to stop', () => {
    const text = statusBarText(
      [active('a', 'cancelling'), active('b', 'queued'), active('c', 'pausing'), active('d', 'validating')],
      now,
      format,
    );
    assert.equal(text?.text, '2 waiting · 1 cancelling · 1 pausing');
    assert.equal(statusBarText([active('a', 'cancelling')], now, format)?.text, '1 cancelling');
    assert.equal(statusBarText([active('a', 'JOB_STATE_DELETING')], now, format)?.text, '1 deleting');
  });

  it('names ten jobs, those that run first', () => {
    const waiting = Array.from({ length: 30 }, (_, at) => active(`w${at}`, 'queued'));
    const text = statusBarText([...waiting, active('a', 'running', 0.2)], now, format);
    assert.equal(text?.lines.length, 11);
    assert.equal(text.lines[0], 'a: Running · 20%');
    assert.equal(text.lines[10], 'and 21 more');
  });

  it('does not spin while jobs only wait', () => {
    const text = statusBarText([active('a', 'queued')], now, format);
    assert.deepEqual([text?.icon, text?.text], ['clock', '1 waiting']);
  });
});
