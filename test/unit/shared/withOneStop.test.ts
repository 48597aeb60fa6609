import assert from 'node:assert/strict';
import { Format } from '../../../src/shared/format';
import { stallSentence } from '../../../src/shared/stallText';
import { withOneStop } from '../../../src/shared/withOneStop';
import { staleText } from '../../../src/views/staleText';

const german = new Format('de');
const durations = [1, 60, 3_600, 86_400, 3e8].map((seconds) => seconds * 18);

describe('the full stop of a sentence', () => {
  it('is the one of an abbreviation at its end', () => {
    assert.equal(withOneStop('In 2 Std.. Danach in 3 Min..'), 'In 2 Std. Danach in 3 Min.');
  });

  it('leaves an ellipsis and a path as they are', () => {
    for (const text of ['Loading... ', 'Wait...', 'In ../data.jsonl', 'One. Two.'])
      assert.equal(withOneStop(text), text);
  });

  it('stands once after any duration and any age', () => {
    for (const seconds of durations) {
      const stall = stallSentence('bot', { state: 'queued', seconds }, german);
      const source = { fetchedAt: 1e12 - seconds * 1000, retryAt: 1e12 + 60_000 };
      const stale = staleText(source, 'Offline', 1e9, german);
      for (const text of [stall, stale]) assert.doesNotMatch(text, /\.\.|[^.]$/);
    }
  });
});
