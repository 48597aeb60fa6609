import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { openWorkbench, type Workbench } from '../support/workbench';

/** The sample job takes half a minute, on a busy machine a few. */
const trainingLimit = 300_000;

describe('the walkthrough, in a VS Code where nothing is connected', function () {
  this.timeout(trainingLimit + 60_000);
  let workbench: Workbench;

  before(async () => {
    // Wide enough for the pictures.
    workbench = await openWorkbench({ viewport: { width: 1600, height: 900 } });
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.quickInput.pick('Get Started with Fine-Tuning Jobs');
  });

  after(() => workbench.close());

  it('has four steps, each with its picture', async () => {
    await eventually(async () => {
      assert.deepEqual(await steps(), [
        'Start the local engine',
        'Create the sample job',
        'Watch its curve',
        'Connect your account',
      ]);
    });
    const page = workbench.page.locator('.gettingStartedContainer');
    await page.getByRole('button', { name: 'Start Local Engine' }).waitFor();
    const picture = workbench.webview().locator('svg');
    await eventually(async () => {
      assert.ok((await picture.boundingBox())?.width);
    });
  });

  it('starts the engine, and knows when it runs', async () => {
    await press('Start Local Engine');
    await isDone('Start the local engine');
    assert.deepEqual(await done(), ['Start the local engine']);
  });

  it('creates the sample job, whose page opens', async () => {
    await unfold('Create the sample job');
    await press('Create Sample Job');
    await workbench.webview().getByRole('heading', { level: 1, name: 'sample' }).waitFor();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /sample/);
    });
  });

  it('leads to the curve of the job, which comes to its end', async () => {
    await backToWalkthrough();
    await isDone('Create the sample job');
    await unfold('Watch its curve');
    const picture = workbench.page.locator('.getting-started-media img:visible');
    await eventually(async () => {
      assert.match((await picture.getAttribute('srcset')) ?? '', /curve-dark\.png/);
      assert.ok(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth));
    });
    await press('Open Job Details');
    const page = workbench.webview();
    await page.getByRole('heading', { level: 1, name: 'sample' }).waitFor();
    await page.locator('.uplot canvas').first().waitFor({ timeout: trainingLimit });
    await page
      .getByText(/^Succeeded/)
      .first()
      .waitFor({ timeout: trainingLimit });
    const text = await page.locator('body').innerText();
    assert.match(text, /Validation loss/i);
    await workbench.tree().expand('Succeeded');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /▾ Succeeded {2}1\n {4}sample/);
    });
  });

  it('has done all but the account, which is asked for', async () => {
    await backToWalkthrough();
    await isDone('Watch its curve');
    assert.deepEqual(await done(), ['Start the local engine', 'Create the sample job', 'Watch its curve']);
    await unfold('Connect your account');
    await press('Add Connection');
    await workbench.quickInput.waitForStep('Which provider do you want to connect to?');
    await workbench.quickInput.cancel();
  });

  it('trains the sample again without uploading its files again', async () => {
    await workbench.runCommand('Fine-Tuning: Create Sample Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /(Running|Queued|Validating files) {2}1\n {4}sample/);
    });
    await workbench.tree().clickMenu('sample', 'Cancel Job');
    await workbench.dialog.click('Cancel Job');
    // The page of the new job takes the focus once, which would close the palette.
    await workbench.webview().locator('.header', { hasText: 'Cancelled' }).waitFor();
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await eventually(async () => {
      const files = await workbench.quickInput.rows();
      const uploaded = files.slice(files.findIndex((row) => row.includes('Browse…')) + 1);
      assert.equal(uploaded.length, 2, files.join('\n'));
    });
  });

  /** The titles of the steps. */
  function steps(): Promise<string[]> {
    return workbench.page.locator('.getting-started-step .step-title').allInnerTexts();
  }

  /** Those that have their tick. */
  function done(): Promise<string[]> {
    return workbench.page
      .locator('.getting-started-step')
      .filter({ has: workbench.page.locator('.codicon-getting-started-step-checked, .complete') })
      .locator('.step-title')
      .allInnerTexts();
  }

  async function isDone(title: string): Promise<void> {
    await eventually(async () => {
      assert.ok((await done()).includes(title), (await done()).join(', '));
    });
  }

  async function unfold(title: string): Promise<void> {
    await workbench.page.locator('.getting-started-step', { hasText: title }).click();
  }

  async function press(name: string): Promise<void> {
    await workbench.page
      .locator('.gettingStartedContainer .getting-started-step.expanded')
      .getByRole('button', { name })
      .click();
  }

  async function backToWalkthrough(): Promise<void> {
    await workbench.page.locator('.tabs-container .tab').first().click();
  }
});
