import assert from 'node:assert/strict';
import type { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import type { JobDetails } from '../../../../src/jobs/source';
import { unslothProvider } from '../../../support/providers/unsloth';
import { useProvider } from '../../../support/providers/use';
import { TestClock } from '../../../support/testClock';
import { testSource } from '../../../support/testSource';

describe('a run of Unsloth Studio', () => {
  const unsloth = useProvider('unsloth', () => unslothProvider());
  const { signal } = new AbortController();
  let source: ProviderSource;

  beforeEach(() => {
    const connection = { name: 'Test', dialect: 'unsloth', baseUrl: unsloth.server.baseUrl } as const;
    source = testSource(connection, () => Promise.resolve(unsloth.client()), new TestClock());
  });
  afterEach(() => {
    source.dispose();
  });

  const curve = ({ metrics }: JobDetails, wanted: string) => {
    const series = metrics.series.find(({ name }) => name === wanted);
    return { at: Array.from(series?.steps ?? []), values: Array.from(series?.values ?? []) };
  };

  it('has its curves before it is followed, and each point once when it is', async () => {
    const details = await source.details('job_3');
    await details.refresh(signal);
    const losses = { at: [5, 10, 15], values: [2, 1.5, 1.25] };
    assert.deepEqual(curve(details, 'train_loss'), losses);
    assert.deepEqual(curve(details, 'valid_loss'), { at: [10], values: [1.75] });
    const page = new AbortController();
    await new Promise<void>((resolve) => {
      const onChange = () => {
        page.abort();
        resolve();
      };
      void details.follow(page.signal, onChange);
    });
    assert.deepEqual(curve(details, 'train_loss'), losses);
    assert.deepEqual(details.problems, []);
  });

  it('is created, seen, drawn and stopped', async () => {
    const client = unsloth.client();
    const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 1, lora_r: 8 } };
    const { id } = await client.jobs.create({ model: 'm', trainingFile: 'acme/faq', method });
    const details = await source.details(id);
    await details.refresh(signal);
    const { job } = details;
    assert.deepEqual([job?.status, job?.trainingFiles[0]?.id], ['running', 'acme/faq']);
    assert.deepEqual([job?.hyperparameters['n_epochs'], job?.hyperparameters['lora_r']], [1, 8]);
    assert.deepEqual(curve(details, 'train_loss').at, [5, 10, 15]);
    await source.change('cancel', id, signal);
    assert.equal(source.store.get(id)?.status, 'stopping');
    await source.refresh();
    assert.equal(source.store.get(id)?.status, 'stopped');
  });
});
