import assert from 'node:assert/strict';
import { wholeAnswer } from '../../../support/chatStream';
import { loadedDialect } from '../../../support/dialects';
import { azureProvider } from '../../../support/providers/azure';
import { collect, useProvider } from '../../../support/providers/use';
import { countedSource } from '../../../support/uploads';

describe('azure', () => {
  for (const apiVersion of [null, '2024-10-21', '2025-04-01-preview']) {
    describe(
      apiVersion === null ? 'on its v1 path' : `on its path with the api-version ${apiVersion}`,
      () => {
        const azure = useProvider('azure', () => azureProvider(apiVersion));
        const connection = apiVersion === null ? {} : { apiVersion };

        it('finds its path below the address of the resource', async () => {
          const { origin } = azure.server;
          const client = azure.client({ connection: { ...connection, baseUrl: `${origin}/` } as object });
          assert.equal((await collect(client.jobs.list())).length, 4);
        });

        it('sends a key as api-key, and a token as bearer', async () => {
          await azure.client({ connection }).jobs.list().first();
          const key = () => Promise.resolve('eyJh.eyJz.c2ln');
          await azure.client({ connection, key }).jobs.list().first();
          const [first, second] = azure.server.requests.map(({ headers }) => headers);
          assert.deepEqual([first?.['api-key'], first?.authorization], ['sk-test-key', undefined]);
          assert.deepEqual(
            [second?.['api-key'], second?.authorization],
            [undefined, 'Bearer eyJh.eyJz.c2ln'],
          );
        });

        it('asks a deployment', async () => {
          const request = { model: 'my faq', messages: [], temperature: null, maxTokens: 9 };
          const { text } = await wholeAnswer((await azure.client({ connection }).chat()).stream(request));
          assert.equal(text, 'I am my faq');
          const [received] = azure.server.requests;
          assert.ok(received);
          const [path, field] =
            apiVersion === null
              ? ['/openai/v1/chat/completions', 'max_completion_tokens']
              : ['/openai/deployments/my%20faq/chat/completions', 'max_tokens'];
          assert.equal(received.path, path);
          assert.equal((await received.json())[field], 9);
        });

        it('reads its spellings', async () => {
          const job = await azure.client({ connection }).jobs.retrieve('ftjob-azure');
          assert.equal(job.organizationId, 'org-azure');
          assert.equal(job.status, 'resuming');
          assert.equal(job.suffix, 'bot');
          assert.deepEqual(job.hyperparameters, { n_epochs: 'auto', batch_size: 1 });
        });

        it('reads its level of warnings', async () => {
          const [event] = await collect(azure.client({ connection }).jobs.listEvents('ftjob-azure'));
          assert.equal(event?.level, 'warn');
        });

        it('reports of a fine-tuned model what the list has of it', async () => {
          const [base, tuned] = await collect(azure.client({ connection }).models.list());
          const known = { id: 'gpt-4o-mini-2024-07-18.ft-0123', createdAt: 1_721_768_400 };
          if (apiVersion === null) {
            assert.deepEqual(tuned, {
              ...{ ...known, ownedBy: 'system', base: null, jobId: null },
              ...{ shutdownAt: null, trainingEndsAt: null, isTrainable: null },
            });
            return;
          }
          assert.deepEqual(
            [base?.jobId, base?.isTrainable, base?.trainingEndsAt],
            [null, true, 1_790_812_800],
          );
          assert.deepEqual(tuned, {
            ...{ ...known, ownedBy: null, base: 'gpt-4o-mini-2024-07-18', jobId: 'ftjob-azure' },
            ...{ shutdownAt: 1_806_537_600, trainingEndsAt: null, isTrainable: false },
          });
        });
      },
    );
  }

  const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 2 } };
  const unmarked = { model: 'm', trainingFile: 'f', method };
  const request = { ...unmarked, metadata: { team: 'blue' } };

  describe('on its v1 path', () => {
    const azure = useProvider('azure', () => azureProvider(null));

    it('creates a job as OpenAI does', async () => {
      assert.equal((await azure.client().jobs.create(request)).status, 'pending');
      assert.deepEqual(await azure.server.requests[0]?.json(), {
        ...{ model: 'm', training_file: 'f', metadata: { team: 'blue' } },
        method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2 } } },
      });
    });

    it('cannot delete a job or a model, nor take a file in parts', async () => {
      const client = azure.client();
      await assert.rejects(client.jobs.delete('ftjob-azure'), /v1 API has no way to delete a job/);
      await assert.rejects(client.models.delete('m'), /no way to delete a model/);
      const parts = { above: 4, size: 4 };
      const upload = client.files.upload(countedSource(8), 'fine-tune', { parts });
      await assert.rejects(upload, /cannot be uploaded here/);
      assert.equal(azure.server.requests.length, 0);
    });
  });

  describe('on its path with the api-version 2024-10-21', () => {
    const azure = useProvider('azure', () => azureProvider('2024-10-21'));
    const connection = { apiVersion: '2024-10-21' };

    it('creates a job without what that version does not know', async () => {
      const { jobs, dialect } = azure.client({ connection });
      assert.equal(dialect.settings, undefined);
      assert.deepEqual(dialect.methods, ['supervised']);
      assert.equal(
        (await jobs.create({ ...unmarked, settings: { trainingType: 'standard' } })).status,
        'pending',
      );
      assert.deepEqual(await azure.server.requests[0]?.json(), {
        ...{ model: 'm', training_file: 'f', hyperparameters: { n_epochs: 2 } },
      });
    });

    it('cannot pause or resume a job, and says which version can', async () => {
      const { jobs } = azure.client({ connection });
      await assert.rejects(jobs.pause('ftjob-azure'), /2025-04-01-preview/);
      await assert.rejects(jobs.resume('ftjob-azure'), /2025-04-01-preview/);
      assert.equal(azure.server.requests.length, 0);
    });

    it('deletes a job', async () => {
      const { jobs } = azure.client({ connection });
      assert.deepEqual(await jobs.delete('ftjob-azure'), { id: null, deleted: true });
    });

    it('is known as well by a version in the address', () => {
      const at = (baseUrl: string) =>
        loadedDialect({ name: 'a', dialect: 'azure', baseUrl }).settings?.length ?? 0;
      assert.equal(at('https://a.openai.azure.com/openai?api-version=2024-10-21'), 0);
      assert.equal(at('https://a.openai.azure.com/openai?api-version=2025-04-01-preview'), 1);
      assert.equal(at('https://a.openai.azure.com/openai/v1'), 0);
    });
  });

  describe('on its path with the api-version 2025-04-01-preview', () => {
    const azure = useProvider('azure', () => azureProvider('2025-04-01-preview'));
    const connection = { apiVersion: '2025-04-01-preview' };

    it('creates a job with the training type that was chosen, and the settings beside the method', async () => {
      const { jobs, dialect } = azure.client({ connection });
      assert.equal(
        (await jobs.create({ ...unmarked, settings: { trainingType: 'globalStandard' } })).status,
        'pending',
      );
      assert.deepEqual(await azure.server.requests[0]?.json(), {
        ...{ model: 'm', training_file: 'f', method: { type: 'supervised' } },
        ...{ hyperparameters: { n_epochs: 2 }, trainingType: 'globalStandard' },
      });
      assert.equal(dialect.settings?.[0]?.initial, 'standard');
    });

    it('pauses and resumes a job', async () => {
      const { jobs } = azure.client({ connection });
      assert.equal((await jobs.pause('ftjob-azure')).status, 'paused');
      assert.equal((await jobs.resume('ftjob-azure')).status, 'queued');
    });

    it('reports the training type', async () => {
      const { jobs } = azure.client({ connection });
      assert.deepEqual((await jobs.retrieve('ftjob-azure')).settings, { trainingType: 'developerTier' });
    });

    it('deletes a job, whose response is empty', async () => {
      const { jobs } = azure.client({ connection });
      assert.deepEqual(await jobs.delete('ftjob-azure'), { id: null, deleted: true });
      await assert.rejects(jobs.retrieve('ftjob-azure'), { name: 'ApiError', status: 404 });
    });
  });
});
