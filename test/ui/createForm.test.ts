import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { chooseForJob } from '../support/createForm';
import { trainingFiles } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { type Received, sendJson, startServer, type TestServer } from '../support/httpServer';
import { JobForm } from '../support/jobForm';
import { connectedBy, connectedTo, openWorkbench, type Workbench } from '../support/workbench';

const title = 'Create Fine-Tuning Job';

describe('the form of a job', function () {
  let engine: EngineProcess;
  let workbench: Workbench;
  let form: JobForm;

  before(async () => {
    engine = await startEngine();
    workbench = await openWorkbench(connectedTo(engine));
    form = new JobForm(workbench);
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await engine.stop();
  });
  afterEach(async () => {
    await workbench.runCommand('View: Close All Editors');
  });

  async function open(): Promise<void> {
    await workbench.runCommand('Fine-Tuning: Create Job in a Form…');
    await form.waitFor(title);
  }

  it('is filled by keyboard alone, and its job succeeds', async () => {
    await open();
    await form.enter('Training file', 'support-bot.jsonl');
    await form.enter('Validation file', 'support-bot-validation.jsonl');
    await form.create();
    await eventually(async () => {
      assert.match(await form.about('Base model'), /Choose a base model, or type its name/);
      assert.equal(
        await form.field('Base model').evaluate((element) => element === document.activeElement),
        true,
      );
    });
    await form.enter('Base model', 'local-tiny');
    await form.enter('Epochs', '0');
    await eventually(async () => {
      assert.equal(await form.field('Epochs').getAttribute('aria-invalid'), 'true');
    });
    await form.create();
    await eventually(async () => {
      assert.equal(
        await form.field('Epochs').evaluate((element) => element === document.activeElement),
        true,
      );
    });
    await form.enter('Epochs', '1');
    await form.enter('Suffix', 'by-keys');
    await eventually(async () => {
      assert.match(
        await form.side(),
        /Training file\s+61 examples[^]*Tokens\s+about [^]*Price\s+Local training is free/,
      );
    });
    await form.create();
    await workbench.notifications.waitFor(/by-keys succeeded/);
    await workbench.notifications.dismiss(/by-keys succeeded/);
    await workbench.webview().getByRole('heading', { level: 1, name: 'by-keys' }).waitFor();
  });

  it('says before the upload what does not fit the method, and trains on preferences', async () => {
    const turn = (content: string) => [{ role: 'assistant', content }];
    const row = (at: number) =>
      JSON.stringify({
        input: { messages: [{ role: 'user', content: `Say ${String(at)}.` }] },
        preferred_output: turn('With pleasure.'),
        non_preferred_output: turn('No.'),
      });
    await writeFile(
      join(workbench.workspace, 'taste.jsonl'),
      Array.from({ length: 12 }, (_, at) => `${row(at)}\n`).join(''),
    );
    await open();
    await form.enter('Training file', 'taste.jsonl');
    await eventually(async () => {
      assert.match(await form.side(), /It holds preferences, for the method dpo/);
    });
    await form.enter('Base model', 'local-tiny');
    await form.enter('Method', 'dpo');
    await eventually(async () => {
      assert.match(await form.side(), /Training file\s+12 examples/);
    });
    await form.enter('Epochs', '1');
    await form.enter('Suffix', 'taste');
    await form.create();
    await workbench.notifications.waitFor(/taste succeeded/);
    await workbench.notifications.dismiss(/taste succeeded/);
  });

  it('says before the upload which limit of the provider a file does not keep, as its report does', async () => {
    const messages = [
      { role: 'user', content: 'Say hello.' },
      { role: 'assistant', content: 'Hello.' },
    ];
    const name = 'few.jsonl';
    await writeFile(join(workbench.workspace, name), `${JSON.stringify({ messages })}\n`.repeat(9));
    await clickFileMenu(workbench, name, 'Create Fine-Tuning Job…');
    await form.waitFor(title);
    await eventually(async () => {
      assert.match(await form.about('Training file'), /9 examples, but at least 10 are needed/);
    });
    await clickFileMenu(workbench, name, 'Validate Training File');
    const row = workbench.webview().getByRole('row', { name: /9 examples, but at least 10 are needed/ });
    assert.match(await row.innerText(), /this extension/);
  });

  it('is opened with a validation file that was fixed after a job failed by it', async () => {
    const { notifications, dialog } = workbench;
    await open();
    await form.enter('Training file', 'haiku.jsonl');
    await form.enter('Validation file', 'broken.jsonl');
    await form.enter('Base model', 'local-tiny');
    await form.enter('Suffix', 'half-broken');
    await form.create();
    await dialog.click('Upload Anyway');
    await notifications.waitFor(/half-broken failed/);
    await notifications.dismiss(/half-broken failed/);
    const banner = workbench.webview().getByRole('group', { name: 'Error' });
    await banner.getByRole('button', { name: 'Fix and Clone…' }).click();
    await notifications.click(/Fix and save broken\.jsonl/, 'Clone…');
    await form.waitFor('Clone half-broken');
    await eventually(async () => {
      assert.match(await form.about('Validation file'), /9 broken lines/);
      assert.match(await form.about('Training file'), /already uploaded$/);
    });
  });

  it('says which rows of the training file are in the validation file too', async () => {
    const rows = await readFile(join(workbench.workspace, 'haiku.jsonl'), 'utf8');
    await writeFile(join(workbench.workspace, 'repeated.jsonl'), rows.split('\n').slice(0, 3).join('\n'));
    await clickFileMenu(workbench, 'haiku.jsonl', 'Create Fine-Tuning Job…');
    await form.waitFor(title);
    await form.enter('Validation file', 'repeated.jsonl');
    await eventually(async () => {
      assert.match(await form.about('Validation file'), /3 rows of the training file are in it too/);
    });
  });

  it('goes on after a failure from what is uploaded', async () => {
    const before = await trainingFiles(engine);
    await clickFileMenu(workbench, 'haiku.jsonl', 'Create Fine-Tuning Job…');
    await form.waitFor(title);
    await form.enter('Base model', 'local-nonsense');
    await form.create();
    await eventually(async () => {
      assert.match(await form.side(), /The job was not created: [^]*local-nonsense/);
    });
    assert.equal(await trainingFiles(engine), before + 1);
    await form.field('Base model').focus();
    await form.enter('Base model', 'local-tiny');
    await form.enter('Epochs', '1'); // the list of models, where it is open, takes the next Enter
    await form.create();
    await workbench
      .webview()
      .getByRole('tab', { name: /^Checkpoints/ })
      .waitFor();
    assert.equal(await trainingFiles(engine), before + 1);
  });

  it('offers a file that is already uploaded, and uploads it no second time', async () => {
    const before = await trainingFiles(engine);
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Create Fine-Tuning Job…');
    await form.waitFor(title);
    await form.button('Training file: Use It').press('Enter');
    await eventually(async () => {
      assert.match(await form.about('Training file'), /already uploaded/);
    });
    await form.enter('Base model', 'local-tiny');
    await form.enter('Epochs', '1');
    await form.create();
    await workbench
      .webview()
      .getByRole('tab', { name: /^Checkpoints/ })
      .waitFor();
    assert.equal(await trainingFiles(engine), before);
  });

  it('offers what was fine-tuned there to go on from, and trains on it', async () => {
    await open();
    const offered = workbench
      .webview()
      .locator('datalist option[label^="fine-tuned here · by-keys"]')
      .first();
    await offered.waitFor({ state: 'attached' });
    const model = (await offered.getAttribute('value')) ?? '';
    assert.match(model, /^ft:local-tiny:local:by-keys:/);
    await form.enter('Training file', 'haiku.jsonl');
    await form.enter('Base model', model);
    await eventually(async () => {
      assert.equal(await form.field('Base model').inputValue(), model);
      assert.match(await form.about('Base model'), /fine-tuned here · by-keys/);
    });
    await form.enter('Epochs', '1');
    await form.enter('Suffix', 'further');
    await form.create();
    await workbench.notifications.waitFor(/further succeeded/);
    await workbench.notifications.dismiss(/further succeeded/);
  });

  it('is there again after a reload of the window, with what was entered', async () => {
    await clickFileMenu(workbench, 'haiku.jsonl', 'Create Fine-Tuning Job…');
    await form.waitFor(title);
    await form.enter('Base model', 'local-tiny');
    await form.enter('Epochs', '2');
    const tab = (name: string) =>
      workbench.page.getByRole('tab', { name: `Create Fine-Tuning Job: ${name}` });
    await tab('haiku.jsonl').waitFor();
    await form.enter('Suffix', 'kept-over-reload');
    await tab('kept-over-reload').waitFor();
    await workbench.waitUntilStored(/fineTuning\.createForm[^]*kept-over-reload/);
    await workbench.reload();
    await form.waitFor(title);
    const values = ['Base model', 'Epochs', 'Suffix'].map((label) => form.field(label).inputValue());
    assert.deepEqual(await Promise.all(values), ['local-tiny', '2', 'kept-over-reload']);
    await eventually(async () => {
      assert.match(await form.side(), /Training file\s+\d+ examples/);
    });
  });

  it('opens with what was requested for a job that is cloned', async () => {
    await workbench.openView();
    await workbench.tree().expand('Succeeded');
    await workbench.tree().clickMenu('by-keys', 'Clone Job…');
    await form.waitFor('Clone by-keys');
    const values = ['Base model', 'Epochs', 'Batch size', 'Suffix', 'Seed'].map((label) =>
      form.field(label).inputValue(),
    );
    assert.deepEqual(await Promise.all(values), ['local-tiny', '1', 'auto', 'by-keys', '']);
    // It was uploaded from this workspace: what is in it is known.
    await eventually(async () => {
      assert.match(await form.about('Training file'), /61 examples · already uploaded$/);
      assert.match(await form.side(), /Tokens\s+about [\d,]+/);
    });
  });
});

/** A server that takes its time wherever it is told to. */
describe('a creation that is cancelled', function () {
  let server: TestServer;
  let workbench: Workbench;
  let form: JobForm;
  let isHeld: (request: Received) => boolean;
  let uploads = 0;
  const held: ServerResponse[] = [];
  const deleted: string[] = [];
  /** Files that the server lists. */
  let stored: readonly object[] = [];

  before(async () => {
    server = await startServer((request, response) => {
      if (isHeld(request)) held.push(response);
      else answer(request, response);
    });
    workbench = await openWorkbench(
      connectedBy({ name: 'Slow', dialect: 'openai', baseUrl: `${server.origin}/v1` }),
    );
    form = new JobForm(workbench);
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  afterEach(async () => {
    for (const response of held.splice(0)) response.destroy();
    await workbench.runCommand('View: Close All Editors');
  });

  function listed(path: string): readonly object[] {
    if (path.endsWith('/models')) return [{ id: 'gpt-4.1-nano-2025-04-14' }];
    return path.endsWith('/files') ? stored : [];
  }

  function answer({ method, path }: Received, response: ServerResponse): void {
    const file = /\/files\/([^/]+)$/.exec(path)?.[1];
    if (method === 'DELETE' && file !== undefined) {
      deleted.push(file);
      sendJson(response, { id: file, deleted: true });
    } else if (method === 'POST' && path.endsWith('/files')) {
      uploads += 1;
      const created_at = Date.now() / 1000;
      sendJson(response, { id: `file-${String(uploads)}`, filename: 'a.jsonl', bytes: 9, created_at });
    } else sendJson(response, { data: listed(path), has_more: false });
  }

  async function fill(hold: (request: Received) => boolean): Promise<void> {
    deleted.splice(0);
    uploads = 0;
    stored = [];
    isHeld = hold;
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Create Fine-Tuning Job…');
    await form.waitFor(title);
    await form.enter('Validation file', 'support-bot-validation.jsonl');
    await form.enter('Base model', 'gpt-4.1-nano-2025-04-14');
  }

  async function createAndCancel(hold: (request: Received) => boolean): Promise<void> {
    await fill(hold);
    await form.create();
    await eventually(() => {
      assert.equal(held.length, 1);
    });
    await form.button('Cancel').press('Enter');
  }

  const isUpload = ({ method, path }: Received) => method === 'POST' && path.endsWith('/files');

  it('during the first upload says that it may arrive, and deletes no file that looks like it', async () => {
    const filename = 'support-bot.jsonl';
    const { size: bytes } = await stat(join(workbench.workspace, filename));
    await createAndCancel((request) => {
      if (!isUpload(request)) return false;
      stored = [{ id: 'file-of-another-window', filename, bytes, created_at: Date.now() / 1000 }];
      return true;
    });
    await eventually(async () => {
      assert.match(await form.side(), /Cancelled: there is no job\. Whether support-bot\.jsonl arrived/);
    });
    assert.deepEqual([uploads, deleted], [0, []]);
    assert.equal(await form.field('Base model').isEnabled(), true);
  });

  it('during the second upload deletes the first file, and says that the second may arrive', async () => {
    await createAndCancel((request) => isUpload(request) && uploads === 1);
    await eventually(async () => {
      assert.match(
        await form.side(),
        /Cancelled: there is no job\. Whether support-bot-validation\.jsonl arrived/,
      );
    });
    assert.deepEqual([uploads, deleted], [1, ['file-1']]);
  });

  it('while it is sent says that the job may be there, and keeps its files', async () => {
    await createAndCancel(({ method, path }) => method === 'POST' && path.endsWith('/jobs'));
    assert.match(await workbench.dialog.text(), /The job may have been created/);
    await workbench.dialog.click('Do Nothing');
    await eventually(async () => {
      assert.match(await form.side(), /The job may have been created: look at the list of jobs/);
    });
    await eventually(async () => {
      const button = form.button('Create Job');
      assert.ok(await button.evaluate((it) => it === document.activeElement && document.hasFocus()));
    });
    assert.deepEqual(deleted, []);
  });

  it('is of one job, however often its keys are pressed', async () => {
    const isCreate = ({ method, path }: Received) => method === 'POST' && path.endsWith('/jobs');
    const before = server.requests.filter(isCreate).length;
    await fill(isCreate);
    await form.enter('Suffix', 'once');
    for (let press = 0; press < 3; press++) await form.create();
    await eventually(() => {
      assert.equal(held.length, 1);
    });
    await form.button('Cancel').press('Enter');
    await workbench.dialog.click('Do Nothing');
    await eventually(async () => {
      assert.match(await form.side(), /The job may have been created/);
    });
    assert.equal(server.requests.filter(isCreate).length, before + 1);
  });

  it('in the quick picks deletes what was uploaded when they are left', async () => {
    deleted.splice(0);
    uploads = 0;
    stored = [];
    isHeld = (request) => isUpload(request) && uploads === 1;
    await chooseForJob(workbench, {
      ...{ training: 'support-bot.jsonl', validation: 'support-bot-validation.jsonl' },
      model: 'gpt-4.1-nano-2025-04-14',
    });
    await workbench.quickInput.pick('Create This Job');
    await workbench.notifications.click(/Preparing a fine-tuning job/, 'Cancel');
    await workbench.quickInput.waitForStep('Check the job');
    assert.deepEqual(deleted, []);
    await workbench.quickInput.cancel();
    await workbench.notifications.waitFor(/Whether support-bot-validation\.jsonl arrived/);
    assert.deepEqual([uploads, deleted], [1, ['file-1']]);
  });
});
