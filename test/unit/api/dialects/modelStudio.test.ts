import assert from 'node:assert/strict';
import { JobCreation } from '../../../../src/api/createOnce';
import { adviceOnAddress } from '../../../../src/api/dialects/address';
import { modelStudio as dialect } from '../../../../src/api/dialects/modelStudio';
import { FineTuningJob } from '../../../../src/api/wire/job';
import { nonceKey } from '../../../../src/api/wire/nonce';
import { groupOf } from '../../../../src/shared/statuses';
import { lossy } from '../../../support/providers/lossy';
import { modelStudioJob, modelStudioLog, modelStudioProvider } from '../../../support/providers/modelStudio';
import { type Answer, type ProviderServer, startProvider } from '../../../support/providers/router';
import { collect, textOf, useProvider } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';
import { countedSource } from '../../../support/uploads';

const done = 'ft-202410291653-1c7f';
const queued = 'ft-202410291700-2b4d';
const file = '976bd01a-f30b-4414-86fd-50c54486e3ef';
const uploaded = '9G2EaQtq7p1fw7oRhYXdHTtDFYAMVQSh95432B38CAB211EDB8F952C2E8001733';
const nonce = '3f2a91bc-7c1e-4b7e-9a53-0d8d2f6a1b11';

describe('Model Studio', () => {
  const provider = useProvider('dashscope', () => modelStudioProvider());
  const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 3, learning_rate: 0.000016 } };
  const wanted = { model: 'qwen3-14b', trainingFile: 'file-9', suffix: 'faq', method };
  const sent = async (at = 0) => (await provider.server.requests[at]?.json()) ?? {};
  const utc = (time: string) => Date.parse(`${time}Z`) / 1000;

  it('reads a job, whose times are China’s', async () => {
    const job = await provider.client().jobs.retrieve(done);
    assert.deepEqual(
      [job.status, job.model, job.fineTunedModel, job.suffix, job.trainedTokens, job.error],
      ['SUCCEEDED', 'qwen3-14b', `qwen3-14b-suffix-${done}`, 'suffix', 279_808, null],
    );
    assert.deepEqual(
      [job.createdAt, job.finishedAt],
      [utc('2024-10-29T08:53:53'), utc('2024-10-29T09:11:26')],
    );
    assert.equal(job.hyperparameters['learning_rate'], 0.000016);
    assert.deepEqual(
      job.trainingFiles.map(({ id }) => id),
      [file],
    );
    assert.deepEqual([job.method?.type, job.settings], ['supervised', { training_type: 'sft' }]);
  });

  it('reads the files of a newer job by its data sets, uploaded or mounted', () => {
    const mount = { region: 'cn-beijing', bucket: 'acme', file_path: 'dataset/data.jsonl' };
    const job = FineTuningJob.parse(
      dialect.toJob?.({
        output: modelStudioJob('ft-1', {
          training_file_ids: [],
          training_datasets: [{ data_source_type: 'file_id', file_id: 'file-1' }],
          validation_datasets: [{ data_source_type: 'oss_mount', mount_storage: mount }, null],
        }),
      }),
    );
    assert.deepEqual(
      [job.trainingFiles, job.validationFiles].flat().map(({ id, filename }) => [id, filename]),
      [
        ['file-1', null],
        ['oss://acme/dataset/data.jsonl', 'data.jsonl'],
      ],
    );
  });

  it('keeps the name that a person gave it when it ends', () => {
    const nameOf = (fields: object) =>
      FineTuningJob.parse(dialect.toJob?.({ ...modelStudioJob(done), job_name: 'good', ...fields })).suffix;
    assert.deepEqual(
      [nameOf({ status: 'RUNNING', finetuned_output: undefined }), nameOf({})],
      ['good', 'good'],
    );
  });

  it('says what its model is called beside its own name', () => {
    const job = FineTuningJob.parse(dialect.toJob?.({ ...modelStudioJob(done), job_name: 'The good one' }));
    assert.deepEqual([job.suffix, job.outputName], ['The good one', 'suffix']);
  });

  it('has no suffix where its model has none', () => {
    const plain = modelStudioJob('ft-1', { finetuned_output: 'qwen3-14b-ft-1' });
    assert.equal(FineTuningJob.parse(dialect.toJob?.(plain)).suffix, null);
  });

  it('lists jobs page by page, each with its name, its kind and why it failed', async () => {
    const jobs = await collect(provider.client().jobs.list({ limit: 3 }));
    assert.deepEqual(
      jobs.map(({ suffix, method, settings, error }) => [
        suffix,
        method?.type,
        settings['training_type'],
        error?.message,
      ]),
      [
        ['faq', 'dpo', 'efficient_sft', undefined],
        ['suffix', 'supervised', 'sft', undefined],
        [null, 'supervised', 'sft', undefined],
        ['Customer service', 'supervised', 'cpt', 'Missing training files'],
      ],
    );
    assert.deepEqual(
      provider.server.requests.map(({ query }) => [query.get('page_no'), query.get('page_size')]),
      [
        ['1', '3'],
        ['2', '3'],
      ],
    );
  });

  it('asks for no more items a page than it gives', async () => {
    await collect(provider.client().files.list());
    await collect(provider.client().models.list());
    assert.deepEqual(
      provider.server.requests.map(({ query }) => query.get('page_size')),
      ['100', '100'],
    );
  });

  it('shows a job that cannot be read as it came', async () => {
    const server = await startProvider({
      ...modelStudioProvider(),
      routes: {
        'GET /api/v1/fine-tunes': (_, response) => {
          response.setHeader('content-type', 'application/json');
          response.end('{"output":{"total":1,"jobs":[{"job_id":null,"status":"RUNNING"}]}}');
        },
      },
    });
    try {
      const page = await clientOf(server).jobs.list().first();
      assert.deepEqual(
        page.unreadable.map(({ json }) => json),
        ['{"job_id":null,"status":"RUNNING"}'],
      );
      assert.equal(page.total, 1);
    } finally {
      await server.close();
    }
  });

  it('places every status of its reference', () => {
    const groups = Object.entries({
      ...{ PENDING: 'queued', QUEUING: 'queued', RUNNING: 'running', CANCELING: 'cancelling' },
      ...{ SUCCEEDED: 'succeeded', FAILED: 'failed', CANCELED: 'cancelled' },
    });
    for (const [status, group] of groups) assert.equal(groupOf(status), group);
  });

  it('creates a job with what was chosen', async () => {
    const job = await provider.client().jobs.create({
      ...wanted,
      validationFile: 'file-10',
      method: { ...method, hyperparameters: { ...method.hyperparameters, lora_rank: 8, save_steps: 50 } },
    });
    assert.deepEqual(await sent(), {
      ...{ model: 'qwen3-14b', training_file_ids: ['file-9'], validation_file_ids: ['file-10'] },
      ...{ training_type: 'efficient_sft', finetuned_output_suffix: 'faq', job_name: 'faq' },
      hyper_parameters: {
        ...{ n_epochs: 3, learning_rate: '0.000016', lora_rank: 8 },
        ...{ save_strategy: 'steps', save_steps: 50 },
      },
    });
    assert.deepEqual([job.status, job.suffix, job.fineTunedModel], ['PENDING', 'faq', null]);
  });

  for (const [type, weights, expected] of [
    ['supervised', undefined, 'efficient_sft'],
    ['supervised', 'sft', 'sft'],
    ['supervised', 'cpt', 'cpt'],
    ['dpo', undefined, 'dpo_lora'],
    ['dpo', 'efficient_sft', 'dpo_lora'],
    ['dpo', 'sft', 'dpo_full'],
    ['dpo', 'cpt', 'dpo_lora'],
    ['dpo', 'dpo_new', 'dpo_new'],
  ] as const)
    it(`calls ${type} with ${weights ?? 'nothing chosen'} ${expected}`, () => {
      const settings = weights === undefined ? {} : { training_type: weights };
      const body = dialect.createBody({ ...wanted, settings, method: { ...method, type } }, '');
      assert.equal(body['training_type'], expected);
    });

  it('asks for the job again where it is only confirmed that it is cancelled', async () => {
    assert.equal((await provider.client().jobs.cancel(queued)).status, 'CANCELING');
  });

  it('has the checkpoints, of which one is exported', async () => {
    const checkpoints = await collect(provider.client().jobs.listCheckpoints(done));
    assert.deepEqual(
      checkpoints.map(({ id, step, model, createdAt }) => [id, step, model, createdAt]),
      [
        [`${done}-checkpoint-180`, 180, null, utc('2025-11-11T05:42:31')],
        [`${done}:checkpoint-160`, 160, `qwen3-14b-${done}-c160`, utc('2025-11-11T05:27:29')],
      ],
    );
  });

  it('sends a file in the field that it reads, and says why it was not taken', async () => {
    const { files } = provider.client();
    const taken = await files.upload(countedSource(10), 'fine-tune');
    assert.equal(taken.id, uploaded);
    const refused = { ...countedSource(10), filename: 'one-too-many.jsonl' };
    await assert.rejects(files.upload(refused, 'fine-tune'), {
      ...{ name: 'ApiError', status: 409 },
      message: 'Out of number, <10> of <10> files has been uploaded.',
    });
  });

  it('has a file’s content from its storage, without the key', async () => {
    const { files } = provider.client();
    const { bytes, filename, createdAt } = await files.retrieve(file);
    assert.deepEqual([bytes, filename, createdAt], [16, 'test.jsonl', utc('2023-03-25T02:13:07')]);
    assert.equal(await textOf(files.content(file)), '{"messages":[]}\n');
  });

  it('knows a file that is gone, which it calls an invalid parameter', async () => {
    const { files } = provider.client();
    const missing = { name: 'ApiError', status: 404, message: 'File not found.' };
    await assert.rejects(files.retrieve('gone'), missing);
    await assert.rejects(textOf(files.content('gone')), missing);
    await assert.rejects(files.delete('gone'), missing);
    const isNoFile = (message: string) => dialect.isNoFile?.({ status: 400, message });
    for (const message of ['File not found.', 'file_id a1 does not exist', 'The file could not be found'])
      assert.equal(isNoFile(message), true);
    for (const message of ['Workspace not found.', 'Model not exist.', 'The API key does not exist'])
      assert.equal(isNoFile(message), false);
  });

  it('reads its storage over https, where it names it without', () => {
    const links = (url: unknown) => dialect.contentLinks?.({ data: { url } });
    const signed = 'xxxxx.oss-cn-hangzhou.aliyuncs.com/dogs.jpg?Expires=1679797621&Signature=s';
    assert.deepEqual(links(`http://${signed}`), [`https://${signed}`]);
    assert.deepEqual(links('http://localhost:1/x'), ['http://localhost:1/x']);
    assert.deepEqual(links('http://evil.example/?a=.aliyuncs.com/'), [
      'http://evil.example/?a=.aliyuncs.com/',
    ]);
    assert.deepEqual([links(5), links(undefined)], [[null], [null]]);
  });

  it('deletes a job and a file, and says what is not there', async () => {
    const { jobs, files } = provider.client();
    await jobs.delete(done);
    await assert.rejects(jobs.delete(done), { message: 'Not Found!', status: 404 });
    await files.delete(file);
    await assert.rejects(files.delete(file), { message: 'File not found.', status: 404 });
  });

  for (const path of ['/api/v1', '/api/v1/', '/compatible-mode/v1', '/compatible-mode', '/api', '', '/'])
    it(`is found by an address that ends in “${path}”`, async () => {
      const server = await startProvider(modelStudioProvider());
      try {
        const client = testClient(server.origin + path, { connection: { dialect: 'dashscope' } });
        assert.equal((await client.jobs.retrieve(done)).id, done);
      } finally {
        await server.close();
      }
    });

  it('knows a console from its API', () => {
    for (const website of [
      'https://bailian.console.aliyun.com/?tab=model',
      'https://modelstudio.console.alibabacloud.com/',
      'https://help.aliyun.com/zh/model-studio',
      'https://www.alibabacloud.com/help/en/model-studio',
    ])
      assert.match(adviceOnAddress(dialect, website) ?? '', /That is a website/);
    for (const host of ['dashscope', 'dashscope-intl', 'cn-hongkong.dashscope', 'ws-1.eu-central-1.maas'])
      assert.equal(adviceOnAddress(dialect, `https://${host}.aliyuncs.com/api/v1`), null);
  });

  it('takes anything', () => {
    const odd = [
      null,
      5,
      'x',
      [],
      {},
      { output: null },
      { output: [] },
      { output: { job_name: {}, usage: [] } },
    ];
    for (const raw of [...odd, { data: { uploaded_files: [5], failed_uploads: [null] } }]) {
      for (const read of [
        dialect.toJob,
        dialect.toFile,
        dialect.toModel,
        dialect.refusal,
        dialect.contentLinks,
      ])
        read?.(raw);
      dialect.toCheckpoint?.(raw, 'ft-1');
      dialect.log?.read(raw);
      dialect.log?.toEvent({ line: raw, number: 1 });
    }
  });

  describe('a job whose creation was not confirmed', () => {
    const creation = () => new JobCreation(wanted, nonce);

    it('is known by the mark in its name, also beside another that looks like it', async () => {
      const server = await startProvider(lossy(modelStudioProvider(), 'POST /api/v1/fine-tunes', 1));
      try {
        const client = clientOf(server);
        const outcome = await creation().send(client);
        assert.equal(outcome.kind, 'found');
        const creations = server.requests.filter((request) => request.method === 'POST');
        assert.equal(creations.length, 1);
        assert.equal((await creations[0]?.json())?.['job_name'], 'faq-ftj-3f2a91bc');
        // Somebody else’s, on the same file and with the same suffix.
        await client.jobs.create({ ...wanted, metadata: { [nonceKey]: 'ffffffff' } });
        const again = await creation().lookUp(client);
        assert.equal(again.kind === 'found' && again.job.metadata[nonceKey], '3f2a91bc');
      } finally {
        await server.close();
      }
    });

    it('is asked about where its name was cut before the mark, although other jobs have theirs', async () => {
      const provider = modelStudioProvider();
      const create = provider.routes['POST /api/v1/fine-tunes'];
      const cutting: Answer = async (request, response, ids) => {
        await create?.(request, response, ids);
        Object.assign(provider.jobs[0] ?? {}, { job_name: 'faq-ftj' });
      };
      const routes = { ...provider.routes, 'POST /api/v1/fine-tunes': cutting };
      const server = await startProvider(lossy({ ...provider, routes }, 'POST /api/v1/fine-tunes', 1));
      try {
        const outcome = await creation().send(clientOf(server)); // whose clock is years ahead of the server's
        const named = outcome.kind === 'unknown' ? outcome.candidates.map(({ suffix }) => suffix) : outcome;
        assert.deepEqual(named, ['faq']);
      } finally {
        await server.close();
      }
    });

    it('has a name that says no more than the mark where it has no suffix', () => {
      const { model, trainingFile } = wanted;
      const body = dialect.createBody({ model, trainingFile, method, metadata: { [nonceKey]: nonce } }, '');
      assert.equal(body['job_name'], 'ftj-3f2a91bc');
      const read = dialect.toJob?.({ job_id: 'ft-1', job_name: 'ftj-3f2a91bc' }) as Record<string, unknown>;
      assert.deepEqual([read['suffix'], read['metadata']], [null, { [nonceKey]: '3f2a91bc' }]);
    });
  });
});

describe('the log of Model Studio', () => {
  let server: ProviderServer;

  const begin = async (log: readonly string[]) => {
    server = await startProvider(modelStudioProvider(log));
    return clientOf(server).jobs;
  };
  afterEach(() => server.close());
  const asked = () =>
    server.requests.map(({ query }) => [query.get('offset'), query.get('line')].map(Number));

  it('is read with its times, and its losses at their steps', async () => {
    const jobs = await begin(modelStudioLog());
    const events = (await collect(jobs.listEvents(done))).toReversed();
    const [first, , start, loss, , evaluated] = events;
    assert.deepEqual(
      [first?.id, first?.createdAt, first?.level, first?.message],
      [
        '1',
        Date.parse('2024-10-29T08:54:57Z') / 1000,
        'info',
        'data download succeeded, start to pre-processor',
      ],
    );
    assert.deepEqual([start?.createdAt, start?.message, start?.data], [null, 'Training start!', null]);
    assert.deepEqual(loss?.data, { step: 1, total_steps: 3, learning_rate: 0.000016, loss: 1.25 });
    assert.deepEqual(evaluated?.data, {
      ...{ step: 3, total_steps: 3, eval_loss: 1.1319 },
      eval_ppl: 3.1014094824472096,
    });
    assert.equal(events.filter(({ data }) => data !== null).length, 3);
    assert.deepEqual(asked(), [[0, 100]]);
  });

  it('is read from its end, and from there on', async () => {
    const log = modelStudioLog(30);
    const jobs = await begin(log);
    const pages = jobs.listEvents(done, { limit: 20 });
    const page = await pages.first();
    assert.deepEqual([page.items.length, page.items[0]?.message], [20, '##FT_COMPLETE##']);
    assert.deepEqual([page.total, page.cursor], [46, '26']);
    const all = await collect(jobs.listEvents(done, { limit: 20 }));
    assert.deepEqual(
      all.map(({ id }) => id),
      log.map((_, at) => String(log.length - at)),
    );
    assert.deepEqual(asked(), [
      [0, 20],
      [26, 20],
      [0, 20],
      [26, 20],
      [6, 20],
      [0, 6],
    ]);
  });

  it('may be one text, or of a job that has not begun', () => {
    const read = (raw: unknown) => dialect.log?.read(raw);
    assert.deepEqual(read({ output: { logs: 'a\nb' } }), { lines: ['a', 'b'], total: 2 });
    assert.deepEqual(read({ output: {} }), { lines: [], total: 0 });
    assert.equal(read({ code: 'NotFound' }), null);
  });
});

function clientOf(server: ProviderServer) {
  return testClient(server.baseUrl, { connection: { dialect: 'dashscope' } });
}
