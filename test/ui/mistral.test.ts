import assert from 'node:assert/strict';
import { chooseForJob } from '../support/createForm';
import { eventually } from '../support/eventually';
import { mistralProvider } from '../support/providers/mistral';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** A provider whose jobs can wait until somebody starts them. */
describe('a job at Mistral', function () {
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(mistralProvider());
    workbench = await openWorkbench(
      connectedBy({ name: 'Mistral', dialect: 'mistral', baseUrl: server.baseUrl }),
    );
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('is said to wait for its start before it is sent, where that is chosen', async () => {
    const { quickInput } = workbench;
    const creation = async () => (await quickInput.rows()).find((row) => row.startsWith('Create This Job'));
    await chooseForJob(workbench, {
      training: 'train.jsonl',
      validation: 'None',
      model: 'open-mistral-7b',
    });
    await eventually(async () => {
      assert.match((await creation()) ?? '', /Starts as soon as it is sent/);
    });
    await quickInput.pick('Start');
    await quickInput.waitForStep('Start');
    await quickInput.pick('by hand');
    await quickInput.waitForStep('Check the job');
    await eventually(async () => {
      assert.match((await creation()) ?? '', /Once it is sent, it waits for Start Job/);
    });
    await quickInput.pick('Create This Job');
    await eventually(async () => {
      const isCreation = ({ method, path }: { method: string; path: string }) =>
        method === 'POST' && path === '/v1/fine_tuning/jobs';
      assert.equal((await server.requests.find(isCreation)?.json())?.['auto_start'], false);
    });
  });

  it('is started when the person says so, since that costs money', async () => {
    const { quickInput } = workbench;
    // The page of the job that was created takes the focus when it is there, which closes a list.
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    await workbench.runCommand('View: Close All Editors');
    await eventually(async () => {
      assert.deepEqual(await workbench.editors(), []);
    });
    const starts = () =>
      server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/start')).length;
    const start = async (answer: string) => {
      await workbench.runCommand('Fine-Tuning: Start Job');
      await quickInput.waitForStep('Which jobs do you want to start?');
      const [name = ''] = (await quickInput.rows())[0]?.split('  ') ?? [];
      await quickInput.pick(name);
      await quickInput.accept();
      assert.match(await workbench.dialog.text(), /^Start .*\?[^]*is charged/);
      await workbench.dialog.click(answer);
    };
    await start('Do Not Start');
    assert.equal(starts(), 0);
    await start('Start Job');
    await eventually(() => {
      assert.equal(starts(), 1);
    });
  });
});
