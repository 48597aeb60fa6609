import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeVsix } from '../../scripts/lib/vsix.mjs';
import { trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { openWorkbench, type Workbench } from '../support/workbench';

/** Of a picture that is there; 0 of one that is broken. */
const widthOf = (image: Element) => (image as HTMLImageElement).naturalWidth; // images only are looked up

describe('the packaged extension', () => {
  let folder: string;
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fine-tuning-vsix-'));
    const vsix = join(folder, 'extension.vsix');
    engine = await startEngine();
    await Promise.all([writeVsix(vsix), trainQuickly(engine, 'from-the-environment')]);
    workbench = await openWorkbench({
      vsix,
      env: { OPENAI_API_KEY: engine.apiKey, OPENAI_BASE_URL: engine.baseUrl },
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows the jobs of the server that the environment names', async () => {
    await workbench.tree().expand('Succeeded');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /▾ Succeeded {2}1\n {4}from-the-environment/);
    });
  });

  it('has a page of its own in VS Code: its icon, and a text without broken pictures and links', async () => {
    await workbench.runCommand('Extensions: Show Installed Extensions');
    await workbench.page.locator('.extension-list-item', { hasText: 'Fine-Tuning Jobs' }).first().click();
    const icon = workbench.page.locator('.extension-editor img.extension-icon, .extension-editor .icon');
    const readme = workbench.webview();
    await readme.getByRole('heading', { name: 'Start in three steps' }).waitFor();
    await eventually(async () => {
      assert.equal(await icon.first().evaluate(widthOf), 256);
    });
    for (const picture of await readme.locator('img').all()) assert.ok(await picture.evaluate(widthOf));
    const links = await readme
      .locator('a[href], a[data-href]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-href') ?? each.getAttribute('href')));
    assert.ok(links.length > 5);
    for (const link of links) assert.match(link ?? '', /^(https:|#)/);
    await workbench.openView();
  });

  it('shows a job’s page', async () => {
    await workbench.tree().row('from-the-environment').click();
    await workbench.webview().getByRole('heading', { name: 'from-the-environment' }).waitFor();
  });

  it('brings the files of the sample job', async () => {
    await workbench.runCommand('Fine-Tuning: Create Sample Job');
    await workbench.webview().getByRole('heading', { level: 1, name: 'sample' }).waitFor();
    await eventually(async () => {
      assert.match(await workbench.webview().locator('body').innerText(), /support-bot-validation\.jsonl/);
    });
  });

  it('reads a training file and counts its tokens, in threads of its own', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Fine-Tuning: Validate Training File');
    await workbench.quickInput.waitForStep('Which file do you want to check?');
    await workbench.quickInput.pick('haiku.jsonl');
    await workbench.webview().locator('.banner', { hasText: 'all of the right form' }).waitFor();
    await eventually(async () => {
      assert.match(await workbench.webview().locator('.tiles').innerText(), /Tokens\s+[\d.]+K?\s/);
    });
  });
});
