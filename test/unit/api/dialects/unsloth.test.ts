import assert from 'node:assert/strict';
import { JobCreation } from '../../../../src/api/createOnce';
import { unsloth as dialect } from '../../../../src/api/dialects/unsloth';
import type { LiveReport } from '../../../../src/api/liveApi';
import { lossy } from '../../../support/providers/lossy';
import { startProvider } from '../../../support/providers/router';
import { unslothEvent, unslothProvider } from '../../../support/providers/unsloth';
import { collect, useProvider } from '../../../support/providers/use';
import { testClient } from '../../../support/testClient';
import { countedSource } from '../../../support/uploads';

describe('unsloth', () => {
  const unsloth = useProvider('unsloth', () => unslothProvider());
  const method = { type: 'supervised' as const, hyperparameters: { n_epochs: 3, learning_rate: 0.0001 } };
  const wanted = { model: 'unsloth/Qwen3-4B', trainingFile: '/data/faq.jsonl', suffix: 'faq', method };
  const sent = async (at = 0) => (await unsloth.server.requests[at]?.json()) ?? {};

  it('reads a run with what it was started with', async () => {
    const job = await unsloth.client().jobs.retrieve('job_3');
    assert.deepEqual(
      [job.status, job.model, job.suffix, job.fineTunedModel, job.seed, job.trainedTokens, job.progress],
      ['running', 'unsloth/Qwen3-4B', 'faq', null, 3407, 4_096, 0.25],
    );
    assert.deepEqual(job.hyperparameters, {
      ...{ n_epochs: 2, batch_size: 2, learning_rate: 0.0002, warmup_steps: 5, save_steps: 20 },
      ...{
        evaluation_interval: 0.1,
        gradient_accumulation_steps: 4,
        weight_decay: 0.001,
        max_seq_length: 2_048,
      },
      ...{ lora_r: 16, lora_alpha: 16, lora_dropout: 0 },
    });
    const files = [job.trainingFiles, job.validationFiles].flat();
    assert.deepEqual(
      files.map(({ id }) => id),
      ['/data/faq.jsonl', '/data/valid.jsonl'],
    );
    const settings = { training_type: 'LoRA/QLoRA', format_type: 'auto', load_in_4bit: 'true' };
    assert.deepEqual(job.settings, { ...settings, train_split: 'train' });
    assert.deepEqual(
      job.integrations.map(({ type, project }) => [type, project]),
      [['wandb', 'faq']],
    );
  });

  it('goes through pages by their offsets, newest first', async () => {
    const jobs = await collect(unsloth.client().jobs.list({ limit: 2 }));
    assert.deepEqual(
      jobs.map(({ suffix, fineTunedModel, error }) => [suffix, fineTunedModel, error?.message]),
      [
        ['faq', null, undefined],
        ['The good one', '/studio/outputs/faq', undefined],
        ['faq', null, 'CUDA out of memory'],
      ],
    );
    assert.deepEqual(
      unsloth.server.requests.map(({ query }) => [query.get('limit'), query.get('offset')]),
      [
        ['2', '0'],
        ['2', '2'],
      ],
    );
  });

  it('starts a run on a path of the server, with what was chosen', async () => {
    const job = await unsloth.client().jobs.create({
      ...wanted,
      validationFile: '/data/valid.jsonl',
      seed: 7,
      settings: { training_type: 'Full Finetuning', format_type: 'chatml', load_in_4bit: 'false' },
      integrations: [{ type: 'wandb', wandb: { project: 'faq', api_key: 'w-key' } }],
    });
    assert.deepEqual(await sent(), {
      ...{ model_name: 'unsloth/Qwen3-4B', training_type: 'Full Finetuning', format_type: 'chatml' },
      ...{ load_in_4bit: false, local_datasets: ['/data/faq.jsonl'], project_name: 'faq', random_seed: 7 },
      ...{
        local_eval_datasets: ['/data/valid.jsonl'],
        eval_steps: 0.1,
        num_epochs: 3,
        learning_rate: 0.0001,
      },
      ...{ enable_wandb: true, wandb_project: 'faq', wandb_token: 'w-key' },
    });
    assert.deepEqual([job.status, job.hyperparameters['n_epochs']], ['running', 3]);
  });

  it('knows a data set at Hugging Face from a path', () => {
    const datasetOf = (trainingFile: string) => {
      const { hf_dataset, local_datasets } = dialect.createBody({ ...wanted, trainingFile }, '');
      return hf_dataset ?? local_datasets;
    };
    assert.equal(datasetOf('unsloth/alpaca-cleaned'), 'unsloth/alpaca-cleaned');
    assert.equal(datasetOf('hf://datasets/imdb'), 'imdb');
    for (const path of ['/data/faq', 'faq.jsonl', 'sets/faq.jsonl', 'C:\\data\\faq', '../faq/set', 'ref:a/b'])
      assert.deepEqual(datasetOf(path), [path]);
  });

  it('lets a chosen evaluation stand, and evaluates nothing without a file', () => {
    const hyperparameters = { evaluation_interval: 0.25 };
    const own = { ...wanted, method: { ...method, hyperparameters } };
    assert.equal(dialect.createBody({ ...own, validationFile: '/v' }, '')['eval_steps'], 0.25);
    assert.equal('eval_steps' in dialect.createBody(wanted, ''), false);
  });

  it('is refused where the response is a success that says so', async () => {
    const server = await startProvider(unslothProvider(true));
    try {
      const client = testClient(server.baseUrl, { connection: { dialect: 'unsloth' } });
      await assert.rejects(new JobCreation(wanted).send(client), {
        ...{ name: 'ApiError', status: 409 },
        message: 'Training is already in progress. Stop current training before starting a new one.',
      });
      assert.equal(server.requests.filter(({ method }) => method === 'POST').length, 1);
    } finally {
      await server.close();
    }
  });

  it('shows what FastAPI complains of', async () => {
    await assert.rejects(unsloth.client().jobs.list({ limit: 500 }).first(), {
      ...{ name: 'ApiError', status: 422, message: 'Input should be less than or equal to 200' },
    });
  });

  for (const lost of [1, 2])
    it(`starts one run although ${String(lost)} responses are lost`, async () => {
      const server = await startProvider(lossy(unslothProvider(true), 'POST /api/train/start', lost));
      try {
        const client = testClient(server.baseUrl, { connection: { dialect: 'unsloth' } });
        await client.jobs.cancel('job_3');
        const outcome = await new JobCreation(wanted, 'token-1').send(client);
        assert.equal(outcome.kind, 'found');
        const starts = server.requests.filter(({ path }) => path === '/api/train/start');
        const bodies = await Promise.all(starts.map((request) => request.json()));
        assert.deepEqual(
          bodies.map(({ start_request_id: token }) => token),
          Array.from({ length: lost + 1 }, () => 'token-1'),
        );
        assert.equal((await collect(client.jobs.list())).length, 4);
      } finally {
        await server.close();
      }
    });

  it('stops the run that is meant, and keeps what is trained', async () => {
    const { jobs } = unsloth.client();
    assert.equal((await jobs.cancel('job_3')).status, 'stopping');
    assert.deepEqual(await sent(), { expected_job_id: 'job_3', save: true });
    assert.equal((await jobs.retrieve('job_3')).status, 'stopped');
    await assert.rejects(jobs.cancel('job_3'), { message: /no longer active/, status: 409 });
  });

  it('is stopping once it is cancelled, whatever its list says until its worker has ended', async () => {
    const { jobs } = unsloth.client();
    const runs = unsloth.jobs;
    const listed = async () => (await jobs.listSummaries().first()).items.map(({ status }) => status);
    await assert.rejects(jobs.cancel('job_2'), { status: 409 });
    Object.assign(runs[1] ?? {}, { status: 'running' });
    assert.deepEqual(await listed(), ['running', 'running', 'error']); // what was refused is not on its way
    await jobs.cancel('job_3');
    Object.assign(runs[0] ?? {}, { status: 'running' });
    assert.deepEqual(await listed(), ['stopping', 'running', 'error']);
    assert.equal((await jobs.retrieve('job_3')).status, 'stopping');
    Object.assign(runs[0] ?? {}, { status: 'stopped' });
    assert.deepEqual(await listed(), ['stopped', 'running', 'error']);
    Object.assign(runs[0] ?? {}, { status: 'running' }); // begun again under its id
    assert.deepEqual(await listed(), ['running', 'running', 'error']);
  });

  it('deletes a run, but not while it runs', async () => {
    const { jobs } = unsloth.client();
    await assert.rejects(jobs.delete('job_3'), { message: 'Cannot delete a running training run' });
    await jobs.delete('job_2');
    await assert.rejects(jobs.retrieve('job_2'), { status: 404 });
  });

  it('makes one measurement a step of lists that have each their own steps', async () => {
    assert.deepEqual(await unsloth.client().jobs.metrics('job_3'), [
      { step: 5, loss: 2, learning_rate: 0.0002 },
      { step: 10, loss: 1.5, learning_rate: 0.0001, grad_norm: 0.5, eval_loss: 1.75 },
      { step: 15, loss: 1.25 },
    ]);
  });

  it('takes lists of other lengths, and no lists, for what they hold', () => {
    const metricsOf = (metrics: unknown) => dialect.toMetrics?.({ metrics });
    assert.deepEqual(metricsOf({ loss_history: [1, 2, 3], loss_step_history: [9, 'x'] }), [
      { step: 9, loss: 1 },
    ]);
    for (const odd of [null, 7, [], { loss_history: 1 }, { loss_history: [1] }])
      assert.deepEqual(metricsOf(odd), []);
  });

  it('lists checkpoints by the name that the run has in OpenAI’s form', async () => {
    const checkpoints = await collect(unsloth.client().jobs.listCheckpoints('job_3'));
    assert.deepEqual(
      checkpoints.map(({ model, step, metrics }) => [model, step, metrics]),
      [
        ['faq/checkpoint-10', 10, { step: 10, train_loss: 1.5 }],
        ['faq/checkpoint-5', 5, { step: 5 }],
      ],
    );
    assert.equal(unsloth.server.requests[0]?.path, '/v1/fine_tuning/jobs/ftjob_3/checkpoints');
  });

  it('goes through pages of checkpoints by the last one', async () => {
    const checkpoints = await collect(unsloth.client().jobs.listCheckpoints('job_3', { limit: 1 }));
    assert.deepEqual(
      checkpoints.map(({ step }) => step),
      [10, 5],
    );
    assert.deepEqual(
      unsloth.server.requests.map(({ query }) => query.get('after')),
      [null, 'ftckpt_job_3_10'],
    );
  });

  it('names data sets by their paths, also one that was just uploaded', async () => {
    const { files } = unsloth.client();
    const [file] = await collect(files.list());
    assert.deepEqual(
      [file?.id, file?.filename, file?.createdAt, file?.examples],
      ['/studio/datasets/0a1b_faq.jsonl', 'faq.jsonl', 1_767_268_800.5, 12],
    );
    const uploaded = await files.upload(countedSource(10), 'fine-tune');
    assert.match(uploaded.id, /^\/studio\/datasets\/2c3d_/);
  });

  it('finds its API beside /v1 and /api', async () => {
    for (const end of ['/v1', '/api/']) {
      const client = testClient(unsloth.server.origin + end, { connection: { dialect: 'unsloth' } });
      assert.equal((await client.jobs.list().first()).items.length, 3);
    }
  });

  describe('live', () => {
    const follow = async (after: string | null) => {
      const all: LiveReport[] = [];
      let last: string | null = null;
      await (
        await unsloth.client().live()
      ).follow('job_3', after, ({ reports, lastId }) => {
        all.push(...reports);
        last = lastId;
      });
      return { all, last };
    };

    it('brings the newest step, and no start at which nothing was measured', async () => {
      const { all, last } = await follow(null);
      assert.deepEqual(
        all.map(({ data, fraction, secondsLeft, isLast }) => [data, fraction, secondsLeft, isLast]),
        [
          [
            {
              ...{ step: 10, total_steps: 40, epoch: 0.5, loss: 1.5, learning_rate: 0.0001 },
              ...{ grad_norm: 0.5, eval_loss: 1.75 },
            },
            ...[0.25, 90, false],
          ],
        ],
      );
      assert.equal(last, '10');
      assert.equal(unsloth.server.requests[0]?.query.get('expected_job_id'), 'job_3');
    });

    it('goes on after the last step that came, to the end', async () => {
      const { all } = await follow('10');
      assert.deepEqual(
        all.map(({ data, isLast }) => [data?.['step'], isLast]),
        [
          [15, false],
          [40, true],
        ],
      );
      assert.equal(unsloth.server.requests[0]?.headers['last-event-id'], '10');
    });

    it('tells an error of the stream from the end of a run', () => {
      const reportOf = (type: string, data: unknown) => dialect.live?.toReport({ type, data }, new Map());
      assert.match(JSON.stringify(reportOf('error', { step: 10 })), /"error":"Unsloth Studio .*"/);
      assert.deepEqual(reportOf('complete', { step: -1, total_steps: 0 }), { is_last: true });
      assert.equal(reportOf('busy', { status: 'busy' }), null);
      assert.equal(reportOf('progress', 'text'), null);
      assert.match(unslothEvent('progress', 1), /^id: 1\nevent: progress\n/);
    });
  });
});
