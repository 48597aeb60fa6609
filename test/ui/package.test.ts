import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeVsix } from '../../scripts/lib/vsix.mjs';
import { trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { openWorkbench, type Workbench } from '../support/workbench';

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

  it('shows a job’s page', async () => {
    await workbench.tree().row('from-the-environment').click();
    await workbench.webview().getByRole('heading', { name: 'from-the-environment' }).waitFor();
  });
});
