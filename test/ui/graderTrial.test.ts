import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { JobForm } from '../support/jobForm';
import { connectedBy, openWorkbench, type Workbench } from '../support/workbench';

describe('the grader in the form of a job', function () {
  let server: TestServer;
  let workbench: Workbench;
  let form: JobForm;
  const sent: Record<string, unknown>[] = [];

  before(async () => {
    server = await startServer(async (request, response) => {
      const { path } = request;
      if (path.endsWith('/graders/validate')) sendError(response, 400, 'reference is empty');
      else if (path.endsWith('/graders/run')) {
        sent.push(await request.json());
        sendJson(response, { reward: 0.75, metadata: { errors: {} }, sub_rewards: {} });
      } else sendJson(response, { data: [], has_more: false });
    });
    workbench = await openWorkbench(
      connectedBy({ name: 'Graders', dialect: 'openai', baseUrl: `${server.origin}/v1` }),
    );
    form = new JobForm(workbench);
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('is checked, and run on the first row, before there is a job', async () => {
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Create Fine-Tuning Job…');
    await form.waitFor('Create Fine-Tuning Job');
    await form.field('Method').selectOption('reinforcement');
    const kind = workbench.webview().getByRole('combobox', { name: 'Grader', exact: true });
    await kind.selectOption('string_check');
    await form.field('Graded text').fill('{{sample.output_text}}');
    await form.field('Reference').fill('{{item.answer}}');
    await eventually(async () => {
      assert.match(await form.section('Grader'), /No row has item\.answer\. What they have: messages/);
    });
    await kind.selectOption('python');
    await form.field('Source').fill('def grade(sample, item):\n  return 1.0');
    await kind.selectOption('string_check');
    assert.equal(await form.field('Graded text').inputValue(), '{{sample.output_text}}');
    assert.equal(await form.field('Reference').inputValue(), '{{item.answer}}');
    await form.button('Check Grader').press('Enter');
    await eventually(async () => {
      assert.match(await form.section('Grader'), /reference is empty/);
    });
    await form.field('Answer to score').fill('Good morning');
    await form.button('Run on a Row').press('Enter');
    await eventually(async () => {
      assert.match(await form.section('Grader'), /Score: 0\.7500/);
    });
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.['model_sample'], 'Good morning');
    assert.ok('messages' in Object(sent[0]['item']));
    assert.ok(server.requests.every(({ method, path }) => method === 'GET' || path.includes('/graders/')));
  });
});
