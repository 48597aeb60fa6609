import assert from 'node:assert/strict';
import { openerEnvironment, openerFolder } from '../../scripts/start/opener.mjs';
import { trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

describe('what npm start opens', () => {
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine();
    const job = await trainQuickly(engine, 'first');
    const options = connectedTo(engine);
    workbench = await openWorkbench({
      ...options,
      env: { ...options.env, ...openerEnvironment('Engine', job) },
      moreExtensions: [openerFolder],
    });
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  it('is the view, and a job’s page beside it', async () => {
    await workbench.tree().pane.waitFor();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Succeeded {2}1/);
    });
    await workbench.webview().getByRole('heading', { level: 1, name: 'first' }).waitFor();
  });

  it('is left as it is when the window is loaded again', async () => {
    const { page } = workbench;
    const search = page.locator('.activitybar .action-item', {
      has: page.locator('[aria-label^="Search"]'),
    });
    await search.click();
    await workbench.tree().pane.waitFor({ state: 'hidden' });
    await workbench.waitUntilStored(/\{\W*run\W+\d{13}/); // what the opener remembers
    await workbench.waitUntilStored(/"workbench\.view\.search"/);
    await workbench.reload();
    // Its row says how long its activation took: then it has done what it does.
    await workbench.runCommand('Developer: Show Running Extensions');
    const opener = page.locator('.runtime-extensions-editor .extension', {
      hasText: 'Opens what npm start is about',
    });
    await opener.filter({ hasText: /Activation: \d+ms/ }).waitFor();
    assert.equal(await search.getAttribute('aria-selected'), 'true');
    assert.equal(await workbench.tree().pane.isVisible(), false);
  });
});
