import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { togetherJob, togetherProvider } from '../support/providers/together';
import { openWorkbench, type Workbench } from '../support/workbench';

/** A provider with words, units and a price of its own. */
describe('a job at Together', function () {
  this.bail(true);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    const started = new Date(Date.now() - 60_000).toISOString();
    const progress = { estimate_available: true, seconds_remaining: 3 * 3_600 };
    const live = togetherJob('ft-live', {
      suffix: 'live',
      created_at: started,
      started_at: started,
      progress,
    });
    server = await startProvider(togetherProvider([live]));
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [
          { name: 'Together', dialect: 'together', baseUrl: server.baseUrl, apiKeyEnv: 'TOGETHER_KEY' },
        ],
      },
      env: { TOGETHER_KEY: 'sk-test-key' },
    });
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('says the time that is left in its row and on its page, and draws what was measured', async () => {
    await eventually(async () => {
      assert.match(await workbench.treeText(), /live {2}33% · [23]h left · /);
    });
    await workbench.tree().row('live').click();
    const page = workbench.webview();
    await page.getByRole('heading', { name: 'live', exact: true }).waitFor();
    await page.getByText(/[23]h.* left/).waitFor();
    await page
      .getByRole('img', {
        name: /^Chart “Loss” up to step 2\. Training loss: 2 points, from 1\.5\d* to 1\.25/,
      })
      .waitFor();
  });

  it('asks how often a validation file is evaluated, and says where the credit does not suffice', async () => {
    const { quickInput, dialog } = workbench;
    await workbench.runCommand('Fine-Tuning: Create Job…');
    await quickInput.waitForStep('Training file');
    await quickInput.pick('train.jsonl');
    await quickInput.waitForStep('Validation file');
    await quickInput.pick('valid.jsonl');
    await quickInput.waitForStep('Base model');
    await quickInput.pick('meta-llama/Llama-3');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await quickInput.waitForStep('Evaluations');
    assert.match(await quickInput.message(), /^How often the validation file is evaluated/);
    await quickInput.type('5');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    assert.equal(await quickInput.activeRow(), 'Evaluations');
    await quickInput.pick('Create This Job');
    assert.match(
      await dialog.text(),
      /for about \$3\.40\?[^]*5,768 training tokens\. Your credit does not suffice[^]*Its limit is \$2\.50\./,
    );
    await dialog.click('Create Job');
    await eventually(() => {
      const sent = server.requests.find(({ method, path }) => method === 'POST' && path === '/v1/fine-tunes');
      assert.ok(sent);
    });
    const sent = server.requests.find(({ method, path }) => method === 'POST' && path === '/v1/fine-tunes');
    const { validation_file: file, n_evals: evaluations } = (await sent?.json()) ?? {};
    assert.deepEqual([file, evaluations], ['file-3', 5]);
  });
});
