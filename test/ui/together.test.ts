import assert from 'node:assert/strict';
import { chooseForJob } from '../support/createForm';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { JobForm } from '../support/jobForm';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { togetherJob, togetherProvider } from '../support/providers/together';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A provider with words, units and a price of its own. */
describe('a job at Together', function () {
  endAtFailure(this);
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
    workbench = await openWorkbench(
      connectedBy({ name: 'Together', dialect: 'together', baseUrl: server.baseUrl }),
    );
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
    await chooseForJob(workbench, {
      training: 'train.jsonl',
      validation: 'valid.jsonl',
      model: 'meta-llama/Llama-3',
    });
    await quickInput.pick('Training type');
    await quickInput.waitForStep('Training type');
    await quickInput.pick('Full');
    await quickInput.waitForStep('Check the job');
    await quickInput.type('Weights'); // its row is below the others, out of sight
    await quickInput.pick('Weights & Biases');
    await quickInput.waitForStep('Weights & Biases');
    await quickInput.type('faq');
    await quickInput.accept();
    await quickInput.waitForStep('API key of Weights & Biases');
    await quickInput.type('wandb-key');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.type('Create');
    await quickInput.pick('Create This Job');
    await quickInput.waitForStep('Evaluations');
    assert.match(await quickInput.message(), /^How often the validation file is evaluated/);
    await quickInput.type('5');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    assert.equal(await quickInput.activeRow(), 'Evaluations');
    await quickInput.type('Create');
    await quickInput.pick('Create This Job');
    assert.match(
      await dialog.text(),
      /for about \$3\.40\?[^]*5,768 training tokens\. Your credit does not suffice[^]*The credit limit of your account is \$2\.50\./,
    );
    await dialog.click('Create Job');
    const sent = await created(0);
    assert.deepEqual([sent['validation_file'], sent['n_evals']], ['file-3', 5]);
    assert.deepEqual(sent['training_type'], { type: 'Full' });
    assert.deepEqual([sent['wandb_project_name'], sent['wandb_api_key']], ['faq', 'wandb-key']);
    await workbench.webview().getByRole('heading', { name: 'faq', exact: true }).waitFor();
  });

  it('goes on from a checkpoint, in the place of a base model, with all that the job had', async () => {
    const { dialog } = workbench;
    await workbench.tree().row('live').click();
    const page = workbench.webview();
    await page.getByRole('heading', { name: 'live', exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Checkpoints' }).click();
    await page.getByRole('button', { name: 'Use as base model of a new job' }).click();
    const form = new JobForm(workbench);
    await form.waitFor('Clone live');
    assert.match(await form.about('Base model'), /that of the checkpoint/);
    assert.equal(await form.field('Base model').inputValue(), 'ft-live:10');
    const tuned = page.locator('datalist option[label^="fine-tuned here"]').first();
    await tuned.waitFor({ state: 'attached' });
    const other = (await tuned.getAttribute('value')) ?? '';
    await form.field('Base model').fill(other);
    await eventually(async () => {
      assert.equal(await form.field('From checkpoint').inputValue(), other);
    });
    await form.field('Base model').fill('ft-live:10');
    await form.field('From checkpoint').fill('ft-live:10');
    await form.tabTo(form.field('Suffix'));
    await form.create();
    assert.match(await dialog.text(), /for about \$3\.40/);
    await dialog.click('Create Job');
    const sent = await created(1);
    assert.deepEqual([sent['model'], sent['from_checkpoint']], [undefined, 'ft-live:10']);
    assert.deepEqual(sent['training_type'], { type: 'Lora', lora_r: 8, lora_alpha: 16 });
    assert.deepEqual([sent['wandb_project_name'], sent['wandb_api_key']], ['faq', 'wandb-key']);
  });

  /** What was sent for the job that was created as this one, from 0. */
  function created(at: number) {
    return eventually(() => {
      const isIt = ({ method, path }: { method: string; path: string }) =>
        method === 'POST' && path === '/v1/fine-tunes';
      const sent = server.requests.filter(isIt)[at];
      assert.ok(sent);
      return sent.json();
    });
  }
});
