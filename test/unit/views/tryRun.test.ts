import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { ProviderChat } from '../../../src/jobs/provider/providerChat';
import { maxAnswerLength } from '../../../src/shared/tryLimits';
import type { AnswerState, TryRequest } from '../../../src/shared/tryProtocol';
import { TryRun } from '../../../src/views/tryRun';
import { beginStream, chunkOf } from '../../support/chatStream';
import { until } from '../../support/eventually';
import { sendError, startServer, type TestServer } from '../../support/httpServer';
import { testClient } from '../../support/testClient';
import { TestClock } from '../../support/testClock';

const request: TryRequest = {
  run: 1,
  system: 'Be kind.',
  earlier: [{ role: 'assistant', content: 'Hello?' }],
  prompt: 'Hi',
  temperature: 0.5,
  maxTokens: 20,
  models: [
    { name: 'base', sentAs: 'base' },
    { name: 'tuned', sentAs: 'my deployment' },
  ],
};

interface Report {
  readonly at: number;
  readonly more: string;
  readonly state: AnswerState['state'];
}

describe('a prompt for several models', () => {
  let server: TestServer;
  /** The responses by the names of the models. */
  const answers = new Map<string, (response: ServerResponse) => void>();
  let clock: TestClock;
  let reports: Report[];
  let records: string[];

  before(async () => {
    server = await startServer(async (received, response) => {
      const { model } = await received.json();
      answers.get(String(model))?.(response);
    });
  });
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    answers.clear();
    clock = new TestClock();
    reports = [];
    records = [];
  });

  const begin = (wanted = request, only: number | null = null) => {
    const client = testClient(`${server.origin}/v1`);
    return new TryRun({
      request: wanted,
      only,
      chat: new ProviderChat(client.dialect, () => Promise.resolve(client)),
      clock,
      report: (at, more, { state }) => reports.push({ at, more, state }),
      record: (attempt) => records.push(attempt),
    });
  };
  const answersOf = (run: TryRun) => run.answers.flatMap((answer) => answer ?? []);
  const says = (text: string) => (response: ServerResponse) => {
    beginStream(response);
    response.end(`${chunkOf(text, 'stop')}data: [DONE]\n\n`);
  };
  /** Begins with the base alone, whose stream is open. */
  const beginOne = async () => {
    const opened = new Promise<ServerResponse>((resolve) => answers.set('base', resolve));
    const run = begin({ ...request, models: request.models.slice(0, 1) });
    const response = await opened;
    beginStream(response);
    return { run, response };
  };
  const ended = (run: TryRun) => until(() => answersOf(run).every(({ endAfter }) => endAfter !== null));

  it('sends each the same conversation, by the name that the provider knows', async () => {
    answers.set('base', says('I am plain.'));
    answers.set('my deployment', says('I am tuned.'));
    const run = begin();
    await ended(run);
    assert.deepEqual(
      answersOf(run).map(({ text, state, finishReason }) => [text, state, finishReason]),
      [
        ['I am plain.', 'done', 'stop'],
        ['I am tuned.', 'done', 'stop'],
      ],
    );
    const bodies = await Promise.all(server.requests.map((each) => each.json()));
    assert.deepEqual(bodies.map(({ model }) => model).sort(), ['base', 'my deployment']);
    for (const { messages, temperature } of bodies) {
      assert.deepEqual(messages, [
        { role: 'system', content: 'Be kind.' },
        { role: 'assistant', content: 'Hello?' },
        { role: 'user', content: 'Hi' },
      ]);
      assert.equal(temperature, 0.5);
    }
  });

  it('sends no system prompt where there is none', async () => {
    answers.set('base', says('Hi'));
    const run = begin({ ...request, system: ' \n', earlier: [], models: request.models.slice(0, 1) });
    await ended(run);
    assert.deepEqual((await server.requests[0]?.json())?.['messages'], [{ role: 'user', content: 'Hi' }]);
  });

  it('reports pieces together, and all of them', async () => {
    const { run, response } = await beginOne();
    for (const piece of ['One ', 'two ', 'three']) response.write(chunkOf(piece));
    await until(() => run.answers[0]?.text === 'One two three');
    assert.deepEqual(reports, [{ at: 0, more: '', state: 'waiting' }]);
    clock.advance(50);
    assert.deepEqual(reports.slice(1), [{ at: 0, more: 'One two three', state: 'streaming' }]);
    response.end(chunkOf('.', 'length'));
    await ended(run);
    assert.deepEqual(reports.slice(2), [{ at: 0, more: '.', state: 'done' }]);
    assert.equal(clock.sleeping, 0);
  });

  it('measures the time to the first text and to the end', async () => {
    const { run, response } = await beginOne();
    clock.advance(300);
    response.write(chunkOf('a'));
    await until(() => run.answers[0]?.text === 'a');
    clock.advance(1_000);
    const usage = { prompt_tokens: 5, completion_tokens: 11 };
    response.end(`${chunkOf('b', 'stop')}data: ${JSON.stringify({ choices: [], usage })}\n\n`);
    await ended(run);
    const [answer] = run.answers;
    assert.deepEqual([answer?.firstAfter, answer?.endAfter, answer?.tokens], [300, 1_300, 11]);
  });

  it('keeps the others when one fails, with what came, why, and what to do', async () => {
    answers.set('base', says('I am plain.'));
    answers.set('my deployment', (response) => {
      sendError(response, 404, 'The model does not exist', 'model_not_found');
    });
    const run = begin();
    await ended(run);
    assert.equal(run.answers[0]?.state, 'done');
    assert.equal(run.answers[1]?.state, 'failed');
    assert.deepEqual(run.answers[1].failure, {
      summary: 'The model does not exist',
      advice: 'Check that the model still exists, is deployed, and that this key may use it.',
      requestId: 'req_test',
    });
    assert.deepEqual(records, ['Prompting my deployment failed']);
  });

  it('has one of them answer again', async () => {
    answers.set('base', says('I am plain.'));
    answers.set('my deployment', (response) => {
      beginStream(response);
      response.write(chunkOf('Half'), () => response.destroy());
    });
    const run = begin();
    await ended(run);
    assert.deepEqual([run.answers[1]?.text, run.answers[1]?.state], ['Half', 'failed']);
    answers.set('my deployment', says('Whole'));
    run.repeat(1);
    assert.deepEqual(
      [run.answers[1]?.text, run.answers[1]?.state, run.answers[1]?.failure],
      ['', 'waiting', null],
    );
    await ended(run);
    assert.equal(run.answers[1]?.text, 'Whole');
    assert.equal(server.requests.length, 3);
  });

  it('leaves the others alone where one alone is to answer', async () => {
    answers.set('my deployment', says('Again'));
    const run = begin(request, 1);
    await ended(run);
    run.stop();
    assert.equal(run.answers[0], null);
    assert.equal(run.answers[1]?.text, 'Again');
    assert.deepEqual([...new Set(reports.map(({ at }) => at))], [1]);
    assert.equal(server.requests.length, 1);
  });

  it('stops one or all, with their connections, and keeps what came', async () => {
    let closed = 0;
    const hangs = (response: ServerResponse) => {
      beginStream(response);
      response.write(chunkOf('Half'));
      response.on('close', () => closed++);
    };
    answers.set('base', hangs);
    answers.set('my deployment', hangs);
    const run = begin();
    await until(() => answersOf(run).every(({ text }) => text === 'Half'));
    run.stop(1);
    assert.deepEqual(
      answersOf(run).map(({ state }) => state),
      ['streaming', 'stopped'],
    );
    await until(() => closed === 1);
    run.stop();
    await until(() => closed === 2);
    assert.deepEqual(
      answersOf(run).map(({ text, state }) => [text, state]),
      [
        ['Half', 'stopped'],
        ['Half', 'stopped'],
      ],
    );
    assert.deepEqual(records, []);
    assert.equal(clock.sleeping, 0);
  });

  it('takes an answer whole that is just as long as a page shows', async () => {
    answers.set('base', says('x'.repeat(maxAnswerLength)));
    const run = begin({ ...request, models: request.models.slice(0, 1) });
    await ended(run);
    assert.deepEqual(
      run.answers.map((answer) => [answer?.state, answer?.text.length]),
      [['done', maxAnswerLength]],
    );
  });

  it('reads no more of an answer than a page shows', async () => {
    answers.set('base', (response) => {
      beginStream(response);
      const sendNext = (): void => {
        if (!response.destroyed) response.write(chunkOf('x'.repeat(50_000)), sendNext);
      };
      sendNext();
    });
    const run = begin({ ...request, models: request.models.slice(0, 1) });
    await ended(run);
    const [answer] = run.answers;
    assert.equal(answer?.text.length, maxAnswerLength);
    assert.equal(answer.state, 'failed');
    assert.match(answer.failure?.summary ?? '', /longer than 200000 characters/);
  });
});
