import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { JobForm } from '../support/jobForm';
import { type ProviderServer, startProvider } from '../support/providers/router';
import { vertexProvider } from '../support/providers/vertex';
import { openWorkbench, type Workbench } from '../support/workbench';

/** A provider whose key is a token that a command prints, and whose data is in a storage of its own. */
describe('a job at Vertex AI', function () {
  endAtFailure(this);
  let server: ProviderServer;
  let workbench: Workbench;

  before(async () => {
    server = await startProvider(vertexProvider());
    workbench = await openWorkbench();
    await workbench.openView();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  const said = (text: RegExp) =>
    eventually(async () => {
      assert.match(await workbench.quickInput.message(), text);
    });

  it('is listed with the key that a command prints', async () => {
    const { quickInput } = workbench;
    await workbench.tree().pane.getByRole('button', { name: 'Add Connection' }).click();
    await quickInput.waitForStep('Which provider');
    await quickInput.type('Vertex');
    await quickInput.pick('Google Vertex AI tuning jobs');
    await quickInput.waitForStep('us-central1');
    await quickInput.type('europe-west4');
    await quickInput.accept();
    await quickInput.waitForStep('acme-ml-1');
    await quickInput.widget.getByRole('button', { name: 'Back' }).click();
    await quickInput.waitForStep('us-central1');
    await quickInput.type('https://us-central1-aiplatform.googleapis.com/v1');
    await said(/Project or location is missing/);
    await quickInput.type(server.baseUrl);
    await quickInput.accept();
    await said(/Command that prints an access token/);
    assert.equal(await quickInput.value(), 'gcloud auth print-access-token');
    await quickInput.type(`"${process.execPath}" -p "'sk-test-key`);
    await said(/Give it as in gcloud auth print-access-token/);
    await quickInput.type(`"${process.execPath}" -p "'sk-test-' + 'key'"`);
    await quickInput.accept();
    await said(/Name of the connection/);
    await quickInput.type('Google');
    await quickInput.accept();
    await quickInput.waitForStep('Nothing is wrong');
    await quickInput.cancel();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /faq-5730230261199667200.*gemini-2\.5-flash/);
    });
  });

  it('leads to its experiment, and says why it has no curves', async () => {
    await workbench.tree().row('faq-4982013113894174720').click();
    const page = workbench.webview();
    await page.getByText('Vertex AI writes the losses of a job into its experiment').first().waitFor();
    await page.getByRole('tab', { name: 'Details' }).click();
    await page.getByText('500 examples · 255,243 billable tokens').first().waitFor();
    const link = page.getByRole('link', { name: /experiments/ });
    assert.match((await link.getAttribute('href')) ?? '', /experiments\/tuning-experiment-2025/);
  });

  it('is created on data in Cloud Storage, from one of its checkpoints', async () => {
    const { quickInput } = workbench;
    const page = workbench.webview();
    await page.getByRole('tab', { name: 'Checkpoints' }).click();
    await page
      .getByRole('row', { name: /step-10/ })
      .getByRole('button', { name: 'Use as base model of a new job' })
      .click();
    const form = new JobForm(workbench);
    await form.waitFor('Clone faq-4982013113894174720');
    assert.match(await form.about('Base model'), /that of the checkpoint/);
    await form.button('Training file: Type Its Name…').press('Enter');
    await quickInput.waitForStep('Training file');
    await quickInput.type('train');
    await eventually(async () => {
      assert.match((await quickInput.rows()).join(), /cannot be used: type an address in Cloud Storage/);
    });
    await quickInput.type('gs://acme/train.jsonl');
    await quickInput.pick('gs://acme/train.jsonl');
    await eventually(async () => {
      assert.equal(await form.field('Training file').inputValue(), 'id gs://acme/train.jsonl');
    });
    await form.field('Training file').focus();
    await form.enter('Adapter size', '8');
    await form.enter('Metadata', 'team=Blue');
    await eventually(async () => {
      assert.match(await form.about('Metadata'), /“Blue” is not taken: small letters/);
    });
    await form.enter('Metadata', 'team=blue');
    await form.create();
    const sent = await eventually(() => {
      const post = server.requests.find(({ method }) => method === 'POST');
      assert.ok(post);
      return post;
    });
    const { labels, ...body } = await sent.json();
    assert.deepEqual(Object.keys(labels as object).sort(), ['fine_tuning_jobs_nonce', 'team']);
    const place = 'projects/646763706049/locations/us-central1';
    assert.deepEqual(body, {
      preTunedModel: { tunedModelName: `${place}/models/1234567890@1`, checkpointId: '1' },
      supervisedTuningSpec: {
        trainingDatasetUri: 'gs://acme/train.jsonl',
        hyperParameters: { epochCount: '10', learningRateMultiplier: 1, adapterSize: 'ADAPTER_SIZE_EIGHT' },
      },
      tunedModelDisplayName: 'faq-4982013113894174720',
    });
  });
});

describe('a connection whose command prints no key', () => {
  let workbench: Workbench;

  before(async () => {
    const script = 'console.error("ERROR: (gcloud) No active account."); process.exit(1)';
    const connection = {
      ...{ name: 'Google', dialect: 'vertex', tokenCommand: [process.execPath, '-e', script] },
      baseUrl: 'https://us-central1-aiplatform.googleapis.com/v1/projects/a/locations/us-central1',
    };
    workbench = await openWorkbench({ settings: { 'fineTuning.connections': [connection] } });
    await workbench.openView();
  });
  after(() => workbench.close());

  it('leads to what its program says', async () => {
    const { quickInput } = workbench;
    await eventually(async () => {
      assert.deepEqual(await workbench.tree().welcomeButtons(), ['Check Connection']);
    });
    await workbench.tree().pane.getByRole('button', { name: 'Check Connection' }).click();
    await quickInput.waitForStep('Which connection');
    await quickInput.pick('Google');
    await eventually(async () => {
      assert.match((await quickInput.rows()).join(), /printed no key: ERROR: \(gcloud\) No active account\./);
    });
  });
});
