import assert from 'node:assert/strict';
import { EndingMemory } from '../../src/jobs/endingMemory';
import { stalledJobs } from '../../src/views/stalledJobs';
import { jobFromWire } from '../support/jobs';
import { TestMemory } from '../support/testMemory';
import { extension, saveConnections } from './extension';

const now = 1_800_000_000;

describe('jobs that do not move', () => {
  it('are reported once, also where there are more than are remembered', async () => {
    const app = await extension();
    await saveConnections(app, [{ name: 'Stalled', dialect: 'openai', baseUrl: 'http://127.0.0.1:9/v1' }]);
    const [source] = app.sources.shown;
    assert.ok(source);
    const wire = (at: number) => ({
      id: `job-${String(at)}`,
      status: 'queued',
      created_at: now - 5_000 - at,
    });
    source.store.apply(Array.from({ length: 600 }, (_, at) => jobFromWire(wire(at))));
    const memory = new EndingMemory(new TestMemory());
    const news = async () => {
      let count = 0;
      for (const { job } of stalledJobs(source, now)) if (await memory.claim('stall', job.id)) count++;
      return count;
    };
    assert.deepEqual([await news(), await news()], [100, 0]);
    await saveConnections(app, []);
  });
});
