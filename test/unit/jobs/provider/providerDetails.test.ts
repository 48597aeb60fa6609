import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { FineTuningClient } from '../../../../src/api/client';
import type { ProviderSource } from '../../../../src/jobs/provider/providerSource';
import type { DetailsChange, JobDetails } from '../../../../src/jobs/source';
import { until } from '../../../support/eventually';
import {
  type Received,
  sendError,
  sendJson,
  startServer,
  type TestServer,
} from '../../../support/httpServer';
import { mistralProvider } from '../../../support/providers/mistral';
import { startProvider } from '../../../support/providers/router';
import { instantRetries, testClient } from '../../../support/testClient';
import { TestClock } from '../../../support/testClock';
import { testSource } from '../../../support/testSource';

const csv = 'step,train_loss\n1,2.5\n';

describe('ProviderDetails', () => {
  let server: TestServer;
  let job: Record<string, unknown>;
  /** Newest first. */
  let events: Record<string, unknown>[];
  let checkpoints: Record<string, unknown>[];
  /** What the provider measured, oldest first. */
  let measured: Record<string, unknown>[];
  /** The status that the server responds with instead; 0: it does not respond. */
  let refusal: (request: Received) => number | null;
  let sendContent: (response: ServerResponse) => void;
  let clock: TestClock;
  let client: FineTuningClient;
  /** The client's clock. */
  let pauses: TestClock;
  let source: ProviderSource;
  let details: JobDetails;
  const { signal } = new AbortController();

  beforeEach(async () => {
    job = { id: 'job', created_at: 1_700_000_000, status: 'running', training_file: 'file-t' };
    events = [];
    checkpoints = [];
    measured = [];
    refusal = () => null;
    sendContent = (response) => response.end(csv);
    server = await startServer((request, response) => {
      const { path, query } = request;
      const status = refusal(request);
      if (status === 0) return; // it hangs
      if (status !== null) sendError(response, status, `refused with ${String(status)}.`);
      else if (path.endsWith('/events')) sendJson(response, page(events, query));
      else if (path.endsWith('/checkpoints')) sendJson(response, page(checkpoints, query));
      else if (path.endsWith('/metrics')) sendJson(response, { metrics: measured });
      else if (path.endsWith('/content')) sendContent(response);
      else if (path.includes('/files/'))
        sendJson(response, { id: path.split('/').at(-1), filename: 'train.jsonl', bytes: 17, created_at: 1 });
      else sendJson(response, job);
    });
    clock = new TestClock();
    pauses = instantRetries();
    client = testClient(`${server.origin}/v1`, { clock: pauses });
    const connection = { name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` } as const;
    source = testSource(connection, () => Promise.resolve(client), clock);
    details = await source.details('job');
  });

  afterEach(async () => {
    source.dispose();
    await server.close();
  });

  /** Refreshes; what it reported, gathered. */
  const refresh = async () => {
    const reported: DetailsChange[] = [];
    await details.refresh(signal, (change) => reported.push(change));
    return {
      parts: reported.map(({ part }) => part),
      newerEvents: reported.flatMap((change) => (change.part === 'events' ? change.newer : [])),
    };
  };
  const asked = (end: string) => server.requests.filter(({ path }) => path.endsWith(end)).length;
  const messages = () => details.events.map(({ message }) => message);
  const curve = (wanted: string) => {
    const { steps, values } = details.metrics.series.find(({ name }) => name === wanted) ?? {};
    return Array.from(steps ?? [], (step, at) => [step, values?.[at]]);
  };

  it('reports the job first, so that a page need not wait for the rest', async () => {
    events = [event(1)];
    job = { ...job, status: 'succeeded', result_files: ['file-r'] };
    assert.deepEqual((await refresh()).parts, ['facts', 'events', 'curves', 'curves', 'facts', 'curves']);
  });

  it('fetches the job and what belongs to it, and puts the job into the store', async () => {
    events = [event(2), event(1)];
    checkpoints = [checkpoint(1)];
    await details.refresh(signal);
    assert.equal(details.job?.status, 'running');
    assert.equal(source.store.get('job')?.status, 'running');
    assert.deepEqual(messages(), ['event 2', 'event 1']);
    assert.equal(details.checkpoints.length, 1);
    assert.deepEqual(details.files, [{ id: 'file-t', role: 'training', filename: 'train.jsonl', bytes: 17 }]);
    assert.deepEqual(details.problems, []);
    assert.equal(details.fetchedAt, clock.now());
  });

  it('makes no row of a job that was not requested, whatever the server responds with', async () => {
    job = { ...job, id: 'another' };
    await refresh();
    assert.deepEqual(source.store.all(), []);
  });

  it('is without a job when there is none, and keeps the one it knows when the server fails', async () => {
    refusal = () => 404;
    await assert.rejects(details.refresh(signal));
    assert.equal(details.job?.id, undefined);
    refusal = () => null;
    await details.refresh(signal);
    assert.equal(details.error, null);
    refusal = () => 403;
    await assert.rejects(details.refresh(signal));
    assert.equal(details.job?.id, 'job');
    assert.notEqual(details.error, null);
  });

  describe('the events', () => {
    it('are the newest page at first, then only those since', async () => {
      events = Array.from({ length: 250 }, (_, at) => event(250 - at));
      const first = await refresh();
      assert.equal(first.newerEvents.length, 100);
      assert.equal(details.hasOlderEvents, true);
      assert.equal(asked('/events'), 1);
      events = [event(252), event(251), ...events];
      const second = await refresh();
      assert.deepEqual(
        second.newerEvents.map(({ message }) => message),
        ['event 252', 'event 251'],
      );
      assert.equal(asked('/events'), 2);
      assert.equal(details.events.length, 102);
    });

    it('come once each where new ones push others onto the next page', async () => {
      events = Array.from({ length: 150 }, (_, at) => event(150 - at));
      refusal = ({ path, query }) => {
        // Between two pages that go by number, not by id, an event came.
        if (path.endsWith('/events') && query.get('after') !== null) query.set('after', 'e-52');
        return null;
      };
      await details.refresh(signal);
      await details.loadOlderEvents(signal);
      assert.equal(details.events.length, 150);
      assert.equal(new Set(messages()).size, 150);
    });

    it('are distinguished by time and message where they have no ids', async () => {
      const bare = (number: number) => ({ ...event(number), id: undefined });
      events = [bare(2), bare(1)];
      await details.refresh(signal);
      events = [bare(3), bare(2), bare(1)];
      assert.equal((await refresh()).newerEvents.length, 1);
      assert.deepEqual(messages(), ['event 3', 'event 2', 'event 1']);
    });

    it('are fetched back to the first step where no result file reports the curves, but not without end', async () => {
      events = Array.from({ length: 5_150 }, (_, at) => event(5_150 - at));
      await details.refresh(signal);
      while (details.wantsOlderEvents) await details.loadOlderEvents(signal);
      assert.equal(details.events.length, 5_000);
      assert.equal(details.hasOlderEvents, true);
      assert.equal((await details.loadOlderEvents(signal)).length, 100);
      assert.equal((await details.loadOlderEvents(signal)).length, 50);
      assert.equal(details.hasOlderEvents, false);
      assert.deepEqual(await details.loadOlderEvents(signal), []);
      assert.equal(details.events.length, 5_150);
    });

    it('are left at the newest page where result file and job say all that is in the older ones', async () => {
      events = Array.from({ length: 250 }, (_, at) => event(250 - at));
      const started_at = 1_700_000_060;
      job = { ...job, status: 'succeeded', started_at, result_files: ['file-r'] };
      await details.refresh(signal);
      assert.equal(details.hasOlderEvents, true);
      assert.equal(details.wantsOlderEvents, false);
    });

    it('are fetched to the first where nothing else says when the job started', async () => {
      const first = { ...event(1), message: 'Fine-tuning job started', created_at: 1_700_000_060 };
      events = [...Array.from({ length: 249 }, (_, at) => event(250 - at)), first];
      job = { ...job, status: 'succeeded', result_files: ['file-r'] };
      await details.refresh(signal);
      const milestones = () => details.timeline.map(({ milestone, at }) => [milestone, at]);
      assert.deepEqual(milestones(), [['created', 1_700_000_000]]);
      while (details.wantsOlderEvents) await details.loadOlderEvents(signal);
      assert.deepEqual(milestones(), [
        ['created', 1_700_000_000],
        ['started', 1_700_000_060],
      ]);
    });

    it('leave no gap when very many came since', async () => {
      events = [event(1)];
      await details.refresh(signal);
      events = Array.from({ length: 5_150 }, (_, at) => event(5_150 - at));
      const changes: DetailsChange[] = [];
      server.requests.length = 0;
      await details.refresh(signal, (change) => changes.push(change));
      assert.equal(server.requests.filter(({ path }) => path.endsWith('/events')).length, 10);
      const [reported] = changes.filter((change) => change.part === 'events');
      assert.equal(reported?.isReset, true);
      assert.equal(details.events.length, 1_000);
      while (details.hasOlderEvents) await details.loadOlderEvents(signal);
      assert.deepEqual(
        details.events.map(({ id }) => id),
        events.map(({ id }) => id),
      );
    });

    it('are requested again when the first look fails', async () => {
      events = [event(2), event(1)];
      refusal = ({ path }) => (path.endsWith('/events') ? 400 : null);
      await details.refresh(signal);
      assert.deepEqual(details.problems, ['Could not fetch the events: refused with 400.']);
      assert.equal(details.hasOlderEvents, false);
      refusal = () => null;
      await details.refresh(signal);
      assert.equal(details.events.length, 2);
      assert.deepEqual(details.problems, []);
    });

    it('go on from where an older page failed', async () => {
      events = Array.from({ length: 150 }, (_, at) => event(150 - at));
      await details.refresh(signal);
      refusal = ({ path, query }) => (path.endsWith('/events') && query.has('after') ? 400 : null);
      await assert.rejects(details.loadOlderEvents(signal));
      refusal = () => null;
      assert.equal((await details.loadOlderEvents(signal)).length, 50);
      assert.equal(details.hasOlderEvents, false);
    });
  });

  it('says that there are more checkpoints than it fetches', async () => {
    checkpoints = Array.from({ length: 1_100 }, (_, at) => checkpoint(at));
    await details.refresh(signal);
    assert.equal(details.checkpoints.length, 1_000);
    assert.deepEqual(details.problems, ['Only the newest 1000 checkpoints are shown.']);
  });

  describe('the files', () => {
    beforeEach(() => {
      job = { ...job, status: 'succeeded', result_files: ['file-r'] };
    });

    it('are named once, and results fetched once, when the job has ended', async () => {
      await refresh();
      assert.deepEqual(curve('train_loss'), [[1, 2.5]]);
      await refresh();
      assert.equal(asked('/content'), 1);
      assert.equal(asked('/files/file-t'), 1);
      assert.equal(details.mayChange, false);
    });

    it('are not all fetched where there are very many, and what is left out is said', async () => {
      const ids = Array.from({ length: 1_000 }, (_, at) => `file-${String(at)}`);
      job = { ...job, result_files: ids };
      await details.refresh(signal);
      await details.refresh(signal);
      assert.equal(asked('/content'), 20);
      assert.equal(server.requests.filter(({ path }) => /\/files\/[^/]+$/.test(path)).length, 50);
      assert.deepEqual(details.problems, [
        'Only the first 20 of 1,000 result files are drawn.',
        '800 more files are not listed.',
        'Only the names of 50 files are fetched.',
      ]);
    });

    it('are fetched with pauses where there are many', async () => {
      job = { ...job, result_files: Array.from({ length: 12 }, (_, at) => `file-${String(at)}`) };
      await details.refresh(signal);
      const requests = server.requests.filter(({ path }) => path.includes('/files/')).length;
      assert.equal(requests, 25);
      assert.deepEqual(
        pauses.pauses,
        Array.from({ length: requests - 6 }, () => 250),
      );
    });

    it('are drawn as far as a page takes them, together 64 MB', async () => {
      const large = { id: 'file-b', bytes: 70_000_000 };
      job = { ...job, result_files: [{ id: 'file-a', bytes: 20 }, large, 'file-c'] };
      await details.refresh(signal);
      await details.refresh(signal);
      assert.deepEqual(
        server.requests
          .filter(({ path }) => path.endsWith('/content'))
          .map(({ path }) => path.split('/').at(-2)),
        ['file-a', 'file-c'],
      );
      assert.deepEqual(details.problems, [
        'Could not fetch the result file file-b: a page draws 64 MB of results, and with it there would be more; “Save Result Files…” saves it.',
      ]);
    });

    it('that come without an end are given up after five minutes', async () => {
      job = { ...job, training_file: null, result_files: ['file-drip'] };
      const slow = new TestClock();
      client = testClient(`${server.origin}/v1`, { clock: slow, retries: 0 });
      let drip: () => void = () => undefined;
      sendContent = (response) => {
        response.write('step');
        drip = () => response.write(' ');
      };
      const refreshing = details.refresh(signal);
      await until(() => server.requests.some(({ path }) => path.endsWith('/content')));
      let readings = slow.readings;
      for (let second = 0; second < 301; second += 20) {
        await until(() => slow.readings > readings);
        slow.advance(20_000);
        readings = slow.readings;
        drip();
      }
      await refreshing;
      assert.match(details.problems.join(), /^Could not fetch the result file file-drip: .*300/);
    });

    it('are not requested again when the provider no longer has them, until the person asks', async () => {
      refusal = ({ path }) => (path.includes('/files/') ? 404 : null);
      await details.refresh(signal);
      await details.refresh(signal);
      assert.equal(asked('/content'), 1);
      assert.equal(asked('/files/file-t'), 1);
      assert.equal(details.mayChange, false);
      assert.ok(details.problems.includes('Could not fetch the file file-t: the provider no longer has it.'));
      refusal = () => null;
      details.forgive();
      await refresh();
      assert.deepEqual(curve('train_loss'), [[1, 2.5]]);
      assert.deepEqual(details.problems, []);
    });

    it('are requested again when the server was only busy', async () => {
      refusal = ({ path }) => (path.endsWith('/content') ? 503 : null);
      await refresh();
      assert.equal(details.mayChange, true);
      refusal = () => null;
      await refresh();
      assert.deepEqual(curve('train_loss'), [[1, 2.5]]);
      assert.equal(details.mayChange, false);
    });
  });

  it('may change as long as the job has not ended, also while it is paused', async () => {
    for (const [status, mayChange] of [
      ['running', true],
      ['paused', true],
      ['dreaming', true],
      ['failed', false],
    ] as const) {
      job = { ...job, status };
      await details.refresh(signal);
      assert.equal(details.mayChange, mayChange, status);
    }
  });

  it('knows nothing before the first refresh, but that one may bring something', async () => {
    assert.equal(details.mayChange, true);
    assert.equal(details.isComplete, false);
    assert.deepEqual([details.problems, details.timeline, details.checkpoints], [[], [], []]);
    assert.equal(details.wantsOlderEvents, false);
    await details.refresh(signal);
    assert.equal(details.isComplete, true);
  });

  it('may change where the job has ended, but could not be fetched the last time', async () => {
    job = { ...job, status: 'failed' };
    await details.refresh(signal);
    refusal = () => 403;
    await assert.rejects(details.refresh(signal));
    assert.equal(details.mayChange, true);
  });

  it('may change where the job has ended, but the last refresh was cut short', async () => {
    job = { ...job, status: 'failed' };
    await details.refresh(signal);
    const cancel = new AbortController();
    const refreshing = details.refresh(cancel.signal, ({ part }) => {
      if (part === 'facts') cancel.abort();
    });
    await assert.rejects(refreshing);
    assert.equal(details.mayChange, true);
    await details.refresh(signal);
    assert.equal(details.mayChange, false);
  });

  it('says what of the log is not loaded, beside all else', async () => {
    events = Array.from({ length: 150 }, (_, at) => event(150 - at));
    refusal = ({ path, query }) => {
      if (path.endsWith('/events') && query.has('after')) query.set('after', 'nothing');
      return path.endsWith('/checkpoints') ? 403 : null;
    };
    await details.refresh(signal);
    await details.loadOlderEvents(signal);
    assert.deepEqual(details.problems, [
      'Could not fetch the checkpoints: refused with 403.',
      'The server repeats itself: it sends no older events, although it says that there are some.',
    ]);
  });

  it('shows a thousand checkpoints without a word, of which it requests a hundred at a time', async () => {
    checkpoints = Array.from({ length: 1_000 }, (_, at) => checkpoint(at));
    await details.refresh(signal);
    assert.equal(details.checkpoints.length, 1_000);
    assert.deepEqual(details.problems, []);
    const requests = server.requests.filter(({ path }) => path.endsWith('/checkpoints'));
    assert.deepEqual(
      requests.map(({ query }) => query.get('limit')),
      Array.from({ length: 10 }, () => '100'),
    );
    assert.deepEqual(
      pauses.pauses,
      Array.from({ length: 9 }, () => 250),
    );
  });

  it('requests no more checkpoints than it shows', async () => {
    checkpoints = Array.from({ length: 1_500 }, (_, at) => checkpoint(at));
    await details.refresh(signal);
    assert.equal(asked('/checkpoints'), 11);
  });

  describe('the curves', () => {
    it('come from the events, and only from those that are left when the log begins again', async () => {
      const step = (number: number) => ({ ...event(number), data: { step: number, train_loss: number } });
      events = [step(1)];
      await details.refresh(signal);
      events = [step(3), step(2), step(1)];
      await details.refresh(signal);
      assert.deepEqual(curve('train_loss'), [
        [1, 1],
        [2, 2],
        [3, 3],
      ]);
      const many = Array.from({ length: 1_200 }, (_, at) => event(2_000 - at));
      events = [step(2_001), ...many];
      await details.refresh(signal);
      assert.deepEqual(curve('train_loss'), [[2_001, 2_001]]);
    });

    it('come from the provider’s own list where it has one, and are reported when it has grown', async () => {
      client = testClient(`${server.origin}/v1`, { clock: pauses, connection: { dialect: 'together' } });
      assert.deepEqual((await refresh()).parts, ['facts', 'events', 'curves', 'facts', 'curves']);
      measured = [{ step: 1, train_loss: 2.5 }];
      const grown = ['facts', 'events', 'curves', 'curves', 'facts', 'curves'];
      assert.deepEqual((await refresh()).parts, grown);
      assert.deepEqual(curve('train_loss'), [[1, 2.5]]);
      assert.deepEqual((await refresh()).parts, ['facts', 'events', 'curves', 'facts', 'curves']);
      measured = [...measured, { step: 2, train_loss: 2 }];
      assert.deepEqual((await refresh()).parts, grown);
      assert.deepEqual(curve('train_loss'), [
        [1, 2.5],
        [2, 2],
      ]);
      refusal = ({ path }) => (path.endsWith('/metrics') ? 403 : null);
      await details.refresh(signal);
      assert.deepEqual(details.problems, ['Could not fetch the metrics: refused with 403.']);
      assert.equal(curve('train_loss').length, 2);
    });

    it('are judged again only when something has changed', async () => {
      events = [{ ...event(1), data: { step: 10, total_steps: 20, train_loss: 1 } }];
      job = { ...job, method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 'auto' } } } };
      const before = details.judgement;
      assert.deepEqual(before.epochs, []);
      await details.refresh(signal);
      const { judgement } = details;
      assert.notEqual(judgement, before);
      assert.equal(details.judgement, judgement);
      assert.equal(judgement.scale.stepsPerEpoch, null);
      await details.refresh(signal);
      assert.equal(details.judgement, judgement);
      job = { ...job, method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 4 } } } };
      await details.refresh(signal);
      assert.equal(details.judgement.scale.stepsPerEpoch, 5);
      job = { ...job, hyperparameters: { n_epochs: 2 }, method: null };
      await details.refresh(signal);
      assert.equal(details.judgement.scale.stepsPerEpoch, 10);
    });

    it('are judged in sentences that write numbers as the source is given to', async () => {
      events = Array.from({ length: 20 }, (_, at) => ({
        ...event(100 - at),
        data: { step: 2_000 - at, train_loss: 1 + at },
      }));
      const connection = { name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` } as const;
      const write = (value: number) => `<${String(value)}>`;
      const other = testSource(connection, () => Promise.resolve(client), clock, { write });
      const written = await other.details('job');
      await written.refresh(signal);
      assert.match(written.judgement.diagnosis.sentence, /still falls at step <2000>: still improving/);
      other.dispose();
    });

    it('of a job that succeeded have all of its epochs, though nothing says how long it was', async () => {
      events = [{ ...event(1), data: { step: 10, train_loss: 1 } }];
      job = { ...job, hyperparameters: { n_epochs: 2 } };
      await details.refresh(signal);
      assert.equal(details.judgement.scale.stepsPerEpoch, null);
      job = { ...job, status: 'succeeded' };
      await details.refresh(signal);
      assert.equal(details.judgement.scale.stepsPerEpoch, 5);
    });
  });

  it('requests nothing that the provider does not have', async () => {
    job = {
      name: 'accounts/acme/supervisedFineTuningJobs/job',
      state: 'JOB_STATE_COMPLETED',
      createTime: '2026-01-01T00:00:00Z',
      result_files: ['file-r'],
    };
    client = testClient(`${server.origin}/v1`, { clock: pauses, connection: { dialect: 'fireworks' } });
    await details.refresh(signal);
    const requested = server.requests.map(({ path }) => path.split('/').at(-1));
    assert.deepEqual(
      requested.filter((each) => ['events', 'checkpoints', 'metrics', 'content'].includes(each ?? '')),
      [],
    );
    assert.deepEqual(details.problems, []);
  });

  for (const hanging of ['/jobs/job', '/events', '/checkpoints', '/files/file-t'])
    it(`waits no longer for ${hanging} when nobody does`, async () => {
      const controller = new AbortController();
      refusal = ({ path }) => {
        if (!path.endsWith(hanging)) return null;
        controller.abort();
        return 0;
      };
      await assert.rejects(details.refresh(controller.signal), { name: 'AbortError' });
      assert.equal(details.error, null);
    });

  it('stops when nobody waits any more, and does not take that for a failure', async () => {
    const controller = new AbortController();
    refusal = ({ path }) => {
      if (path.endsWith('/events')) controller.abort();
      return null;
    };
    await assert.rejects(details.refresh(controller.signal), { name: 'AbortError' });
    assert.equal(details.error, null);
    assert.deepEqual(details.problems, []);
    assert.equal(asked('/checkpoints'), 0);
  });

  it('requests a job once that brings its events and checkpoints itself', async () => {
    const provider = await startProvider(mistralProvider());
    const connection = { name: 'Mistral', dialect: 'mistral', baseUrl: provider.baseUrl } as const;
    const mistral = testClient(provider.baseUrl, { connection, clock: pauses });
    const its = testSource(connection, () => Promise.resolve(mistral), clock);
    try {
      const view = await its.details('job-0');
      await view.refresh(signal);
      assert.ok(view.events.length > 0 && view.checkpoints.length > 0);
      await view.refresh(signal);
      assert.equal(provider.requests.filter(({ path }) => path.endsWith('/jobs/job-0')).length, 2);
    } finally {
      its.dispose();
      await provider.close();
    }
  });
});

function event(number: number): Record<string, unknown> {
  return {
    id: `e-${String(number)}`,
    created_at: 1_700_000_000 + number,
    level: 'info',
    message: `event ${String(number)}`,
    type: 'message',
  };
}

function checkpoint(number: number): Record<string, unknown> {
  return {
    id: `c-${String(number)}`,
    created_at: 1_700_000_000 + number,
    fine_tuned_model_checkpoint: `ft:model:ckpt-${String(number)}`,
    step_number: number,
    metrics: {},
    fine_tuning_job_id: 'job',
  };
}

function page(items: readonly Record<string, unknown>[], query: URLSearchParams): unknown {
  const after = query.get('after');
  const rest = after === null ? items : items.slice(items.findIndex(({ id }) => id === after) + 1);
  const limit = Number(query.get('limit') ?? 20);
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit };
}
