import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { chattedSums, trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

/** From a finished job of the local engine to its answers: one VS Code, one engine, in the order of the tests. */
describe('trying models out', function () {
  endAtFailure(this);
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine();
    await trainQuickly(engine, 'adder', chattedSums, 50);
    workbench = await openWorkbench(connectedTo(engine));
    await workbench.openView();
    await workbench.tree().row('adder').waitFor();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  const page = () => workbench.webview();
  const columns = () => page().locator('.try-column');
  const states = () => page().locator('.try-state').allInnerTexts();

  it('begins at the row of a job', async () => {
    await workbench.tree().clickMenu('adder', 'Try Model…');
    await page().getByRole('heading', { name: 'Try adder', level: 1 }).waitFor();
    assert.deepEqual(await workbench.editors(), ['Try adder']);
    await page().getByText('Checkpoint, step').first().waitFor();
    const chosen = page().getByRole('checkbox', { checked: true });
    assert.equal(await chosen.count(), 2);
  });

  it('takes a prompt from the data, with what it expects', async () => {
    await page().getByRole('button', { name: 'Prompt from Training File…' }).click();
    await workbench.quickInput.pick('3 + 1 =');
    await eventually(async () => {
      assert.equal(
        await page().getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(),
        '3 + 1 = ',
      );
    });
  });

  it('streams the answers of base and fine-tuned model beside each other', async () => {
    await workbench.page.keyboard.press('Control+Enter'); // the prompt that was chosen is in its box, with the focus
    await eventually(async () => {
      const ended = (await states()).filter((text) => /tokens?/.test(text));
      assert.equal(ended.length, 2, (await states()).join('\n'));
    });
    const [expected, base, tuned] = await columns().allInnerTexts();
    assert.match(expected ?? '', /^Expected[^]*It is 4\.$/);
    assert.match(base ?? '', /^Base\nlocal-tiny/);
    assert.match(tuned ?? '', /^Fine-tuned\nft:local-tiny:.*adder/);
    const boxes = await Promise.all((await columns().all()).map((column) => column.boundingBox()));
    assert.equal(new Set(boxes.map((box) => box?.y)).size, 1, 'they stand beside each other');
    const texts = await columns().locator('.try-text').allInnerTexts();
    assert.equal(texts.length, 3, 'what is expected, and two answers');
    assert.match(texts[2] ?? '', /^ ?It is \d/);
    assert.notEqual(texts[1], texts[2]);
  });

  it('brings its answers back when it was hidden, and after a reload of the window', async () => {
    const before = await columns().allInnerTexts();
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.locator('.monaco-editor .view-lines').first().waitFor();
    await workbench.runCommand('View: Close Editor');
    await page().getByRole('heading', { name: 'Try adder', level: 1 }).waitFor();
    await eventually(async () => {
      assert.deepEqual(await columns().allInnerTexts(), before);
    });
    // What is stored first is the prompt, with answers under way: a reload would stop them.
    await workbench.waitUntilStored(/fineTuning\.try\b([^]*finishReason\W+(length|stop)\b){2}/);
    await workbench.reload();
    // VS Code on the web remembers some seconds late which editor was in front.
    await workbench.page.locator('.tabs-container .tab', { hasText: 'Try adder' }).click();
    await page().getByRole('heading', { name: 'Try adder', level: 1 }).waitFor();
    await eventually(async () => {
      assert.deepEqual(await columns().allInnerTexts(), before);
    });
  });

  it('keeps answers for the report of the job', async () => {
    await page().getByRole('button', { name: 'Keep in Report' }).click();
    await eventually(async () => {
      assert.ok((await workbench.statusBar()).some((text) => text.includes('Kept for the report')));
    });
    await page().getByRole('button', { name: 'Show Job' }).click();
    await page().getByRole('heading', { name: 'adder', level: 1, exact: true }).waitFor();
    await page().getByRole('button', { name: 'More actions' }).click();
    await page().getByRole('menuitem', { name: 'Copy Report as Markdown' }).click();
    await eventually(async () => {
      const report = await workbench.page.evaluate(() => navigator.clipboard.readText());
      assert.match(report, /## Answers/);
      assert.match(report, /\| Prompt \| 3 \+ 1 = \|/);
      assert.match(report, /\| Expected \| It is 4\. \|/);
      assert.match(report, /\| local-tiny \|/);
    });
  });

  it('says why a model does not answer, and what to do', async () => {
    await engine.kill();
    await workbench.runCommand('Fine-Tuning: Try Model…');
    await page().getByRole('heading', { name: 'Try adder', level: 1 }).waitFor();
    await page().getByRole('button', { name: 'Answer again' }).first().click();
    await page().getByText('Check the connection', { exact: false }).waitFor();
    assert.match(await columns().nth(2).innerText(), /^Fine-tuned[^]*Complete/, 'the other answer stays');
    await page().getByRole('button', { name: 'Try Again' }).waitFor();
  });
});
