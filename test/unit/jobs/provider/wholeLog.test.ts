import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import type { JobDetails } from '../../../../src/jobs/source';
import { until } from '../../../support/eventually';
import { beginLog, huggingfaceProvider, logEvent, logOfRun } from '../../../support/providers/huggingface';
import { type ProviderServer, startProvider } from '../../../support/providers/router';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';
import { testSource } from '../../../support/testSource';

const running = '687fb701029421ae5549d998';
const failed = '68780d00bbe36d38803f645f';

describe('a log that comes whole with each stream', () => {
  let server: ProviderServer;
  let streams: ServerResponse[];
  let isLeftOpen: boolean;
  let clock: TestClock;
  let source: ProviderSource;
  let page: AbortController;

  beforeEach(async () => {
    streams = [];
    isLeftOpen = false;
    page = new AbortController();
    server = await startProvider(
      huggingfaceProvider((response) => {
        streams.push(response);
        beginLog(response).write(logOfRun.join(''));
        if (!isLeftOpen) response.end();
      }),
    );
    clock = new TestClock();
    const client = testClient(server.baseUrl, { connection: { dialect: 'huggingface' } });
    const connection = { name: 'Test', dialect: 'huggingface', baseUrl: server.baseUrl } as const;
    source = testSource(connection, () => Promise.resolve(client), clock);
  });
  afterEach(async () => {
    page.abort();
    source.dispose();
    for (const stream of streams) stream.end();
    await server.close();
  });

  const lossOf = ({ metrics }: JobDetails) =>
    Array.from(metrics.series.find(({ name }) => name === 'train_loss')?.values ?? []);
  const { signal: always } = new AbortController();

  it('is read by a refresh, with the curve in it, and once where the job has ended', async () => {
    const details = await source.details(failed);
    await details.refresh(always);
    assert.deepEqual(lossOf(details), [5.427, 4.25]);
    assert.deepEqual(details.events.at(-1)?.message, '===== Job started at 2025-07-22 16:06:31 =====');
    await details.refresh(always);
    assert.equal(streams.length, 1);
    assert.deepEqual(details.problems, []);
  });

  it('is through when the server is silent, though it ends nothing', async () => {
    isLeftOpen = true;
    const details = await source.details(failed);
    const done = details.refresh(always);
    await until(() => lossOf(details).length > 0 || source.store.get(failed) !== undefined);
    let isDone = false;
    void done.then(() => (isDone = true));
    await until(() => {
      if (streams.length > 0) clock.advance(1_000);
      return isDone;
    });
    assert.deepEqual(lossOf(details), [5.427, 4.25]);
  });

  it('is followed while the job runs, and what is known does not come twice', async () => {
    const details = await source.details(running);
    await details.refresh(always);
    const known = details.events.length;
    isLeftOpen = true;
    void details.follow(page.signal, () => undefined);
    await until(() => streams.length === 2);
    streams[1]?.write(logEvent("{'loss': '4', 'epoch': '2'}", 20) + logEvent('saved', 21));
    await until(() => details.events.length === known + 2);
    assert.deepEqual(
      details.events.slice(0, 2).map(({ message }) => message),
      ['saved', "{'loss': '4', 'epoch': '2'}"],
    );
    await details.refresh(always); // brings nothing that the stream does not
    assert.equal(streams.length, 2);
  });

  it('is closed soon after the job has ended, though its stream never is', async () => {
    const details = await source.details(running);
    await details.refresh(always);
    isLeftOpen = true;
    const followed = details.follow(page.signal, () => undefined);
    await until(() => streams.length === 2);
    await source.change('cancel', running, always);
    await details.refresh(always);
    let isOver = false;
    void followed.then(() => (isOver = true));
    await until(() => {
      clock.advance(1_000);
      return isOver;
    });
    assert.equal(await followed, true);
    assert.equal(details.job?.status, 'CANCELED');
  });

  it('is not asked for before the job has begun', async () => {
    const details = await source.details('68780d00bbe36d38803f6460');
    await details.refresh(always);
    assert.equal(streams.length, 0);
  });

  it('that is refused is a problem of the page, and not of the job', async () => {
    await server.close();
    server = await startProvider(
      huggingfaceProvider((response) => {
        response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"No access"}');
      }),
    );
    const client = testClient(server.baseUrl, { connection: { dialect: 'huggingface' } });
    const connection = { name: 'Test', dialect: 'huggingface', baseUrl: server.baseUrl } as const;
    source = testSource(connection, () => Promise.resolve(client), clock);
    const details = await source.details(failed);
    await details.refresh(always);
    assert.match(details.problems.join(), /No access/);
    assert.equal(details.job?.status, 'ERROR');
  });
});
