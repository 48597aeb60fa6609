import assert from 'node:assert/strict';
import { jobKey, parseJobKey, sourceId } from '../../../src/jobs/jobKey';

describe('jobKey', () => {
  it('is taken apart into what it was made of, whatever the names', () => {
    for (const name of ['OpenAI', 'a/b', 'My server: 1%', '', '/'])
      for (const jobId of ['ftjob-1', 'accounts/a/jobs/b', '']) {
        const id = sourceId(name);
        assert.deepEqual(parseJobKey(jobKey({ id }, jobId)), { sourceId: id, jobId });
      }
  });

  it('names the source before the job', () => {
    assert.equal(jobKey({ id: sourceId('My server') }, 'a/b'), 'My%20server/a/b');
  });
});
