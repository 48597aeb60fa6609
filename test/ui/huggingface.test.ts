import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { beginLog, huggingfaceProvider, logEvent, logOfRun } from '../support/providers/huggingface';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { openWorkbench, type Workbench } from '../support/workbench';

/** A job that someone started elsewhere: its curve is read from its log. */
describe('a job at Hugging Face', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;
  /** The logs that are read. */
  const logs = new Set<ServerResponse>();

  before(async () => {
    const stream = (response: ServerResponse) => {
      beginLog(response).write(logOfRun.slice(0, -2).join(''));
      logs.add(response);
      response.on('close', () => logs.delete(response));
    };
    server = await startProvider(huggingfaceProvider(stream));
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [
          { name: 'Hub', dialect: 'huggingface', baseUrl: server.baseUrl, apiKeyEnv: 'HUB_TOKEN' },
        ],
      },
      env: { HUB_TOKEN: 'sk-test-key' },
    });
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const page = () => workbench.webview();
  const lossUpTo = (at: number) =>
    page()
      .getByRole('img', { name: new RegExp(`^Chart “Loss” up to step ${String(at)}\\.`) })
      .waitFor();

  it('is listed by what its command says, with why it failed', async () => {
    await workbench.tree().row('Load more…').click();
    await eventually(async () => {
      const text = await workbench.treeText();
      assert.match(text, /faq {2}.*Qwen\/Qwen2-0\.5B/);
      assert.match(text, /Job failed with exit code: 1/);
      assert.match(text, /Queued {2}1/);
    });
  });

  it('grows the curve of its log while its page is open', async () => {
    await workbench.tree().row('faq').click();
    await lossUpTo(2);
    const more = logEvent("{'loss': '4.25', 'grad_norm': '1.5', 'learning_rate': '0', 'epoch': '2'}", 9);
    for (const response of logs) response.write(more);
    await lossUpTo(4);
  });

  it('is cancelled', async () => {
    await workbench.tree().clickInline('faq', 'Cancel Job');
    await workbench.dialog.click('Cancel Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Cancelled {2}1/);
    });
    await eventually(() => {
      assert.equal(logs.size, 0);
    });
    await lossUpTo(4);
  });

  it('belongs to a user or an organization, which is all that is asked of the address', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Add Connection…');
    await quickInput.waitForStep('Which provider');
    await quickInput.type('Hugging');
    await quickInput.pick('Hugging Face Jobs');
    await quickInput.waitForStep('acme');
    await quickInput.type('https://huggingface.co/acme');
    await eventually(async () => {
      assert.match(await quickInput.message(), /That is a website/);
    });
    await quickInput.type('acme-ai');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /Name of the connection/);
    });
    assert.equal(await quickInput.value(), 'Hugging Face Jobs acme-ai');
    await quickInput.accept();
    await eventually(async () => {
      assert.match(await quickInput.message(), /API key for huggingface\.co/);
    });
    await quickInput.cancel();
  });
});
