import assert from 'node:assert/strict';
import type { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import type { JobDetails } from '../../../../src/jobs/source';
import { modelStudioLog, modelStudioProvider } from '../../../support/providers/modelStudio';
import { useProvider } from '../../../support/providers/use';
import { TestClock } from '../../../support/testClock';
import { testSource } from '../../../support/testSource';

const job = 'ft-202410291653-1c7f';

describe('a log of lines', () => {
  let log: string[];
  const provider = useProvider('dashscope', () => modelStudioProvider(log));
  const { signal } = new AbortController();
  let details: JobDetails;
  let source: ProviderSource;

  before(() => {
    log = [];
  });
  beforeEach(async () => {
    log.splice(0, log.length, ...modelStudioLog());
    const connection = { name: 'Test', dialect: 'dashscope', baseUrl: provider.server.baseUrl } as const;
    source = testSource(connection, () => Promise.resolve(provider.client()), new TestClock());
    details = await source.details(job);
  });
  afterEach(() => {
    source.dispose();
  });

  const losses = () => {
    const series = details.metrics.series.find(({ name }) => name === 'train_loss');
    return Array.from(series?.steps ?? [], (step, at) => [step, series?.values[at]]);
  };

  it('is drawn, and goes on where it was read to', async () => {
    await details.refresh(signal);
    assert.deepEqual(losses(), [
      [1, 1.25],
      [3, 1.00644],
    ]);
    const known = details.events.length;
    for (let step = 4; step <= 253; step++)
      log.push(`{'loss': 0.5, 'global_step/max_steps': '${String(step)}/300'}`);
    await details.refresh(signal);
    assert.equal(details.events.length, known + 250);
    assert.deepEqual(losses().at(-1), [253, 0.5]);
    assert.equal(losses().length, 252);
    assert.equal(details.hasOlderEvents, false);
  });

  it('of which only the end was read has its older lines for whoever asks', async () => {
    for (let at = 0; at < 150; at++) log.push(` Actual number of consumed tokens is ${String(at)} !`);
    await details.refresh(signal);
    assert.deepEqual([details.events.length, details.hasOlderEvents], [100, true]);
    assert.deepEqual(losses(), []);
    await details.loadOlderEvents(signal);
    assert.deepEqual([details.events.length, details.hasOlderEvents], [log.length, false]);
    assert.equal(losses().length, 2);
  });
});
