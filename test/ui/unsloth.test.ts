import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { type Answer, type ProviderServer, startProvider } from '../support/providers/router';
import { unslothEvent, unslothProvider } from '../support/providers/unsloth';
import { openWorkbench, type Workbench } from '../support/workbench';

/** A run at Unsloth Studio from its first step to its end by hand. */
describe('a job at Unsloth Studio', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;
  /** The streams that are open. */
  const streams = new Set<ServerResponse>();

  before(async () => {
    const stream: Answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(unslothEvent('progress', 0) + step(20, 1) + step(25, 0.9));
      streams.add(response);
      response.on('close', () => streams.delete(response));
    };
    const provider = unslothProvider();
    const routes = { ...provider.routes, 'GET /api/train/progress': stream };
    server = await startProvider({ ...provider, routes });
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [
          { name: 'Studio', dialect: 'unsloth', baseUrl: server.origin, apiKeyEnv: 'UNSLOTH_KEY' },
        ],
      },
      env: { UNSLOTH_KEY: 'sk-test-key' },
    });
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const step = (at: number, loss: number) =>
    unslothEvent('progress', at, { loss, learning_rate: 0.0001, epoch: at / 20, eta_seconds: 90 });
  const page = () => workbench.webview();
  const lossUpTo = (at: number) =>
    page()
      .getByRole('img', { name: new RegExp(`^Chart “Loss” up to step ${String(at)}\\.`) })
      .waitFor();
  const sent = (path: string) =>
    eventually(() => {
      const post = server.requests.find((each) => each.method === 'POST' && each.path === path);
      assert.ok(post);
      return post.json();
    });

  it('grows its curve while its page is open, and says the time left', async () => {
    await workbench.tree().row('faq').first().click();
    await lossUpTo(25);
    for (const response of streams) response.write(step(30, 0.8));
    await lossUpTo(30);
    await eventually(async () => {
      assert.match(await workbench.treeText(), /75% · 1m left/);
    });
  });

  it('is cancelled with what it has trained so far', async () => {
    await workbench.tree().clickInline('faq', 'Cancel Job');
    assert.match(await workbench.dialog.text(), /What is trained so far is kept/);
    await workbench.dialog.click('Cancel Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Cancelled {2}1/);
    });
    assert.deepEqual(await sent('/api/train/stop'), { expected_job_id: 'job_3', save: true });
    await eventually(() => {
      assert.equal(streams.size, 0);
    });
    await lossUpTo(30); // what was measured stays
  });

  it('is created from a data set on the server', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await quickInput.waitForStep('Training file');
    await quickInput.pick('faq.jsonl');
    await quickInput.waitForStep('Validation file');
    await quickInput.pick('None');
    await quickInput.waitForStep('Base model');
    await quickInput.pick('unsloth/Qwen3-4B');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Training type');
    await quickInput.waitForStep('Training type');
    await quickInput.pick('Full');
    await quickInput.waitForStep('Check the job');
    await quickInput.type('Create');
    await quickInput.pick('Create This Job');
    const body = await sent('/api/train/start');
    assert.equal(body['training_type'], 'Full Finetuning');
    assert.deepEqual(body['local_datasets'], ['/studio/datasets/0a1b_faq.jsonl']);
  });
});
