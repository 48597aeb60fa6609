import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Dialect } from '../../../src/api/dialects/dialect';
import { localai } from '../../../src/api/dialects/localai';
import { Transport } from '../../../src/api/http/transport';
import { LiveApi, type LiveBatch, type LiveReport } from '../../../src/api/liveApi';
import { isObject } from '../../../src/api/wire/values';
import { until } from '../../support/eventually';
import { sendError, startServer, type TestServer } from '../../support/httpServer';
import { progressEvent, progressOfRun } from '../../support/providers/localai';
import { instantRetries } from '../../support/testClient';
import { TestClock } from '../../support/testClock';

describe('a live stream', () => {
  let server: TestServer;
  let answer: (response: ServerResponse) => void;
  let batches: LiveBatch[];
  let clock: TestClock;

  before(async () => {
    server = await startServer((_, response) => {
      answer(response);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    batches = [];
    clock = instantRetries();
    server.requests.length = 0;
  });

  const api = (dialect: Dialect = localai) => {
    const headers = () => Promise.resolve({ authorization: 'Bearer sk-test-key' });
    return new LiveApi(new Transport({ baseUrl: server.origin, headers, clock }), dialect);
  };
  const follow = (live = api(), options: { after?: string; signal?: AbortSignal } = {}) => {
    const { after = null, signal } = options;
    const onBatch = (batch: LiveBatch) => batches.push(batch);
    return live.follow('a1', after, onBatch, signal === undefined ? {} : { signal });
  };
  const reports = (): LiveReport[] => batches.flatMap((batch) => batch.reports);
  const begin = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    return response;
  };
  const sends = (...pieces: readonly string[]) => {
    answer = (response) => begin(response).end(pieces.join(''));
  };

  it('of LocalAI brings steps, losses and the time left, and no loss where none was set', async () => {
    sends(...progressOfRun);
    await follow();
    assert.deepEqual(
      reports().map(({ status, message, fraction, secondsLeft }) => [status, message, fraction, secondsLeft]),
      [
        ['loading_model', 'Loading model TinyLlama/TinyLlama-1.1B', null, null],
        ['loading_dataset', 'Loading dataset', null, null],
        ['training', 'Training started', null, null],
        ['training', null, 0.25, 90],
        ['training', null, 0.5, 60],
        ['training', 'Evaluating... (batch 10)', 0.5, null],
        ['training', null, 0.5, null],
        ['training', 'Evaluation complete at step 2', 0.5, null],
        ['saving', 'Checkpoint saved at step 2', null, null],
        ['training', null, 0.75, 30],
        ['training', null, 1, null],
        ['training', null, 1, null],
        ['completed', 'Training completed', 1, null],
      ],
    );
    const at = { total_steps: 4 };
    assert.deepEqual(
      reports().map(({ data }) => data),
      [
        null,
        null,
        null,
        { ...at, step: 1, epoch: 0.5, loss: 2.5, learning_rate: 0.0002, grad_norm: 1.5 },
        { ...at, step: 2, epoch: 1, loss: 2, learning_rate: 0.00015, grad_norm: 1.25 },
        { ...at, step: 2, epoch: 1 },
        { ...at, step: 2, epoch: 1, eval_loss: 2.25 },
        { ...at, step: 2, epoch: 1, eval_loss: 2.25 },
        { step: 2 },
        { ...at, step: 3, epoch: 1.5, loss: 1.75, learning_rate: 0.0001, grad_norm: 1 },
        { ...at, step: 4, epoch: 2, loss: 1.5, learning_rate: 0, grad_norm: 1, mean_token_accuracy: 0.75 },
        { ...at, step: 4, epoch: 2 },
        { ...at, step: 4 },
      ],
    );
    assert.equal(server.requests[0]?.path, '/api/fine-tuning/jobs/a1/progress');
    assert.equal(server.requests[0].headers.accept, 'text/event-stream');
  });

  it('takes a loss of zero for one where a step was trained', async () => {
    sends(progressEvent({ current_step: 1, total_steps: 4, learning_rate: 0.1 }));
    await follow();
    assert.deepEqual(reports()[0]?.data, { step: 1, total_steps: 4, loss: 0, learning_rate: 0.1 });
  });

  it('ends with the report that is the last, though the server keeps it open', async () => {
    let isClosed = false;
    answer = (response) => {
      begin(response).write(progressOfRun.join(''));
      response.on('close', () => (isClosed = true));
    };
    await follow();
    assert.equal(reports().at(-1)?.isLast, true);
    await until(() => isClosed);
  });

  it('fails with what LocalAI says instead of reports, which is no status of the job', async () => {
    sends('data: {"status":"error","message":"job not found: a1"}\n\n');
    await assert.rejects(follow(), { name: 'ApiError', message: 'job not found: a1', status: 500 });
    assert.deepEqual(reports(), []);
  });

  it('is handed on in pieces twice a second, however fast it comes', async () => {
    clock = new TestClock();
    const events = Array.from({ length: 1_000 }, (_, at) => progressEvent({ current_step: at + 1, loss: 1 }));
    answer = (response) => begin(response).write(events.join(''));
    const controller = new AbortController();
    const following = follow(api(), { signal: controller.signal });
    await until(() => clock.sleeping > 1);
    assert.equal(batches.length, 0);
    controller.abort();
    await assert.rejects(following);
    assert.equal(batches.length, 1);
  });

  it('makes a server wait that sends more than is taken', async () => {
    clock = new TestClock();
    const event = progressEvent({ current_step: 1, loss: 1 });
    answer = (response) => {
      const write = () => {
        while (!response.destroyed && response.write(event.repeat(100)));
        response.once('drain', write);
      };
      begin(response);
      write();
    };
    const controller = new AbortController();
    const following = follow(api(), { signal: controller.signal });
    for (let round = 1; round < 4; round++) {
      await until(() => clock.sleeping > 0);
      await until(() => {
        clock.advance(500);
        return batches.length >= round;
      });
    }
    assert.ok(batches.every((batch) => batch.reports.length <= 4_000));
    controller.abort();
    await assert.rejects(following);
  });

  it('skips an event that is no report, or is too long to be one', async () => {
    const long = progressEvent({ current_step: 1, message: 'x'.repeat(100_000) });
    sends('data: {broken\n\n', 'data: [1]\n\n', 'data: null\n\n', long, progressEvent({ current_step: 2 }));
    await follow();
    assert.deepEqual(
      reports().map(({ data }) => data),
      [{ step: 2 }],
    );
  });

  it('gives up on a line without an end', async () => {
    answer = (response) => {
      begin(response).write('data: ');
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
        response.once('drain', write);
      };
      write();
    };
    await assert.rejects(follow(), { name: 'InvalidResponseError', message: /more than 1 MB/ });
  });

  it('is given up after four silent minutes, and not sooner', async () => {
    clock = new TestClock();
    answer = (response) => begin(response).flushHeaders();
    const following = follow();
    await until(() => clock.sleeping > 0 && server.requests.length > 0);
    clock.advance(239_000);
    const outcome = assert.rejects(following, { name: 'TimeoutError' });
    await until(() => {
      clock.advance(240_000);
      return clock.sleeping === 0;
    });
    await outcome;
  });

  it('is not opened again by itself, and is refused like any request', async () => {
    answer = (response) => {
      sendError(response, 503, 'busy');
    };
    await assert.rejects(follow(), { name: 'ApiError', status: 503 });
    assert.equal(server.requests.length, 1);
  });

  it('shows no key, should the server repeat it', async () => {
    sends(progressEvent({ message: 'Loading with sk-test-key', extra_metrics: {} }));
    await follow();
    assert.equal(reports()[0]?.message, 'Loading with •••');
  });

  describe('of a provider with numbered events of several kinds', () => {
    /** As Unsloth Studio streams a run: `routes/training.py`. */
    const numbered: Dialect = {
      ...localai,
      live: {
        path: () => 'api/train/progress',
        query: (id) => ({ expected_job_id: id }),
        toReport: ({ type, data }) => {
          if (!isObject(data) || type === 'heartbeat') return null;
          const { step, total_steps, loss, eta_seconds } = data;
          return {
            data: { step, total_steps, loss },
            seconds_left: eta_seconds,
            is_last: type === 'complete',
          };
        },
      },
    };
    const event = (type: string, step: number, loss: number | null = 2) =>
      `id: ${String(step)}\nevent: ${type}\ndata: ${JSON.stringify({ step, total_steps: 4, loss, eta_seconds: 9 })}\n\n`;

    it('is read by its kinds, asks for its job, and goes on after the last id', async () => {
      sends('retry: 3000\n\n', event('heartbeat', 0), event('progress', 1), event('progress', 2));
      await follow(api(numbered));
      assert.deepEqual(
        reports().map(({ data, isLast }) => [data?.['step'], isLast]),
        [
          [1, false],
          [2, false],
        ],
      );
      assert.equal(batches.at(-1)?.lastId, '2');
      assert.equal(server.requests[0]?.url, '/api/train/progress?expected_job_id=a1');
      sends(event('progress', 3), event('complete', 4));
      await follow(api(numbered), { after: '2' });
      assert.equal(server.requests[1]?.headers['last-event-id'], '2');
      assert.equal(reports().at(-1)?.isLast, true);
    });

    it('keeps no id that no header can carry', async () => {
      sends(`id: ü\nevent: progress\ndata: {"step":1}\n\n`, `id: ${'9'.repeat(1_000)}\ndata: {"step":2}\n\n`);
      await follow(api(numbered));
      assert.deepEqual([batches.at(-1)?.lastId, reports().length], [null, 2]);
    });
  });
});
