import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { chooseForJob } from '../support/createForm';
import { eventually } from '../support/eventually';
import { type Received, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openaiJob, type Wire } from '../support/providers/openai';
import { openWorkbench, type Workbench } from '../support/workbench';

/** A server that creates what it is sent, does not respond it, and lists it late. */
describe('a job whose creation was not confirmed', function () {
  let server: TestServer;
  let workbench: Workbench;
  const jobs: Wire[] = [];
  let isLate = true;
  let keepsMetadata = true;
  /** What becomes of the answer to a create. */
  let lose: (response: ServerResponse) => void;

  const posts = () => server.requests.filter(({ method }) => method === 'POST').length;

  before(async () => {
    server = await startServer(async (request, response) => {
      if (request.method === 'POST') {
        const { suffix, ...body } = await request.json();
        const created = {
          ...body,
          user_provided_suffix: suffix,
          status: 'queued',
          created_at: Date.now() / 1000,
          ...(keepsMetadata ? {} : { metadata: null }),
        };
        jobs.push(openaiJob(jobs.length + 1, created));
        lose(response);
        return;
      }
      answer(request, response);
    });
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [
          { name: 'Late', dialect: 'openai', baseUrl: `${server.origin}/v1`, apiKeyEnv: 'LATE_KEY' },
        ],
      },
      env: { LATE_KEY: 'sk-late' },
    });
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  function answer({ path }: Received, response: ServerResponse): void {
    const id = /\/jobs\/([^/]+)$/.exec(path)?.[1];
    const visible = isLate ? [] : jobs;
    if (path.endsWith('/models')) sendJson(response, { data: [{ id: 'gpt-4o-mini-2024-07-18' }] });
    else if (path.endsWith('/files'))
      sendJson(response, { data: [{ id: 'file-a', filename: 'a.jsonl', bytes: 9 }] });
    else if (id !== undefined) sendJson(response, visible.find((job) => job.id === id) ?? {});
    else sendJson(response, { data: path.endsWith('/jobs') ? visible.toReversed() : [], has_more: false });
  }

  const choose = () =>
    chooseForJob(workbench, { training: 'a.jsonl', validation: 'None', model: 'gpt-4o-mini-2024-07-18' });

  async function create(): Promise<void> {
    await choose();
    await workbench.quickInput.pick('Create This Job');
  }

  it('is said to be unknown and not to be absent, and is found when it is listed', async () => {
    lose = (response) => response.destroy();
    await create();
    assert.match(await workbench.dialog.text(), /did not confirm the job[^]*it may still appear/);
    assert.deepEqual((await workbench.dialog.buttons()).toSorted(), [
      'Do Nothing',
      'Look Again',
      'Send Again',
    ]);
    isLate = false;
    await workbench.dialog.click('Send Again');
    await eventually(async () => {
      assert.equal((await workbench.editors()).length, 1);
    });
    assert.equal(posts(), 1);
  });

  it('is looked for when it was cancelled on its way, and the person learns that it is there', async () => {
    lose = () => undefined;
    await create();
    await workbench.notifications.waitFor(/Creating a fine-tuning job/);
    await workbench.notifications.click(/Creating a fine-tuning job/, 'Cancel');
    await workbench.notifications.waitFor(/The request had already arrived/);
    assert.equal(posts(), 2);
    await eventually(async () => {
      assert.equal((await workbench.editors()).length, 2);
    });
  });

  it('is shown to the person where its server keeps no mark, and is theirs once they say so', async () => {
    jobs.length = 0;
    keepsMetadata = false;
    lose = (response) => response.destroy();
    await create();
    assert.match(await workbench.dialog.text(), /fits by model, file, suffix and time[^]*ftjob-1/);
    assert.deepEqual((await workbench.dialog.buttons()).toSorted(), [
      'Do Nothing',
      'Look Again',
      'That Is It',
    ]);
    await workbench.dialog.click('That Is It');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Queued {2}1/);
    });
    assert.equal(posts(), 3);
  });

  it('is looked for by the next try, before anything is sent', async () => {
    jobs.length = 0;
    keepsMetadata = true;
    isLate = true;
    lose = (response) => response.destroy();
    await create();
    assert.match(await workbench.dialog.text(), /did not confirm the job/);
    await workbench.dialog.click('Do Nothing');
    await create();
    assert.match(
      await workbench.dialog.text(),
      /The same job was sent before[^]*from this window or another/,
    );
    isLate = false;
    await workbench.dialog.click('Look Again');
    await workbench.notifications.waitFor(/The same job was sent .* and is there: ftjob-1/);
    assert.equal(posts(), 4);
  });

  it('is sent once where Enter is pressed twice', async () => {
    jobs.length = 0;
    isLate = false;
    lose = (response) => sendJson(response, jobs.at(-1));
    await choose();
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.press('Enter');
    await eventually(() => {
      assert.equal(posts(), 5);
    });
    await workbench.runCommand('View: Close All Editors');
    await workbench.openView();
    assert.equal(posts(), 5);
  });
});
