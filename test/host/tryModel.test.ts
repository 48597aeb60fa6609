import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/api/connection';
import type { App } from '../../src/commands/command';
import { KeptTries } from '../../src/jobs/keptTries';
import { Sources } from '../../src/jobs/sources';
import type { ToTryPage, TryRequest } from '../../src/shared/tryProtocol';
import { TryPage, type TryServices } from '../../src/views/tryPage';
import { beginStream, chunkOf } from '../support/chatStream';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { loadedPages } from '../support/loadedPages';
import { openaiJob, openaiProvider, openaiState } from '../support/providers/openai';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { testClient } from '../support/testClient';
import { TestClock } from '../support/testClock';
import { TestMemory } from '../support/testMemory';
import { TestPanel } from '../support/testPanel';
import { testSource } from '../support/testSource';
import { closeEditors, extension, refresh, saveConnections } from './extension';

const request: TryRequest = {
  run: 1,
  ...{ system: '', earlier: [], prompt: 'Hi', temperature: 0, maxTokens: null },
  models: [{ name: 'ft:own', sentAs: 'ft:own' }],
};

describe('the page that tries models out', () => {
  let server: TestServer;
  let available: Connection[];
  let sources: Sources;
  let panel: TestPanel<ToTryPage>;
  let page: TryPage;
  let kept: KeptTries;
  let goOn: () => void;
  /** Streams of answers whose connection was closed by the page. */
  let closed: number;
  /** Those that the server has sent to their end. */
  let finished: number;
  let refreshed: string[];

  beforeEach(async () => {
    goOn = () => undefined;
    closed = 0;
    finished = 0;
    server = await startServer((received, response) => {
      if (received.path.endsWith('/chat/completions')) {
        beginStream(response);
        response.write(chunkOf('On '));
        goOn = () => response.end(chunkOf('its way.', 'stop'));
        response.on('close', () => {
          if (response.writableFinished) finished++;
          else closed++;
        });
      } else if (received.path.endsWith('/checkpoints')) {
        const checkpoint = {
          id: 'c',
          created_at: 1,
          fine_tuned_model_checkpoint: 'ft:own:ckpt',
          step_number: 2,
        };
        sendJson(response, { data: [checkpoint], has_more: false });
      } else
        sendJson(
          response,
          openaiJob(1, {
            id: 'job-1',
            status: 'succeeded',
            fine_tuned_model: 'ft:own',
            validation_file: 'file-v',
          }),
        );
    });
    available = [{ name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` }];
    const clock = new TestClock(undefined, 60);
    sources = new Sources({
      available: () => available,
      prepare: (connection) =>
        Promise.resolve(() =>
          testSource(connection, () => Promise.resolve(testClient(connection.baseUrl ?? '')), clock),
        ),
      isSaved: () => true,
      memory: new TestMemory(),
      onProblem: assert.ifError,
    });
    await sources.reload();
    panel = new TestPanel();
    kept = new KeptTries(new TestMemory());
    refreshed = [];
    // As much of a panel, and of what pages work with, as this page needs.
    page = new TryPage(
      panel as unknown as vscode.WebviewPanel,
      { source: 'Test', job: 'job-1', model: null },
      {
        sources,
        clock,
        errors: { record: () => undefined },
        keptTries: kept,
        refreshJob: (job: string) => refreshed.push(job),
      } as unknown as TryServices,
    );
  });

  afterEach(async () => {
    page.dispose();
    sources.dispose();
    await server.close();
  });

  const last = <T extends ToTryPage['type']>(type: T) =>
    panel.sent.findLast((message): message is Extract<ToTryPage, { type: T }> => message.type === type);
  const answered = (state: string) =>
    eventually(() => {
      assert.equal(last('tryAnswer')?.state.state, state);
    });
  const ready = async () => {
    panel.say({ type: 'ready' });
    await eventually(() => {
      assert.equal(last('tryFacts')?.models.length, 3);
    });
  };

  it('requests nothing until it is ready, then what its job has', async () => {
    assert.equal(server.requests.length, 0);
    await ready();
    assert.equal(server.requests.length, 2);
    assert.deepEqual(last('tryFacts')?.models, [
      { name: 'gpt-4o-mini-2024-07-18', role: 'base', step: null },
      { name: 'ft:own', role: 'tuned', step: null },
      { name: 'ft:own:ckpt', role: 'checkpoint', step: 2 },
    ]);
    assert.deepEqual(last('tryFacts')?.examples, { role: 'validation', filename: 'file-v' });
  });

  it('sends nothing while it is hidden, and all that came when it is shown again', async () => {
    await ready();
    panel.say({ type: 'ask', request, only: null });
    await answered('streaming');
    panel.show(false);
    const before = panel.sent.length;
    goOn();
    await eventually(() => {
      assert.equal(finished, 1);
    });
    assert.equal(panel.sent.length, before);
    panel.show(true);
    await eventually(() => {
      panel.say({ type: 'ready' });
      assert.equal(last('tryRun')?.answers[0]?.text, 'On its way.');
    });
    assert.equal(server.requests.length, 3, 'a job that has ended is not fetched again');
  });

  it('ends the answer under way when another is requested, and when it is closed', async () => {
    await ready();
    panel.say({ type: 'ask', request, only: null });
    await answered('streaming');
    panel.say({ type: 'ask', request: { ...request, run: 2 }, only: null });
    await eventually(() => {
      assert.equal(closed, 1);
    });
    assert.equal(last('tryAnswer')?.run, 2);
    await answered('streaming');
    page.dispose();
    await eventually(() => {
      assert.equal(closed, 2);
    });
  });

  it('says that its connection is gone, and is there again with it', async () => {
    await ready();
    const [connection] = available;
    available = [];
    await sources.reload();
    assert.equal(last('tryFacts')?.problem, 'This connection is not there');
    panel.say({ type: 'ask', request, only: null });
    assert.equal(last('tryRun'), undefined);
    assert.equal(last('tryAnswer')?.state.failure?.summary, 'This connection is not there');
    panel.say({ type: 'ask', request: { ...request, run: 2 }, only: 0 });
    assert.deepEqual([last('tryAnswer')?.run, last('tryAnswer')?.state.state], [2, 'failed']);
    if (connection !== undefined) available = [connection];
    await sources.reload();
    await eventually(() => {
      assert.equal(last('tryFacts')?.models.length, 3);
    });
  });

  it('keeps answers for its job', async () => {
    await ready();
    const tried = { at: 1, system: '', earlier: [], prompt: 'Hi', temperature: 0, maxTokens: null };
    panel.say({
      type: 'keep',
      kept: { ...tried, expected: null, answers: [{ model: 'ft:own', text: 'Yes' }] },
    });
    await eventually(() => {
      assert.equal(kept.of('Test/job-1').length, 1);
    });
    assert.deepEqual(refreshed, ['Test/job-1']);
  });
});

describe('the command that tries a model out', () => {
  let app: App;
  let server: ProviderServer;

  before(async () => {
    app = await extension();
    const state = openaiState();
    for (const name of ['one', 'two'])
      state.jobs.push(
        openaiJob(1, {
          id: `ftjob-${name}`,
          status: 'succeeded',
          fine_tuned_model: `ft:${name}`,
          user_provided_suffix: name,
        }),
      );
    server = await startProvider(openaiProvider(state));
    process.env['TRY_MODEL_KEY'] = 'sk-test-key';
    await saveConnections(app, [
      { name: 'Acme', dialect: 'openai', baseUrl: server.baseUrl, apiKeyEnv: 'TRY_MODEL_KEY' },
    ]);
    await refresh();
  });
  after(async () => {
    await closeEditors();
    await saveConnections(app, []);
    delete process.env['TRY_MODEL_KEY'];
    await server.close();
  });

  const titles = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

  it('takes a model by itself, and opens one page for it', async () => {
    const source = app.sources.find('Acme');
    assert.ok(source);
    for (let time = 0; time < 2; time++)
      await vscode.commands.executeCommand('fineTuning.tryModel', { source, model: 'ft:elsewhere' });
    await eventually(() => {
      assert.deepEqual(titles(), ['Try ft:elsewhere']);
    });
    await loadedPages(); // before another page hides it
  });

  it('takes the row of a job, also where there are several', async () => {
    const source = app.sources.find('Acme');
    assert.ok(source);
    void vscode.commands.executeCommand('fineTuning.tryModel', app.view.tree.jobNode(source, 'ftjob-two'));
    await eventually(() => {
      assert.ok(titles().includes('Try two'), titles().join());
    });
  });
});
