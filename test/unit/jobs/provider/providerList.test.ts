import assert from 'node:assert/strict';
import { ProviderFiles } from '../../../../src/jobs/provider/providerFiles';
import { ProviderModels } from '../../../../src/jobs/provider/providerModels';
import { eventually, until } from '../../../support/eventually';
import {
  type Received,
  sendError,
  sendJson,
  startServer,
  type TestServer,
} from '../../../support/httpServer';
import { openaiProvider, type OpenaiState, openaiState } from '../../../support/providers/openai';
import { startProvider } from '../../../support/providers/router';
import { testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';
import { countedSource } from '../../../support/uploads';

const { signal } = new AbortController();

describe('a list of a provider', () => {
  let state: OpenaiState;
  let server: TestServer;
  let clock: TestClock;
  let files: ProviderFiles;
  const ids = () => files.stored.items.map(({ id }) => id);

  beforeEach(async () => {
    state = openaiState();
    clock = new TestClock();
    const provider = await startProvider(openaiProvider(state));
    server = provider;
    files = new ProviderFiles(
      () => Promise.resolve(testClient(provider.baseUrl)),
      clock,
      () => undefined,
    );
  });
  afterEach(() => server.close());

  const lists = () => server.requests.filter(({ path }) => path.endsWith('/files')).length;
  const fill = (count: number) => {
    for (let at = 2; at <= count; at++)
      state.files.push({ id: `file-${String(at)}`, bytes: at, created_at: at, purpose: 'fine-tune' });
  };

  it('requests nothing before something shows it', async () => {
    assert.deepEqual(files.stored.state, { kind: 'unknown' });
    const watch = files.stored.watch();
    await eventually(() => {
      assert.deepEqual(files.stored.state, { kind: 'ready' });
    });
    assert.deepEqual(ids(), ['file-1']);
    assert.equal(server.requests.length, 1);
    watch.dispose();
  });

  it('is not fetched again where it is shown again at once, and is after a while', async () => {
    await files.stored.refresh();
    clock.advance(29_999);
    const first = files.stored.watch();
    await files.retrieve('file-1', signal);
    assert.equal(lists(), 1);
    clock.advance(1);
    const second = files.stored.watch();
    await eventually(() => {
      assert.equal(lists(), 2);
    });
    first.dispose();
    second.dispose();
  });

  it('is as well known as before where a refresh is cancelled', async () => {
    await files.stored.refresh();
    const work = new AbortController();
    const refreshed = files.stored.refresh(work.signal);
    work.abort();
    await refreshed;
    assert.deepEqual(files.stored.state, { kind: 'ready' });
  });

  it('is fetched again at once where it failed', async () => {
    let isReachable = true;
    const bad = new ProviderFiles(
      () => (isReachable ? Promise.resolve(testClient(`${server.origin}/v1`)) : Promise.reject(new Error())),
      clock,
      () => undefined,
    );
    await bad.stored.refresh();
    isReachable = false;
    await bad.stored.refresh();
    assert.equal(bad.stored.state.kind, 'failed');
    isReachable = true;
    const watch = bad.stored.watch();
    await eventually(() => {
      assert.deepEqual(
        bad.stored.items.map(({ id }) => id),
        ['file-1'],
      );
      assert.equal(bad.stored.state.kind, 'ready');
    });
    watch.dispose();
  });

  it('has an uploaded file once, and not before there is a list', async () => {
    await files.upload(countedSource(3), signal, () => undefined);
    assert.deepEqual(ids(), []);
    await files.stored.refresh();
    const [first] = files.stored.items;
    assert.ok(first);
    files.stored.add({ ...first, filename: 'again.jsonl' });
    assert.deepEqual(files.stored.items.map(({ id, filename }) => [id, filename]).slice(0, 1), [
      [first.id, 'again.jsonl'],
    ]);
    assert.equal(new Set(ids()).size, ids().length);
  });

  it('comes page by page, and keeps its pages when the first one is fetched again', async () => {
    fill(250);
    await files.stored.refresh();
    assert.deepEqual([ids().length, files.stored.hasMore], [100, true]);
    await files.stored.loadMore();
    assert.equal(ids().length, 200);
    state.files.push({ id: 'file-new', created_at: 300, purpose: 'fine-tune' });
    await files.stored.refresh();
    assert.deepEqual([ids()[0], ids().length], ['file-new', 200 + 1]);
    await files.stored.loadMore();
    assert.deepEqual([new Set(ids()).size, files.stored.hasMore], [ids().length, false]);
  });

  it('keeps what it knows when it fails, and says why', async () => {
    await files.stored.refresh();
    await server.close();
    await files.stored.refresh();
    assert.equal(files.stored.state.kind, 'failed');
    assert.deepEqual(ids(), ['file-1']);
  });

  it('has an uploaded file at once, and a deleted one no more', async () => {
    await files.stored.refresh();
    await files.upload(countedSource(3), signal, () => undefined);
    assert.deepEqual(ids(), ['file-2', 'file-1']);
    await files.delete('file-1', signal);
    assert.deepEqual(ids(), ['file-2']);
    assert.deepEqual(
      state.files.map(({ id }) => id),
      ['file-2'],
    );
  });

  it('takes for deleted what is gone already', async () => {
    await files.stored.refresh();
    state.files.length = 0;
    await files.delete('file-1', signal);
    assert.deepEqual(ids(), []);
  });
});

describe('a list whose server responds late', () => {
  const file = (id: string) => ({ id, filename: `${id}.jsonl`, purpose: 'fine-tune' });
  const page = (...ids: string[]) => ({ data: ids.map(file), has_more: true });
  let waiting: ((body: unknown) => void)[];
  let server: TestServer;
  let files: ProviderFiles;
  const ids = () => files.stored.items.map(({ id }) => id);

  beforeEach(async () => {
    waiting = [];
    let uploads = 0;
    server = await startServer(({ method }, response) => {
      if (method === 'GET') waiting.push((body) => sendJson(response, body));
      else if (method === 'POST') sendJson(response, file(`file-new${'+'.repeat(uploads++)}`));
      else sendJson(response, { deleted: true });
    });
    files = new ProviderFiles(
      () => Promise.resolve(testClient(`${server.origin}/v1`)),
      new TestClock(),
      () => undefined,
    );
  });
  afterEach(() => server.close());

  /** Responds to the oldest request that waits. */
  const respond = async (body: unknown) => {
    await until(() => waiting.length > 0);
    waiting.shift()?.(body);
  };
  const refreshed = async (body: unknown) => {
    await Promise.all([files.stored.refresh(), respond(body)]);
  };

  it('has a file once that is sent twice', async () => {
    await refreshed(page('a', 'b', 'a'));
    assert.deepEqual(ids(), ['a', 'b']);
    await Promise.all([files.stored.loadMore(), respond(page('c', 'c', 'b'))]);
    assert.deepEqual(ids(), ['a', 'b', 'c']);
  });

  it('does not bring back what was deleted meanwhile', async () => {
    await refreshed(page('a', 'b'));
    const refresh = files.stored.refresh();
    await until(() => waiting.length > 0);
    await files.delete('a', signal);
    await Promise.all([refresh, respond(page('a', 'b'))]);
    assert.deepEqual(ids(), ['b']);
    const more = files.stored.loadMore();
    await until(() => waiting.length > 0);
    await files.delete('c', signal);
    await Promise.all([more, respond(page('c', 'd'))]);
    assert.deepEqual(ids(), ['b', 'd']);
  });

  it('does not lose what was uploaded meanwhile', async () => {
    const refresh = files.stored.refresh();
    await until(() => waiting.length > 0);
    for (let count = 0; count < 3; count++) await files.upload(countedSource(3), signal, () => undefined);
    await Promise.all([refresh, respond(page('file-new+', 'a', 'b'))]);
    assert.deepEqual(ids(), ['file-new++', 'file-new', 'file-new+', 'a', 'b']);
    await refreshed(page('a', 'b'));
    assert.deepEqual(ids(), ['a', 'b']);
  });

  it('is what the first page has, where that is all', async () => {
    await refreshed(page('a', 'b'));
    await Promise.all([files.stored.loadMore(), respond(page('c'))]);
    await refreshed({ ...page('a', 'b'), has_more: false });
    assert.deepEqual([ids(), files.stored.hasMore], [['a', 'b'], false]);
    await refreshed({ ...page(), has_more: false });
    assert.deepEqual(ids(), []);
  });

  it('says that not all are loaded where the server repeats itself', async () => {
    await refreshed(page('a', 'b'));
    await Promise.all([files.stored.loadMore(), respond(page('a', 'b'))]);
    const problem = 'Not all are loaded: the server repeats itself, or its pages do not end.';
    assert.deepEqual([ids(), files.stored.hasMore, files.stored.problem], [['a', 'b'], false, problem]);
    await refreshed(page('a', 'b'));
    assert.deepEqual([files.stored.hasMore, files.stored.problem], [true, null]);
  });

  it('has the first 20,000, and says that there are more', async () => {
    const next = (from: number) => page(...Array.from({ length: 1_999 }, (_, at) => `f${String(from + at)}`));
    await refreshed(next(0));
    for (let from = 1_999; files.stored.hasMore; from += 1_999)
      await Promise.all([files.stored.loadMore(), respond(next(from))]);
    assert.deepEqual([ids().length, files.stored.problem], [20_000, 'Only the first 20,000 are loaded.']);
    const { length } = server.requests;
    await files.stored.loadMore();
    assert.equal(server.requests.length, length);
  });

  it('requests the next page once, however often it is wanted', async () => {
    await refreshed(page('a', 'b'));
    await Promise.all([files.stored.loadMore(), files.stored.loadMore(), respond(page('c'))]);
    assert.deepEqual([ids(), files.stored.problem], [['a', 'b', 'c'], null]);
  });

  for (const [first, expected, cursor] of [
    [page('a', 'b'), ['a', 'b', 'c', 'd', 'e'], 'd'],
    [page('y', 'z'), ['y', 'z', 'e'], 'z'],
  ] as const)
    it(`goes on behind a first page that came meanwhile: ${expected.join()}`, async () => {
      await refreshed(page('a', 'b'));
      const more = files.stored.loadMore();
      await until(() => waiting.length > 0);
      const refresh = files.stored.refresh();
      await until(() => waiting.length > 1);
      waiting.pop()?.(first);
      await refresh;
      await Promise.all([more, respond(page('c', 'd'))]);
      await Promise.all([files.stored.loadMore(), respond(page('e'))]);
      assert.deepEqual([ids(), files.stored.problem], [expected, null]);
      assert.equal(server.requests.at(-1)?.query.get('after'), cursor);
    });
});

describe('a list that hangs', () => {
  let server: TestServer;
  let received: Received[];

  beforeEach(async () => {
    received = [];
    server = await startServer((request) => {
      received.push(request);
    });
  });
  afterEach(() => server.close());

  const list = () =>
    new ProviderFiles(
      () => Promise.resolve(testClient(`${server.origin}/v1`)),
      new TestClock(),
      () => undefined,
    ).stored;

  it('ends with what shows it, and is requested again by what shows it next', async () => {
    const files = list();
    const first = files.watch();
    await eventually(() => {
      assert.equal(received.length, 1);
    });
    first.dispose();
    await eventually(() => {
      assert.equal(received[0]?.message.destroyed, true);
    });
    assert.deepEqual(files.state, { kind: 'unknown' });
    const second = files.watch();
    await eventually(() => {
      assert.equal(received.length, 2);
    });
    second.dispose();
  });

  it('is requested once for all that show it, and ends with the last of them', async () => {
    const files = list();
    const [first, second] = [files.watch(), files.watch()];
    await eventually(() => {
      assert.equal(received.length, 1);
    });
    first.dispose();
    first.dispose();
    const other = list().watch();
    await eventually(() => {
      assert.equal(received.length, 2);
    });
    assert.equal(received[0]?.message.destroyed, false);
    second.dispose();
    await eventually(() => {
      assert.equal(received[0]?.message.destroyed, true);
    });
    other.dispose();
  });

  it('ends with its source', async () => {
    const files = list();
    void files.refresh();
    await eventually(() => {
      assert.equal(received.length, 1);
    });
    files.dispose();
    await eventually(() => {
      assert.equal(received[0]?.message.destroyed, true);
    });
  });

  it('says that it was cancelled', async () => {
    const files = list();
    const controller = new AbortController();
    const refreshed = files.refresh(controller.signal);
    controller.abort();
    await refreshed;
    assert.equal(
      files.state.kind === 'failed' && String(files.state.error),
      'Error: The refresh was cancelled',
    );
  });
});

describe('a deletion', () => {
  let server: TestServer;
  let body: string;

  before(async () => {
    server = await startServer((_, response) => {
      response.end(body);
    });
  });
  after(() => server.close());

  const remove = async () => {
    const models = new ProviderModels(
      () => Promise.resolve(testClient(`${server.origin}/v1`)),
      new TestClock(),
    );
    await models.delete('ft:m', signal);
    return [...models.deleted];
  };

  it('is one where the server responds with nothing, or with anything', async () => {
    for (body of ['', '\n', '{}', 'null', '[]', '"yes"', '{"deleted":true}'])
      assert.deepEqual(await remove(), ['ft:m'], body);
  });

  it('is none where the server responds that it is none', async () => {
    body = '{"id":"ft:m","deleted":false}';
    await assert.rejects(remove(), { message: 'the server did not delete it' });
  });
});

describe('the models of a provider', () => {
  it('are deleted, whether they were listed or not', async () => {
    const state = openaiState();
    state.models.push({ id: 'ft:m:acme:faq:abc', owned_by: 'org-acme' });
    const server = await startProvider(openaiProvider(state));
    const models = new ProviderModels(() => Promise.resolve(testClient(server.baseUrl)), new TestClock());
    try {
      await models.listed.refresh();
      await models.delete('ft:m:acme:faq:abc', signal);
      await models.delete('ft:m:acme:faq:abc:ckpt-step-7', signal);
      assert.deepEqual(
        models.listed.items.map(({ id }) => id),
        ['gpt-4o-mini'],
      );
      assert.deepEqual([...models.deleted], ['ft:m:acme:faq:abc', 'ft:m:acme:faq:abc:ckpt-step-7']);
      await models.listed.refresh();
      assert.equal(models.deleted.size, 2);
      state.models.push({ id: 'ft:m:acme:faq:abc', owned_by: 'org-acme' });
      await models.listed.refresh();
      assert.deepEqual([...models.deleted], ['ft:m:acme:faq:abc:ckpt-step-7']);
      assert.deepEqual(
        (await models.checkpoints('ftjob-1', signal)).map(({ step }) => step),
        [2],
      );
    } finally {
      await server.close();
    }
  });

  it('that are refused stay', async () => {
    const server = await startServer((_, response) => {
      sendError(response, 403, 'not yours');
    });
    const models = new ProviderModels(
      () => Promise.resolve(testClient(`${server.origin}/v1`)),
      new TestClock(),
    );
    try {
      await assert.rejects(models.delete('ft:m', signal), { status: 403 });
      assert.equal(models.deleted.size, 0);
    } finally {
      await server.close();
    }
  });
});
