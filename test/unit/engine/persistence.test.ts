import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type OpenAI from 'openai';
import { type EngineProcess, runEngine, startEngine } from '../../support/engineProcess';
import {
  chats,
  clientOf,
  create,
  epochs,
  metricsOf,
  until,
  untilEnded,
  untilStatus,
  upload,
} from './support';

describe('engine: what survives', function () {
  this.timeout(120_000);
  let dataDir: string;
  let engine: EngineProcess | undefined;

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'engine-kept-'));
  });
  afterEach(async () => {
    await engine?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (...args: string[]): Promise<OpenAI> => {
    engine = await startEngine({ dataDir, apiKey: 'k', args });
    return clientOf(engine);
  };

  const untilStep = async (client: OpenAI, id: string, step: number): Promise<void> => {
    await until(
      () => metricsOf(client, id),
      (metrics) => metrics.length >= step,
    );
  };

  it('a kill in the middle of a job: it goes on, and ends with the numbers of an undisturbed one', async () => {
    let client = await start('--throttle', '15');
    const training = await upload(client, chats(24));
    const settings = { ...epochs(5, 3), seed: 3, validation_file: await upload(client, chats(3)) };
    const { id } = await create(client, training, settings);
    const waiting = await create(client, training, settings);
    // Once in the middle of the second epoch, once in the middle of the third.
    for (const [step, throttle] of [
      [11, '15'],
      [20, '0'],
    ] as const) {
      await untilStep(client, id, step);
      await engine?.kill();
      client = await start('--throttle', throttle);
    }
    const job = await untilEnded(client, id);
    assert.equal(job.status, 'succeeded', JSON.stringify(job.error));
    const undisturbed = await untilEnded(client, waiting.id);
    assert.equal(undisturbed.status, 'succeeded', JSON.stringify(undisturbed.error));
    const metrics = await metricsOf(client, id);
    assert.equal(metrics.length, 40);
    assert.deepEqual(metrics, await metricsOf(client, waiting.id));
    const checkpoints = await client.fineTuning.jobs.checkpoints.list(id);
    assert.deepEqual(
      checkpoints.data.map(({ step_number }) => step_number),
      [40, 32, 24, 16, 8],
    );
    const content = async (file?: string): Promise<string> =>
      (await client.files.content(String(file))).text();
    assert.equal(await content(job.result_files[0]), await content(undisturbed.result_files[0]));
    const events = (await client.fineTuning.jobs.listEvents(id, { limit: 100 })).data;
    assert.equal(events.filter(({ message }) => message.includes('training goes on')).length, 2);
  });

  it('kills at many moments: no file and no job is lost', async () => {
    const files: string[] = [];
    const jobs: string[] = [];
    for (let round = 0; round < 5; round++) {
      const client = await start();
      const training = await upload(client, chats(10 + round));
      files.push(training);
      for (let index = 0; index < 3; index++)
        jobs.push((await create(client, training, epochs(1 + index))).id);
      // The kill falls wherever the engine happens to be: checking, training, writing checkpoints or results.
      const [checked] = jobs.slice(-2);
      if (round > 2 && checked !== undefined) await untilStatus(client, checked, 'running', 'succeeded');
      await engine?.kill();
    }
    const client = await start();
    for (const id of files) assert.equal((await client.files.retrieve(id)).id, id);
    for (const id of jobs) {
      const job = await untilEnded(client, id);
      assert.equal(job.status, 'succeeded', JSON.stringify(job.error));
      const steps = (await metricsOf(client, id)).map(({ step }) => step);
      assert.deepEqual(
        steps,
        steps.map((_, index) => index + 1),
      );
    }
    const listed = [];
    for await (const job of client.fineTuning.jobs.list()) listed.push(job.id);
    assert.deepEqual(listed, jobs.toReversed());
    const left = readdirSync(dataDir, { recursive: true }).filter((name) => String(name).endsWith('.tmp'));
    assert.deepEqual(left, []);
  });

  it('a stop: a running job goes on from its very step, a pausing one is paused, a paused one stays so', async () => {
    let client = await start('--throttle', '15');
    const training = await upload(client, chats(20));
    const paused = await create(client, training, { ...epochs(3), seed: 1 });
    await untilStep(client, paused.id, 2);
    await client.fineTuning.jobs.pause(paused.id);
    await untilStatus(client, paused.id, 'paused');
    const running = await create(client, training, { ...epochs(3), seed: 1 });
    await untilStep(client, running.id, 5);
    await engine?.stop();
    assert.equal(engine?.process.exitCode, 0, engine?.stderr());

    client = await start();
    assert.equal((await untilEnded(client, running.id)).status, 'succeeded');
    assert.equal((await client.fineTuning.jobs.retrieve(paused.id)).status, 'paused');
    await client.fineTuning.jobs.resume(paused.id);
    assert.equal((await untilEnded(client, paused.id)).status, 'succeeded');
    assert.deepEqual(await metricsOf(client, paused.id), await metricsOf(client, running.id));
  });

  it('a torn last line of the events, and a damaged place to go on from', async () => {
    let client = await start('--throttle', '15');
    const { id } = await create(client, await upload(client, chats(20)), epochs(3));
    await untilStep(client, id, 6);
    await engine?.kill();
    appendFileSync(path.join(dataDir, 'jobs', id, 'events.jsonl'), '{"created_at":17');
    writeFileSync(path.join(dataDir, 'jobs', id, 'resume.weights'), 'half');

    client = await start();
    assert.equal((await untilEnded(client, id)).status, 'succeeded');
    const steps = (await metricsOf(client, id)).map(({ step }) => step);
    assert.deepEqual(
      steps,
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    const checkpoints = await client.fineTuning.jobs.checkpoints.list(id);
    assert.equal(checkpoints.data.length, 3);
  });

  it('a deleted file stays deleted; a job that needs it reports so', async () => {
    let client = await start('--throttle', '15');
    const training = await upload(client, chats(20));
    const blocker = await create(client, await upload(client, chats(20)), epochs(50));
    const { id } = await create(client, training, epochs(1));
    await untilStatus(client, id, 'queued');
    await client.files.delete(training);
    await engine?.kill();
    client = await start();
    await client.fineTuning.jobs.cancel(blocker.id);
    const { error } = await untilEnded(client, id);
    assert.deepEqual([error?.code, error?.param], ['file_not_found', 'training_file']);
    await assert.rejects(client.files.retrieve(training), { status: 404 });
  });

  it('all the others, where one record cannot be read; nothing of a file that has expired', async () => {
    let client = await start();
    const kept = await upload(client, chats(10));
    const damaged = await upload(client, chats(10));
    const expiring = await upload(client, chats(10));
    const job = await create(client, kept, epochs(1));
    await untilEnded(client, job.id);
    await engine?.stop();
    const inFiles = (name: string): string => path.join(dataDir, 'files', name);
    writeFileSync(inFiles(`${damaged}.json`), '{"order":');
    const description = readFileSync(inFiles(`${expiring}.json`), 'utf8');
    writeFileSync(inFiles(`${expiring}.json`), description.replace('"expires_at":null', '"expires_at":1'));

    client = await start();
    assert.equal((await client.files.retrieve(kept)).id, kept);
    assert.equal((await client.fineTuning.jobs.retrieve(job.id)).status, 'succeeded');
    await assert.rejects(client.files.retrieve(expiring), { status: 404 });
    assert.match(JSON.stringify(await client.files.retrieve(damaged)), /cannot be read/);
    assert.match(engine?.stderr() ?? '', /cannot read .*; it is left as it is/);
    assert.ok(readdirSync(path.join(dataDir, 'files')).includes(`${damaged}.bin`));
    await until(
      () => Promise.resolve(readdirSync(path.join(dataDir, 'files'))),
      (names) => !names.includes(`${expiring}.bin`),
    );
  });

  it('the key that the engine made, readable by its user alone', async () => {
    engine = await startEngine({ dataDir });
    const { apiKey } = engine;
    assert.match(apiKey, /^sk-local-\S{32}$/);
    if (process.platform !== 'win32') {
      assert.equal(statSync(path.join(dataDir, 'api-key')).mode & 0o777, 0o600);
    }
    await engine.stop();
    engine = await startEngine({ dataDir });
    assert.equal(engine.apiKey, apiKey);
  });

  it('one engine per data directory: a second is refused, the lock of a killed one is taken over', async () => {
    await start();
    const second = await runEngine(['--data-dir', dataDir]);
    assert.equal(second.code, 1);
    assert.match(
      second.output,
      /^engine: the data directory is already served by another engine \(pid \d+\)\n$/,
    );
    await engine?.kill();
    await start();
    await engine?.kill();
    // A number that a stranger has now, and a torn lock.
    for (const lock of [JSON.stringify({ pid: process.pid, began: 'another boot 1' }), '{"pid":']) {
      writeFileSync(path.join(dataDir, 'engine.lock'), lock);
      await start();
      await engine?.kill();
    }
  });
});

describe('engine: its flags', function () {
  this.timeout(120_000);

  const refused: [args: string[], message: RegExp][] = [
    [[], /^engine: --data-dir DIR is missing\n$/],
    [
      ['--data-dir', '/tmp', '--port', '70000'],
      /^engine: --port must be a whole number from 0 to 65535, not 70000\n$/,
    ],
    [['--data-dir', '/tmp', '--port', 'x'], /^engine: --port must be/],
    [['--data-dir', '/tmp', '--api-key', 'a b'], /^engine: --api-key must be/],
    [
      ['--data-dir', '/tmp', '--result-encoding', 'zip'],
      /^engine: --result-encoding must be base64 or plain, not zip\n$/,
    ],
    [['--data-dir', '/tmp', '--throttle', '-1'], /^engine: .*throttle/],
    [['--data-dir', '/tmp', '--verbose'], /^engine: Unknown option '--verbose'/],
    [
      ['--data-dir', path.join(__filename, 'below')],
      /^engine: cannot write to the data directory .* \(ENOTDIR\)\n$/,
    ],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.join(' ') || 'nothing at all'}`, async () => {
      const { code, output } = await runEngine(args);
      assert.equal(code, 1);
      assert.match(output, message);
    });
  }

  it('reports that a port is taken', async () => {
    const engine = await startEngine();
    const other = mkdtempSync(path.join(tmpdir(), 'engine-other-'));
    try {
      const { port } = new URL(engine.baseUrl);
      const { code, output } = await runEngine(['--data-dir', other, '--port', port]);
      assert.equal(code, 1);
      assert.equal(output, `engine: port ${port} is in use; choose another one with --port\n`);
      assert.ok(!readdirSync(other).includes('engine.lock'));
    } finally {
      await engine.stop();
      rmSync(other, { recursive: true });
    }
  });

  it('explains itself', async () => {
    const { code, output } = await runEngine(['--help']);
    assert.equal(code, 0);
    assert.match(output, /--data-dir DIR/);
  });

  it('ends with its parent', async () => {
    const engine = await startEngine({ args: ['--parent-pid', '999999999'] });
    try {
      await until(
        () => Promise.resolve(engine.process.exitCode),
        (code) => code === 0,
      );
    } finally {
      await engine.stop();
    }
  });
});
