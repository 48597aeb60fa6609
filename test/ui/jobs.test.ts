import assert from 'node:assert/strict';
import { chooseForJob } from '../support/createForm';
import { endAtFailure } from '../support/endAtFailure';
import { cancelJob, createLongJob } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

/** The whole path, as a person goes it: one VS Code, one engine, in the order of the tests. */
describe('fine-tuning from the sidebar', function () {
  endAtFailure(this);
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine();
    workbench = await openWorkbench({
      ...connectedTo(engine),
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  it('says that there are no jobs, and offers to create one', async () => {
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /There are no jobs on the local engine yet/);
    });
  });

  it('creates a job from a JSONL file of the workspace', async () => {
    const { quickInput } = workbench;
    await chooseForJob(workbench, {
      training: 'support-bot.jsonl',
      validation: 'support-bot-validation.jsonl',
      model: 'local-tiny',
    });
    await quickInput.pick('Epochs');
    await quickInput.waitForStep('Epochs');
    await quickInput.type('99');
    assert.match(await quickInput.message(), /a whole number from 1 to 50/);
    await quickInput.type('2');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Suffix');
    await quickInput.waitForStep('Suffix');
    await quickInput.type('helper');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    assert.ok((await quickInput.rows()).some((row) => row.includes('Epochs  2')));
    await quickInput.pick('Metadata');
    await quickInput.waitForStep('Metadata');
    await quickInput.type('blue');
    await eventually(async () => {
      assert.match(await quickInput.message(), /“blue” is no pair/);
    });
    await quickInput.type('team=blue, run=7');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    assert.ok((await quickInput.rows()).some((row) => row.includes('Metadata  2 pairs: team=blue, run=7')));
    await quickInput.pick('Create This Job');
    await eventually(async () => {
      assert.deepEqual(await workbench.editors(), ['helper']);
    });
  });

  it('shows the job in the tree until it has succeeded, and reports so', async () => {
    await workbench.notifications.waitFor(/helper succeeded/);
    assert.deepEqual(await workbench.notifications.buttons(/helper succeeded/), [
      'Show Details',
      'Open Result File',
      'Copy Model Name',
    ]);
    await workbench.tree().expand('Succeeded');
    await eventually(async () => {
      assert.match(
        await workbench.treeText(),
        /^▾ Succeeded {2}1\n {4}helper {2}\S.* · loss \d.+ · local-tiny$/,
      );
    });
  });

  it('opens the result file from the notification, decoded', async () => {
    await workbench.notifications.click(/helper succeeded/, 'Open Result File');
    await eventually(async () => {
      assert.match(
        await workbench.page.locator('.monaco-editor .view-lines').first().innerText(),
        /step,train_loss/,
      );
    });
    assert.deepEqual(await workbench.editors(), ['helper', 'helper results']);
  });

  it('shows every field of the job on its page', async () => {
    await workbench.tree().row('helper').click();
    const page = workbench.webview();
    await page.getByRole('heading', { name: 'helper' }).waitFor();
    await eventually(async () => {
      const text = await page.locator('body').innerText();
      for (const part of ['Succeeded', 'local-tiny', 'ftjob-', 'ft:local-tiny:local:helper:', 'supervised']) {
        assert.ok(text.includes(part), `${part} is missing`);
      }
    });
  });

  it('cancels a running job, after asking; Keep Running and Escape leave it alone', async () => {
    await createLongJob(engine, 'endless');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /▾ Running {2}1\n {4}endless {2}.*%/);
    });
    await workbench.tree().clickInline('endless', 'Cancel Job');
    assert.match(await workbench.dialog.text(), /Cancel endless\?[^]*Training stops and cannot be resumed\./);
    assert.deepEqual((await workbench.dialog.buttons()).toSorted(), ['Cancel Job', 'Keep Running']);
    await workbench.dialog.click('Keep Running');
    await workbench.tree().clickInline('endless', 'Cancel Job');
    await workbench.dialog.escape();
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    assert.match(await workbench.treeText(), /▾ Running {2}1\n {4}endless/);
    await workbench.tree().clickInline('endless', 'Cancel Job');
    await workbench.dialog.click('Cancel Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Cancelled {2}1/);
    });
    assert.deepEqual(
      (await workbench.notifications.texts()).filter((text) => text.includes('endless')),
      [],
    );
  });

  it('reports that somebody else has cancelled a job', async () => {
    const id = await createLongJob(engine, 'theirs');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /▾ Running {2}1\n {4}theirs/);
    });
    // One that waits behind it has trained nothing.
    await createLongJob(engine, 'waiting');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await workbench.tree().expand('Queued');
    await workbench.tree().clickInline('waiting', 'Cancel Job');
    assert.match(await workbench.dialog.text(), /Cancel waiting\?[^]*Training has not begun/);
    assert.deepEqual((await workbench.dialog.buttons()).toSorted(), ['Cancel Job', 'Do Not Cancel']);
    await workbench.dialog.click('Cancel Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Cancelled {2}2/);
    });
    await cancelJob(engine, id);
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await workbench.notifications.waitFor(/theirs was cancelled · /);
    await workbench.notifications.click(/theirs was cancelled/, 'Show Details');
    await workbench.webview().getByRole('heading', { name: 'theirs' }).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('takes an ending for the news where a job ended before it could be cancelled', async () => {
    const id = await createLongJob(engine, 'too-late');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /▾ Running {2}1\n {4}too-late/);
    });
    await workbench.tree().clickInline('too-late', 'Cancel Job');
    assert.match(await workbench.dialog.text(), /Cancel too-late\?/);
    await cancelJob(engine, id);
    await workbench.dialog.click('Cancel Job');
    await workbench.notifications.waitFor(/too-late had already ended: cancelled/);
  });

  it('brings the page back after a reload', async () => {
    await workbench.reload();
    // VS Code on the web remembers some seconds late which editor was in front.
    await workbench.page.locator('.tabs-container .tab', { hasText: 'helper' }).click();
    const page = workbench.webview();
    await page.getByRole('heading', { name: 'helper' }).waitFor();
  });
});
