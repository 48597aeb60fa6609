import assert from 'node:assert/strict';
import type { FineTuningClient } from '../../../../src/api/client';
import { JobFiles } from '../../../../src/jobs/provider/jobFiles';
import { PartialFetches } from '../../../../src/jobs/provider/partialFetches';
import { sendError, sendJson, startServer, type TestServer } from '../../../support/httpServer';
import { jobFromWire } from '../../../support/jobs';
import { type ClientOverrides, instantRetries, testClient } from '../../../support/testClient';
import type { TestClock } from '../../../support/testClock';

const idsOf = (count: number, prefix = 'file') =>
  Array.from({ length: count }, (_, at) => `${prefix}-${String(at)}`);

describe('JobFiles', () => {
  let server: TestServer;
  let clock: TestClock;
  /** Milliseconds that the server takes for a response. */
  let delay: number;
  let files: JobFiles;
  const { signal } = new AbortController();
  const client = (dialect: NonNullable<ClientOverrides['connection']>['dialect'] = 'openai') =>
    testClient(`${server.origin}/v1`, { clock, connection: { dialect } });

  beforeEach(async () => {
    delay = 0;
    clock = instantRetries();
    server = await startServer(({ path }, response) => {
      clock.advance(delay);
      if (path.endsWith('/file-gone')) sendError(response, 404, 'No such file');
      else if (path.endsWith('/content')) response.end('step,train_loss\n1,2.5\n');
      else sendJson(response, { id: path.split('/').at(-1), filename: 'named.jsonl', bytes: 17 });
    });
    files = new JobFiles(new PartialFetches());
  });

  afterEach(() => server.close());

  const results = async (from: FineTuningClient, job: ReturnType<typeof jobFromWire>) => {
    const read: string[] = [];
    for await (const { fileId, table } of files.fetchResults(from, job, signal))
      if (table.curves.size > 0) read.push(fileId);
    return read;
  };

  it('are listed by their role, with the names that the provider has for them', async () => {
    const job = jobFromWire({
      training_file: 'file-t',
      validation_file: 'file-v',
      result_files: ['file-r'],
    });
    await files.fetchFacts(client(), job, signal);
    assert.deepEqual(files.all, [
      { id: 'file-t', role: 'training', filename: 'named.jsonl', bytes: 17 },
      { id: 'file-v', role: 'validation', filename: 'named.jsonl', bytes: 17 },
      { id: 'file-r', role: 'result', filename: 'named.jsonl', bytes: 17 },
    ]);
  });

  it('are known to be gone where the provider does not have them, until all is tried again', async () => {
    const job = jobFromWire({ training_file: 'file-gone', validation_file: 'file-v' });
    const parts = new PartialFetches();
    files = new JobFiles(parts);
    const lost = () => files.all.map(({ id, isGone = false }) => [id, isGone]);
    for (let poll = 0; poll < 2; poll++) {
      await files.fetchFacts(client(), job, signal);
      assert.deepEqual(lost(), [
        ['file-gone', true],
        ['file-v', false],
      ]);
    }
    assert.equal(server.requests.length, 2);
    parts.forgive();
    await files.fetchFacts(client(), job, signal);
    assert.equal(server.requests.length, 3);
  });

  it('are not requested where the job itself names them', async () => {
    const job = jobFromWire({ training_file: { id: 'file-t', filename: 'mine.jsonl', bytes: 3 } });
    await files.fetchFacts(client(), job, signal);
    assert.deepEqual(files.all, [{ id: 'file-t', role: 'training', filename: 'mine.jsonl', bytes: 3 }]);
    assert.equal(server.requests.length, 0);
  });

  for (const [dialect, lack] of [
    ['localai', 'list of files'],
    ['unsloth', 'address of one file'],
  ] as const)
    it(`keep their ids for names where the provider has no ${lack}`, async () => {
      await files.fetchFacts(client(dialect), jobFromWire({ training_file: 'file-t' }), signal);
      assert.deepEqual(files.all, [{ id: 'file-t', role: 'training', filename: null, bytes: null }]);
      assert.deepEqual(files.problemsOf(jobFromWire({ training_file: 'file-t' })), []);
      assert.equal(server.requests.length, 0);
    });

  it('are drawn only of a job that has ended, at a provider that writes results', async () => {
    const job = { result_files: ['file-r'] };
    assert.deepEqual(await results(client(), jobFromWire(job)), []);
    const ended = jobFromWire({ ...job, status: 'succeeded' });
    assert.deepEqual(await results(client('together'), ended), []);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await results(client(), ended), ['file-r']);
    assert.deepEqual(await results(client(), ended), []);
  });

  it('are drawn up to exactly 64 MB', async () => {
    const bytes = 64 * 1024 * 1024;
    const job = (size: number) =>
      jobFromWire({ status: 'succeeded', result_files: [{ id: `file-${String(size)}`, bytes: size }] });
    assert.deepEqual(await results(client(), job(bytes + 1)), []);
    assert.deepEqual(await results(client(), job(bytes)), [`file-${String(bytes)}`]);
    // What was read counts for those that come after.
    assert.deepEqual(await results(client(), job(bytes - 1)), []);
  });

  it('say nothing of what is left out where nothing is: 20 results, 200 files of a role', async () => {
    const problemsOf = (wire: Record<string, unknown>) => files.problemsOf(jobFromWire(wire));
    assert.deepEqual(problemsOf({ result_files: idsOf(20) }), []);
    assert.deepEqual(problemsOf({ result_files: idsOf(21) }), [
      'Only the first 20 of 21 result files are drawn.',
    ]);
    assert.deepEqual(problemsOf({ result_files: idsOf(202) }), [
      'Only the first 20 of 202 result files are drawn.',
      '2 more files are not listed.',
    ]);
    await files.fetchFacts(client(), jobFromWire({ result_files: idsOf(202) }), signal);
    assert.equal(files.all.length, 200);
  });

  it('say that not all names are fetched only where one is missing for it', async () => {
    const fifty = jobFromWire({ training_file: null, result_files: idsOf(50) });
    await files.fetchFacts(client(), fifty, signal);
    assert.equal(server.requests.length, 50);
    assert.equal(files.problemsOf(fifty).length, 1);
    const more = jobFromWire({ training_file: 'file-t', result_files: idsOf(50) });
    await files.fetchFacts(client(), more, signal);
    assert.equal(server.requests.length, 50);
    assert.deepEqual(files.problemsOf(more).slice(1), ['Only the names of 50 files are fetched.']);
  });

  it('are requested without pauses where the server takes its time anyway', async () => {
    delay = 250;
    await files.fetchFacts(client(), jobFromWire({ result_files: idsOf(9) }), signal);
    assert.deepEqual(clock.pauses, []);
    delay = 200;
    await files.fetchFacts(client(), jobFromWire({ result_files: idsOf(2, 'more') }), signal);
    assert.deepEqual(clock.pauses, [50]);
  });
});
