import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLongJob, trainingFiles, trainingFileSizes, trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { JobForm } from '../support/jobForm';
import { pressMenuItem } from '../support/menu';
import { problems } from '../support/problems';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

describe('commands on jobs', function () {
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine({ args: ['--throttle', '100'] });
    await Promise.all([trainQuickly(engine, 'one'), trainQuickly(engine, 'two')]);
    workbench = await openWorkbench(connectedTo(engine));
    await workbench.openView();
    await workbench.tree().expand('Succeeded');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Succeeded {2}2\n/);
    });
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  afterEach(async () => {
    await workbench.runCommand('View: Close All Editors');
  });

  it('open a job’s page with Enter, by keyboard alone', async () => {
    await workbench.runCommand('Fine-Tuning: Focus on Jobs View');
    const { keyboard } = workbench.page;
    await workbench.tree().pane.locator('.monaco-list:focus').waitFor();
    await eventually(async () => {
      // Rows that come while the keys are pressed move what they are pressed on.
      if ((await workbench.editors()).length === 0)
        for (const key of ['Home', 'ArrowDown', 'Enter']) await keyboard.press(key);
      const [title, ...others] = await workbench.editors();
      assert.ok(['one', 'two'].includes(title ?? ''));
      assert.deepEqual(others, []);
    });
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
  });

  it('compare the jobs that are selected', async () => {
    await workbench.tree().select('one', 'two');
    await workbench.tree().clickMenu('two', 'Compare Jobs…');
    await eventually(async () => {
      assert.ok((await workbench.editors()).includes('Compare 2 jobs'));
    });
    const text = workbench.webview().locator('body');
    await eventually(async () => {
      assert.match(await text.innerText(), /one[^]*two/);
    });
  });

  it('act on the selection, also from the palette', async () => {
    await workbench.tree().select('one', 'two');
    await workbench.runCommand('Fine-Tuning: Compare Jobs…');
    await eventually(async () => {
      assert.ok((await workbench.editors()).includes('Compare 2 jobs'));
    });
    await eventually(async () => {
      assert.match(await workbench.webview().locator('body').innerText(), /one[^]*two/);
    });
  });

  it('ask with which jobs to compare the one that is selected', async () => {
    await workbench.tree().select('one');
    await workbench.runCommand('Fine-Tuning: Compare Jobs…');
    await workbench.quickInput.waitForStep('With which jobs do you want to compare one?');
    await workbench.quickInput.cancel();
  });

  it('copy the id', async () => {
    await workbench.tree().select('one');
    await workbench.tree().clickMenu('one', 'Copy Job Id');
    await eventually(async () => {
      assert.match(await workbench.page.evaluate(() => navigator.clipboard.readText()), /^ftjob-\w+$/);
    });
  });

  it('show a job as JSON', async () => {
    await workbench.tree().select('one');
    await workbench.tree().clickMenu('one', 'Show Job as JSON');
    await eventually(async () => {
      assert.match((await workbench.editors()).at(-1) ?? '', /^ftjob-\w+$/);
      const text = await workbench.page.locator('.monaco-editor .view-lines').first().innerText();
      assert.match(text, /"object":/);
    });
  });

  it('save the result file', async () => {
    await workbench.tree().clickMenu('one', 'Save Result Files…');
    await workbench.quickInput.waitForStep('Save the results of one');
    await workbench.quickInput.accept();
    await workbench.notifications.click(/Saved one-results\.csv/, 'Open');
    await eventually(async () => {
      assert.deepEqual(await workbench.editors(), ['one-results']);
      const text = await workbench.page.locator('.monaco-editor .view-lines').first().innerText();
      assert.match(text, /step,train_loss/);
    });
  });

  it('clone a job with other epochs', async () => {
    const form = new JobForm(workbench);
    await workbench.tree().clickMenu('two', 'Clone Job…');
    await form.waitFor('Clone two');
    assert.equal(await form.field('Epochs').inputValue(), '2');
    await form.enter('Epochs', '1');
    await form.enter('Suffix', 'three');
    await form.create();
    await workbench.notifications.waitFor(/three succeeded/);
    await workbench.notifications.dismiss(/three succeeded/);
    const checkpoints = workbench.webview().getByRole('tab', { name: /^Checkpoints/ });
    await eventually(async () => {
      assert.match(await checkpoints.innerText(), /1/);
    });
  });

  it('group by model, and by status again', async () => {
    await workbench.runCommand('Fine-Tuning: Group Jobs By…');
    await workbench.quickInput.pick('Base model');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /^▾ local-tiny {2}3\n/);
    });
    await workbench.runCommand('Fine-Tuning: Group Jobs By…');
    await workbench.quickInput.pick('Status');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /^▾ Succeeded {2}3\n/);
    });
  });

  it('filter, and clear the filter', async () => {
    await workbench.runCommand('Fine-Tuning: Filter Jobs…');
    await workbench.quickInput.type('two');
    await workbench.quickInput.accept();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /^▾ Succeeded {2}1\n {4}two {2}[^\n]+$/);
    });
    await workbench.tree().clickTitle('Clear Jobs Filter');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /^▾ Succeeded {2}3\n/);
    });
  });

  it('pause and resume a job', async () => {
    await createLongJob(engine, 'long');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /▾ Running {2}1\n {4}long /);
    });
    await workbench.tree().clickMenu('long', 'Pause Job');
    await eventually(async () => {
      await workbench.runCommand('Fine-Tuning: Refresh Jobs');
      assert.match(await workbench.treeText(), /▾ Paused {2}1\n {4}long /);
    });
    await workbench.tree().clickInline('long', 'Resume Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /▾ Running {2}1\n {4}long /);
    });
  });

  it('cancel several jobs, and ask once', async () => {
    await createLongJob(engine, 'longer');
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Queued {2}1\n {4}longer /);
    });
    await workbench.tree().select('long', 'longer');
    await workbench.tree().clickMenu('longer', 'Cancel Job');
    const text = await workbench.dialog.text();
    assert.match(text, /Cancel 2 jobs\?/);
    assert.match(text, /long\nlonger/);
    await workbench.dialog.click('Cancel 2 Jobs');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Cancelled {2}2/);
    });
    await workbench.tree().focused.filter({ hasText: /^long/ }).waitFor();
  });

  it('create a job of a file, checked before it is uploaded, and fix what failed', async () => {
    const { quickInput, dialog } = workbench;
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await quickInput.waitForStep('Training file');
    await quickInput.pick('broken.jsonl');
    await quickInput.waitForStep('Validation file');
    const offered = (await quickInput.rows()).join('\n');
    assert.match(offered, /haiku\.jsonl/);
    assert.doesNotMatch(offered, /broken\.jsonl/); // that is the training file
    await quickInput.pick('Browse…');
    // VS Code's own dialog, where there is no desktop.
    await eventually(async () => {
      assert.match(await quickInput.title(), /^Validation file/);
    });
    await workbench.page.keyboard.press('Escape');
    await eventually(async () => {
      assert.match(await quickInput.title(), /^Create Fine-Tuning Job/);
    });
    await quickInput.pick('None');
    await quickInput.waitForStep('Base model');
    await quickInput.pick('local-tiny');
    await quickInput.waitForStep('Check the job');
    await eventually(async () => {
      assert.match((await quickInput.rows()).join('\n'), /Training file {2}broken.jsonl · .*9 broken lines/);
    });
    await quickInput.pick('Create This Job');
    assert.match(await dialog.text(), /Upload broken.jsonl as it is[^]*Line 3/);
    assert.deepEqual((await dialog.buttons()).toSorted(), [
      'Do Not Upload',
      'Show Problems',
      'Upload Anyway',
    ]);
    await dialog.click('Upload Anyway');
    await workbench.notifications.waitFor(/failed.* 9 broken lines/);
    await workbench.notifications.dismiss(/failed.* 9 broken lines/);
    const banner = workbench.webview().getByRole('group', { name: 'Error' });
    await banner.getByRole('button', { name: 'Open the file at line 4' }).click();
    await workbench.page.getByRole('button', { name: 'Ln 4, Col 1' }).waitFor();
    await workbench.runCommand('View: Close Editor');
    await banner.getByRole('button', { name: 'Fix and Clone…' }).click();
    await workbench.page.getByRole('button', { name: 'Ln 3, Col 1' }).waitFor();
    await workbench.notifications.click(/Fix and save broken\.jsonl/, 'Clone…');
    await eventually(async () => {
      assert.match(await new JobForm(workbench).about('Training file'), /9 broken lines/);
    });
  });

  it('check and fix the provider’s copy of a file that is not here', async () => {
    const { quickInput, notifications, page } = workbench;
    const path = join(workbench.workspace, 'broken.jsonl');
    const uploaded = await readFile(path, 'utf8');
    await rm(path);
    await workbench.openView();
    await workbench.tree().expand('Failed');
    await page.locator('.sidebar .monaco-list-row', { hasText: 'Line 3' }).dblclick();
    const banner = workbench.webview().getByRole('group', { name: 'Error' });
    await banner.getByRole('button', { name: 'Validate' }).click();
    await workbench.webview().getByRole('button', { name: 'Open line 3', exact: true }).first().click();
    await page.getByRole('button', { name: 'Ln 3, Col 1' }).waitFor();
    await workbench.runCommand('View: Close Editor');
    await workbench.runCommand('View: Close Editor'); // the report
    await banner.getByRole('button', { name: 'Fix and Clone…' }).click();
    await quickInput.waitForStep('Where on this machine is broken.jsonl?');
    await quickInput.pick('Save the provider’s copy and open it…');
    await quickInput.waitForStep('Save broken.jsonl'); // VS Code's own dialog, where there is no desktop
    await quickInput.accept();
    await notifications.waitFor(/Fix and save broken\.jsonl/);
    await page.getByRole('button', { name: 'Ln 3, Col 1' }).waitFor();
    assert.equal(await readFile(path, 'utf8'), uploaded);
    await notifications.dismiss(/Fix and save broken\.jsonl/);
  });

  it('keep the form until there is a job, and upload nothing twice', async () => {
    const { quickInput, dialog, notifications } = workbench;
    const before = await trainingFiles(engine);
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await quickInput.waitForStep('Training file');
    await quickInput.pick('haiku.jsonl');
    await quickInput.waitForStep('Validation file');
    await quickInput.type('broken');
    await quickInput.accept();
    await quickInput.waitForStep('Base model');
    await quickInput.type('local-nonsense');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    assert.match(await dialog.text(), /Upload broken.jsonl as it is/);
    await dialog.click('Do Not Upload');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await dialog.click('Show Problems');
    await notifications.click(/Fix and save broken\.jsonl/, 'Check Again');
    await dialog.click('Do Not Upload');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Validation file');
    await quickInput.waitForStep('Validation file');
    await quickInput.pick('None');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await notifications.waitFor(/Creating the job failed: .*local-nonsense/);
    await quickInput.waitForStep('Check the job');
    await eventually(async () => {
      const rows = (await quickInput.rows()).join('\n');
      assert.match(rows, /Training file {2}haiku\.jsonl · 30 examples · already uploaded\n/);
      assert.match(rows, /Base model {2}local-nonsense\n/);
    });
    await quickInput.pick('Base model');
    await quickInput.waitForStep('Base model');
    await quickInput.type('local-tiny');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await trainingFiles(engine), before + 1);
  });

  it('upload a file again that was changed after the job was refused', async () => {
    const { quickInput, notifications } = workbench;
    const before = await trainingFileSizes(engine);
    const path = join(workbench.workspace, 'sunny.jsonl');
    const line = (word: string) =>
      `{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"${word}"}]}\n`;
    await writeFile(path, line('old').repeat(20));
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await quickInput.waitForStep('Training file');
    await quickInput.pick('sunny.jsonl');
    await quickInput.waitForStep('Validation file');
    await quickInput.pick('None');
    await quickInput.waitForStep('Base model');
    await quickInput.type('local-nonsense');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await notifications.waitFor(/Creating the job failed: .*local-nonsense/);
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Base model');
    await quickInput.waitForStep('Base model');
    await quickInput.type('local-tiny');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    const changed = line('another').repeat(20);
    await writeFile(path, changed);
    await quickInput.pick('Create This Job');
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    await eventually(async () => {
      const sizes = await trainingFileSizes(engine);
      assert.deepEqual(sizes.sort(), [...before, changed.length].sort(), 'what was refused does not stay');
    });
    await rm(path);
  });

  it('create a job from the file in the editor, and from its tab', async () => {
    const { page } = workbench;
    const isFormOfFile = async () => {
      const form = new JobForm(workbench);
      await form.waitFor('Create Fine-Tuning Job');
      assert.match(await form.field('Training file').inputValue(), /haiku\.jsonl$/);
      await workbench.runCommand('View: Close Editor');
    };
    await clickFileMenu(workbench, 'haiku.jsonl', 'Open to the Side');
    const tab = page.locator('.tabs-container .tab', { hasText: 'haiku.jsonl' }).last();
    await page.locator('.editor-actions .action-label[aria-label^="Create Fine-Tuning Job"]').last().click();
    await isFormOfFile();
    for (const place of [tab, page.locator('.editor-instance .view-line').last()]) {
      await eventually(async () => {
        await place.click({ button: 'right', timeout: 2_000 });
        await pressMenuItem(page, 'Create Fine-Tuning Job…');
      });
      await isFormOfFile();
    }
  });

  it('list the broken lines of a file, with their numbers', async () => {
    await clickFileMenu(workbench, 'broken.jsonl', 'Validate Training File');
    const report = workbench.webview();
    await report.locator('.banner', { hasText: '9 lines are broken' }).waitFor();
    await report.getByRole('button', { name: 'Show Problems' }).click();
    await eventually(async () => {
      const listed = (await problems(workbench.page)).join('\n');
      assert.match(listed, /a \} is expected here \S+ ?\S* ?\[Ln 3, Col \d{2,}\]/);
      assert.match(listed, /it is a prompt \(prompt, completion\), but [^\n]*\[Ln 9, Col 1\]/);
      assert.match(listed, /messages is empty [^\n]*\[Ln 12, Col 14\]/);
    });
  });
});
