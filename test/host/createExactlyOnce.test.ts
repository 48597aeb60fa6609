import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Uri } from 'vscode';
import type { App } from '../../src/commands/command';
import { createExactlyOnce } from '../../src/commands/createJob/createExactlyOnce';
import { creationKey } from '../../src/commands/createJob/creationKey';
import { emptyDraft, type JobDraft } from '../../src/commands/createJob/draft';
import { CreationClaims } from '../../src/jobs/creationClaims';
import { SharedFolder } from '../../src/platform/sharedFolder';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { openaiJob, type Wire } from '../support/providers/openai';
import { instantRetries, testClient } from '../support/testClient';
import { testSource } from '../support/testSource';
import { extension } from './extension';

const file = Uri.file('/data/bot.jsonl');

/** A draft whose file was uploaded from this machine, as each window does it. */
function draftWith(id: string, version = '1 2'): JobDraft {
  const trainingFile = { kind: 'uploaded', id, name: 'bot.jsonl', from: { uri: file, version } } as const;
  return { ...emptyDraft(), model: 'gpt-4o-mini', suffix: 'bot', trainingFile };
}

describe('a job that is wanted twice', () => {
  let app: App;
  let folder: string;
  let server: TestServer;
  const jobs: Wire[] = [];
  const clock = instantRetries();

  before(async () => {
    app = await extension();
    server = await startServer(async (request, response) => {
      if (request.method !== 'POST') {
        sendJson(response, { data: jobs.toReversed(), has_more: false });
        return;
      }
      const { suffix, ...body } = await request.json();
      const created_at = clock.now() / 1000;
      jobs.push(openaiJob(jobs.length + 1, { ...body, user_provided_suffix: suffix, created_at }));
      sendJson(response, jobs.at(-1));
    });
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'claims-'));
    jobs.length = 0;
    server.requests.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  after(() => server.close());

  const posts = () => server.requests.filter(({ method }) => method === 'POST').length;

  /** A window with its own memory, on the disk of all. */
  function openWindow() {
    const texts = new SharedFolder(Uri.file(path.join(folder, 'creations')), app.host);
    const claims = new CreationClaims(texts, clock, (error) => {
      throw error;
    });
    const connection = { name: 'Work', dialect: 'openai', baseUrl: `${server.origin}/v1` } as const;
    const source = testSource(connection, () => Promise.resolve(testClient(connection.baseUrl)), clock);
    return (draft: JobDraft) => {
      const trainingFile = draft.trainingFile?.kind === 'uploaded' ? draft.trainingFile.id : '';
      const method = { type: draft.method, hyperparameters: {} };
      const request = { model: draft.model, suffix: draft.suffix, trainingFile, method };
      return createExactlyOnce({ claims, clock }, source, { request, key: creationKey(source, draft) });
    };
  }

  it('by two windows at once, each with its own upload of the file, is created once', async () => {
    const [one, other] = [openWindow(), openWindow()];
    const ends = await Promise.all([one(draftWith('file-1')), other(draftWith('file-2'))]);
    assert.equal(posts(), 1);
    assert.deepEqual(
      ends.map((end) => end.kind === 'created' && end.job.id),
      ['ftjob-1', 'ftjob-1'],
    );
    const found = ends.filter((end) => end.kind === 'created' && end.wasThere);
    assert.equal(found.length, 1);
  });

  it('by two presses of one button is created once', async () => {
    const create = openWindow();
    await Promise.all([create(draftWith('file-1')), create(draftWith('file-1'))]);
    assert.equal(posts(), 1);
  });

  it('is created again where the first one is known to be there, or its file has changed', async () => {
    const create = openWindow();
    await create(draftWith('file-1'));
    await create(draftWith('file-1'));
    assert.equal(posts(), 2);
    await Promise.all([create(draftWith('file-2', '3 4')), openWindow()(draftWith('file-3', '5 6'))]);
    assert.equal(posts(), 4);
  });
});
