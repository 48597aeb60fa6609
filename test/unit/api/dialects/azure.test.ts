import assert from 'node:assert/strict';
import { wholeAnswer } from '../../../support/chatStream';
import { azureProvider } from '../../../support/providers/azure';
import { collect, useProvider } from '../../../support/providers/use';

describe('azure', () => {
  for (const apiVersion of [null, '2025-04-01-preview']) {
    describe(apiVersion === null ? 'on its v1 path' : 'on its path with an api-version', () => {
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
        assert.deepEqual([second?.['api-key'], second?.authorization], [undefined, 'Bearer eyJh.eyJz.c2ln']);
      });

      it('asks a deployment', async () => {
        const request = { model: 'my faq', messages: [], temperature: null, maxTokens: 9 };
        const { text } = await wholeAnswer(azure.client({ connection }).chat.stream(request));
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

      it('names a training type', async () => {
        const method = { type: 'supervised' as const, hyperparameters: {} };
        const { jobs } = azure.client({ connection });
        assert.equal((await jobs.create({ model: 'm', trainingFile: 'f', method })).status, 'pending');
        assert.equal((await azure.server.requests[0]?.json())?.['trainingType'], 'standard');
      });

      it('reports of a fine-tuned model its base, its job and the end of its use', async () => {
        const [base, tuned] = await collect(azure.client({ connection }).models.list());
        assert.equal(base?.jobId, null);
        assert.deepEqual(tuned, {
          ...{ id: 'gpt-4o-mini-2024-07-18.ft-0123', createdAt: 1_721_768_400, ownedBy: null },
          ...{ base: 'gpt-4o-mini-2024-07-18', jobId: 'ftjob-azure', shutdownAt: 1_806_537_600 },
        });
      });

      it('deletes a job, whose response is empty', async () => {
        const { jobs } = azure.client({ connection });
        assert.deepEqual(await jobs.delete('ftjob-azure'), { id: null, deleted: true });
        await assert.rejects(jobs.retrieve('ftjob-azure'), { name: 'ApiError', status: 404 });
      });
    });
  }
});
