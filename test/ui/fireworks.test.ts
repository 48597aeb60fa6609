import { fireworksProvider } from '../support/providers/fireworks';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { openWorkbench, type Workbench } from '../support/workbench';

/** A provider that keeps bytes elsewhere: metrics are at addresses that it signs. */
describe('a job at Fireworks', function () {
  this.bail(true);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(fireworksProvider());
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [
          { name: 'Fireworks', dialect: 'fireworks', baseUrl: server.baseUrl, apiKeyEnv: 'FIREWORKS_KEY' },
        ],
      },
      env: { FIREWORKS_KEY: 'sk-test-key' },
    });
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('draws what its metrics file has', async () => {
    await workbench.tree().row('faq').first().click();
    const page = workbench.webview();
    await page
      .getByRole('img', {
        name: /^Chart “Loss” up to step 2\. Training loss: 2 points, from 1\.38\d* to 1\.13/,
      })
      .waitFor();
  });
});
