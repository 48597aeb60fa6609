import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually';
import { type Received, sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openWorkbench, type Workbench } from '../support/workbench';

/** Runs a command whose effect can be seen: it hides the side bar. */
const act = '[click me](command:workbench.action.toggleSidebarVisibility "run")';
const icon = '$(sync~spin)';
const unseen = 'a\u202eb\u0007';
const hostile = `${act} ${icon} ${unseen}`;
/** How it has to look. */
const inert =
  /\[click me\] \(command:workbench\.action\.toggleSidebarVisibility "run"\) \$ \(sync~spin\) a\\u202Eb\\u0007/;

/** A server whose every text wants to act. */
describe('text that wants to act', () => {
  let server: TestServer;
  let workbench: Workbench;
  let status = 'running';
  /** The end of a job is reported once: each end is that of another one. */
  let id = 'ftjob-1';
  let isRefusing = false;
  /** Answers about a single job that the server holds back; null: it does not. */
  let held: (() => void)[] | null = null;

  const job = () => ({
    id,
    object: 'fine_tuning.job',
    status,
    created_at: 1_700_000_000,
    model: `model ${hostile}`,
    user_provided_suffix: `job ${hostile}`,
    fine_tuned_model: status === 'succeeded' ? `ft ${hostile}` : null,
    training_file: `file ${hostile}`,
    result_files: [`result ${hostile}`],
    error: status === 'failed' ? { code: hostile, message: `reason ${hostile}`, param: null } : null,
  });

  function answer({ path, method }: Received, response: ServerResponse): void {
    if (isRefusing || method === 'POST') {
      sendError(response, 418, `refused ${hostile}`, null, { 'x-request-id': `id ${act}` });
    } else if (path.endsWith('/jobs')) sendJson(response, { data: [job()], has_more: false });
    else if (/\/(events|checkpoints)$/.test(path)) sendJson(response, { data: [], has_more: false });
    else if (path.includes('/files/'))
      sendJson(response, { id: 'file', filename: `name ${hostile}`, bytes: 5 });
    else if (held !== null) held.push(() => sendJson(response, job()));
    else sendJson(response, job());
  }

  before(async () => {
    server = await startServer(answer);
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [{ name: 'Hostile', dialect: 'openai', baseUrl: `${server.origin}/v1` }],
      },
    });
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const sidebar = () => workbench.page.locator('.part.sidebar');
  const refresh = () => workbench.runCommand('Fine-Tuning: Refresh Jobs');

  /** Clicks all that could be a link in there, and every word; nothing may come of it. */
  async function clickThrough(place: Locator): Promise<void> {
    assert.equal(await place.locator('a, [role="link"], .monaco-link').count(), 0);
    const box = await place.boundingBox();
    assert.ok(box);
    for (let x = 5; x < box.width; x += 25)
      await workbench.page.mouse.click(box.x + x, box.y + box.height / 2);
    assert.ok(await sidebar().isVisible(), 'a command was run');
  }

  const message = (text: string) =>
    workbench.page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ hasText: text })
      .first()
      .locator('.notification-list-item-message');

  it('is text in the rows of the tree', async () => {
    await eventually(async () => {
      assert.match(await workbench.treeText(), inert);
    });
    assert.equal(await sidebar().locator('.monaco-list-row .codicon-modifier-spin').count(), 1); // the status's own
  });

  it('is text in the status bar', async () => {
    await eventually(async () => {
      assert.match(
        await workbench.page.locator('.statusbar-item', { hasText: '1 running' }).innerText(),
        /1 running/,
      );
    });
  });

  it('is text in quick picks', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Fine-Tuning: Compare Jobs…');
    const rows = workbench.quickInput.widget.locator('.monaco-list-row');
    await rows.first().waitFor();
    assert.match(await rows.first().innerText(), inert);
    assert.equal(await rows.locator('.label-name .codicon, .label-description .codicon').count(), 0);
    await workbench.quickInput.cancel();
  });

  it('is text in a question, and in the notification of an error', async () => {
    await workbench.tree().pane.locator('.monaco-list-row', { hasText: 'click me' }).first().click();
    await workbench.runCommand('Fine-Tuning: Cancel Job');
    assert.match(await workbench.dialog.text(), inert);
    await clickThrough(workbench.dialog.box.locator('.dialog-message'));
    await workbench.dialog.click('Cancel Job');
    await message('refused').waitFor();
    assert.match(await message('refused').innerText(), inert);
    await clickThrough(message('refused'));
  });

  for (const [end, words] of [
    ['failed', 'failed'],
    ['running', ''],
    ['succeeded', 'succeeded'],
  ] as const) {
    it(`is text when the job is ${end}`, async () => {
      // Of more than three, VS Code shows none that comes after them: such as that this old job does not move.
      await workbench.runCommand('Notifications: Clear All Notifications');
      status = end;
      // Another job, which is seen running before it ends: until then the row of the first one says that it has failed.
      if (words === '') id = 'ftjob-2';
      await refresh();
      if (words === '') {
        await eventually(async () => {
          assert.match(await workbench.treeText(), /Running {2}1/);
        });
        return;
      }
      await message(words).waitFor();
      assert.match(await message(words).innerText(), inert);
      await clickThrough(message(words));
    });
  }

  it('is text in the progress of what takes long', async () => {
    held = [];
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Fine-Tuning: Open Result File');
    await workbench.quickInput.widget.locator('.monaco-list-row').first().click();
    await message('Fetching').waitFor();
    assert.match(await message('Fetching').innerText(), inert);
    await clickThrough(message('Fetching'));
    for (const answerNow of held) answerNow();
    held = null;
    await message('Fetching').waitFor({ state: 'hidden' });
  });

  it('is text in what the view says above its rows', async () => {
    isRefusing = true;
    await refresh();
    const above = sidebar().locator('.tree-explorer-viewlet-tree-view .message');
    await eventually(async () => {
      assert.match(await above.innerText(), inert);
    });
    await clickThrough(above);
    isRefusing = false;
  });
});
