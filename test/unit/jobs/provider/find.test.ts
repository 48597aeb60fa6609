import assert from 'node:assert/strict';
import type { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import { groupOf } from '../../../../src/shared/statuses';
import { knowsAllUses } from '../../../../src/views/files/fileUses';
import {
  type Received,
  sendError,
  sendJson,
  startServer,
  type TestServer,
} from '../../../support/httpServer';
import { mistralJob } from '../../../support/providers/mistral';
import { openaiJob, pageOf, type Wire } from '../../../support/providers/openai';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';
import { testSource } from '../../../support/testSource';

const never = new AbortController().signal;
/** 500 jobs, of which the 120 that were created between the 100th and the 219th are blue. */
const jobs = Array.from({ length: 500 }, (_, at) =>
  openaiJob(at + 1, { metadata: at >= 100 && at < 220 ? { team: 'blue', stage: 'a=b' } : null }),
);

describe('jobs found at the provider', () => {
  let server: TestServer;
  let source: ProviderSource;
  let answer: (request: Received, response: Parameters<typeof sendJson>[0]) => unknown;

  before(async () => {
    server = await startServer((request, response) => void answer(request, response));
  });
  after(() => server.close());

  beforeEach(() => {
    server.requests.length = 0;
    answer = (request, response) => pageOf(jobs)(request, response, []);
    source = sourceOf('openai');
  });
  afterEach(() => {
    source.dispose();
  });

  const sourceOf = (dialect: 'openai' | 'azure' | 'mistral' | 'fireworks') => {
    const connection = { name: 'Test', dialect, baseUrl: `${server.origin}/v1` };
    const client = testClient(connection.baseUrl, { connection });
    return testSource(connection, () => Promise.resolve(client), new TestClock());
  };
  const blue = () => source.store.all().filter(({ links }) => links?.metadata.includes('team=blue'));

  it('come from the provider’s own search, all pages of it and nothing else', async () => {
    await source.refresh();
    server.requests.length = 0;
    assert.equal(await source.find({ metadata: { team: 'blue', stage: 'a=b' } }, never), true);
    assert.equal(blue().length, 120);
    assert.equal(source.store.size, 220);
    assert.deepEqual(
      server.requests.map(({ query }) => [query.get('metadata[team]'), query.get('metadata[stage]')]),
      [
        ['blue', 'a=b'],
        ['blue', 'a=b'],
      ],
    );
  });

  it('do not move where the list goes on, and are no repetition when their page comes', async () => {
    await source.refresh();
    const { nextCursor, listedUntil } = source.store;
    await source.find({ metadata: { team: 'blue' } }, never);
    assert.deepEqual([source.store.nextCursor, source.store.listedUntil], [nextCursor, listedUntil]);
    while (source.store.nextCursor !== null) await source.loadOlder();
    assert.equal(source.olderProblem, null);
    assert.equal(source.store.size, 500);
    assert.equal(source.store.listedUntil, jobs[0]?.['created_at']);
  });

  it('are read down to where the list of several that has most of them stands', async () => {
    const day = 86_400;
    const jobsOf = (collection: string, times: readonly number[]) =>
      times.map((time, at) => ({
        name: `accounts/acme/${collection}/${String(at)}`,
        createTime: new Date(time * 1000).toISOString(),
        state: 'JOB_STATE_COMPLETED',
      }));
    const lists: Readonly<Record<string, readonly object[]>> = {
      // One a day, on three pages; and three that reach far back.
      supervisedFineTuningJobs: jobsOf(
        'supervisedFineTuningJobs',
        Array.from({ length: 250 }, (_, at) => (20_000 - at) * day),
      ),
      dpoJobs: jobsOf('dpoJobs', [19_900 * day, 19_500 * day, 19_000 * day]),
    };
    answer = ({ path, query }, response) => {
      const name = path.split('/').at(-1) ?? '';
      const start = Number(query.get('pageToken') ?? 0);
      const [items, end] = [lists[name] ?? [], start + 100];
      const more = end < items.length ? { nextPageToken: String(end) } : {};
      sendJson(response, { [name]: items.slice(start, end), ...more });
    };
    source.dispose();
    source = sourceOf('fireworks');
    await source.refresh();
    assert.equal(source.store.listedUntil, 19_901 * day);
    await source.loadOlder();
    assert.equal(source.store.listedUntil, 19_801 * day);
    await source.loadOlder();
    assert.equal(source.store.nextCursor, null);
    assert.equal(source.store.size, 253);
  });

  it('are not all that there are, where one of several lists cannot be read for a while', async () => {
    const refused = new Set<string>();
    const jobOf = (collection: string, id: string) => ({
      name: `accounts/acme/${collection}/${id}`,
      createTime: '2026-01-01T00:00:00Z',
      state: 'JOB_STATE_COMPLETED',
    });
    const lists: Record<string, object[]> = {
      supervisedFineTuningJobs: [jobOf('supervisedFineTuningJobs', 'a')],
      dpoJobs: [jobOf('dpoJobs', 'b'), jobOf('dpoJobs', 'c')],
    };
    answer = ({ path }, response) => {
      const name = path.split('/').at(-1) ?? '';
      if (refused.has(name)) sendError(response, 404, 'page not found');
      else sendJson(response, { [name]: lists[name] ?? [] });
    };
    source.dispose();
    source = sourceOf('fireworks');
    const ids = () => source.store.all().map(({ id }) => id);
    await source.refresh();
    assert.equal(knowsAllUses(source), true);
    refused.add('supervisedFineTuningJobs');
    lists['dpoJobs']?.pop();
    await source.refresh();
    assert.deepEqual(ids(), ['supervisedFineTuningJobs/a', 'dpoJobs/b']);
    assert.equal(knowsAllUses(source), false);
    refused.clear();
    lists['supervisedFineTuningJobs'] = [];
    await source.refresh();
    assert.deepEqual(ids(), ['dpoJobs/b']);
    assert.equal(knowsAllUses(source), true);
  });

  describe('in several lists, one of which has more than a page', () => {
    const refused = new Set<string>();
    const jobOf = (collection: string, at: number) => ({
      name: `accounts/acme/${collection}/${String(at)}`,
      createTime: new Date(1_700_000_000_000 - at * 1_000).toISOString(),
      state: 'JOB_STATE_COMPLETED',
    });
    const lists: Record<string, object[]> = {
      supervisedFineTuningJobs: [jobOf('supervisedFineTuningJobs', 0)],
      dpoJobs: Array.from({ length: 150 }, (_, at) => jobOf('dpoJobs', at)),
    };
    const loadAll = async () => {
      while (source.store.nextCursor !== null) await source.loadOlder();
    };

    beforeEach(() => {
      refused.clear();
      answer = ({ path, query }, response) => {
        const name = path.split('/').at(-1) ?? '';
        const start = Number(query.get('pageToken') ?? 0);
        const jobsOfList = lists[name] ?? [];
        const more = start + 100 < jobsOfList.length ? { nextPageToken: String(start + 100) } : {};
        if (refused.has(name)) sendError(response, 404, 'page not found');
        else sendJson(response, { [name]: jobsOfList.slice(start, start + 100), ...more });
      };
      source.dispose();
      source = sourceOf('fireworks');
    });

    it('are loaded to the last one where that could not be read at first', async () => {
      refused.add('dpoJobs');
      await source.refresh();
      refused.clear();
      await source.refresh();
      assert.equal(knowsAllUses(source), false);
      await loadAll();
      assert.equal(source.store.size, 151);
      assert.equal(knowsAllUses(source), true);
    });

    it('are loaded to the last one where that could not be read for a while', async () => {
      await source.refresh();
      refused.add('dpoJobs');
      await assert.rejects(source.loadOlder(), { name: 'ApiError', status: 404 });
      assert.equal(knowsAllUses(source), false);
      refused.clear();
      await loadAll();
      assert.equal(source.store.size, 151);
      assert.equal(knowsAllUses(source), true);
    });
  });

  it('are not all that there are, where the server repeats itself: then other jobs may use a file too', async () => {
    await source.refresh();
    assert.equal(knowsAllUses(source), false);
    while (source.store.nextCursor !== null) await source.loadOlder();
    assert.equal(knowsAllUses(source), true);
    source.dispose();
    source = sourceOf('openai');
    answer = (_, response) => {
      sendJson(response, { data: jobs.slice(0, 100).toReversed(), has_more: true });
    };
    await source.refresh();
    await source.loadOlder();
    assert.equal(source.store.nextCursor, null);
    assert.equal(knowsAllUses(source), false);
  });

  it('are not all that fit, where one among them cannot be read', async () => {
    answer = (_, response) => {
      sendJson(response, {
        data: [jobs[100], { id: '', metadata: { team: 'blue' } }],
        has_more: false,
      });
    };
    assert.equal(await source.find({ metadata: { team: 'blue' } }, never), false);
    assert.equal(source.store.size, 1);
  });

  it('outlive the next look at the newest jobs', async () => {
    await source.refresh();
    await source.find({ metadata: { team: 'blue' } }, never);
    await source.refresh();
    assert.equal(blue().length, 120);
  });

  it('are only those that fit, where a server ignores what was requested', async () => {
    const deaf: Wire[] = [...jobs, openaiJob(900, { metadata: { team: 'blue' } })];
    answer = ({ query }, response) => {
      sendJson(response, { data: deaf.toReversed().slice(0, Number(query.get('limit'))), has_more: true });
    };
    assert.equal(await source.find({ metadata: { team: 'blue' } }, never), false);
    assert.deepEqual(
      source.store.all().map(({ id }) => id),
      ['ftjob-900'],
    );
    assert.equal(server.requests.length, 1);
  });

  it('are left to the pages where a server refuses a parameter, and to nobody where it fails otherwise', async () => {
    let status = 422;
    answer = (_, response) => {
      sendJson(response, { error: { message: 'extra fields not permitted' } }, status);
    };
    assert.equal(await source.find({ metadata: { team: 'blue' } }, never), false);
    status = 400;
    assert.equal(await source.find({ metadata: { team: 'blue' } }, never), false);
    status = 403;
    await assert.rejects(source.find({ metadata: { team: 'blue' } }, never), /extra fields/);
  });

  it('are not looked for by a value of which the end is not known', async () => {
    const long = { note: `${'x'.repeat(194)}…` };
    assert.equal(await source.find({ metadata: long }, never), false);
    assert.equal(server.requests.length, 0);
    await source.find({ metadata: { ...long, team: 'blue' } }, never);
    assert.deepEqual([...(server.requests[0]?.query.keys() ?? [])], ['limit', 'metadata[team]']);
  });

  it('end after 20 pages', async () => {
    let at = 0;
    answer = ({ query }, response) => {
      const data = Array.from({ length: Number(query.get('limit')) }, () =>
        openaiJob(++at, { metadata: { a: '' } }),
      );
      sendJson(response, { data, has_more: true });
    };
    assert.equal(await source.find({ metadata: { a: '' } }, never), false);
    assert.equal(server.requests.length, 20);
  });

  describe('by status and date', () => {
    const jobsOf = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        mistralJob(`job-${String(at)}`, {
          status: ['SUCCESS', 'FAILED', 'FAILED_VALIDATION', 'RUNNING'][at % 4],
          created_at: 1_725_000_000 - at * 60,
        }),
      );
    const isFailed = (status: string) => status.startsWith('FAILED');

    beforeEach(() => {
      source.dispose();
      source = sourceOf('mistral');
      answer = ({ query }, response) => {
        const size = Number(query.get('page_size'));
        const start = Number(query.get('page')) * size;
        const after = Date.parse(query.get('created_after') ?? '1970-01-01') / 1000;
        const status = query.get('status');
        const fitting = jobsOf(1_000).filter(
          (job) => (status ?? job.status) === job.status && Number(job['created_at']) >= after,
        );
        sendJson(response, { data: fitting.slice(start, start + size), total: fitting.length });
      };
    });

    it('are those of each status that fits, where the provider can look for them', async () => {
      assert.equal(await source.find({ isStatus: isFailed }, never), true);
      assert.equal(source.store.size, 500);
      assert.deepEqual([...new Set(server.requests.map(({ query }) => query.get('status')))].sort(), [
        'FAILED',
        'FAILED_VALIDATION',
      ]);
    });

    it('are those of the days that are wanted', async () => {
      assert.equal(await source.find({ createdFrom: 1_725_000_000 - 150 * 60 }, never), true);
      assert.equal(source.store.size, 151);
      assert.equal(server.requests.length, 2);
    });

    it('end before the day that is wanted, and are none of other days', async () => {
      const [from, before] = [1_725_000_000 - 9 * 60, 1_725_000_000 - 4 * 60];
      const found = () =>
        source.store.all().map(({ createdAt }) => (1_725_000_000 - (createdAt ?? NaN)) / 60);
      answer = (_, response) => {
        sendJson(response, { data: jobsOf(10).slice(5), total: 5 });
      };
      assert.equal(await source.find({ createdFrom: from, createdBefore: before }, never), true);
      assert.equal(server.requests[0]?.query.get('created_before'), new Date(before * 1000).toISOString());
      assert.deepEqual(found(), [5, 6, 7, 8, 9]);
      source.dispose();
      source = sourceOf('mistral');
      answer = (_, response) => {
        sendJson(response, { data: jobsOf(12), total: 12 }); // it ignores what was requested
      };
      assert.equal(await source.find({ createdFrom: from, createdBefore: before }, never), false);
      assert.deepEqual(found(), [5, 6, 7, 8, 9]);
    });

    it('are looked for in six lists at most', async () => {
      const among = (statuses: readonly string[]) => (status: string) => statuses.includes(status);
      const six = ['QUEUED', 'STARTED', 'VALIDATING', 'VALIDATED', 'RUNNING', 'SUCCESS'];
      assert.equal(await source.find({ isStatus: among(six) }, never), true);
      const { length } = server.requests;
      assert.equal(new Set(server.requests.map(({ query }) => query.get('status'))).size, 6);
      assert.equal(await source.find({ isStatus: among([...six, 'FAILED']) }, never), false);
      assert.equal(server.requests.length, length);
    });

    it('are none of what does not fit, where the server ignores what was requested', async () => {
      answer = (_, response) => {
        sendJson(response, { data: jobsOf(8), total: 8 });
      };
      assert.equal(await source.find({ isStatus: isFailed }, never), false);
      assert.equal(source.store.size, 4);
    });

    it('are not looked for by what the provider cannot', async () => {
      assert.equal(await source.find({ metadata: { team: 'blue' } }, never), false);
      assert.equal(await source.find({ isStatus: () => false }, never), false);
      const isFailedOrOther = (status: string) => isFailed(status) || groupOf(status) === 'other';
      assert.equal(await source.find({ isStatus: isFailedOrOther }, never), false);
      assert.equal(await source.find({}, never), false);
      source.dispose();
      source = sourceOf('openai');
      assert.equal(await source.find({ isStatus: isFailed, createdFrom: 1 }, never), false);
      assert.equal(server.requests.length, 0);
    });
  });

  it('are not requested of a provider that cannot look for them', async () => {
    source.dispose();
    source = sourceOf('azure');
    assert.equal(await source.find({ metadata: { team: 'blue' } }, never), false);
    assert.equal(server.requests.length, 0);
  });
});
