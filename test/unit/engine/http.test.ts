import assert from 'node:assert/strict';
import { request } from 'node:http';
import OpenAI from 'openai';
import { type EngineProcess, startEngine } from '../../support/engineProcess';
import { chats, clientOf, create, sendRequest, upload } from './support';

/** An error's envelope, or whatever else the response is. */
function errorOf({ body }: { body: Record<string, unknown> }): Record<string, unknown> {
  assert.ok(typeof body['error'] === 'object' && body['error'] !== null, JSON.stringify(body));
  return body['error'] as Record<string, unknown>; // Just seen to be an object.
}

describe('engine: HTTP', function () {
  this.timeout(120_000);
  let engine: EngineProcess;
  let client: OpenAI;
  let training: string;

  before(async () => {
    engine = await startEngine({ apiKey: 'sk-test' });
    client = clientOf(engine);
    training = await upload(client, chats(10));
  });
  after(() => engine.stop());

  it('takes the key it was given, and no other', async () => {
    assert.equal(engine.apiKey, 'sk-test');
    for (const authorization of [
      '',
      'Bearer',
      'Bearer sk-tesT',
      'Bearer sk-test2',
      'sk-test',
      'Basic sk-test',
    ]) {
      const response = await sendRequest(engine, '/models', { headers: { authorization } });
      assert.equal(response.status, 401, authorization);
      const { type, param, code } = errorOf(response);
      assert.deepEqual([type, param, code], ['invalid_request_error', null, 'invalid_api_key']);
    }
    await assert.rejects(
      clientOf({ ...engine, apiKey: 'wrong' }).models.list(),
      (error) => error instanceof OpenAI.AuthenticationError && error.requestID !== null,
    );
  });

  it('identifies each request in its response, and how long it took', async () => {
    const first = await sendRequest(engine, '/models');
    const second = await sendRequest(engine, '/nothing');
    assert.match(first.headers.get('x-request-id') ?? '', /^req_[0-9a-f]{32}$/);
    assert.notEqual(first.headers.get('x-request-id'), second.headers.get('x-request-id'));
    assert.match(first.headers.get('openai-processing-ms') ?? '', /^\d+$/);
  });

  it('refuses a foreign Host and a foreign Origin', async () => {
    const statusWith = (headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const authorization = `Bearer ${engine.apiKey}`;
        request(`${engine.baseUrl}/models`, { headers: { authorization, ...headers } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.1']) {
      assert.equal(await statusWith({ host }), 403, host);
    }
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
      assert.equal(await statusWith({ origin }), 403, origin);
    }
    for (const host of ['localhost', 'LOCALHOST:1', '[::1]:80', '127.0.0.1']) {
      assert.equal(await statusWith({ host, origin: 'http://localhost:3000' }), 200, host);
    }
  });

  it('responds to what it does not know with 404 and 405', async () => {
    for (const path of ['/nothing', '/fine_tuning/jobs/a/b', '/files/%E0%A4%A', '//evil.example/v1/models']) {
      const response = await sendRequest(engine, path);
      assert.equal(response.status, 404, path);
      assert.equal(errorOf(response)['code'], 'unknown_url');
    }
    const wrongMethod = await sendRequest(engine, '/fine_tuning/jobs', { method: 'PUT' });
    assert.deepEqual([wrongMethod.status, wrongMethod.headers.get('allow')], [405, 'POST, GET']);
    assert.equal((await sendRequest(engine, '/models/')).status, 200);
    await assert.rejects(client.fineTuning.jobs.retrieve('ftjob-none'), {
      status: 404,
      code: 'fine_tune_not_found',
    });
    await assert.rejects(client.files.retrieve('file-none'), { status: 404, param: 'id' });
    await assert.rejects(client.files.delete('file-none'), { status: 404 });
    await assert.rejects(client.files.content('file-none'), { status: 404 });
  });

  describe('creating a job', () => {
    const base = { model: 'local-tiny' };
    const hyperparameters = (value: object) => ({
      method: { type: 'supervised', supervised: { hyperparameters: value } },
    });
    const at = 'method.supervised.hyperparameters';
    const refused: [what: string, body: Record<string, unknown>, param: string, code?: string][] = [
      ['no model', { model: undefined }, 'model', 'missing_required_parameter'],
      ['an unknown model', { model: 'gpt-4o-mini' }, 'model', 'model_not_found'],
      ['no file', { training_file: undefined }, 'training_file', 'missing_required_parameter'],
      ['an unknown file', { training_file: 'file-none' }, 'training_file'],
      ['an unknown validation file', { validation_file: 'file-none' }, 'validation_file'],
      ['a file that is a number', { training_file: 1 }, 'training_file', 'invalid_value'],
      ['an empty suffix', { suffix: '' }, 'suffix'],
      ['a long suffix', { suffix: 'x'.repeat(65) }, 'suffix'],
      ['a negative seed', { seed: -1 }, 'seed'],
      ['a seed above the limit', { seed: 2147483648 }, 'seed'],
      ['a broken seed', { seed: 1.5 }, 'seed'],
      ['no epochs', { hyperparameters: { n_epochs: 0 } }, 'hyperparameters.n_epochs'],
      ['many epochs', hyperparameters({ n_epochs: 51 }), `${at}.n_epochs`],
      ['epochs in words', hyperparameters({ n_epochs: 'three' }), `${at}.n_epochs`],
      ['a large batch', hyperparameters({ batch_size: 257 }), `${at}.batch_size`],
      ['no learning', hyperparameters({ learning_rate_multiplier: 0 }), `${at}.learning_rate_multiplier`],
      ['an unknown hyperparameter', hyperparameters({ beta: 1 }), `${at}.beta`, 'unknown_parameter'],
      ['an unknown method', { method: { type: 'magic' } }, 'method.type'],
      ['reinforcement', { method: { type: 'reinforcement' } }, 'method.type', 'unsupported_value'],
      [
        'a beta above 2',
        { method: { type: 'dpo', dpo: { hyperparameters: { beta: 3 } } } },
        'method.dpo.hyperparameters.beta',
      ],
      ['metadata of numbers', { metadata: { a: 1 } }, 'metadata.a'],
      ['a long metadata value', { metadata: { a: 'x'.repeat(513) } }, 'metadata.a'],
      [
        'metadata with 17 pairs',
        { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${String(i)}`, ''])) },
        'metadata',
      ],
      ['an unknown integration', { integrations: [{ type: 'mlflow' }] }, 'integrations.0.type'],
      ['an unknown parameter', { epochs: 3 }, 'epochs', 'unknown_parameter'],
    ];
    for (const [what, body, param, code] of refused) {
      it(`refuses ${what}`, async () => {
        const response = await sendRequest(engine, '/fine_tuning/jobs', {
          method: 'POST',
          body: { ...base, training_file: training, ...body },
        });
        assert.equal(response.status, 400, JSON.stringify(response.body));
        const error = errorOf(response);
        assert.equal(error['type'], 'invalid_request_error');
        assert.equal(error['param'], param, String(error['message']));
        if (code !== undefined) assert.equal(error['code'], code);
      });
    }

    it('refuses a body that is no JSON object, and one that is too large', async () => {
      for (const body of [[], 'text', null]) {
        assert.equal((await sendRequest(engine, '/fine_tuning/jobs', { method: 'POST', body })).status, 400);
      }
      const large = { model: 'x'.repeat(2 * 1024 * 1024) };
      assert.equal(
        (await sendRequest(engine, '/fine_tuning/jobs', { method: 'POST', body: large })).status,
        413,
      );
    });

    it('refuses a file for another purpose', async () => {
      const file = await client.files.create({
        file: new File(['x'], 'a.jsonl'),
        purpose: 'user_data',
      });
      await assert.rejects(create(client, file.id), { status: 400, param: 'training_file' });
    });

    it('keeps what it was given', async () => {
      const wandb = { project: 'p', name: 'n', entity: null, tags: ['t'] };
      const job = await create(client, training, {
        suffix: 'ümlaut: x',
        metadata: { 'a key': 'ä' },
        integrations: [{ type: 'wandb', wandb: { project: 'p', name: 'n', tags: ['t'] } }],
      });
      assert.deepEqual(job.integrations, [{ type: 'wandb', wandb }]);
      assert.deepEqual(job.metadata, { 'a key': 'ä' });
      assert.equal((job as unknown as Record<string, unknown>)['user_provided_suffix'], 'ümlaut: x'); // Not in the SDK's type.
    });
  });

  describe('lists', () => {
    it('pages through 25 jobs, newest first, and filters by metadata', async () => {
      const made: string[] = [];
      for (let index = 0; index < 25; index++) {
        const team = index % 2 === 0 ? 'a' : 'b';
        const metadata = index === 24 ? null : { team, index: String(index) };
        made.unshift(
          (await create(client, training, { metadata, hyperparameters: { n_epochs: 1, batch_size: 10 } })).id,
        );
      }
      const page = await client.fineTuning.jobs.list({ limit: 10 });
      assert.equal(page.data.length, 10);
      assert.ok(page.has_more);
      const listed = [];
      for await (const job of page) listed.push(job.id);
      assert.deepEqual(listed.slice(0, 25), made);
      assert.equal((await client.fineTuning.jobs.list()).data.length, 20);

      const idsWith = async (metadata: Record<string, string> | null): Promise<string[]> => {
        const ids = [];
        for await (const job of client.fineTuning.jobs.list({ metadata, limit: 5 })) ids.push(job.id);
        return ids;
      };
      assert.deepEqual(
        await idsWith({ team: 'b' }),
        made.filter((_, index) => index > 0 && index % 2 === 1),
      );
      assert.deepEqual(await idsWith({ team: 'b', index: '3' }), [made[21]]);
      assert.deepEqual(await idsWith({ team: 'c' }), []);
      const none = await sendRequest(engine, '/fine_tuning/jobs?metadata=null&limit=1');
      assert.equal((none.body['data'] as { id: string }[])[0]?.id, made[0]);
    });

    it('refuses limits and cursors that make no sense', async () => {
      const jobs = '/fine_tuning/jobs';
      for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=-1']) {
        const response = await sendRequest(engine, `${jobs}?${query}`);
        assert.deepEqual([response.status, errorOf(response)['param']], [400, 'limit'], query);
      }
      const response = await sendRequest(engine, `${jobs}?after=ftjob-none`);
      assert.deepEqual([response.status, errorOf(response)['param']], [400, 'after']);
    });
  });
});
