import assert from 'node:assert/strict';
import { chooseForJob } from '../support/createForm';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { modelStudioProvider } from '../support/providers/modelStudio';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A provider whose log is lines without ids, oldest first, and whose jobs have a name and no metadata. */
describe('a job at Model Studio', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(modelStudioProvider());
    workbench = await openWorkbench(
      connectedBy({ name: 'Alibaba', dialect: 'dashscope', baseUrl: server.baseUrl }),
    );
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('is drawn from its log', async () => {
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Customer service/);
    });
    await workbench.tree().row('suffix').click();
    const page = workbench.webview();
    await page
      .getByRole('img', {
        name: /^Chart “Loss” up to step 3\. Training loss: 2 points, from 1\.25\d* to 1\.006/,
      })
      .waitFor();
    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByText('##FT_COMPLETE##').waitFor();
  });

  it('is created with the numbers that decide what it costs, which are asked for', async () => {
    const { quickInput } = workbench;
    await chooseForJob(workbench, { training: 'test.jsonl', validation: 'None', model: 'qwen3-14b' });
    assert.match((await quickInput.rows()).join('\n'), /Max length\W+needed/);
    await quickInput.type('Learning rate');
    await quickInput.pick('Learning rate');
    await quickInput.waitForStep('Learning rate');
    await quickInput.type('0.000016');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.type('Create');
    await quickInput.pick('Create This Job');
    for (const [step, number] of [
      ['Epochs', '3'],
      ['Batch size', '32'],
      ['Max length', '8192'],
    ] as const) {
      await quickInput.waitForStep(step);
      assert.equal(await quickInput.value(), '');
      await quickInput.type('auto');
      await quickInput.accept(); // it is not taken
      await quickInput.type(number);
      await quickInput.accept();
    }
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    const sent = await eventually(() => {
      const post = server.requests.find(
        ({ method, path }) => method === 'POST' && path === '/api/v1/fine-tunes',
      );
      assert.ok(post);
      return post.json();
    });
    assert.equal(sent['training_type'], 'efficient_sft');
    assert.deepEqual(sent['hyper_parameters'], {
      ...{ n_epochs: 3, batch_size: 32, max_length: 8192 },
      learning_rate: '0.000016',
    });
    assert.match(String(sent['job_name']), /^ftj-[0-9a-f]{8}$/);
  });

  it('is at a host, which is all that is asked of the address', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Add Connection…');
    await quickInput.waitForStep('Which provider');
    await quickInput.type('Alibaba');
    await quickInput.pick('Alibaba Cloud Model Studio');
    await quickInput.waitForStep('dashscope.aliyuncs.com');
    await quickInput.type('https://bailian.console.aliyun.com/');
    await eventually(async () => {
      assert.match(await quickInput.message(), /That is a website/);
    });
    await quickInput.type('dashscope-intl.aliyuncs.com');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /Name of the connection/);
    });
    assert.equal(await quickInput.value(), 'Alibaba Cloud Model Studio dashscope-intl.aliyuncs.com');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /API key for dashscope-intl\.aliyuncs\.com/);
    });
    await quickInput.cancel();
  });
});
