import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openWorkbench, type Workbench } from '../support/workbench';

const jobs: unknown[] = [
  {
    id: 'ftjob-odd',
    user_provided_suffix: 'odd',
    object: 'fine_tuning.job',
    status: 'daydreaming',
    created_at: 1_700_000_002,
  },
  { id: ['ftjob-broken'], object: 'fine_tuning.job', status: 'running', created_at: 1_700_000_001 },
  { id: 'ftjob-bare' },
  ...Array.from({ length: 250 }, (_, index) => ({
    id: `ftjob-${String(index + 1)}`,
    object: 'fine_tuning.job',
    status: 'succeeded',
    model: 'gpt-4o-mini',
    created_at: 1_700_000_000 - index,
  })),
];

/** Requests that get no response while there are such, and whether each was given up. */
let hanging: { isGivenUp: boolean }[] | null = null;

/** As OpenAI pages; with the right key only. */
const startJobsServer = () =>
  startServer(({ path, query, headers }, response) => {
    if (hanging !== null) {
      const request = { isGivenUp: false };
      hanging.push(request);
      response.on('close', () => (request.isGivenUp = true));
      return;
    }
    if (headers.authorization !== 'Bearer sk-right') {
      sendError(response, 401, 'Incorrect API key provided', 'invalid_api_key');
      return;
    }
    if (!path.endsWith('/fine_tuning/jobs')) {
      sendJson(response, { object: 'list', data: [], has_more: false });
      return;
    }
    const after = jobs.findIndex((job) => (job as { id: string }).id === query.get('after'));
    const rest = jobs.slice(after + 1);
    const limit = Number(query.get('limit') ?? 20);
    sendJson(response, { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit });
  });

describe('a connection, from its first minute to its last', function () {
  endAtFailure(this);
  let server: TestServer;
  let workbench: Workbench;

  before(async () => {
    server = await startJobsServer();
    workbench = await openWorkbench();
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('is added step by step, and checked at the end', async () => {
    const { quickInput } = workbench;
    await workbench.tree().pane.getByRole('button', { name: 'Add Connection' }).click();
    await quickInput.waitForStep('Which provider');
    await quickInput.pick('Azure OpenAI');
    await quickInput.waitForStep('my-resource');
    await quickInput.type('my resource');
    await eventually(async () => {
      assert.match(await quickInput.message(), /Give it as in my-resource, or a whole address/);
    });
    await quickInput.type('my-resource');
    await quickInput.accept();
    // The path is known, so that there is no version to ask for.
    await eventually(async () => {
      assert.match(await quickInput.message(), /Name of the connection/);
    });
    assert.equal(await quickInput.value(), 'Azure OpenAI my-resource');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /API key for my-resource\.openai\.azure\.com/);
    });
    await quickInput.cancel();
    await workbench.tree().pane.getByRole('button', { name: 'Add Connection' }).click();
    await quickInput.pick('Fireworks AI');
    await quickInput.waitForStep('acme-1a2b3c');
    await quickInput.type('https://app.fireworks.ai/dashboard');
    await eventually(async () => {
      assert.match(await quickInput.message(), /That is the dashboard/);
    });
    await quickInput.type('https://gateway.example/v1/accounts/acme');
    await quickInput.accept();
    await eventually(async () => {
      assert.equal(await quickInput.value(), 'gateway.example');
    });
    await quickInput.widget.getByRole('button', { name: 'Back' }).click();
    await quickInput.waitForStep('acme-1a2b3c');
    assert.equal(await quickInput.value(), 'https://gateway.example/v1/accounts/acme');
    await quickInput.widget.getByRole('button', { name: 'Back' }).click();
    await quickInput.waitForStep('Which provider');
    await quickInput.pick('Amazon Bedrock');
    await quickInput.waitForStep('us-west-2');
    assert.equal(await quickInput.value(), '');
    await quickInput.cancel();
    await workbench.tree().pane.getByRole('button', { name: 'Add Connection' }).click();
    await quickInput.pick('OpenAI or compatible');
    await eventually(async () => {
      assert.match(await quickInput.message(), /Base URL/);
    });
    await quickInput.type('example.com');
    await eventually(async () => {
      assert.match(await quickInput.message(), /starts with https/);
    });
    await quickInput.type('http://example.com/v1');
    await eventually(async () => {
      assert.match(await quickInput.message(), /unencrypted/);
    });
    await quickInput.type(`${server.origin}/v1`);
    await eventually(async () => {
      assert.match(await quickInput.message(), /Base URL/);
    });
    await quickInput.accept();
    await quickInput.waitForStep('x-portkey-provider');
    await quickInput.type('x-portkey-api-key: secret');
    await eventually(async () => {
      assert.match(await quickInput.message(), /keys are asked for later/);
    });
    await quickInput.type('x-portkey-provider: openai, x-team: blue');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /Name of the connection/);
    });
    await quickInput.type('Mine');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /API key for 127\.0\.0\.1/);
    });
    await quickInput.type('sk-wrong');
    await quickInput.accept();
    await quickInput.waitForStep('Choose a line');
    assert.match((await quickInput.rows()).join('\n'), /API key {2}.*Incorrect API key/i);
    const { headers } = server.requests.at(-1) ?? assert.fail('nothing was requested');
    assert.deepEqual([headers['x-portkey-provider'], headers['x-team']], ['openai', 'blue']);
  });

  it('gets another key from the finding that says so', async () => {
    const { quickInput } = workbench;
    await quickInput.pick('API key');
    await quickInput.waitForStep('API key of Mine');
    await quickInput.type('sk-right');
    await quickInput.accept();
    await quickInput.waitForStep('Nothing is wrong');
    assert.match((await quickInput.rows()).join('\n'), /API key {2}The key is accepted\./);
    await quickInput.cancel();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Succeeded {2}97 loaded of more/);
    });
  });

  it('shows what it cannot read, and what nobody knew', async () => {
    const text = await workbench.treeText();
    assert.match(text, /^ {2}A job without id {2}cannot be read: id: is missing or not text/);
    assert.match(text, /Other {2}2/);
    await workbench.tree().expand('Other');
    await eventually(async () => {
      assert.match(
        await workbench.treeText(),
        /▾ Other {2}2\n {4}odd {2}daydreaming · .*\n {4}Job, ftjob-bare {2}No status/,
      );
    });
    await workbench.tree().row('A job without id').click();
    await eventually(async () => {
      const shown = await workbench.page.locator('.monaco-editor .view-lines').first().innerText();
      assert.match(shown, /"ftjob-broken"/);
    });
  });

  it('loads more jobs when asked to, until there are no more', async () => {
    await workbench.tree().row('Load more…').click();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Succeeded {2}197 loaded of more/);
    });
    await workbench.tree().expand('Succeeded');
    await workbench
      .tree()
      .focused.filter({ hasText: /^Succeeded/ })
      .waitFor();
    await workbench.page.keyboard.press('End');
    await workbench.tree().focused.filter({ hasText: 'Load more…' }).waitFor();
    await workbench.page.keyboard.press('Enter');
    // After the row of the job that cannot be read, that of the group, and 197 in it.
    await workbench.tree().focused.and(workbench.page.locator('[data-index="199"]')).waitFor();
    await workbench.page.keyboard.press('Home');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Succeeded {2}250/);
    });
    await workbench.tree().row('Succeeded').locator('.monaco-tl-twistie').click();
    await eventually(async () => {
      assert.doesNotMatch(await workbench.treeText(), /Load more|Nov/);
    });
  });

  it('ends a refresh that hangs on Cancel, and refreshes again', async () => {
    const requests = (hanging = []) as { isGivenUp: boolean }[];
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await workbench.notifications.waitFor(/Refreshing the jobs/);
    assert.deepEqual(requests, [{ isGivenUp: false }]);
    await workbench.notifications.click(/Refreshing the jobs/, 'Cancel');
    await eventually(() => {
      assert.deepEqual(requests[0], { isGivenUp: true });
    });
    hanging = null;
    jobs.shift();
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.doesNotMatch(await workbench.treeText(), /odd/);
    });
  });

  it('is removed, after asking', async () => {
    await workbench.runCommand('Fine-Tuning: Remove Connection…');
    await workbench.quickInput.pick('Mine');
    assert.match(await workbench.dialog.text(), /Remove Mine\?/);
    await workbench.dialog.click('Remove Connection');
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /See the fine-tuning jobs of your account here/);
    });
  });
});
