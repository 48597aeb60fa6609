import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type OpenAI from 'openai';
import { EventLog } from '../../../src/engine/store/eventLog';
import { isProcessAlive } from '../../../src/engine/store/lock';
import { isEngineRunning } from '../../../src/node/engineAddress';
import { type EngineProcess, runEngine, startEngine } from '../../support/engineProcess';
import { startServer } from '../../support/httpServer';
import { chats, clientOf, create, epochs, sendRequest, until, untilEnded, upload } from './support';

describe('engine: what a disk, a file or a neighbour does', function () {
  this.timeout(60_000);
  let dataDir: string;
  let engine: EngineProcess | undefined;

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'engine-robust-'));
  });
  afterEach(async () => {
    await engine?.stop();
    engine = undefined;
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (...args: string[]): Promise<OpenAI> => {
    engine = await startEngine({ dataDir, apiKey: 'k', args });
    return clientOf(engine);
  };
  const running = (): EngineProcess => {
    assert.ok(engine);
    return engine;
  };
  const inJobs = (...names: string[]) => path.join(dataDir, 'jobs', ...names);

  describe('numbers', () => {
    it('beyond their bounds are refused, by name', async () => {
      await start();
      const body = {
        model: 'local-tiny',
        training_file: 'x',
        hyperparameters: { learning_rate_multiplier: 1e200 },
      };
      const refused = await sendRequest(running(), '/fine_tuning/jobs', { method: 'POST', body });
      assert.equal(refused.status, 400);
      assert.match(JSON.stringify(refused.body), /hyperparameters\.learning_rate_multiplier/);
      const legacy = { training_file: 'x', learning_rate_multiplier: 1e200, prompt_loss_weight: 1e300 };
      assert.equal(
        (await sendRequest(running(), '/fine-tunes', { method: 'POST', body: legacy })).status,
        400,
      );
    });

    it('that are none any more fail the job, which is still there after the next start', async () => {
      let client = await start('--throttle', '500');
      const file = await upload(client, chats(12));
      const { id } = await create(client, file, {
        ...epochs(2),
        validation_file: await upload(client, chats(3)),
      });
      await running().kill();
      // As an earlier version took it.
      const record = readFileSync(inJobs(id, 'job.json'), 'utf8');
      const huge = record.replace(
        /"learning_rate_multiplier":("auto"|1)/,
        '"learning_rate_multiplier":1e200',
      );
      assert.notEqual(huge, record);
      writeFileSync(inJobs(id, 'job.json'), huge);
      rmSync(inJobs(id, 'resume.weights'), { force: true });
      client = await start();
      assert.equal((await untilEnded(client, id)).error?.code, 'training_diverged');
      await running().stop();
      client = await start();
      assert.equal((await client.fineTuning.jobs.retrieve(id)).status, 'failed');
    });

    it('that an earlier version kept as null are read', async () => {
      let client = await start();
      const { id } = await create(client, await upload(client, chats(12)), epochs(1));
      assert.equal((await untilEnded(client, id)).status, 'succeeded');
      await running().stop();
      const record = readFileSync(inJobs(id, 'job.json'), 'utf8');
      writeFileSync(inJobs(id, 'job.json'), record.replace('"metrics":{', '"metrics":{"valid_loss":null,'));
      client = await start();
      assert.equal((await client.fineTuning.jobs.retrieve(id)).status, 'succeeded');
    });
  });

  describe('a record that cannot be read', () => {
    for (const [name, spoil] of [
      ['torn', (file: string) => writeFileSync(file, '{"id":')],
      ['of another kind', (file: string) => writeFileSync(file, '{"id":5}')],
      [
        'a folder',
        (file: string) => {
          rmSync(file);
          mkdirSync(file);
        },
      ],
    ] as const) {
      it(`is a job that reports so, and is kept as it is: ${name}`, async () => {
        let client = await start();
        const file = await upload(client, chats(12));
        const damaged = await create(client, file, epochs(1));
        const good = await create(client, file, epochs(1));
        await untilEnded(client, good.id);
        await untilEnded(client, damaged.id);
        await running().stop();
        spoil(inJobs(damaged.id, 'job.json'));
        const before = statSync(inJobs(damaged.id, 'job.json'));

        client = await start();
        const listed = (await client.fineTuning.jobs.list()).data;
        assert.deepEqual(listed.map(({ id }) => id).toSorted(), [damaged.id, good.id].toSorted());
        const job = await client.fineTuning.jobs.retrieve(damaged.id);
        assert.equal(job.status, 'failed');
        assert.match(job.error?.message ?? '', /cannot be read.*job\.json/);
        assert.equal((await client.fineTuning.jobs.retrieve(good.id)).status, 'succeeded');
        await assert.rejects(client.fineTuning.jobs.cancel(damaged.id), { status: 400 });
        await client.fineTuning.jobs.listEvents(damaged.id);
        await running().stop();
        assert.equal(statSync(inJobs(damaged.id, 'job.json')).mtimeMs, before.mtimeMs);
        assert.match(running().stderr(), /cannot read .*job\.json; it is left as it is/);
      });
    }

    it('is a file that reports so, whose content can be read', async () => {
      let client = await start();
      const text = chats(12);
      const id = await upload(client, text);
      await running().stop();
      writeFileSync(path.join(dataDir, 'files', `${id}.json`), '[]');
      client = await start();
      const file = (await sendRequest(running(), `/files/${id}`)).body;
      assert.equal(file['status'], 'error');
      assert.match(String(file['status_details']), /cannot be read/);
      assert.equal(await (await client.files.content(id)).text(), text);
      assert.equal((await client.files.list()).data.length, 1);
    });

    it('is not an end of all: events that are a folder are kept, and the job goes on', async () => {
      let client = await start('--throttle', '300');
      const { id } = await create(client, await upload(client, chats(12)), epochs(1));
      await running().kill();
      rmSync(inJobs(id, 'events.jsonl'));
      mkdirSync(inJobs(id, 'events.jsonl'));
      writeFileSync(inJobs(id, 'events.jsonl', 'precious'), 'x');
      client = await start();
      assert.equal((await untilEnded(client, id)).status, 'succeeded');
      assert.ok((await client.fineTuning.jobs.listEvents(id)).data.length > 0);
      const aside = readdirSync(inJobs(id)).find((name) => name.startsWith('events.jsonl.kept-'));
      assert.ok(aside !== undefined && existsSync(inJobs(id, aside, 'precious')));
    });
  });

  describe('the name of a file', () => {
    for (const name of [
      '\ud800.jsonl',
      'a\u0000b\r\nx: y',
      '../../etc/passwd',
      'x'.repeat(5_000),
      '"; filename="y',
    ]) {
      it(`may be ${JSON.stringify(name.slice(0, 20))}, and is nowhere more than a name`, async () => {
        const client = await start();
        const json = { filename: name, purpose: 'fine-tune', bytes: 1, mime_type: 'text/jsonl' };
        const made = await sendRequest(running(), '/uploads', { method: 'POST', body: json });
        const form = new FormData();
        form.set('data', new Blob(['x']));
        const own = `/uploads/${String(made.body['id'])}`;
        const headers = { authorization: 'Bearer k' };
        const sent = await fetch(`${running().baseUrl}${own}/parts`, { method: 'POST', body: form, headers });
        const part = (await sent.json()) as { id: string };
        const body = { part_ids: [part.id] };
        const done = await sendRequest(running(), `${own}/complete`, { method: 'POST', body });
        assert.equal(done.status, 200, JSON.stringify(done.body));
        const [file] = (await client.files.list()).data;
        assert.equal(await (await client.files.content(file?.id ?? '')).text(), 'x');
        await running().stop();
        assert.equal((await (await start()).files.list()).data[0]?.filename, file?.filename);
        const around = readdirSync(path.dirname(dataDir)).filter((each) => each.includes('passwd'));
        assert.deepEqual(around, []);
      });
    }
  });

  describe('a disk that takes no more', () => {
    /** A folder whose name is taken by a file: nothing can be made in it. */
    const blockJobs = () => {
      renameSync(path.join(dataDir, 'jobs'), path.join(dataDir, 'jobs-away'));
      writeFileSync(path.join(dataDir, 'jobs'), '');
      return () => {
        rmSync(path.join(dataDir, 'jobs'));
        renameSync(path.join(dataDir, 'jobs-away'), path.join(dataDir, 'jobs'));
      };
    };

    it('leaves no job behind of a create that is refused', async () => {
      const client = await start();
      const file = await upload(client, chats(12));
      const unblock = blockJobs();
      await assert.rejects(create(client, file), { status: 500 });
      assert.deepEqual((await client.fineTuning.jobs.list()).data, []);
      unblock();
      assert.equal(
        (await untilEnded(client, (await create(client, file, epochs(1))).id)).status,
        'succeeded',
      );
      await running().stop();
      assert.equal((await (await start()).fineTuning.jobs.list()).data.length, 1);
    });

    it('responds to an upload that it cannot keep, and takes the next', async () => {
      const client = await start();
      const files = path.join(dataDir, 'files');
      renameSync(files, `${files}-away`);
      writeFileSync(files, '');
      const large = 'x'.repeat(8 * 1024 * 1024);
      for (let time = 0; time < 3; time++) await assert.rejects(upload(client, large), { status: 500 });
      assert.deepEqual((await client.files.list()).data, []);
      rmSync(files);
      renameSync(`${files}-away`, files);
      await upload(client, chats(12));
      assert.equal((await client.files.list()).data.length, 1);
    });

    it('does not break the events of a job for good', async () => {
      const file = path.join(dataDir, 'events.jsonl');
      const log = await EventLog.open(file);
      const event = (message: string) =>
        ({ created_at: 1, level: 'info', message, type: 'message', data: {} }) as const;
      log.append(event('one'));
      await log.flush();
      renameSync(file, `${file}-away`);
      mkdirSync(file); // nothing can be written there
      log.append(event('two'));
      await assert.rejects(log.flush());
      log.append(event('three'));
      await assert.rejects(log.flush());
      rmSync(file, { recursive: true });
      // What a failed write may leave: a part of a line behind the last whole one.
      writeFileSync(file, `${readFileSync(`${file}-away`, 'utf8')}{"created_at":1,"lev`);
      log.append(event('four'));
      await log.flush();
      const messages = (await log.read(0, log.length)).map(({ event: { message } }) => message);
      assert.deepEqual(messages, ['one', 'two', 'three', 'four']);
      const again = await EventLog.open(file);
      assert.equal(again.length, 4);
    });
  });

  describe('an upload that is refused gets its response', () => {
    /** Sends a form of so many bytes, whatever the server sends meanwhile; returns what it sent. */
    const send = async (headers: string, bytes: number): Promise<string> => {
      const { port } = new URL(running().baseUrl);
      const socket = connect(Number(port), '127.0.0.1');
      let received = '';
      socket.setEncoding('utf8').on('data', (text: string) => (received += text));
      const ended = once(socket, 'close').catch((error: unknown) => {
        received += String(error);
      });
      const chunk = Buffer.alloc(64 * 1024, 'x');
      socket.write(
        `POST /v1/files HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}Content-Length: ${String(bytes)}\r\n\r\n`,
      );
      for (let sent = 0; sent < bytes && !socket.destroyed; sent += chunk.length) {
        if (!socket.write(chunk)) await Promise.race([once(socket, 'drain').catch(() => undefined), ended]);
      }
      await Promise.race([
        until(
          () => Promise.resolve(received),
          (text) => text.includes('\r\n\r\n'),
        ),
        ended,
      ]);
      socket.destroy();
      await ended;
      return received;
    };

    it('without a key', async () => {
      await start();
      assert.match(await send('', 20 * 1024 * 1024), /^HTTP\/1\.1 401 /);
    });

    it('with a body that is no form', async () => {
      await start();
      const headers = 'Authorization: Bearer k\r\nContent-Type: multipart/form-data; boundary=b\r\n';
      assert.match(await send(headers, 20 * 1024 * 1024), /^HTTP\/1\.1 400 /);
    });

    it('and is not read for ever', async () => {
      await start();
      assert.match(await send('', 40 * 1024 * 1024 * 1024), /^HTTP\/1\.1 401 |ECONNRESET|EPIPE/);
    });
  });

  describe('the key', () => {
    for (const [name, content] of [
      ['empty', ''],
      ['binary', randomBytes(32)],
      ['in two lines', 'sk-one\nsk-two'],
      ['too long', 'x'.repeat(1_000_000)],
    ] as const) {
      it(`is made again where its file is ${name}, which is kept`, async () => {
        writeFileSync(path.join(dataDir, 'api-key'), content);
        engine = await startEngine({ dataDir });
        assert.match(engine.apiKey, /^sk-local-\S{32}$/);
        assert.match(engine.stderr(), /a new key is made/);
        const aside = readdirSync(dataDir).find((file) => file.startsWith('api-key.kept-'));
        assert.deepEqual(readFileSync(path.join(dataDir, aside ?? '')), Buffer.from(content));
      });
    }

    it('is made again where a folder is in its place', async () => {
      mkdirSync(path.join(dataDir, 'api-key'));
      engine = await startEngine({ dataDir });
      await clientOf(engine).models.list();
    });

    it('can come from a file or the environment, and not be in the list of processes', async () => {
      const file = path.join(dataDir, 'given');
      writeFileSync(file, 'sk-from-file\n');
      engine = await startEngine({ dataDir, args: ['--api-key-file', file] });
      assert.equal(engine.apiKey, 'sk-from-file');
      await engine.stop();
      engine = await startEngine({ dataDir, env: { FINE_TUNING_ENGINE_API_KEY: 'sk-from-environment' } });
      assert.equal(engine.apiKey, 'sk-from-environment');
      assert.ok(!engine.process.spawnargs.join(' ').includes('sk-from'));
      await clientOf(engine).models.list();
    });

    for (const [name, args] of [
      ['missing', ['--api-key-file', 'no-such-file']],
      ['a folder', ['--api-key-file', tmpdir()]],
      ['given twice', ['--api-key-file', 'x', '--api-key', 'y']],
    ] as const) {
      it(`that is ${name} is reported in a sentence`, async () => {
        const { code, output } = await runEngine(['--data-dir', dataDir, ...args]);
        assert.equal(code, 1);
        assert.match(output, /^engine: .*--api-key-file/);
        assert.doesNotMatch(output, /\n {4}at /);
      });
    }
  });

  it('does not outlive `npm run engine` that was killed', async function () {
    if (process.platform === 'win32') this.skip();
    const root = path.join(__dirname, '..', '..', '..');
    const args = ['run', 'engine', '--', '--data-dir', dataDir];
    const npm = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    let received = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => (received += text));
    const address = () => /listening on (\S+)/.exec(received)?.[1];
    await until(
      () => Promise.resolve(address()),
      (found) => found !== undefined,
    );
    npm.kill('SIGKILL');
    const isThere = () =>
      fetch(new URL('/v1/models', address())).then(
        () => true,
        () => false,
      );
    await until(isThere, (found) => !found);
  });

  describe('the challenge', () => {
    it('is met by the engine of the key, and by no other', async () => {
      engine = await startEngine({ dataDir });
      const { baseUrl, apiKey } = engine;
      assert.equal(await isEngineRunning({ baseUrl, apiKey }), true);
      assert.equal(await isEngineRunning({ baseUrl, apiKey: 'sk-another' }), false);
      const refused = await fetch(new URL('/v1/engine/challenge?nonce=short', baseUrl));
      assert.equal(refused.status, 400);
    });

    it('gives nothing to another process on the port', async () => {
      const impostor = await startServer(({ query }, response) => {
        const proof = createHmac('sha256', 'guess')
          .update(query.get('nonce') ?? '')
          .digest('hex');
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ proof }));
      });
      assert.equal(await isEngineRunning({ baseUrl: `${impostor.origin}/v1`, apiKey: 'sk-secret' }), false);
      assert.equal(impostor.requests.length, 1);
      for (const { url, headers } of impostor.requests)
        assert.ok(!JSON.stringify([url, headers]).includes('sk-secret'));
      await impostor.close();
    });

    it('cannot be passed on to the engine that has moved', async () => {
      engine = await startEngine({ dataDir });
      const { baseUrl, apiKey } = engine;
      const relay = await startServer(async ({ url }, response) => {
        const passed = await fetch(new URL(url, baseUrl));
        response.writeHead(passed.status).end(await passed.text());
      });
      assert.equal(await isEngineRunning({ baseUrl: `${relay.origin}/v1`, apiKey }), false);
      await relay.close();
    });

    it('is given up where the response does not end', async () => {
      const endless = await startServer((_, response) => {
        response.writeHead(200);
        const more = () => {
          if (!response.destroyed) response.write('x'.repeat(10_000), more);
        };
        more();
      });
      assert.equal(await isEngineRunning({ baseUrl: `${endless.origin}/v1`, apiKey: 'k' }), false);
      await endless.close();
    });
  });

  describe('the lock', () => {
    it('is not held by an engine that was killed and not reaped', async function () {
      if (process.platform !== 'linux') this.skip();
      // A parent that does not wait for its child: `exec` replaces the shell, which would.
      const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const zombie = Number(line.toString());
      const state = () => /\) (\w)/.exec(readFileSync(`/proc/${String(zombie)}/stat`, 'utf8'))?.[1];
      await until(
        () => Promise.resolve(state()),
        (found) => found === 'Z',
      );
      assert.equal(isProcessAlive(zombie), false);
      writeFileSync(path.join(dataDir, 'engine.lock'), JSON.stringify({ pid: zombie, began: null }));
      await start();
      parent.kill('SIGKILL');
    });

    for (const content of ['', '{', '{"pid":0}', '{"pid":-1}', '{"pid":"5"}', 'x'.repeat(100_000)]) {
      it(`that contains ${JSON.stringify(content.slice(0, 20))} is taken over`, async () => {
        writeFileSync(path.join(dataDir, 'engine.lock'), content);
        await (await start()).models.list();
      });
    }
  });
});
