import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type Received, sendError, sendJson, startServer, type TestServer } from '../../support/httpServer';
import { testClient } from '../../support/testClient';

const jobOf = (at: number): Record<string, unknown> => ({
  id: `ftjob-${String(at)}`,
  object: 'fine_tuning.job',
  status: 'succeeded',
  created_at: 1_700_000_000 - at,
  model: 'gpt-4o-mini',
});

describe('a list of jobs', () => {
  let server: TestServer;
  let jobs: unknown[];
  let answer: (request: Received, response: ServerResponse) => void;

  /** As OpenAI pages: after the id of the last. */
  const page = ({ query }: Received, response: ServerResponse) => {
    const limit = Number(query.get('limit') ?? 20);
    const after = query.get('after');
    const start =
      after === null ? 0 : jobs.findIndex((job) => (job as { id?: unknown } | null)?.id === after) + 1;
    const data = jobs.slice(start, start + limit);
    sendJson(response, { object: 'list', data, has_more: start + limit < jobs.length });
  };

  before(async () => {
    server = await startServer((request, response) => {
      answer(request, response);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    answer = page;
  });
  const client = () => testClient(`${server.origin}/v1`);
  const ids = async () => {
    const all: string[] = [];
    for await (const job of client().jobs.list()) all.push(job.id);
    return all;
  };

  for (const [count, requests] of [
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ] as const) {
    it(`of ${String(count)} comes whole, in ${String(requests)} request(s)`, async () => {
      jobs = Array.from({ length: count }, (_, at) => jobOf(at));
      assert.deepEqual(
        await ids(),
        jobs.map((job) => (job as { id: string }).id),
      );
      assert.equal(server.requests.length, requests);
    });
  }

  it('gives its first page alone, and goes on from its cursor', async () => {
    jobs = Array.from({ length: 5 }, (_, at) => jobOf(at));
    const first = await client().jobs.list({ limit: 2 }).first();
    assert.deepEqual(
      first.items.map(({ id }) => id),
      ['ftjob-0', 'ftjob-1'],
    );
    assert.equal(first.cursor, 'ftjob-1');
    const second = await client().jobs.list({ limit: 2, after: first.cursor }).first();
    assert.deepEqual(
      second.items.map(({ id }) => id),
      ['ftjob-2', 'ftjob-3'],
    );
    assert.deepEqual(
      server.requests.map(({ url }) => url),
      ['/v1/fine_tuning/jobs?limit=2', '/v1/fine_tuning/jobs?after=ftjob-1&limit=2'],
    );
  });

  it('is filtered by metadata', async () => {
    jobs = [];
    await client()
      .jobs.list({ metadata: { 'team name': 'blue & red' } })
      .first();
    assert.equal(server.requests[0]?.query.get('metadata[team name]'), 'blue & red');
  });

  it('loses no good job to a malformed one', async () => {
    const broken = { id: 'x'.repeat(1_001), status: 'running', created_at: 1_700_000_000 };
    jobs = [jobOf(0), broken, jobOf(1), null, { status: 'running' }, jobOf(2)];
    const read = await client().jobs.list().first();
    assert.deepEqual(
      read.items.map(({ id }) => id),
      ['ftjob-0', 'ftjob-1', 'ftjob-2'],
    );
    assert.deepEqual(read.unreadable[0], {
      id: broken.id,
      problems: ['id: is longer than 1000 characters'],
      json: JSON.stringify(broken),
    });
    assert.deepEqual(
      read.unreadable.map(({ id, json }) => [id, JSON.parse(json)]),
      [
        [broken.id, broken],
        [null, null],
        [null, { status: 'running' }],
      ],
    );
    assert.deepEqual(read.unreadable[2]?.problems, ['id: is missing or not text']);
  });

  it('keeps what cannot be read as it came, numbers too', async () => {
    const odd = '{"status": "running", "seed": 12345678901234567890, "rate": 1.0}';
    answer = (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(`{"data": [${JSON.stringify(jobOf(0))}, ${odd} , null], "has_more": false}`);
    };
    const read = await client().jobs.list().first();
    assert.equal(read.items.length, 1);
    assert.deepEqual(
      read.unreadable.map(({ json }) => json),
      [odd, 'null'],
    );
  });

  it('says how long what cannot be read is, where not all of it is kept', async () => {
    const odd = `{"text": "${'x'.repeat(150_000)}"}`;
    answer = (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(`{"data": [${odd}, null], "has_more": false}`);
    };
    const { unreadable } = await client().jobs.list().first();
    assert.deepEqual(
      unreadable.map(({ json, wholeLength }) => [json, wholeLength]),
      [
        [odd.slice(0, 100_000), odd.length],
        ['null', undefined],
      ],
    );
  });

  it('takes a job of which no more is known than its id', async () => {
    jobs = [{ id: 'ftjob-bare' }, { id: 'ftjob-odd', status: {}, created_at: 'yesterday' }];
    const read = await client().jobs.list().first();
    assert.deepEqual(read.unreadable, []);
    assert.deepEqual(
      read.items.map(({ id, status, createdAt }) => [id, status, createdAt]),
      [
        ['ftjob-bare', '', null],
        ['ftjob-odd', '', null],
      ],
    );
  });

  it('goes on after a page whose last job has no id', async () => {
    jobs = Array.from({ length: 150 }, (_, at) => (at === 99 ? { oops: true } : jobOf(at)));
    assert.equal((await ids()).length, 149);
  });

  it('ends where the server ignores the cursor', async () => {
    answer = (_, response) => {
      sendJson(response, { data: [jobOf(0), jobOf(1)], has_more: true });
    };
    assert.deepEqual(await ids(), ['ftjob-0', 'ftjob-1']);
    assert.equal(server.requests.length, 2);
  });

  it('ends where cursors go round in a circle', async () => {
    answer = ({ query }, response) => {
      const at = query.get('after') === 'ftjob-1' ? 2 : 1;
      sendJson(response, { data: [jobOf(at)], has_more: true });
    };
    assert.deepEqual(await ids(), ['ftjob-1', 'ftjob-2']);
  });

  it('goes on while pages are full where the server does not say whether there are more', async () => {
    jobs = Array.from({ length: 150 }, (_, at) => jobOf(at));
    answer = (request, response) => {
      const after = request.query.get('after');
      const start = after === null ? 0 : Number(after.slice(6)) + 1;
      sendJson(response, { data: jobs.slice(start, start + 100) });
    };
    assert.equal((await ids()).length, 150);
  });

  const empty: unknown[] = [[], { data: [] }, { data: null }, { object: 'list', data: [], has_more: false }];
  for (const each of empty) {
    it(`takes ${JSON.stringify(each)} for an empty list`, async () => {
      answer = (_, response) => {
        sendJson(response, each);
      };
      assert.deepEqual(await ids(), []);
    });
  }

  for (const each of [{}, { error: 'no' }, 'list', null, 7, { data: 'no' }]) {
    it(`does not take ${JSON.stringify(each)} for a list`, async () => {
      answer = (_, response) => {
        sendJson(response, each);
      };
      await assert.rejects(ids(), {
        name: 'InvalidResponseError',
        message: 'The server responded with no list',
      });
    });
  }

  it('fails with the page that fails, after the pages before it', async () => {
    jobs = Array.from({ length: 250 }, (_, at) => jobOf(at));
    answer = (request, response) => {
      if (request.query.get('after') === 'ftjob-199') sendError(response, 403, 'no more');
      else page(request, response);
    };
    let count = 0;
    const read = async () => {
      for await (const { items } of client().jobs.list().pages()) count += items.length;
    };
    await assert.rejects(read(), { name: 'ApiError', message: 'no more' });
    assert.equal(count, 200);
  });

  it('reports how many there are, where the server does', async () => {
    answer = (_, response) => {
      sendJson(response, { data: [jobOf(0)], has_more: false, total_items: '7' });
    };
    assert.equal((await client().jobs.list().first()).total, 7);
  });
});
