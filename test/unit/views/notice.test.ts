import assert from 'node:assert/strict';
import { summarize } from '../../../src/jobs/summary';
import { Format } from '../../../src/shared/format';
import { noticeOf } from '../../../src/views/notice';
import { jobFromWire, progress } from '../../support/jobs';

const format = new Format('en');

const notice = (status: string, more: Record<string, unknown> = {}, loss?: number) => {
  const job = jobFromWire({ suffix: 'bot', status, created_at: 1_700_000_000, ...more });
  return noticeOf(summarize(job), loss === undefined ? undefined : progress(10, 10, loss), format);
};

describe('a notice', () => {
  const finished = { finished_at: 1_700_000_720 };

  it('says what came of a job, with its last loss and how long it took', () => {
    assert.deepEqual(notice('succeeded', finished, 0.4567), {
      text: 'bot succeeded · loss 0.46 · 12m',
      isError: false,
      flag: 'notifications.succeeded',
    });
  });

  it('leaves out what is not known', () => {
    assert.equal(notice('succeeded').text, 'bot succeeded');
    assert.equal(notice('succeeded', finished).text, 'bot succeeded · 12m');
    assert.equal(notice('failed').text, 'bot failed');
  });

  it('says why a job failed, and is an error then', () => {
    const error = { code: 'x', message: 'Line 3 is broken', param: null };
    const { text, isError, flag } = notice('failed', { ...finished, error }, 1.5);
    assert.equal(text, 'bot failed · loss 1.50 · 12m: Line 3 is broken');
    assert.deepEqual([isError, flag], [true, 'notifications.failed']);
  });

  it('has a setting of its own for what was cancelled and what was paused', () => {
    assert.deepEqual(
      [notice('cancelled', finished, 2), notice('paused', {}, 2)].map(({ text, flag }) => [text, flag]),
      [
        ['bot was cancelled · loss 2.00 · 12m', 'notifications.cancelled'],
        ['bot was paused · loss 2.00', 'notifications.paused'],
      ],
    );
  });
});
