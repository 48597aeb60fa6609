import assert from 'node:assert/strict';
import { huggingface } from '../../../../src/api/dialects/huggingface';
import { LiveReport } from '../../../../src/api/wire/liveReport';
import { huggingfaceJob, huggingfaceProvider, logOfRun } from '../../../support/providers/huggingface';
import { collect, useProvider } from '../../../support/providers/use';

const running = '687fb701029421ae5549d998';

describe('Hugging Face', () => {
  const provider = useProvider('huggingface', huggingfaceProvider);

  it('lists the jobs of a namespace, page after page, by the link in the header', async () => {
    const jobs = await collect(provider.client().jobs.list());
    assert.deepEqual(
      jobs.map(({ status }) => status),
      ['RUNNING', 'ERROR', 'SCHEDULING'],
    );
    assert.deepEqual(
      provider.server.requests.map(({ path, query }) => [path, query.toString()]),
      [
        ['/api/jobs/lhoestq', ''],
        ['/api/jobs/lhoestq', 'cursor=b2'],
      ],
    );
  });

  it('reads what a job trains from the arguments of its command, and its name from its labels', async () => {
    const job = await provider.client().jobs.retrieve(running);
    assert.deepEqual(
      [job.model, job.trainingFiles.map(({ id }) => id), job.suffix, job.metadata],
      ['Qwen/Qwen2-0.5B', ['trl-lib/Capybara'], 'faq', { team: 'ml' }],
    );
    assert.deepEqual(job.hyperparameters, { n_epochs: 2, learning_rate: 2e-5 });
    assert.equal(job.startedAt, Date.UTC(2025, 6, 22, 16, 6, 31, 79) / 1000);
    assert.equal(job.settings['flavor'], 'a10g-large');
    assert.match(job.settings['command'] ?? '', /^uv run https:.*--push_to_hub$/);
  });

  it('says why a job failed, and of a command that trains nothing only what it is', async () => {
    const failed = await provider.client().jobs.retrieve('68780d00bbe36d38803f645f');
    assert.equal(failed.error?.message, 'Job failed with exit code: 1. Reason: Error');
    const fields = { command: ['python', '-c', "print('Hello from the cloud!')"], arguments: [] };
    const plain = huggingface.toJob?.(huggingfaceJob('a', fields)) as Record<string, unknown>; // as it makes jobs
    assert.deepEqual([plain['model'], plain['training_file'], plain['error']], [null, null, null]);
  });

  it('has a price by the hardware that it ran on, and the time; none where either is not known', async () => {
    const client = provider.client();
    const jobs = await collect(client.jobs.list());
    const prices = [];
    for (const { id } of jobs) prices.push((await client.jobs.retrieve(id)).price?.toFixed(6));
    assert.deepEqual(prices, [undefined, '0.000835', undefined]);
    assert.equal(provider.server.requests.filter(({ path }) => path === '/api/jobs/hardware').length, 1);
  });

  it('is as good where prices are refused', () => {
    const priceOf = huggingface.priceList?.toPriceOf({ error: 'no' });
    assert.equal(priceOf?.(huggingfaceJob('a')), null);
  });

  it('is looked for by its status, and by a label', async () => {
    await provider
      .client()
      .jobs.list({ status: 'RUNNING', metadata: { team: 'ml' } })
      .first();
    assert.equal(provider.server.requests[0]?.query.toString(), 'label=team%3Dml&stage=RUNNING');
  });

  it('cancels a job', async () => {
    assert.equal((await provider.client().jobs.cancel(running)).status, 'CANCELED');
    const [request] = provider.server.requests;
    assert.deepEqual([request?.method, request?.path], ['POST', `/api/jobs/lhoestq/${running}/cancel`]);
  });

  it('has a page for each job, at its own address alone', () => {
    const page = huggingface.jobPage;
    assert.equal(page?.('a1', 'https://huggingface.co/api/jobs/acme'), 'https://huggingface.co/jobs/acme/a1');
    assert.equal(page('a1', 'https://hub.example/api/jobs/acme'), null);
  });
});

describe('a line of a trainer’s log', () => {
  const readAll = (lines: readonly unknown[]) => {
    const memory = new Map<string, number>();
    const report = (data: unknown) =>
      LiveReport.parse(huggingface.live?.toReport({ type: 'message', data }, memory) ?? {});
    return lines.map((line) => report(line));
  };
  const measuredIn = (...lines: readonly string[]) =>
    readAll(lines.map((data) => ({ data, timestamp: '2025-07-22T16:06:31.000Z' }))).map(({ data }) => data);

  it('is measured at the step of the bar of the training, and not of an evaluation', () => {
    const events = logOfRun.filter((each) => each.startsWith('data:'));
    const reports = readAll(events.map((each) => JSON.parse(each.slice('data:'.length)) as unknown));
    const measured = reports.map(({ data }) => data).filter((data) => data !== null && 'epoch' in data);
    assert.deepEqual(measured, [
      { step: 2, total_steps: 4, loss: 5.427, grad_norm: 1.617, learning_rate: 0.000048, epoch: 1 },
      { step: 2, total_steps: 4, eval_loss: 4.5, epoch: 1 },
      { step: 4, total_steps: 4, loss: 4.25, grad_norm: 1.5, learning_rate: 0, epoch: 2 },
    ]);
    assert.equal(reports.at(-1)?.fraction, 1);
    assert.ok(reports.every(({ message }) => !message?.includes('%|█████     | 2/4')));
  });

  it('is counted where there is no bar, and may have bare numbers, or none', () => {
    assert.deepEqual(
      measuredIn(
        "{'loss': 5.4267, 'epoch': 0.1}",
        "{'eval_loss': 5.1, 'epoch': 0.1}",
        "{'loss': nan, 'epoch': 0.2}",
      ),
      [
        { step: 1, loss: 5.4267, epoch: 0.1 },
        { step: 1, eval_loss: 5.1, epoch: 0.1 },
        { step: 2, loss: 'nan', epoch: 0.2 },
      ],
    );
  });

  it('has its own step where it names one, and none where it is no measurement', () => {
    assert.deepEqual(measuredIn("{'loss': 1.5, 'step': 40}"), [{ step: 40, loss: 1.5 }]);
    assert.deepEqual(measuredIn("{'name': 'loss'}", 'loss: 5', '{}', "config {'loss': 1}"), [
      null,
      null,
      null,
      null,
    ]);
  });

  it('is read at once, however long the numbers in it are', () => {
    const begin = performance.now();
    const lines = Array.from({ length: 100 }, () => `{'loss': ${'1'.repeat(7_900)}x}`);
    assert.ok(measuredIn(...lines).every((each) => each === null));
    assert.ok(performance.now() - begin < 2_000, 'a digit was tried in more places than one');
  });

  it('has the step that ms-swift writes beside it, and not how much was read', () => {
    const [trained, evaluated] = measuredIn(
      "{'loss': 1.00644, 'learning_rate': 0.0, 'consumed_train_samples': 48, 'global_step/max_steps': '3/9'}",
      "{'eval_loss': 1.1319, 'global_step/max_steps': '6/9'}",
    );
    assert.deepEqual(trained, { step: 3, total_steps: 9, loss: 1.00644, learning_rate: 0 });
    assert.deepEqual(evaluated, { step: 6, total_steps: 9, eval_loss: 1.1319 });
  });

  it('may be anything', () => {
    assert.deepEqual(
      readAll([null, 5, [], { data: 5 }, { data: '' }, { data: { a: 1 } }]).map(({ data }) => data),
      [null, null, null, null, null, null],
    );
  });
});
