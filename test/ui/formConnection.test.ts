import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { JobForm } from '../support/jobForm';
import { openWorkbench, type Workbench } from '../support/workbench';

describe('the connection in the form of a job', function () {
  let server: TestServer;
  let workbench: Workbench;
  let form: JobForm;

  before(async () => {
    server = await startServer((_, response) => {
      sendJson(response, { data: [], has_more: false });
    });
    const saved = ['One', 'Two'].map((name) => ({
      ...{ name, dialect: 'openai', baseUrl: `${server.origin}/${name}/v1`, apiKeyEnv: 'FORM_KEY' },
    }));
    workbench = await openWorkbench({
      settings: { 'fineTuning.connections': saved },
      env: { FORM_KEY: 'sk-test-key' },
    });
    form = new JobForm(workbench);
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('is any that is saved, and what it takes of the form stays, there and back', async () => {
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Create Fine-Tuning Job…');
    await form.waitFor('Create Fine-Tuning Job');
    await form.enter('Base model', 'gpt-4.1-mini');
    await form.field('Method').selectOption('reinforcement');
    await workbench
      .webview()
      .getByRole('combobox', { name: 'Grader', exact: true })
      .selectOption('string_check');
    await form.field('Graded text').fill('{{sample.output_text}}');
    const values = () =>
      Promise.all(['Method', 'Graded text', 'Base model'].map((label) => form.field(label).inputValue()));
    const chosen = ['reinforcement', '{{sample.output_text}}', 'gpt-4.1-mini'];
    await eventually(async () => {
      assert.deepEqual(await values(), chosen);
    });
    for (const name of ['Two', 'One']) {
      await form.field('Connection').selectOption(name);
      await eventually(() => {
        assert.ok(server.requests.some(({ path }) => path.startsWith(`/${name}/v1/`)));
      });
      await eventually(async () => {
        assert.equal(await form.field('Connection').inputValue(), name);
        assert.deepEqual(await values(), chosen);
        assert.match(await form.about('Training file'), /support-bot\.jsonl/);
      });
    }
  });
});
