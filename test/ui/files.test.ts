import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { trainAndCancel, trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

/** As a person goes through both views: one VS Code, one engine, in the order of the tests. */
describe('the views of files and models', function () {
  endAtFailure(this);
  let engine: EngineProcess;
  let workbench: Workbench;
  const files = () => workbench.tree('Files');
  const models = () => workbench.tree('Models');

  before(async () => {
    engine = await startEngine();
    workbench = await openWorkbench({ ...connectedTo(engine), viewport: { width: 1280, height: 1000 } });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  it('are folded at first, and say what to do where there is nothing', async () => {
    await files().unfold();
    await eventually(async () => {
      assert.match(await files().welcome(), /There are no files yet/);
    });
    assert.deepEqual(await files().welcomeButtons(), ['Upload Training File']);
    await models().unfold();
    await eventually(async () => {
      assert.match(await models().welcome(), /There are no fine-tuned models yet/);
    });
  });

  it('upload a file by the button, which is there at once', async () => {
    await files().clickTitle('Upload Training File');
    await workbench.quickInput.waitForStep('Which file do you want to upload?');
    await workbench.quickInput.pick('support-bot.jsonl');
    await workbench.notifications.waitFor(/Uploaded support-bot\.jsonl to Engine/);
    await eventually(async () => {
      assert.match(await files().text(), /^ {2}support-bot\.jsonl {2}\d.* KB · now · not used · fine-tune$/);
    });
  });

  it('show what a job leaves, as soon as it has ended', async () => {
    await trainQuickly(engine, 'adder');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await workbench.runCommand('Fine-Tuning: Refresh Files');
    await eventually(async () => {
      const text = await files().text();
      assert.match(text, /step_metrics\.csv {2}results of adder · .* · fine-tune-results/);
      assert.match(text, /adder\.jsonl {2}.* · used by 1 job · fine-tune/);
      assert.match(await models().text(), /^▸ adder {2}.* · local-tiny$/);
    });
  });

  it('show the first rows of a training file as messages', async () => {
    await files().clickMenu('adder.jsonl', 'Show First Rows');
    await workbench.page.locator('.tabs-container .tab', { hasText: 'adder.jsonl, first rows' }).waitFor();
    await eventually(async () => {
      const lines = workbench.page.locator('.monaco-editor .view-lines').first();
      const text = (await lines.innerText()).replaceAll('\u00a0', ' ');
      assert.match(text, /^Row 1\n(user|prompt|system) +\S/);
    });
    await workbench.runCommand('View: Close All Editors');
  });

  it('open a result decoded', async () => {
    await files().clickInline('step_metrics.csv', 'Open File');
    await eventually(async () => {
      const lines = workbench.page.locator('.monaco-editor .view-lines').first();
      assert.match(await lines.innerText(), /step,train_loss/);
    });
  });

  it('lead from a file to its job', async () => {
    await files().clickMenu('adder.jsonl', 'Show Jobs That Use the File');
    await workbench.webview().getByRole('heading', { name: 'adder' }).waitFor();
  });

  it('name the job before its file is deleted, and have it no more', async () => {
    await files().clickMenu('adder.jsonl', 'Delete File');
    const text = await workbench.dialog.text();
    assert.match(text, /Delete adder\.jsonl\?/);
    assert.match(text, /Used by:\nadder \(Succeeded\)/);
    await workbench.dialog.click('Delete');
    await eventually(async () => {
      assert.doesNotMatch(await files().text(), /adder\.jsonl/);
    });
  });

  it('have the checkpoints below their model', async () => {
    await models().expand('adder');
    await eventually(async () => {
      assert.match(await models().text(), /▾ adder .*\n {4}step \d+ {2}loss \d\.\d+ · /);
    });
  });

  it('lead from a checkpoint to its job by Enter', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Fine-Tuning: Focus on Models View');
    await models().pane.locator('.monaco-list:focus').waitFor();
    const { keyboard } = workbench.page;
    // Rows may be read again between two keys: then the focus is back at the first.
    await eventually(async () => {
      for (const key of ['Home', 'ArrowDown']) await keyboard.press(key);
      assert.match(await models().pane.locator('.monaco-list-row.focused').innerText(), /^step \d+/);
      await keyboard.press('Enter');
      await workbench.webview().getByRole('heading', { name: 'adder', level: 1 }).waitFor({ timeout: 5_000 });
    });
  });

  it('copy the name of a model', async () => {
    await models().clickInline('adder', 'Copy Model Name');
    await eventually(async () => {
      const copied = await workbench.page.evaluate('navigator.clipboard.readText()');
      assert.match(String(copied), /^ft:local-tiny:local:adder:/);
    });
  });

  it('try a model, and its checkpoints beside it', async () => {
    const row = await models().text();
    const step = /step \d+/.exec(row)?.[0] ?? '';
    for (const name of ['adder', step]) {
      await workbench.runCommand('View: Close All Editors');
      await models().clickMenu(name, 'Try Model…');
      await workbench.webview().getByRole('heading', { name: 'Try adder', level: 1 }).waitFor();
    }
  });

  it('insert code that calls it into a new document', async () => {
    await workbench.runCommand('View: Close All Editors');
    await models().clickMenu('adder', 'Insert Snippet');
    await workbench.quickInput.waitForStep('In which language');
    await workbench.quickInput.pick('Python');
    await eventually(async () => {
      const lines = workbench.page.locator('.monaco-editor .view-lines').first();
      const code = (await lines.innerText()).replaceAll('\u00a0', ' ');
      assert.match(code, /api_key=os\.environ\["ENGINE_KEY"\]/);
      assert.match(code, /model="ft:local-tiny:local:adder:/);
    });
  });

  it('delete a model after asking, with the name of its job', async () => {
    await models().clickMenu('adder', 'Delete Model');
    assert.match(
      await workbench.dialog.text(),
      /Delete ft:local-tiny:local:adder:[^?]*\?[^]*Of the job:\nadder/,
    );
    await workbench.dialog.click('Delete');
    await eventually(async () => {
      assert.doesNotMatch(await models().text(), /▸ adder|▾ adder/);
    });
  });

  it('have one row for the checkpoints of a job that left no model', async () => {
    await trainAndCancel(engine, 'halted');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await workbench.runCommand('Fine-Tuning: Refresh Models');
    await eventually(async () => {
      assert.match(await models().text(), /^▸ halted {2}\d+ checkpoints · .*$/);
    });
    await models().expand('halted');
    await eventually(async () => {
      assert.match(await models().text(), /▾ halted .*(\n {4}step \d+ {2}loss .*){3}/);
    });
  });
});
