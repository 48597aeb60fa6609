import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { openWorkbench, type Workbench } from '../support/workbench';

/** From a file to its rows and back: one VS Code, in the order of the tests. */
describe('rows as conversations', function () {
  endAtFailure(this);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
  });

  after(() => workbench.close());

  const page = () => workbench.webview();
  const row = (line: number) => page().locator(`.row[aria-posinset="${line}"][data-known]`);
  const goTo = async (line: number) => {
    const box = page().getByRole('textbox', { name: 'Go to line' });
    await box.fill(String(line));
    await box.press('Enter');
  };
  const cursor = () => workbench.page.locator('.statusbar-item', { hasText: /^Ln / }).innerText();

  it('open from the menu of a file in the explorer', async () => {
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Preview as Conversations');
    await page().getByRole('heading', { name: 'support-bot.jsonl', level: 1 }).waitFor();
    await page().getByText('61 rows · 31.5 KB').waitFor();
    await eventually(async () => {
      assert.match(await row(1).innerText(), /system[^]*Brightleaf[^]*user[^]*assistant/);
      assert.ok((await workbench.editors()).includes('Preview support-bot.jsonl'));
    });
  });

  it('go to a line by its number, and from there to the text', async () => {
    await goTo(40);
    await row(40).and(page().locator(':focus')).waitFor();
    await workbench.page.keyboard.press('Enter');
    await eventually(async () => {
      assert.equal(await cursor(), 'Ln 40, Col 1');
    });
  });

  it('come back beside the text, at the line of its cursor', async () => {
    await workbench.runCommand('Go to Line/Column...');
    await workbench.page.keyboard.type('55');
    await workbench.page.keyboard.press('Enter');
    await eventually(async () => {
      assert.equal(await cursor(), 'Ln 55, Col 1');
    });
    await workbench.runCommand('Fine-Tuning: Preview as Conversations');
    await row(55).and(page().locator(':focus')).waitFor();
    await workbench.runCommand('View: Close All Editors');
    await clickFileMenu(workbench, 'broken.jsonl', 'Open to the Side');
    await workbench.page
      .locator('.editor-actions .action-label[aria-label^="Preview as Conversations"]')
      .last()
      .click();
    await row(1).waitFor();
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 3);
  });

  it('open in the column of those that are open', async () => {
    for (const name of ['support-bot.jsonl', 'broken.jsonl']) {
      await clickFileMenu(workbench, name, 'Preview as Conversations');
      await page().getByRole('heading', { name, level: 1 }).waitFor();
    }
    await row(1).waitFor();
    assert.equal(await workbench.page.locator('.editor-group-container').count(), 3);
  });

  it('say at a row what is wrong with it, and open its line by a click', async () => {
    await row(3).getByText('a } is expected here').waitFor();
    await row(3).getByRole('button', { name: '3', exact: true }).click();
    await eventually(async () => {
      assert.equal(await cursor(), 'Ln 3, Col 1');
    });
    assert.ok(await page().locator('ft-rows').isVisible(), 'both are in sight');
  });

  it('are searched', async () => {
    const box = page().getByRole('searchbox', { name: 'Search rows' });
    await box.fill('orchids');
    await box.press('Enter');
    await page().locator('.search-steps').getByText('1 of 1').waitFor();
    await row(9).getByText('Which soil for orchids?').waitFor();
  });

  it('follow their file', async () => {
    await goTo(3);
    const path = join(workbench.workspace, 'broken.jsonl');
    const lines = (await readFile(path, 'utf8')).split('\n');
    const fixed =
      '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Fixed"}]}';
    await writeFile(path, lines.with(2, fixed).join('\n'));
    await row(3).getByText('Fixed').waitFor();
    assert.equal(await row(3).locator('.row-error').count(), 0);
  });

  it('come back after a reload of the window', async () => {
    await workbench.runCommand('View: Close All Editors');
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Preview as Conversations');
    await goTo(30);
    await row(30).waitFor();
    await workbench.waitUntilStored(/fineTuning\.rows[^]*support-bot\.jsonl[^]*\W+row\W+29/);
    await workbench.reload();
    await row(30).waitFor();
  });
});
