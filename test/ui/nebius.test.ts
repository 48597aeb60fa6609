import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseForJob } from '../support/createForm';
import { eventually } from '../support/eventually';
import { nebiusProvider } from '../support/providers/nebius';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A provider that counts steps, and hands out the weights of each checkpoint. */
describe('a job at Nebius', function () {
  this.bail(true);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(nebiusProvider());
    workbench = await openWorkbench(
      connectedBy({ name: 'Nebius', dialect: 'nebius', baseUrl: server.baseUrl }),
    );
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  /** In a folder of this name, byte by byte. */
  const isSavedAs = async (name: string) => {
    await workbench.quickInput.waitForStep('Where do you want to save the weights?');
    await workbench.quickInput.accept();
    const text = await workbench.notifications.waitFor(new RegExp(`Saved the weights in .*${name}\\.$`));
    const saved = /Saved the weights in (.+)\.$/.exec(text)?.[1] ?? '';
    const bytes = await readFile(path.join(saved, 'adapter_model.safetensors'));
    assert.deepEqual([...bytes], [0x80, 0, 0xff, 1, 2]);
  };

  it('says in its row how far it is', async () => {
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Qwen\/Qwen3-4B, .* {2}25%/);
    });
  });

  it('has its weights saved in a folder of their own', async () => {
    await workbench.tree().row('faq').click();
    const page = workbench.webview();
    await page.getByRole('tab', { name: 'Checkpoints' }).click();
    await page
      .getByRole('row', { name: /step-20/ })
      .getByRole('button', { name: 'Save the weights in a folder…' })
      .click();
    await isSavedAs('step-20');
  });

  it('hands out the same by the command, the newest checkpoint first', async () => {
    const { quickInput, page: window } = workbench;
    await workbench.runCommand('Fine-Tuning: Download Weights…');
    await quickInput.waitForStep('Which weights of faq do you want?');
    assert.deepEqual(await quickInput.rows(), [
      'Checkpoint of step 20  loss 0.050 · validation loss 0.10',
      'Checkpoint of step 10  loss 0.10 · validation loss 0.20',
    ]);
    await quickInput.pick('Checkpoint of step 10');
    await isSavedAs('step-10');
    assert.equal(await window.getByText('Downloading the weights failed').count(), 0);
  });

  it('is created with hyperparameters of its own', async () => {
    const { quickInput } = workbench;
    await chooseForJob(workbench, { training: 'train.jsonl', validation: 'None', model: 'Qwen/Qwen3-4B' });
    await quickInput.pick('Training type');
    await quickInput.waitForStep('Training type');
    await quickInput.pick('LoRA');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Learning rate');
    await quickInput.waitForStep('Learning rate');
    await quickInput.type('0.00002');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.type('Create');
    await quickInput.pick('Create This Job');
    const sent = await eventually(() => {
      const post = server.requests.find(
        ({ method, path: where }) => method === 'POST' && where === '/v1/fine_tuning/jobs',
      );
      assert.ok(post);
      return post.json();
    });
    assert.deepEqual(sent['hyperparameters'], { learning_rate: 0.00002, lora: true });
    assert.equal('metadata' in sent, false);
  });
});
