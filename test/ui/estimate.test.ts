import assert from 'node:assert/strict';
import { chooseForJob } from '../support/createForm';
import { endAtFailure } from '../support/endAtFailure';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

describe('tokens, price and time before a job', function () {
  endAtFailure(this);
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine();
    workbench = await openWorkbench({
      ...connectedTo(engine),
      userSettings: {
        'fineTuning.prices': [
          { model: 'local-tiny', price: 500, source: 'our contract', seen: '2026-01-02' },
        ],
      },
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  const rowOf = async (label: string) =>
    (await workbench.quickInput.rows()).find((row) => row.startsWith(`${label}  `));

  it('are beside the verdict on the data', async () => {
    await chooseForJob(workbench, {
      training: 'support-bot.jsonl',
      validation: 'support-bot-validation.jsonl',
      model: 'local-tiny',
    });
    await eventually(async () => {
      assert.match(
        (await rowOf('Tokens')) ?? '',
        /^Tokens {2}about \d,\d{3}, as OpenAI’s models count them, of which \d,?\d+ are trained$/,
      );
    });
    assert.match((await rowOf('Price')) ?? '', /^Price {2}about \$\d\.\d\d for each epoch$/);
    assert.match((await rowOf('Training file')) ?? '', /support-bot\.jsonl · \d+ examples/);
  });

  it('follow what is chosen', async () => {
    const { quickInput } = workbench;
    await quickInput.pick('Epochs');
    await quickInput.waitForStep('Epochs');
    await quickInput.type('2');
    await quickInput.accept();
    await quickInput.waitForStep('Check the job');
    await eventually(async () => {
      assert.match((await rowOf('Price')) ?? '', /^Price {2}about \$\d\.\d\d for 2 epochs$/);
    });
    await quickInput.pick('Base model');
    await quickInput.waitForStep('Base model');
    await quickInput.pick('local-small');
    await quickInput.waitForStep('Check the job');
    await eventually(async () => {
      assert.equal(await rowOf('Price'), 'Price  Local training is free.');
    });
    await quickInput.pick('Base model');
    await quickInput.waitForStep('Base model');
    await quickInput.pick('local-tiny');
    await quickInput.waitForStep('Check the job');
  });

  it('say where they are from', async () => {
    const { quickInput } = workbench;
    await quickInput.pick('Price');
    await quickInput.waitForStep('Tokens, Price and Time');
    await eventually(async () => {
      const rows = (await quickInput.rows()).join('\n');
      assert.match(rows, /^Longest row {2}\d+ tokens, in line \d+$/m);
      assert.match(
        rows,
        /^Epochs {2}2\nRate {2}\$500\.00 for 1M tokens\nSource {2}our contract\nAs of {2}2026-01-02$/m,
      );
    });
  });

  it('lead to the setting for prices of one’s own', async () => {
    const { quickInput } = workbench;
    await quickInput.pick('Set Prices of Your Own…');
    await workbench.page.locator('.settings-editor').getByText('1 Setting Found').waitFor();
    await quickInput.waitForStep('Check the job');
    assert.match((await rowOf('Price')) ?? '', /for 2 epochs$/);
  });
});
