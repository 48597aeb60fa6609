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
    await workbench.runCommand('View: Close All Editors');
    await workbench.waitUntilStored(/\{\W*run\W+\d{13}/); // what the opener remembers, and nothing else
    await workbench.reload();
    await workbench.tree().pane.waitFor();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Succeeded {2}1/);
    });
    assert.deepEqual(await workbench.editors(), []);
  });
});
