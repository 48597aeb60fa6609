import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EngineProcess } from '../../src/node/engineProcess';
import { EngineError } from '../../src/platform/engineError';
import { builtEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';

/** Each is the engine of a window of its own; they share a data directory. */
describe('the engines of windows', function () {
  this.timeout(120_000);
  let dataDir: string;
  let script: string;
  let windows: EngineProcess[];
  let lines: string[];

  beforeEach(async () => {
    script = await builtEngine();
    dataDir = await mkdtemp(path.join(tmpdir(), 'engine-host-'));
    windows = [];
    lines = [];
  });

  afterEach(async () => {
    await Promise.all(windows.map((engine) => engine.stop()));
    for (const engine of windows) engine.dispose();
    await rm(dataDir, { recursive: true, force: true });
  });

  function openWindow(options: { script?: string } = {}): EngineProcess {
    const engine = new EngineProcess({ script, dataDir, log: (line) => lines.push(line), ...options });
    windows.push(engine);
    return engine;
  }

  const processId = async () =>
    (JSON.parse(await readFile(path.join(dataDir, 'engine.lock'), 'utf8')) as { pid: number }).pid;

  it('are one: the second window joins the first, and starts its own when that one is gone', async () => {
    const [first, second] = [openWindow(), openWindow()];
    const address = await first.start();
    assert.deepEqual(await second.start(), address);
    assert.match(lines.join('\n'), /joined the engine of another window/);
    assert.deepEqual([first.isJoined, second.isJoined], [false, true]); // the first alone can stop it
    await first.stop();
    const own = await second.start();
    assert.notEqual(own.baseUrl, address.baseUrl);
    assert.deepEqual(second.address, own);
    assert.equal(second.isJoined, false);
  });

  it('are one also when both windows start at the same time', async () => {
    const addresses = await Promise.all([openWindow().start(), openWindow().start()]);
    assert.deepEqual(addresses[0], addresses[1]);
  });

  it('start once, however many ask', async () => {
    const engine = openWindow();
    const [one, two] = await Promise.all([engine.start(), engine.start()]);
    assert.equal(one, two);
    assert.equal(lines.filter((line) => line.startsWith('listening')).length, 1);
  });

  it('start again after one was killed; each change is reported', async () => {
    const engine = openWindow();
    let changes = 0;
    engine.onDidChange(() => changes++);
    const { apiKey } = await engine.start();
    assert.equal(changes, 1);
    process.kill(await processId(), 'SIGKILL');
    await eventually(() => {
      assert.equal(engine.address, null);
    });
    assert.equal(changes, 2);
    assert.equal(engine.isStopped, false);
    assert.equal((await engine.start()).apiKey, apiKey);
  });

  it('do not run when they were stopped while they started', async () => {
    const engine = openWindow();
    const starting = assert.rejects(engine.start(), EngineError);
    await engine.stop();
    await starting;
    assert.equal(engine.address, null);
    assert.equal(engine.isStopped, true);
    await engine.start();
    assert.notEqual(engine.address, null);
  });

  it('start again at once after a start that was slow to end', async () => {
    const slow = path.join(dataDir, 'slow.cjs');
    const mark = path.join(dataDir, 'started');
    await writeFile(
      slow,
      `const { existsSync, writeFileSync } = require('node:fs');
      if (existsSync(${JSON.stringify(mark)})) require(${JSON.stringify(script)});
      else {
        writeFileSync(${JSON.stringify(mark)}, '');
        process.on('SIGTERM', () => setTimeout(() => process.exit(), 300));
        setInterval(() => undefined, 1_000);
      }`,
    );
    const engine = openWindow({ script: slow });
    const first = assert.rejects(engine.start(), EngineError);
    await eventually(() => readFile(mark));
    const stopping = engine.stop();
    const second = engine.start();
    await Promise.all([first, stopping]);
    const address = await second;
    assert.deepEqual(engine.address, address);
  });

  it('do not outlive a window that is closed while they start', async () => {
    const engine = openWindow();
    const starting = engine.start();
    engine.dispose();
    await assert.rejects(starting, EngineError);
    await assert.rejects(processId(), { code: 'ENOENT' });
  });

  it('start again when asked while they stop', async () => {
    const engine = openWindow();
    await engine.start();
    const [, address] = await Promise.all([engine.stop(), engine.start()]);
    const response = await fetch(`${address.baseUrl}/models`, {
      headers: { authorization: `Bearer ${address.apiKey}` },
    });
    assert.equal(response.status, 200);
  });

  it('say why they cannot start, and can be stopped all the same', async () => {
    const engine = openWindow({ script: path.join(dataDir, 'missing.js') });
    await assert.rejects(engine.start(), (error) => {
      assert.ok(error instanceof EngineError);
      assert.match(error.message, /^The local engine could not start: .*missing\.js/);
      return true;
    });
    await engine.stop();
  });

  it('leave no address behind, and follow none that leads elsewhere', async () => {
    const file = path.join(dataDir, 'address.json');
    const engine = openWindow();
    for (const text of ['{"baseUrl"', '{"baseUrl":"http://evil.example/v1","apiKey":"k"}', '[]']) {
      await writeFile(file, text);
      const { baseUrl } = await engine.start();
      assert.match(baseUrl, /^http:\/\/127\.0\.0\.1:/);
      await engine.stop();
      await eventually(() => assert.rejects(readFile(file), { code: 'ENOENT' }));
    }
  });
});
