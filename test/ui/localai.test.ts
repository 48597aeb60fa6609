import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { localaiProvider, progressEvent } from '../support/providers/localai';
import type { Wire } from '../support/providers/openai';
import { type Answer, type ProviderServer, startProvider } from '../support/providers/router';
import { openWorkbench, type Workbench } from '../support/workbench';

/** A server that streams what it trains, and hands out what it has trained. */
describe('a job at LocalAI', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;
  /** The streams that are open, and the job that they are about. */
  const streams = new Set<ServerResponse>();
  let job: Wire;
  /** Whether a download has no end, and those that go on. */
  let isEndless = false;
  const downloads = new Set<ServerResponse>();

  before(async () => {
    const stream = (response: ServerResponse, about: Wire) => {
      job = about;
      streams.add(response);
      response.on('close', () => streams.delete(response));
      response.write(step(6) + step(7));
    };
    const provider = localaiProvider(stream);
    const sendArchive = provider.routes['GET /api/fine-tuning/jobs/:id/download'];
    const download: Answer = (request, response, ids) => {
      if (!isEndless) return sendArchive?.(request, response, ids);
      downloads.add(response);
      response.on('close', () => downloads.delete(response));
      response.write('it begins');
    };
    const routes = { ...provider.routes, 'GET /api/fine-tuning/jobs/:id/download': download };
    server = await startProvider({ ...provider, routes });
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [{ name: 'LocalAI', dialect: 'localai', baseUrl: server.origin }],
      },
    });
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const step = (at: number, more: object = {}) =>
    progressEvent({
      current_step: at,
      total_steps: 10,
      current_epoch: at / 5,
      loss: 3 - at / 10,
      learning_rate: 0.0002,
      grad_norm: 1.5,
      eta_seconds: (10 - at) * 1_850,
      progress_percent: at * 10,
      ...more,
    });
  const send = (...events: readonly string[]) => {
    for (const stream of streams) stream.write(events.join(''));
  };
  const page = () => workbench.webview();
  const lossUpTo = (at: number) =>
    page()
      .getByRole('img', { name: new RegExp(`^Chart “Loss” up to step ${String(at)}\\.`) })
      .waitFor();

  it('grows its curves while its page is open, and says the same time left everywhere', async () => {
    await workbench.tree().row('train.jsonl, Jan 1, 10:00').first().click();
    await lossUpTo(7);
    send(
      step(8),
      progressEvent({ current_step: 8, status: 'saving', message: 'Checkpoint saved at step 8' }),
    );
    await lossUpTo(8);
    await eventually(async () => {
      assert.match(await workbench.treeText(), /80% · 1h.* left/);
    });
    await page()
      .getByText(/1h.* left/)
      .first()
      .waitFor();
  });

  it('goes on without its page: at the server it would else stand still', async () => {
    await workbench.runCommand('View: Close All Editors');
    send(step(9));
    await eventually(async () => {
      assert.match(await workbench.treeText(), /90% · 30m left/);
    });
    await workbench.tree().row('train.jsonl, Jan 1, 10:00').first().click();
    await lossUpTo(9); // what came before is still known
    assert.equal(streams.size, 1);
  });

  it('ends when the stream says so', async () => {
    job['status'] = 'completed';
    send(step(10), progressEvent({ current_step: 10, status: 'completed', message: 'Training completed' }));
    await lossUpTo(10);
    await eventually(() => {
      assert.equal(streams.size, 0);
    });
  });

  it('hands out its weights, which it makes first', async () => {
    const { quickInput, notifications } = workbench;
    await page().getByRole('button', { name: 'More actions' }).click();
    await page().getByRole('menuitem', { name: 'Download Weights…' }).click();
    await quickInput.waitForStep('Which weights of');
    await quickInput.pick('Adapter (LoRA)');
    await notifications.waitFor(/Preparing the weights of .*: Running model export/);
    await quickInput.waitForStep('Save the weights of');
    const name = await quickInput.suggestedName(archive);
    await quickInput.accept();
    await notifications.waitFor(/Saved tinyllama/);
    const saved = await readFile(join(workbench.workspace, name));
    assert.ok(saved.toString('latin1').endsWith('the archive'));
  });

  it('lets go of a download without an end when it is cancelled, and leaves nothing of it', async () => {
    const { quickInput, notifications, page: window } = workbench;
    for (const file of await archives()) await rm(join(workbench.workspace, file)); // then its name is free
    isEndless = true;
    await workbench.runCommand('Fine-Tuning: Download Weights…');
    await quickInput.waitForStep('Which weights of');
    await quickInput.accept(); // what was made before is at hand, and comes first
    await quickInput.waitForStep('Save the weights of');
    await quickInput.suggestedName(archive);
    await quickInput.accept();
    await notifications.click(/Saving tinyllama.*: 9 B/, 'Cancel');
    await eventually(() => {
      assert.equal(downloads.size, 0);
    });
    await eventually(async () => {
      assert.deepEqual(await archives(), []);
    });
    assert.equal(await window.getByText('Downloading the weights failed').count(), 0);
  });

  it('does not take the place of another file unless the person says so', async () => {
    const { quickInput } = workbench;
    isEndless = false;
    await workbench.runCommand('Fine-Tuning: Download Weights…');
    await quickInput.waitForStep('Which weights of');
    await quickInput.accept();
    await quickInput.waitForStep('Save the weights of');
    const name = await quickInput.suggestedName(archive);
    await writeFile(join(workbench.workspace, name), 'of somebody else');
    await quickInput.accept();
    await quickInput.waitForStep(`${name} already exists.`);
  });

  const archive = /^tinyllama-tinyllama-1-1b-ft-a1-lora-[a-z0-9]+\.tar\.gz$/;

  /** What was saved, also half of it. */
  async function archives(): Promise<string[]> {
    const files = await readdir(workbench.workspace);
    return files.filter((file) => file.startsWith('tinyllama'));
  }
});
