import assert from 'node:assert/strict';
import { type MessageItem, window } from 'vscode';
import type { App } from '../../src/commands/command';
import { emptyDraft } from '../../src/commands/createJob/draft';
import { runSweep } from '../../src/commands/jobFiles/runSweep';
import { CreationClaims } from '../../src/jobs/creationClaims';
import { JobMarks } from '../../src/jobs/jobMarks';
import { RequestMemory } from '../../src/jobs/requestMemory';
import { eventually } from '../support/eventually';
import { sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openaiJob, type Wire } from '../support/providers/openai';
import { TestTexts } from '../support/sharedTexts';
import { instantRetries, testClient } from '../support/testClient';
import { TestMemory } from '../support/testMemory';
import { testSource } from '../support/testSource';

/** What a window shows, till the test presses one of its buttons. */
interface Shown {
  readonly text: string;
  press(button: string | undefined): void;
}

describe('a sweep in two windows', () => {
  const { showWarningMessage, showInformationMessage } = window;
  let server: TestServer;
  let shared: ReadonlyMap<string, TestTexts>;
  let isRefused = false;
  let shown: Shown[];
  const jobs: Wire[] = [];
  const clock = instantRetries();

  before(async () => {
    server = await startServer(async (request, response) => {
      if (request.method !== 'POST') {
        const job = jobs.find(({ id }) => request.path.endsWith(`/${id}`));
        sendJson(response, job ?? { data: jobs.toReversed(), has_more: false });
      } else if (isRefused) sendError(response, 400, 'not now');
      else {
        jobs.push(openaiJob(jobs.length + 1, { ...(await request.json()), created_at: clock.now() / 1000 }));
        sendJson(response, jobs.at(-1));
      }
    });
  });
  beforeEach(() => {
    shared = new Map(['creations', 'sweeps'].map((folder) => [folder, new TestTexts()]));
    jobs.length = 0;
    shown = [];
    isRefused = false;
    window.showWarningMessage = (text: string, ...others: readonly unknown[]) =>
      new Promise<undefined>((resolve) => {
        const press = (button: string | undefined) => {
          const titleOf = (each: unknown) => (typeof each === 'string' ? each : (each as MessageItem).title);
          resolve(others.find((each) => button !== undefined && titleOf(each) === button) as undefined);
        };
        shown.push({ text, press });
      });
    window.showInformationMessage = () => Promise.resolve(undefined);
  });
  afterEach(() => {
    Object.assign(window, { showWarningMessage, showInformationMessage });
  });
  after(() => server.close());

  const textsOf = (folder: string) => shared.get(folder) ?? new TestTexts();

  /** Runs a file of three jobs in a window of its own. */
  function run(): Promise<void> {
    const memory = new TestMemory();
    const claims = new CreationClaims(textsOf('creations'), clock, (error) => {
      throw error;
    });
    const errors = { record: assert.ifError, show: () => undefined };
    const own = { claims, clock, errors, sharedTexts: textsOf };
    const app = { ...own, requests: new RequestMemory(memory), marks: new JobMarks(memory) };
    const connection = { name: 'Work', dialect: 'openai', baseUrl: `${server.origin}/v1` } as const;
    const source = testSource(connection, () => Promise.resolve(testClient(connection.baseUrl)), clock);
    const trainingFile = { kind: 'uploaded', id: 'file-1', name: 'bot.jsonl', isTyped: true } as const;
    const drafts = ['1', '2', '3'].map((epochs) => ({
      draft: { ...emptyDraft(), model: 'm', trainingFile, hyperparameters: { n_epochs: epochs } },
      chosen: [],
    }));
    return runSweep(app as unknown as App, source, drafts, 'Run'); // no more of it is used
  }

  /** The next that a window shows. */
  async function next(text: RegExp): Promise<Shown> {
    await eventually(() => {
      assert.match(shown[0]?.text ?? '', text);
    });
    return shown.shift() ?? { text: '', press: () => undefined };
  }

  it('is not created again by one that was begun before the other one came to its end', async () => {
    isRefused = true;
    const one = run();
    (await next(/Create 3 jobs/)).press('Create 3 Jobs');
    const refused = await next(/0 of 3 jobs were created/);
    const other = run();
    const question = await next(/Create 3 jobs/);
    isRefused = false;
    refused.press('Create the Rest');
    await one;
    question.press('Create 3 Jobs');
    await assert.rejects(other, /another window has ended/);
    assert.equal(jobs.length, 3);
    assert.deepEqual([textsOf('creations').all.size, textsOf('sweeps').all.size], [0, 0]);
  });

  it('stays known where one of them is refused what the other one goes on with', async () => {
    isRefused = true;
    const one = run();
    (await next(/Create 3 jobs/)).press('Create 3 Jobs');
    const refused = await next(/0 of 3 jobs were created/);
    const other = run();
    (await next(/Create 3 jobs/)).press('Create 3 Jobs');
    (await next(/0 of 3 jobs were created/)).press(undefined);
    await other;
    assert.equal(textsOf('sweeps').all.size, 1);
    isRefused = false;
    refused.press('Create the Rest');
    await one;
    assert.equal(jobs.length, 3);
  });

  it('stops where it was refused before the other one brought it to its end', async () => {
    isRefused = true;
    const one = run();
    (await next(/Create 3 jobs/)).press('Create 3 Jobs');
    const refused = await next(/0 of 3 jobs were created/);
    const other = run();
    const question = await next(/Create 3 jobs/);
    isRefused = false;
    question.press('Create 3 Jobs');
    await other;
    refused.press('Create the Rest');
    await assert.rejects(one, /another window has ended/);
    assert.equal(jobs.length, 3);
  });
});
