import assert from 'node:assert/strict';
import { chooseForJob } from '../support/createForm';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { JobForm } from '../support/jobForm';
import { azureProvider } from '../support/providers/azure';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

/** The one version by date that has a training type, which its answers need not repeat. */
describe('a job at Azure', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;
  const apiVersion = '2025-04-01-preview';

  before(async () => {
    server = await startProvider(azureProvider(apiVersion));
    workbench = await openWorkbench(
      connectedBy({ name: 'Azure', dialect: 'azure', baseUrl: server.baseUrl, apiVersion }),
    );
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const created = () =>
    server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/jobs'));

  it('is created with the training type that was chosen, and a suffix of the characters that Azure takes', async () => {
    const { quickInput } = workbench;
    await chooseForJob(workbench, {
      training: 'a.jsonl',
      validation: 'None',
      model: 'gpt-4o-mini-2024-07-18',
    });
    await quickInput.pick('Training type');
    await quickInput.waitForStep('Training type');
    await quickInput.pick('Global standard');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Suffix');
    await quickInput.waitForStep('Suffix');
    await quickInput.type('größe');
    await eventually(async () => {
      assert.match(await quickInput.message(), /Letters, digits, - and _ alone/);
    });
    await quickInput.type('faq_1');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await eventually(() => {
      assert.equal(created().length, 1);
    });
    const { suffix, trainingType } = (await created()[0]?.json()) ?? {};
    assert.deepEqual([suffix, trainingType], ['faq_1', 'globalStandard']);
  });

  it('is cloned with it, though the answer did not repeat it', async () => {
    const form = new JobForm(workbench);
    await workbench.tree().clickMenu('faq_1', 'Clone Job…');
    await form.waitFor('Clone faq_1');
    assert.equal(await form.field('Training type').inputValue(), 'globalStandard');
    await form.tabTo(form.field('Suffix'));
    await form.create();
    await eventually(() => {
      assert.equal(created().length, 2);
    });
    assert.equal((await created()[1]?.json())?.['trainingType'], 'globalStandard');
  });
});
