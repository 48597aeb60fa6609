import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type DialectId, dialectIds } from '../../../../src/api/connection';
import { capabilityNames } from '../../../../src/api/dialects/capabilities';
import { providers as known } from '../../../../src/api/dialects/providers';
import { RequestError } from '../../../../src/api/http/errors';
import { groupOf } from '../../../../src/shared/statuses';
import { wholeAnswer } from '../../../support/chatStream';
import { dialects } from '../../../support/dialects';
import { errorOfFault, type FaultName, faults } from '../../../support/faultServer';
import { startServer, type TestServer } from '../../../support/httpServer';
import { providers } from '../../../support/providers/all';
import { collect, useProvider } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';
import { countedSource } from '../../../support/uploads';

const methodOf = (dialect: DialectId) => ({
  type: dialects[dialect].methods[0] ?? 'supervised',
  hyperparameters: { n_epochs: 2 },
});

for (const dialect of dialectIds) {
  describe(`every dialect: ${dialect}`, () => {
    const provider = useProvider(dialect, providers[dialect]);
    const { capabilities, routes } = dialects[dialect];
    const method = methodOf(dialect);

    it('says true or why not, for every capability', () => {
      for (const name of capabilityNames) {
        const capability = capabilities[name];
        assert.ok(
          capability === true || /^[A-Z].*[\w]\.$/.test(capability),
          `${name}: ${String(capability)}`,
        );
      }
      assert.equal(dialects[dialect].id, dialect);
    });

    it('names the page and the day of each limit of the data, its own', () => {
      const { dataLimits = [] } = dialects[dialect];
      for (const { page, seen, least, recommended, most, of } of dataLimits) {
        assert.equal(page === null, dialect === 'local');
        if (page !== null) assert.equal(new URL(page).protocol, 'https:');
        assert.equal(seen === null || /^\d{4}-\d{2}-\d{2}$/.test(seen), true);
        assert.ok(of === 'bytes' || [least, recommended, most].some((number) => number !== undefined));
      }
      const others = Object.values(dialects).filter(({ id }) => id !== dialect);
      assert.ok(others.every((other) => other.dataLimits === undefined || other.dataLimits !== dataLimits));
    });

    it('is loaded with its provider', async () => {
      assert.equal(await known[dialect].dialect(), dialects[dialect]);
      assert.notEqual(known[dialect].title, '');
    });

    it('has a route for what it can do, and none for what it cannot', () => {
      const { inline } = dialects[dialect];
      const routed = {
        cancel: routes.cancelJob,
        pause: routes.pauseJob,
        resume: routes.resumeJob,
        start: routes.startJob,
        events: routes.jobEvents ?? inline?.events,
        checkpoints: routes.jobCheckpoints ?? inline?.checkpoints,
        metrics: routes.jobMetrics,
        files: routes.files,
        fileContent: routes.fileContent,
        deleteFile: routes.deleteFile,
        upload: capabilities.upload === true ? (routes.upload ?? routes.files) : routes.upload,
        largeUpload: dialects[dialect].uploads.staged,
        models: routes.models,
        deleteModel: routes.deleteModel,
        chat: dialects[dialect].chat,
        weights: dialects[dialect].weights,
        deploy: dialects[dialect].serving,
        priceEstimate: routes.estimatePrice,
      };
      for (const [name, route] of Object.entries(routed)) {
        const can = capabilities[name as keyof typeof routed]; // a key of routed
        assert.equal(route !== undefined, can === true, name);
      }
    });

    it('lists jobs, all of them readable and of a known status', async () => {
      const page = await provider.client().jobs.list().first();
      assert.ok(page.items.length > 0);
      assert.deepEqual(page.unreadable, []);
      const times = page.items.map(({ createdAt }) => createdAt ?? NaN);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => b - a),
      );
      for (const job of page.items) {
        assert.notEqual(groupOf(job.status), 'other', job.status);
        const createdAt = job.createdAt ?? NaN;
        assert.ok(createdAt > 1_600_000_000 && createdAt < 1_800_000_000);
        assert.ok(job.model);
      }
    });

    it('retrieves each job it lists, and its JSON as it came', async () => {
      const client = provider.client();
      for (const { id, createdAt } of await collect(client.jobs.list())) {
        const job = await client.jobs.retrieve(id);
        assert.deepEqual([job.id, job.createdAt], [id, createdAt]);
        assert.equal(typeof JSON.parse((await client.jobs.retrieveRaw(id)).text), 'object');
      }
    });

    it('creates a job', async () => {
      const wanted = { model: 'base', trainingFile: 'file-9', suffix: 'faq', method };
      if (capabilities.create !== true) {
        await assert.rejects(provider.client().jobs.create(wanted), {
          name: 'InvalidRequestError',
          message: capabilities.create,
        });
        assert.equal(provider.server.requests.length, 0);
        return;
      }
      const job = await provider.client().jobs.create(wanted);
      const hasOne = ['bedrock-customization', 'unsloth'].includes(dialect); // before the end
      const first = hasOne ? ['running'] : ['queued', 'validating'];
      assert.ok(first.includes(groupOf(job.status)), job.status);
      assert.match(job.trainingFiles[0]?.id ?? '', /^(datasets\/)?file-9$/);
    });

    it('refuses a hyperparameter that the provider would lose, without asking the server', async () => {
      const { offered, takesOthers } = dialects[dialect].hyperparameters;
      assert.ok(offered.includes('n_epochs'));
      if (capabilities.create !== true) return;
      const odd = { ...method, hyperparameters: { n_epochs: 2, sparkle: 1 } };
      const wanted = { model: 'base', trainingFile: 'file-9', suffix: 'faq', method: odd };
      const created = provider.client().jobs.create(wanted);
      if (takesOthers) await created;
      else {
        await assert.rejects(created, { name: 'InvalidRequestError', message: /does not know .* sparkle/ });
        assert.equal(provider.server.requests.length, 0);
      }
    });

    it('lists events, checkpoints, files and models, or none', async () => {
      const client = provider.client();
      const id = (await client.jobs.list().first()).items[0]?.id ?? '';
      const events = await collect(client.jobs.listEvents(id));
      const times = events.flatMap(({ createdAt }) => createdAt ?? []); // of a trainer's own lines there are none
      assert.deepEqual(
        times,
        times.toSorted((a, b) => b - a),
      );
      await collect(client.jobs.listCheckpoints(id));
      await client.jobs.metrics(id);
      const files = await collect(client.files.list({ purpose: 'fine-tune' }));
      assert.equal(files.length > 0, capabilities.files === true);
      const models = await collect(client.models.list());
      assert.equal(models.length > 0, capabilities.models === true);
    });

    it('acts where it can, and says why not where it cannot, without asking the server', async () => {
      const client = provider.client();
      const id = (await client.jobs.list().first()).items[0]?.id ?? '';
      const file = (await client.files.list().first()).items[0]?.id ?? '';
      const model = (await client.models.list().first()).items[0]?.id ?? '';
      const actions = {
        cancel: () => client.jobs.cancel(id),
        pause: () => client.jobs.pause(id),
        resume: () => client.jobs.resume(id),
        start: () => client.jobs.start(id),
        deleteJob: () => client.jobs.delete(id),
        deleteFile: () => client.files.delete(file),
        deleteModel: () => client.models.delete(model),
        upload: () => client.files.upload(countedSource(10), 'fine-tune'),
        priceEstimate: () => client.jobs.estimatePrice({ model: 'm', trainingFile: 'f', method }),
      };
      for (const [name, act] of Object.entries(actions)) {
        const can = capabilities[name as keyof typeof actions]; // a key of actions
        const asked = provider.server.requests.length;
        if (can === true) await act();
        else {
          await assert.rejects(act(), { name: 'InvalidRequestError', message: can });
          assert.equal(provider.server.requests.length, asked);
        }
      }
    });

    it('streams an answer, or says why not without asking the server', async () => {
      const request = { model: 'acme/faq', messages: [{ role: 'user', content: 'Hi' }] };
      const parts = (await provider.client().chat()).stream({ ...request, temperature: 0.5, maxTokens: 9 });
      if (capabilities.chat !== true) {
        await assert.rejects(parts.next(), { name: 'InvalidRequestError', message: capabilities.chat });
        assert.equal(provider.server.requests.length, 0);
        return;
      }
      const { text, end } = await wholeAnswer(parts);
      assert.equal(text, 'I am acme/faq');
      const usage = { promptTokens: 7, completionTokens: 3 };
      assert.deepEqual(end, { kind: 'end', finishReason: 'stop', usage });
      const body = (await provider.server.requests[0]?.json()) ?? {};
      assert.deepEqual(body['messages'], request.messages);
      assert.deepEqual([body['stream'], body['temperature']], [true, 0.5]);
      assert.equal(body['max_completion_tokens'] ?? body['max_tokens'], 9);
    });

    it('leaves to the provider what is not set', async () => {
      if (capabilities.chat !== true) return;
      const request = { model: 'm', messages: [], temperature: null, maxTokens: null };
      await wholeAnswer((await provider.client().chat()).stream(request));
      const names = Object.keys((await provider.server.requests[0]?.json()) ?? {});
      assert.deepEqual(
        names.filter((name) => /temperature|max_/.test(name)),
        [],
      );
    });

    it('reports a wrong key', async () => {
      if (dialect === 'localai') return; // asks for none
      const client = provider.client({ key: () => Promise.resolve('wrong-key') });
      await assert.rejects(client.jobs.list().first(), {
        name: 'ApiError',
        status: 401,
        message: 'Wrong key',
      });
    });

    it('reports a job that is gone', async () => {
      const id = dialect === 'fireworks' ? 'dpoJobs/gone' : 'gone';
      await assert.rejects(provider.client().jobs.retrieve(id), { name: 'ApiError', status: 404 });
    });
  });
}

describe('HTTP faults', () => {
  let server: TestServer;
  let fault: (response: ServerResponse) => void;

  before(async () => {
    server = await startServer((_, response) => {
      fault(response);
    });
  });
  after(() => server.close());

  const calls = {
    list: (dialect: DialectId) => clientOf(dialect).jobs.list().first(),
    retrieve: (dialect: DialectId) => clientOf(dialect).jobs.retrieve('job-1'),
    create: (dialect: DialectId) =>
      clientOf(dialect).jobs.create({ model: 'm', trainingFile: 'f', method: methodOf(dialect) }),
    models: (dialect: DialectId) => clientOf(dialect).models.list().first(),
  };
  const clientOf = (dialect: DialectId) =>
    testClient(`${server.origin}/v1`, { retries: 0, connection: { dialect } });

  for (const dialect of dialectIds) {
    for (const [name, send] of Object.entries(faults)) {
      it(`${name} on ${dialect}`, async () => {
        fault = send;
        const { capabilities } = dialects[dialect];
        for (const [which, call] of Object.entries(calls)) {
          if (which in capabilities && capabilities[which as 'create' | 'models'] !== true) continue; // no request

          await assert.rejects(call(dialect), (error) => {
            assert.ok(error instanceof RequestError);
            assert.equal(error.name, errorOfFault[name as FaultName]); // a key of faults
            assert.notEqual(error.message, '');
            return true;
          });
        }
      });
    }
  }
});
