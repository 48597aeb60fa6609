import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import { openaiProvider, openaiState } from '../../../support/providers/openai';
import { collect, textOf, useProvider } from '../../../support/providers/use';
import { bytesOf, countedSource } from '../../../support/uploads';

describe('openai', () => {
  const openai = useProvider('openai', () => openaiProvider(openaiState()));
  const official = () => new OpenAI({ apiKey: 'sk-test-key', baseURL: openai.server.baseUrl, maxRetries: 0 });

  it('does all that the official client does, by the same requests', async () => {
    const theirs = official();
    const { requests } = openai.server;
    const { data } = await theirs.fineTuning.jobs.list({ limit: 100 });
    const retrieved = await theirs.fineTuning.jobs.retrieve('ftjob-1');
    await theirs.fineTuning.jobs.pause('ftjob-3');
    await theirs.fineTuning.jobs.resume('ftjob-3');
    await theirs.fineTuning.jobs.cancel('ftjob-3');
    const events = await theirs.fineTuning.jobs.listEvents('ftjob-1', { limit: 100 });
    const checkpoints = await theirs.fineTuning.jobs.checkpoints.list('ftjob-1', { limit: 100 });
    await theirs.files.content('file-1');
    await theirs.models.list();
    const asked = requests.splice(0).map(({ method, url }) => `${method} ${url}`);

    const { jobs, files, models } = openai.client();
    const page = await jobs.list().first();
    const job = await jobs.retrieve('ftjob-1');
    await jobs.pause('ftjob-3');
    await jobs.resume('ftjob-3');
    await jobs.cancel('ftjob-3');
    const ourEvents = await collect(jobs.listEvents('ftjob-1'));
    const ourCheckpoints = await collect(jobs.listCheckpoints('ftjob-1'));
    await textOf(files.content('file-1'));
    await collect(models.list());
    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url}`),
      asked,
    );
    assert.deepEqual(
      page.items.map(({ id }) => id),
      data.map(({ id }) => id),
    );
    assert.deepEqual(
      [job.id, job.createdAt, job.finishedAt, job.fineTunedModel, job.trainedTokens, job.seed],
      [
        retrieved.id,
        retrieved.created_at,
        retrieved.finished_at,
        retrieved.fine_tuned_model,
        retrieved.trained_tokens,
        retrieved.seed,
      ],
    );
    assert.deepEqual(
      ourEvents.map(({ id, message }) => [id, message]),
      events.data.map(({ id, message }) => [id, message]),
    );
    assert.deepEqual(
      ourCheckpoints.map(({ id, step }) => [id, step]),
      checkpoints.data.map(({ id, step_number }) => [id, step_number]),
    );
  });

  it('creates what the official client creates', async () => {
    const { requests } = openai.server;
    await official().fineTuning.jobs.create({
      model: 'gpt-4o-mini',
      training_file: 'file-1',
      suffix: 'faq',
      seed: 7,
      metadata: { team: 'blue' },
      method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2 } } },
    });
    const job = await openai.client().jobs.create({
      model: 'gpt-4o-mini',
      trainingFile: 'file-1',
      suffix: 'faq',
      seed: 7,
      metadata: { team: 'blue' },
      method: { type: 'supervised', hyperparameters: { n_epochs: 2 } },
    });
    const [theirs, ours] = await Promise.all(requests.map((request) => request.json()));
    assert.deepEqual(ours, theirs);
    assert.deepEqual([job.suffix, job.metadata, job.seed], ['faq', { team: 'blue' }, 7]);
  });

  it('uploads what the official client uploads', async () => {
    const { files } = openai.client();
    const ours = await files.upload(countedSource(1_000), 'fine-tune');
    const theirs = await official().files.create({
      file: await toFile(bytesOf(0, 1_000), 'train.jsonl'),
      purpose: 'fine-tune',
    });
    assert.deepEqual(
      [ours.filename, ours.bytes, ours.purpose],
      [theirs.filename, theirs.bytes, theirs.purpose],
    );
    assert.equal(
      await textOf(files.content(ours.id)),
      await (await official().files.content(theirs.id)).text(),
    );
  });

  it('filters jobs by metadata', async () => {
    const { jobs } = openai.client();
    const method = { type: 'supervised' as const, hyperparameters: {} };
    await jobs.create({ model: 'm', trainingFile: 'f', metadata: { team: 'blue' }, method });
    assert.equal((await jobs.list({ metadata: { team: 'blue' } }).first()).items.length, 1);
    assert.equal((await jobs.list({ metadata: { team: 'red' } }).first()).items.length, 0);
  });
});
