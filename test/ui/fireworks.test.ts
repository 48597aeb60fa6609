import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { fireworksProvider } from '../support/providers/fireworks';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A provider that keeps bytes elsewhere: data sets and metrics are at addresses that it signs. */
describe('a job at Fireworks', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(fireworksProvider(2_050));
    workbench = await openWorkbench(
      connectedBy({ name: 'Fireworks', dialect: 'fireworks', baseUrl: server.baseUrl }),
    );
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('draws what its metrics file has, and shows the first rows of its data set', async () => {
    await workbench.tree().row('faq').first().click();
    const page = workbench.webview();
    await page
      .getByRole('img', {
        name: /^Chart “Loss” up to step 2\. Training loss: 2 points, from 1\.38\d* to 1\.13/,
      })
      .waitFor();
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByText('2 rows', { exact: true }).waitFor();
  });

  it('lists data sets with their examples, uploads one, and shows its first rows', async () => {
    const files = workbench.tree('Files');
    await files.unfold();
    await eventually(async () => {
      assert.match(await files.text(), /train {2}12 examples · .*\n.*valid {2}3 examples/);
    });
    await files.clickTitle('Upload Training File');
    await workbench.quickInput.waitForStep('Which file do you want to upload?');
    await workbench.quickInput.pick('support-bot.jsonl');
    await workbench.notifications.waitFor(
      /Uploaded support-bot\.jsonl to Fireworks as datasets\/support-bot-/,
    );
    await eventually(async () => {
      assert.match(await files.text(), /support-bot\.jsonl {2}\d.* KB · \d+ examples · /);
    });
    await files.clickMenu('support-bot.jsonl', 'Show First Rows');
    await eventually(async () => {
      const lines = workbench.page.locator('.monaco-editor .view-lines').first();
      assert.match((await lines.innerText()).replaceAll('\u00a0', ' '), /^Row 1\n(user|prompt|system) +\S/);
    });
  });

  it('is created from a file on this machine', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await quickInput.waitForStep('Training file');
    await quickInput.pick('haiku.jsonl');
    await quickInput.waitForStep('Validation file');
    await quickInput.pick('valid');
    await quickInput.waitForStep(
      'Base model: the list has more than these 1,999. Choose one, or type its name',
    );
    await quickInput.type('other-945'); // on the last page that is read
    await quickInput.pick('accounts/acme/models/other-945');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    const sent = () => server.requests.find(({ method, path }) => method === 'POST' && path.endsWith('Jobs'));
    await eventually(() => {
      assert.ok(sent());
    });
    const { dataset, baseModel } = (await sent()?.json()) ?? {};
    assert.equal(baseModel, 'accounts/acme/models/other-945');
    assert.match(String(dataset), /^accounts\/acme\/datasets\/haiku-[a-f0-9]{12}$/);
  });
});
