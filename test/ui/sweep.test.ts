import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endAtFailure } from '../support/endAtFailure';
import { until } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openaiJob, type Wire } from '../support/providers/openai';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

const name = 'sweep.finetune.json';
const jobFile = {
  connection: 'Sweeper',
  model: 'gpt-4.1-nano-2025-04-14',
  trainingFile: 'support-bot.jsonl',
  suffix: 'bot',
  method: { type: 'supervised', hyperparameters: { n_epochs: [1, 2, 3] } },
};

/** A server that refuses one of the jobs, for as long as the test wants. */
describe('a sweep that did not come to its end', function () {
  endAtFailure(this);
  let server: TestServer;
  let workbench: Workbench;
  const jobs: Wire[] = [];
  const deleted: string[] = [];
  let uploads = 0;
  let refused = 0;

  before(async () => {
    server = await startServer(async (request, response) => {
      const { method, path } = request;
      if (method === 'DELETE') {
        deleted.push(path);
        sendJson(response, { deleted: true });
      } else if (method === 'POST' && path.endsWith('/files')) {
        uploads++;
        const created_at = Date.now() / 1000;
        sendJson(response, { id: `file-${String(uploads)}`, filename: 'support-bot.jsonl', created_at });
      } else if (method === 'POST') {
        const body = await request.json();
        if (epochsOf(body) === refused) {
          sendError(response, 400, 'not now');
          return;
        }
        const { suffix, ...rest } = body;
        const fields = { ...rest, user_provided_suffix: suffix, created_at: Date.now() / 1000 };
        jobs.push(openaiJob(jobs.length + 1, fields));
        sendJson(response, jobs.at(-1));
      } else if (path.endsWith('/fine_tuning/jobs')) sendJson(response, { data: jobs.toReversed() });
      else if (/\/files\/file-\d$/.test(path))
        sendJson(response, { id: path.slice(-6), filename: 'x.jsonl' });
      else sendJson(response, jobs.find(({ id }) => path.endsWith(`/${id}`)) ?? { data: [] });
    });
    workbench = await openWorkbench(
      connectedBy({ name: 'Sweeper', dialect: 'openai', baseUrl: `${server.origin}/v1` }),
    );
    await writeFile(join(workbench.workspace, name), JSON.stringify(jobFile));
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const epochsOf = (body: Readonly<Record<string, unknown>>) =>
    Number(/"n_epochs":(\d)/.exec(JSON.stringify(body['method']))?.[1]);

  it('leaves no file behind where no job was created', async () => {
    refused = 1;
    await clickFileMenu(workbench, name, 'Run Job File…');
    assert.match(await workbench.dialog.text(), /Create 3 jobs at Sweeper/);
    await workbench.dialog.click('Create 3 Jobs');
    await workbench.notifications.waitFor(/0 of 3 jobs were created/);
    await workbench.notifications.dismiss(/Creating the job failed/);
    await workbench.notifications.dismiss(/0 of 3 jobs were created/);
    await until(() => deleted.length === 1);
  });

  it('is gone on with after a reload of the window, and no job of it is created twice', async () => {
    refused = 2;
    await clickFileMenu(workbench, name, 'Run Job File…');
    await workbench.dialog.click('Create 3 Jobs');
    await workbench.notifications.waitFor(/1 of 3 jobs were created/);
    await workbench.reload();
    refused = 0;
    await clickFileMenu(workbench, name, 'Run Job File…');
    assert.match(await workbench.dialog.text(), /1 of 3 jobs of this file were created before/);
    await workbench.dialog.click('Create the Rest');
    await workbench.dialog.click('Create 2 Jobs');
    await workbench.notifications.waitFor(/3 jobs were created/);
    assert.deepEqual(jobs.map(epochsOf), [1, 2, 3]);
    assert.equal(new Set(jobs.map(({ metadata }) => JSON.stringify((metadata as Wire)['sweep']))).size, 1);
    assert.deepEqual([uploads, deleted.length], [2, 1]);
  });
});
