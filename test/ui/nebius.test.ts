import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseForJob } from '../support/createForm';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { JobForm } from '../support/jobForm';
import { nebiusProvider } from '../support/providers/nebius';
import { type Answer, type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A provider that counts steps, and hands out the weights of each checkpoint. */
describe('a job at Nebius', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;
  /** What the first looks at a model find that is being deployed. */
  const unsettled: 'validating'[] = [];
  /** It takes no requests to deploy a checkpoint. */
  let isDeaf = false;

  before(async () => {
    const provider = nebiusProvider(unsettled);
    const serve = provider.routes['POST //v0/models'];
    const serveOrHangUp: Answer = async (request, response, ids) => {
      if (isDeaf) response.destroy();
      else await serve?.(request, response, ids);
    };
    server = await startProvider({
      ...provider,
      routes: { ...provider.routes, 'POST //v0/models': serveOrHangUp },
    });
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
    await workbench.quickInput.suggestedName(/^$/); // a folder
    await workbench.quickInput.accept();
    const text = await workbench.notifications.waitFor(new RegExp(`Saved the weights in .*${name}\\.$`));
    const saved = /Saved the weights in (.+)\.$/.exec(text)?.[1] ?? '';
    const bytes = await readFile(path.join(saved, 'adapter_model.safetensors'));
    assert.deepEqual([...bytes], [0x80, 0, 0xff, 1, 2]);
  };

  const deployed = 'Qwen/Qwen3-4B-LoRa:faq-best-udpd';

  const deployByCommand = async (name: string) => {
    const { quickInput } = workbench;
    await workbench.tree().clickMenu('faq', 'Deploy Checkpoint…');
    await quickInput.waitForStep('Which checkpoint of faq do you want to deploy?');
    await quickInput.pick('step 10');
    await quickInput.waitForStep('Deploy a checkpoint of faq');
    await quickInput.type(name);
    await quickInput.accept();
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
    await workbench.tree().clickMenu('faq', 'Download Weights…');
    await quickInput.waitForStep('Which weights of faq do you want?');
    assert.deepEqual(await quickInput.rows(), [
      'Checkpoint of step 20  loss 0.050 · validation loss 0.10',
      'Checkpoint of step 10  loss 0.10 · validation loss 0.20',
    ]);
    await quickInput.pick('Checkpoint of step 10');
    await isSavedAs('step-10');
    assert.equal(await window.getByText('Downloading the weights failed').count(), 0);
  });

  it('has a checkpoint deployed by a button in its row, under a name of one’s own', async () => {
    const { quickInput, notifications } = workbench;
    const page = workbench.webview();
    await page
      .getByRole('row', { name: /step-20/ })
      .getByRole('button', { name: 'Deploy as a model…' })
      .click();
    await quickInput.waitForStep('Deploy a checkpoint of faq with Qwen/Qwen3-4B');
    assert.equal(await quickInput.value(), 'faq-step-20');
    await quickInput.type('ours/faq');
    await eventually(async () => {
      assert.match(await quickInput.message(), /Letters, digits, “-”, “_” and “\.”, at most 63/);
    });
    await quickInput.type('faq-best');
    await quickInput.accept();
    await notifications.waitFor(`Deploying ${deployed}`);
    await notifications.waitFor(`${deployed} is deployed.`);
    const post = server.requests.find(
      ({ method, path: where }) => method === 'POST' && where === '/v0/models',
    );
    assert.deepEqual(await post?.json(), {
      ...{ name: 'faq-best', base_model: 'Qwen/Qwen3-4B', source: 'ftjob-2:ftckpt_20' },
    });
    await workbench.tree('Models').unfold();
    await workbench.tree('Models').row(deployed).waitFor();
  });

  it('leads from there to its answers', async () => {
    await workbench.notifications.click(`${deployed} is deployed.`, 'Try It');
    const page = workbench.webview();
    await page.getByRole('heading', { name: `Try ${deployed}`, level: 1 }).waitFor();
    await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('Why?');
    await workbench.page.keyboard.press('Control+Enter');
    await page.getByText(`I am ${deployed}`).waitFor();
    const asked = server.requests.find(({ path: where }) => where === '/v1/chat/completions');
    assert.equal((await asked?.json())?.['model'], deployed);
    await workbench.runCommand('View: Close All Editors'); // a page that still gets the focus would close what follows
  });

  it('says why a checkpoint was not deployed, in the words of the server', async () => {
    await deployByCommand('bad');
    await workbench.notifications.waitFor(
      'Qwen/Qwen3-4B-LoRa:bad-udpd could not be deployed: LoRA rank 128 is above 64',
    );
  });

  it('says what a cancelled wait leaves behind', async () => {
    unsettled.push(...Array<'validating'>(99).fill('validating'));
    await deployByCommand('faq-slow');
    await workbench.notifications.click('Deploying Qwen/Qwen3-4B-LoRa:faq-slow-udpd', 'Cancel');
    await workbench.notifications.waitFor(
      'Qwen/Qwen3-4B-LoRa:faq-slow-udpd is still being deployed. It is among the models once it is ready.',
    );
  });

  it('sends nothing again where no response came, and leads to the models', async () => {
    isDeaf = true;
    const doubt = 'Nobody knows whether faq-lost is being deployed';
    const posts = () =>
      server.requests.filter(({ method, path: where }) => method === 'POST' && where === '/v0/models').length;
    const before = posts();
    await deployByCommand('faq-lost');
    await workbench.notifications.click(doubt, 'Show Models');
    await workbench.tree('Models').pane.locator('.monaco-list:focus').waitFor();
    assert.equal(posts(), before + 1);
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

  it('is cloned with word of a file that is gone', async () => {
    const form = new JobForm(workbench);
    await workbench.runCommand('View: Close All Editors');
    await workbench.tree().clickMenu('faq', 'Clone Job…');
    await form.waitFor('Clone faq');
    await eventually(async () => {
      assert.match(await form.about('Validation file'), /the provider no longer has it/);
      assert.match(await form.about('Training file'), /already uploaded/);
    });
    const created = () =>
      server.requests.filter(({ method, path: at }) => method === 'POST' && at === '/v1/fine_tuning/jobs')
        .length;
    const before = created();
    await form.tabTo(form.field('Suffix'));
    await form.create();
    assert.match(await workbench.dialog.text(), /The provider no longer has file-valid/);
    await workbench.dialog.click('Do Not Create');
    await form.button('Create Job').waitFor();
    assert.equal(created(), before);
  });

  it('is found in the project that its connection names', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Add Connection…');
    await quickInput.waitForStep('Which provider');
    await quickInput.type('Nebius');
    await quickInput.pick('Nebius Token Factory');
    await quickInput.waitForStep('https://example.com/v1');
    await quickInput.type(server.baseUrl);
    await quickInput.accept();
    await quickInput.waitForStep('Leave empty for the project of the key');
    await quickInput.type('aiproject-e00 acme');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /Letters, digits, - and _ alone/);
    });
    await quickInput.type('aiproject-e00acme');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /Name of the connection/);
    });
    await quickInput.type('Ours');
    await quickInput.accept();
    await quickInput.waitForStep('Leave empty where no key is needed');
    await quickInput.type('sk-test-key');
    await quickInput.accept();
    await quickInput.waitForStep('Nothing is wrong');
    await quickInput.cancel();
    const asked = server.requests.filter(({ query }) => query.get('ai_project_id') === 'aiproject-e00acme');
    assert.ok(asked.length > 0);
  });
});
