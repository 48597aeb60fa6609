import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { createLongJob, trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { openWorkbench, type Workbench } from '../support/workbench';

/** Two servers, two wires: OpenAI's of today and OpenAI's legacy one, each on an engine of its own. */
describe('two connections of different dialects, side by side', function () {
  endAtFailure(this);
  let engines: EngineProcess[];
  let workbench: Workbench;

  before(async () => {
    engines = await Promise.all([startEngine(), startEngine()]);
    const [today, legacy] = engines;
    assert.ok(today && legacy);
    await Promise.all([trainQuickly(today, 'modern'), trainQuickly(legacy, 'ancient')]);
    await Promise.all([createLongJob(today, 'modern-long'), createLongJob(legacy, 'ancient-long')]);
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [
          { name: 'Today', dialect: 'local', baseUrl: today.baseUrl, apiKeyEnv: 'TODAY_KEY' },
          { name: 'Legacy', dialect: 'legacy', baseUrl: legacy.baseUrl, apiKeyEnv: 'LEGACY_KEY' },
        ],
      },
      env: { TODAY_KEY: today.apiKey, LEGACY_KEY: legacy.apiKey },
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await Promise.all(engines.map((engine) => engine.stop()));
  });

  const title = (text: string) => workbench.page.locator('.sidebar .pane-header .title', { hasText: text });

  it('are chosen together, and the view says so', async () => {
    await title('Jobs · Today').waitFor();
    await workbench.runCommand('Fine-Tuning: Show Connections…');
    await workbench.quickInput.waitForStep('Show Connections');
    await workbench.quickInput.toggle('Legacy');
    await workbench.quickInput.accept();
    await eventually(async () => {
      const text = await workbench.treeText();
      assert.match(text, /^▾ Today {2}Local engine\n {2}▾ Running {2}1\n/);
      assert.match(text, /\n▾ Legacy {2}.+\n {2}▾ Running {2}1\n/);
    });
    await title('Jobs · 2 connections').waitFor();
  });

  it('are asked for before a job is created, and Back returns to that question', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    for (const connection of ['Legacy', 'Today']) {
      await quickInput.waitForStep('At which connection?');
      await quickInput.pick(connection);
      await quickInput.waitForStep('Training file');
      await quickInput.widget.getByRole('button', { name: 'Back' }).click();
    }
    await quickInput.waitForStep('At which connection?');
    await quickInput.cancel();
  });

  for (const connection of ['Today', 'Legacy']) {
    it(`open the page and the result file of a job of ${connection}`, async () => {
      await expandSucceeded(workbench, connection);
      const name = connection === 'Today' ? 'modern' : await legacyName(workbench, 'ancient');
      await workbench.tree().row(name).click();
      await workbench.webview().getByRole('heading', { name, exact: true }).waitFor();
      await eventually(async () => {
        assert.match(await workbench.webview().locator('body').innerText(), /Succeeded/);
      });
      await workbench.tree().clickInline(name, 'Open Result File');
      await eventually(async () => {
        const text = await workbench.page.locator('.monaco-editor .view-lines').first().innerText();
        assert.match(text, /step,train_loss/);
      });
      await workbench.runCommand('View: Close All Editors');
    });
  }

  it('cancel a running job each', async () => {
    await cancel(workbench, 'modern-long');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Cancelled {2}1/);
    });
    await cancel(workbench, await legacyName(workbench, 'ancient-long'));
    await eventually(async () => {
      const text = await workbench.treeText();
      assert.equal(text.match(/Cancelled {2}1/g)?.length, 2, text);
    });
  });
});

/** The legacy object has no suffix: a job is called by its training file and its time. */
async function legacyName(workbench: Workbench, file: string): Promise<string> {
  const name = new RegExp(`(${file}\\.jsonl, \\w+ \\d+, \\d\\d:\\d\\d) {2}`);
  const [, label] = name.exec(await workbench.treeText()) ?? [];
  assert.ok(label);
  return label;
}

async function cancel(workbench: Workbench, label: string): Promise<void> {
  await workbench.tree().clickInline(label, 'Cancel Job');
  assert.match(await workbench.dialog.text(), new RegExp(`Cancel ${label}\\?`));
  await workbench.dialog.click('Cancel Job');
}

/** The first folded “Succeeded” below the connection. */
async function expandSucceeded(workbench: Workbench, connection: string): Promise<void> {
  await eventually(async () => {
    const lines = (await workbench.treeText()).split('\n');
    const from = lines.findIndex((line) => line.startsWith(`▾ ${connection}`));
    const at = lines.findIndex((line, index) => index > from && /[▸▾] Succeeded/.test(line));
    assert.ok(at > from);
    if (lines[at]?.includes('▸') !== true) return;
    await workbench.tree().pane.locator('.monaco-list-row').nth(at).locator('.monaco-tl-twistie').click();
  });
}
