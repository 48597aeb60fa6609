import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { FineTuningClient } from '../../../../src/api/client';
import type { Exchange } from '../../../../src/api/http/transport';
import { FineTuningJob } from '../../../../src/api/wire/job';
import { tableOf } from '../../../../src/metrics/measurements';
import { Points } from '../../../../src/metrics/points';
import { dialects } from '../../../support/dialects';
import { faults } from '../../../support/faultServer';
import { type Handler, type Received, sendJson, startServer } from '../../../support/httpServer';
import { fireworksProvider } from '../../../support/providers/fireworks';
import { collect, textOf, useProvider } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';
import { bytesOf, countedSource } from '../../../support/uploads';

/** A storage that holds one text, and an API that signs addresses of it. */
function storageOf(text: string): Handler {
  return (request, response) => {
    if (request.path === '/storage') response.end(text);
    else sendJson(response, { signedUrl: `http://${request.headers.host ?? ''}/storage?signature=x` });
  };
}

async function withServer(
  handler: Handler,
  use: (client: FineTuningClient, requests: readonly Received[]) => Promise<void>,
): Promise<void> {
  const server = await startServer(handler);
  try {
    const client = testClient(`${server.origin}/v1/accounts/acme`, { connection: { dialect: 'fireworks' } });
    await use(client, server.requests);
  } finally {
    await server.close();
  }
}

describe('fireworks', () => {
  const fireworks = useProvider('fireworks', fireworksProvider);

  it('shows its three lists of jobs as one, newest first', async () => {
    const page = await fireworks.client().jobs.list().first();
    assert.deepEqual(
      page.items.map(({ id }) => id),
      [
        'supervisedFineTuningJobs/sft-2',
        'dpoJobs/dpo-1',
        'supervisedFineTuningJobs/sft-1',
        'supervisedFineTuningJobs/sft-0',
        'reinforcementFineTuningJobs/rft-1',
      ],
    );
    assert.deepEqual([page.cursor, page.total], [null, 5]);
  });

  it('goes through all pages of all lists', async () => {
    const pages = await collect(fireworks.client().jobs.list({ limit: 1 }).pages());
    assert.deepEqual(
      pages.map(({ items }) => items.map(({ id }) => id.split('/')[1])),
      [['sft-2', 'dpo-1', 'rft-1'], ['sft-1'], ['sft-0']],
    );
    // A list that is at its end is not asked again.
    assert.equal(fireworks.server.requests.filter(({ path }) => path.endsWith('/dpoJobs')).length, 1);
  });

  it('reads a job of each kind', async () => {
    const { jobs } = fireworks.client();
    const failed = await jobs.retrieve('supervisedFineTuningJobs/sft-2');
    assert.deepEqual(failed.error, { code: 'INVALID_ARGUMENT', message: 'line 3: no messages', param: null });
    assert.deepEqual(
      [failed.status, failed.progress, failed.model, failed.fineTunedModel, failed.suffix],
      [
        'JOB_STATE_FAILED',
        0.42,
        'accounts/fireworks/models/llama-v3p1-8b-instruct',
        null, // it is named, and was never trained
        'faq',
      ],
    );
    assert.deepEqual(failed.trainingFiles[0]?.id, 'datasets/train');
    assert.deepEqual(failed.hyperparameters, {
      ...{ n_epochs: 2, batch_size: 16, learning_rate: 0.0001, lora_rank: 8, batch_size_tokens: 32_768 },
    });
    assert.deepEqual([failed.price, failed.isPriceEstimated], [3.25, true]);
    assert.deepEqual(failed.integrations[0]?.project, 'faq');
    const dpo = await jobs.retrieve('dpoJobs/dpo-1');
    assert.equal(dpo.finishedAt, Date.UTC(2026, 0, 2, 13) / 1000);
    assert.deepEqual(
      [dpo.method?.type, dpo.model, dpo.fineTunedModel, dpo.error],
      ['dpo', 'accounts/fireworks/models/qwen', 'accounts/acme/models/dpo', null],
    );
    const solver = await jobs.retrieve('reinforcementFineTuningJobs/rft-1');
    assert.deepEqual(
      [solver.method?.type, solver.status, solver.progress, solver.suffix, solver.fineTunedModel],
      ['reinforcement', 'JOB_STATE_RUNNING', 0.1, 'solver', null],
    );
    assert.deepEqual(solver.hyperparameters, { n_epochs: 1, learning_rate: 0.0001, lora_rank: 16 });
  });

  it('creates a job in the list of its method, of resources by their whole names', async () => {
    const { jobs } = fireworks.client();
    const of = (type: 'supervised' | 'dpo', fields: object = {}) => ({
      model: 'accounts/fireworks/models/qwen',
      trainingFile: 'datasets/train',
      suffix: 'faq',
      method: { type, hyperparameters: { n_epochs: 2, batch_size: 16, batch_size_tokens: 8_192, ...fields } },
    });
    const validationFile = 'accounts/other/datasets/valid';
    const created = await jobs.create({ ...of('supervised'), validationFile });
    assert.equal(created.id, 'supervisedFineTuningJobs/new');
    assert.equal((await jobs.create(of('dpo', { beta: 0.2 }))).id, 'dpoJobs/new');
    const [sft, dpo] = await Promise.all(fireworks.server.requests.map((request) => request.json()));
    const training = {
      baseModel: 'accounts/fireworks/models/qwen',
      outputModel: 'accounts/acme/models/faq',
      ...{ epochs: 2, batchSizeSamples: 16, batchSize: 8_192 },
    };
    const common = { dataset: 'accounts/acme/datasets/train', displayName: 'faq' };
    assert.deepEqual(sft, { ...common, ...training, evaluationDataset: validationFile });
    const lossConfig = { method: 'DPO', dpo: { beta: 0.2 } };
    assert.deepEqual(dpo, { ...common, trainingConfig: training, lossConfig });
    await assert.rejects(
      jobs.create({ ...of('dpo'), validationFile }),
      /no validation file for the method dpo/,
    );
    assert.equal(fireworks.server.requests.length, 2);
  });

  it('keeps the names of what other accounts own', async () => {
    const other = 'accounts/other/datasets/shared';
    const { trainingFiles } = FineTuningJob.parse(
      dialects.fireworks.toJob?.({
        ...{
          name: 'accounts/acme/dpoJobs/x',
          state: 'JOB_STATE_RUNNING',
          createTime: '2026-01-01T00:00:00Z',
        },
        dataset: other,
      }),
    );
    assert.equal(trainingFiles[0]?.id, other);
    await fireworks
      .client()
      .files.delete(other)
      .catch(() => undefined);
    assert.equal(fireworks.server.requests[0]?.path, `/v1/${other}`);
  });

  it('is reached through a gateway that puts something before its paths', async () => {
    const server = await startServer((_, response) => {
      sendJson(response, {});
    });
    try {
      const client = testClient(`${server.origin}/gateway/v1/accounts/acme`, {
        connection: { dialect: 'fireworks' },
      });
      await client.files.delete('datasets/train');
      await client.files.delete('accounts/other/datasets/shared');
      await client.models.delete('accounts/other/models/faq'); // no model of acme has to go instead
      const request = { model: 'accounts/acme/models/faq', messages: [], temperature: null, maxTokens: null };
      await collect((await client.chat()).stream(request)).catch(() => undefined); // it streams nothing
      assert.deepEqual(
        server.requests.map(({ path }) => path),
        [
          '/gateway/v1/accounts/acme/datasets/train',
          '/gateway/v1/accounts/other/datasets/shared',
          '/gateway/v1/accounts/other/models/faq',
          '/gateway/inference/v1/chat/completions',
        ],
      );
    } finally {
      await server.close();
    }
  });

  it('cancels jobs of each kind', async () => {
    const kinds = ['supervisedFineTuningJobs/sft-1', 'dpoJobs/dpo-1', 'reinforcementFineTuningJobs/rft-1'];
    for (const id of kinds)
      assert.equal((await fireworks.client().jobs.cancel(id)).status, 'JOB_STATE_CANCELLING');
    assert.deepEqual(
      fireworks.server.requests.map(({ method, path }) => `${method} ${path}`),
      kinds.map((id) => `POST /v1/accounts/acme/${id}:cancel`),
    );
    for (const request of fireworks.server.requests) assert.deepEqual(await request.json(), {});
  });

  it('resumes and deletes by the name of the resource', async () => {
    const { jobs } = fireworks.client();
    assert.equal((await jobs.resume('dpoJobs/dpo-1')).status, 'JOB_STATE_RUNNING');
    assert.deepEqual(await jobs.delete('dpoJobs/dpo-1'), { id: null, deleted: true });
    assert.deepEqual(
      fireworks.server.requests.map(({ method, path }) => `${method} ${path}`),
      ['POST /v1/accounts/acme/dpoJobs/dpo-1:resume', 'DELETE /v1/accounts/acme/dpoJobs/dpo-1'],
    );
  });

  it('takes data sets for files', async () => {
    const [file] = await collect(fireworks.client().files.list());
    assert.deepEqual([file?.id, file?.filename, file?.status], ['datasets/train', 'train', 'READY']);
  });

  it('says how many examples a data set has, and lists the newest first', async () => {
    const { files } = fireworks.client();
    await files.upload(countedSource(10), 'fine-tune');
    const listed = await collect(files.list({ purpose: 'fine-tune' }));
    assert.deepEqual(
      listed.map(({ filename, examples }) => [filename, examples]),
      [
        ['train.jsonl', 1],
        ['train', 12],
        ['valid', 3],
      ],
    );
  });

  describe('fills a data set', () => {
    const sent = () =>
      fireworks.server.requests.map(({ method, path }) => {
        const name = path.replace(/[a-f0-9]{12}/, 'TOKEN').replace('/v1/accounts/acme/', '');
        return `${method} ${name}`;
      });

    it('by a form, and waits until it is taken in', async () => {
      const source = countedSource(100, 'Über FAQ 2.v1.jsonl');
      const file = await fireworks.client().files.upload(source, 'fine-tune');
      assert.deepEqual(sent(), [
        'POST datasets',
        'POST datasets/uber-faq-2-v1-TOKEN:upload',
        'GET datasets/uber-faq-2-v1-TOKEN',
        'GET datasets/uber-faq-2-v1-TOKEN',
      ]);
      assert.match(file.id, /^datasets\/uber-faq-2-v1-[a-f0-9]{12}$/);
      assert.deepEqual(
        [file.filename, file.status, file.bytes, file.examples],
        ['Über FAQ 2.v1.jsonl', 'READY', 100, 2],
      );
      const { dataset } = (await fireworks.server.requests[0]?.json()) ?? {};
      assert.deepEqual(dataset, { displayName: 'Über FAQ 2.v1.jsonl', userUploaded: {} });
    });

    for (const canStreamUploads of [true, false])
      it(`at a signed address without a key${canStreamUploads ? '' : ', where fetch cannot send streams'}`, async () => {
        const seen: number[] = [];
        const { files } = fireworks.client({ canStreamUploads });
        const file = await files.upload(countedSource(100_000, '7.jsonl'), 'fine-tune', {
          parts: { above: 10, size: 10 },
          onProgress: (bytes) => seen.push(bytes),
        });
        assert.deepEqual(sent(), [
          'POST datasets',
          'POST datasets/data-TOKEN:getUploadEndpoint',
          'PUT /storage/data-TOKEN/7.jsonl',
          'POST datasets/data-TOKEN:validateUpload',
          'GET datasets/data-TOKEN',
        ]);
        const [, request, put] = fireworks.server.requests;
        assert.deepEqual(await request?.json(), { filenameToSize: { '7.jsonl': '100000' } });
        assert.deepEqual(
          [put?.headers.host?.split(':')[0], put?.headers.authorization, put?.headers['content-length']],
          ['localhost', undefined, '100000'],
        );
        assert.ok((await put?.body())?.equals(bytesOf(0, 100_000)));
        assert.deepEqual(seen, [65_536, 100_000]);
        assert.equal(file.bytes, 100_000);
      });

    it('also with an empty file', async () => {
      const file = await fireworks.client().files.upload(countedSource(0), 'fine-tune');
      assert.deepEqual([file.status, file.bytes], ['READY', 0]);
    });

    it('and leaves nothing of one that could not be read to its end', async () => {
      const source = { ...countedSource(10), size: 20 };
      const { files } = fireworks.client();
      await assert.rejects(files.upload(source, 'fine-tune'), /train.jsonl changed while it was read/);
      assert.equal((await collect(files.list())).length, 2);
    });

    const losses = {
      'whose beginning was lost': [faults.hangUp, 'NetworkError'],
      'of which a gateway did not wait for the beginning': [
        (response: ServerResponse) => {
          sendJson(response, { message: 'timed out' }, 408);
        },
        'ApiError',
      ],
    } as const;
    for (const [which, [lose, name]] of Object.entries(losses))
      it(`and leaves nothing of one ${which}`, async () => {
        let existing: unknown = null;
        await withServer(
          async (request, response) => {
            if (request.method === 'POST') existing = (await request.json())['datasetId'];
            if (request.method === 'POST') {
              lose(response);
              return;
            }
            if (request.path.endsWith(`/datasets/${String(existing)}`)) existing = null;
            sendJson(response, {});
          },
          async ({ files }, requests) => {
            await assert.rejects(files.upload(countedSource(10), 'fine-tune'), { name });
            assert.deepEqual(
              requests.map(({ method }) => method),
              ['POST', 'DELETE'],
            );
            assert.equal(existing, null);
          },
        );
      });

    it('and deletes nothing where its beginning was refused', async () => {
      await withServer(
        (_, response) => {
          sendJson(response, { message: 'already exists' }, 409);
        },
        async ({ files }, requests) => {
          await assert.rejects(files.upload(countedSource(10), 'fine-tune'), { name: 'ApiError' });
          assert.equal(requests.length, 1);
        },
      );
    });

    it('and leaves nothing of one that is given up', async () => {
      const controller = new AbortController();
      const { files } = fireworks.client();
      const options = { signal: controller.signal, onProgress: () => controller.abort() };
      const parts = { above: 10, size: 10 };
      await assert.rejects(files.upload(countedSource(100), 'fine-tune', { ...options, parts }), {
        name: 'AbortError',
      });
      assert.equal((await collect(files.list())).length, 2);
    });

    for (const [look, isTaken, looks] of [
      ['is never taken in', false, 16],
      ['cannot be looked at', null, 3],
    ] as const)
      it(`and waits no longer than two minutes for one that ${look}`, async () => {
        await withServer(
          ({ method, path }, response) => {
            if (method === 'GET' && isTaken === null) sendJson(response, { message: 'busy' }, 503);
            else sendJson(response, { name: path.slice(1).replace('v1/', ''), state: 'UPLOADING' });
          },
          async (client, requests) => {
            const file = await client.files.upload(countedSource(10), 'fine-tune');
            assert.deepEqual([file.status, file.bytes], ['UPLOADING', 10]);
            const count = (wanted: string) => requests.filter(({ method }) => method === wanted).length;
            assert.deepEqual([count('POST'), count('GET'), count('DELETE')], [2, looks, 0]);
          },
        );
      });

    it('but nothing above 8 GB, nor above 512 MB where it would be in memory', async () => {
      const large = (size: number) => ({ ...countedSource(0), size });
      const upload = (size: number, canStreamUploads: boolean) =>
        fireworks.client({ canStreamUploads }).files.upload(large(size), 'fine-tune');
      await assert.rejects(upload(9e9, true), /Files above 8 GB cannot be uploaded here/);
      await assert.rejects(upload(6e8, false), /Files above 512 MB cannot be uploaded here/);
      assert.equal(fireworks.server.requests.length, 0);
    });
  });

  it('says what the model of a job is to be called, also of a preference job', async () => {
    const outputName = async (id: string) => (await fireworks.client().jobs.retrieve(id)).outputName;
    assert.equal(await outputName('supervisedFineTuningJobs/sft-0'), 'faq');
    assert.equal(await outputName('dpoJobs/dpo-1'), 'dpo');
  });

  it('hands out the pieces of a data set as one, without showing the key to their host', async () => {
    const text = await textOf(fireworks.client().files.content('datasets/train'));
    const example = (content: string) => `{"messages":[{"role":"user","content":"${content}"}]}\n`;
    assert.equal(text, example('Hi') + example('Bye'));
    const hosts = fireworks.server.requests.map(({ headers }) => [
      headers.host?.split(':')[0],
      headers.authorization,
    ]);
    assert.deepEqual(hosts, [
      ['127.0.0.1', 'Bearer sk-test-key'],
      ['localhost', undefined],
      ['localhost', undefined],
    ]);
  });

  it('says so where a data set has no piece, or too many', async () => {
    for (const [count, urls] of [
      [0, {}],
      [101, Object.fromEntries(Array.from({ length: 101 }, (_, at) => [String(at), 'https://a.test/']))],
    ] as const)
      await withServer(
        ({ url }, response) => {
          const dataset = { name: 'accounts/acme/datasets/x' };
          sendJson(response, url.endsWith('/x') ? dataset : { filenameToSignedUrls: urls });
        },
        async (client) => {
          const content = textOf(client.files.content('datasets/x'));
          await assert.rejects(content, {
            message: `The server names ${String(count)} pieces of the file, not 1 to 100`,
          });
        },
      );
  });

  it('says that a data set is gone where it has no piece since it is not there', async () => {
    const content = textOf(fireworks.client().files.content('datasets/gone'));
    await assert.rejects(content, { name: 'ApiError', status: 404 });
  });

  describe('measures', () => {
    for (const id of ['supervisedFineTuningJobs/sft-0', 'dpoJobs/dpo-1'])
      it(`the steps of ${id} in a file of its own`, async () => {
        const { curves } = tableOf(await fireworks.client().jobs.metrics(id));
        const { steps, values } = curves.get('train_loss') ?? new Points();
        assert.deepEqual(
          [[...steps], [...values]],
          [
            [1, 2],
            [1.38, 1.13],
          ],
        );
        assert.deepEqual([...curves.keys()].sort(), [
          ...['train_learning_rate', 'train_loss', 'train_ppl', 'valid_loss', 'valid_ppl'],
        ]);
      });

    it('nothing while there is no file, and nothing of a reinforcement job', async () => {
      const { jobs } = fireworks.client();
      assert.deepEqual(await jobs.metrics('supervisedFineTuningJobs/sft-2'), []);
      const asked = fireworks.server.requests.length;
      assert.deepEqual(await jobs.metrics('reinforcementFineTuningJobs/x'), []);
      assert.equal(fireworks.server.requests.length, asked);
    });

    it('what older files have under “data”, and all lines but those that are broken', async () => {
      const older = { timestamp: 1_784_318_345.93, step: 1, data: { 'train/epoch': 0, 'train/loss': 0.93 } };
      await withServer(
        storageOf(`${JSON.stringify(older)}\nnot json\n\n{"step": 2, "train/lo`),
        async (client) => {
          const [line, ...others] = await client.jobs.metrics('dpoJobs/x');
          assert.deepEqual([line?.['step'], line?.['train/loss'], others], [1, 0.93, []]);
        },
      );
    });
  });

  describe('does not trust a signed address', () => {
    it('that is none, leads out of https or to a key', async () => {
      for (const url of [
        ...['http://storage.test/metrics?x=1', 'ftp://storage.test/', 'file:///etc/passwd', 'metrics', 7],
        ...['https://user:password@storage.test/', `https://storage.test/${'x'.repeat(9_000)}`],
      ])
        await withServer(
          (_, response) => {
            sendJson(response, { signedUrl: url, filenameToSignedUrls: { a: url } });
          },
          async (client, requests) => {
            const refused = { name: 'InvalidRequestError', message: /an address that is not followed/ };
            await assert.rejects(client.jobs.metrics('dpoJobs/x'), refused);
            await assert.rejects(textOf(client.files.content('datasets/x')), refused);
            assert.equal(requests.length, 2);
          },
        );
    });

    it('with the bytes of a file: nothing is sent there, and the data set does not stay', async () => {
      for (const urls of [{ a: 'http://storage.test/' }, { a: null }, {}, null])
        await withServer(
          ({ path }, response) => {
            if (path.includes(':')) sendJson(response, { filenameToSignedUrls: urls });
            else sendJson(response, { name: 'accounts/acme/datasets/precious', state: 'UPLOADING' });
          },
          async (client, requests) => {
            const parts = { above: 10, size: 10 };
            await assert.rejects(client.files.upload(countedSource(100), 'fine-tune', { parts }), {
              name: 'InvalidRequestError',
            });
            const own = /datasets\/train-[a-f0-9]{12}$/;
            assert.deepEqual(
              requests.map(({ method }) => method),
              ['POST', 'POST', 'DELETE'],
            );
            assert.match(requests[2]?.path ?? '', own);
          },
        );
    });

    it('with anything of the connection, nor its log with a key that is in it', async () => {
      const exchanges: Exchange[] = [];
      const server = await startServer(({ path, headers }, response) => {
        if (path === '/sk-test-key') response.end('{"step": 1}');
        else sendJson(response, { signedUrl: `http://${headers.host ?? ''}/sk-test-key?k=sk-test-key` });
      });
      try {
        const client = testClient(`${server.origin}/v1/accounts/acme`, {
          connection: { dialect: 'fireworks', headers: { 'x-team': 'blue' } },
          onExchange: (exchange) => exchanges.push(exchange),
        });
        await client.jobs.metrics('dpoJobs/x');
        const [asked, signed] = server.requests.map(({ headers }) => Object.keys(headers).sort());
        assert.ok(asked?.includes('x-team') && asked.includes('authorization'));
        assert.ok(!signed?.includes('x-team') && !signed?.includes('authorization'));
        assert.equal(exchanges[1]?.url, `${server.origin}/•••`);
      } finally {
        await server.close();
      }
    });

    it('that redirects: no key goes there, and no advice to move the connection', async () => {
      await withServer(
        (request, response) => {
          const to = request.path === '/away' ? '/elsewhere' : `http://${request.headers.host ?? ''}/away`;
          if (request.path.startsWith('/v1')) sendJson(response, { signedUrl: to });
          else response.writeHead(307, { location: to }).end();
        },
        async (client, requests) => {
          await assert.rejects(
            client.jobs.metrics('dpoJobs/x'),
            /^ApiError: The storage redirects elsewhere/,
          );
          assert.deepEqual(
            requests.map(({ path, headers }) => [
              path.split('/').at(-1),
              headers.authorization !== undefined,
            ]),
            [
              ['x:getMetricsFileEndpoint', true],
              ['away', false],
            ],
          );
        },
      );
    });

    it('that gives more than is read, or no metrics', async () => {
      const line = `${JSON.stringify({ step: 1, note: 'x'.repeat(90_000) })}\n`;
      await withServer(storageOf(line.repeat(400)), async (client) => {
        await assert.rejects(client.jobs.metrics('dpoJobs/x'), /more than 32 MB, which is more than is read/);
      });
      await withServer(storageOf('<html>Sign in</html>'), async (client) => {
        await assert.rejects(client.jobs.metrics('dpoJobs/x'), /The server responded with no metrics/);
      });
    });
  });

  it('reports of a fine-tuned model its base and its job, and deletes it by its own name', async () => {
    const { models, files } = fireworks.client();
    const [model, ...others] = await collect(models.list());
    assert.deepEqual(
      [model?.id, model?.base, model?.jobId],
      ['accounts/acme/models/faq', 'accounts/fireworks/models/qwen', 'supervisedFineTuningJobs/sft-0'],
    );
    assert.deepEqual([model?.isTrainable, model?.shutdownAt], [false, Date.UTC(2026, 4, 1) / 1000]);
    assert.equal(others.length, 200, 'of two pages');
    assert.deepEqual([others[0]?.isTrainable, others[0]?.shutdownAt], [null, null]);
    await models.delete('accounts/acme/models/faq');
    await files.delete('datasets/train');
    assert.deepEqual(
      fireworks.server.requests.slice(2).map(({ method, path }) => `${method} ${path}`),
      ['DELETE /v1/accounts/acme/models/faq', 'DELETE /v1/accounts/acme/datasets/train'],
    );
  });

  for (const [status, survives] of [
    [403, true],
    [404, true],
    [500, false],
  ] as const) {
    it(`${survives ? 'loses one list, not all,' : 'fails'} where one list responds with ${String(status)}`, async () => {
      const server = await startServer(({ path }, response) => {
        if (path.includes('dpo')) sendJson(response, { message: 'no' }, status);
        else sendJson(response, {});
      });
      try {
        const client = testClient(server.origin, { connection: { dialect: 'fireworks' }, retries: 0 });
        if (survives) assert.deepEqual((await client.jobs.list().first()).items, []);
        else await assert.rejects(client.jobs.list().first(), { status });
      } finally {
        await server.close();
      }
    });
  }
});
