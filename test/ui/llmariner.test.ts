import assert from 'node:assert/strict';
import { chooseForJob } from '../support/createForm';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { JobForm } from '../support/jobForm';
import { llmarinerProvider } from '../support/providers/llmariner';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A server of one's own, whose gateway writes what was never set as zero. */
describe('a job at LLMariner', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(llmarinerProvider());
    workbench = await openWorkbench(
      connectedBy({ name: 'Cluster', dialect: 'llmariner', baseUrl: server.baseUrl }),
    );
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  /** It has no suffix: it is called by its model and its time. */
  const runningName = () =>
    eventually(async () => {
      const [, name = ''] =
        /Running {2}1\n\s*(google-gemma-2b-it, .+?) {2}/.exec(await workbench.treeText()) ?? [];
      assert.notEqual(name, '');
      return name;
    });

  it('shows no hyperparameter that is only not set', async () => {
    const name = await runningName();
    await workbench.tree().row(name).click();
    const page = workbench.webview();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('tab', { name: 'Details' }).click();
    await page.getByText('google-gemma-2b-it').first().waitFor();
    const text = await page.locator('body').innerText();
    assert.match(text, /Epochs\tn_epochs\t3\t3\nBatch size/);
    assert.doesNotMatch(text, /Learning rate|Seed/);
  });

  it('is asked for its suffix, without which none is created', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('View: Close All Editors');
    await chooseForJob(workbench, {
      training: 'train.jsonl',
      validation: 'None',
      model: 'google-gemma-2b-it',
    });
    await quickInput.pick('Create This Job');
    await quickInput.waitForStep('Suffix');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /creates no job without a suffix/);
    });
    await quickInput.type('faq-2');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    const sent = await eventually(() => {
      const post = server.requests.find(({ method, path }) => method === 'POST' && path.endsWith('/jobs'));
      assert.ok(post);
      return post;
    });
    assert.equal((await sent.json())['suffix'], 'faq-2');
    // Its response does not repeat it.
    await workbench.webview().getByRole('heading', { name: 'faq-2', level: 1 }).waitFor();
    await workbench.runCommand('View: Close All Editors');
    await workbench.tree().clickMenu('faq-2', 'Clone Job…');
    const form = new JobForm(workbench);
    await form.waitFor('Clone faq-2');
    assert.equal(await form.field('Suffix').inputValue(), 'faq-2');
  });

  it('is cancelled', async () => {
    await workbench.tree().clickInline(await runningName(), 'Cancel Job');
    await workbench.dialog.click('Cancel Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Cancelling {2}1/);
    });
  });
});
