import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endAtFailure } from '../support/endAtFailure';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { openWorkbench, type Workbench } from '../support/workbench';

const job = {
  connection: 'Engine',
  model: 'local-tiny',
  trainingFile: 'support-bot.jsonl',
  validationFile: 'support-bot-validation.jsonl',
  method: { type: 'supervised', hyperparameters: { n_epochs: 1 } },
};

describe('job files', function () {
  endAtFailure(this);
  let engine: EngineProcess;
  let other: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine();
    other = await startEngine();
    const connection = (name: string, { baseUrl }: EngineProcess) => ({
      ...{ name, dialect: 'local', baseUrl: `${baseUrl}/`, apiKeyEnv: `${name.toUpperCase()}_KEY` },
    });
    workbench = await openWorkbench({
      settings: { 'fineTuning.connections': [connection('Engine', engine), connection('Other', other)] },
      env: { ENGINE_KEY: engine.apiKey, OTHER_KEY: other.apiKey },
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
    await other.stop();
  });

  const write = (name: string, fields: object) =>
    writeFile(join(workbench.workspace, name), JSON.stringify({ ...job, ...fields }, null, 2));
  const lens = (title: string) => workbench.page.locator('.codelens-decoration a', { hasText: title });
  const open = async (name: string) => {
    await workbench.runCommand('View: Close All Editors');
    const row = workbench.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
    const tab = workbench.page.locator('.tabs-container .tab', { hasText: name }).first();
    await eventually(async () => {
      await workbench.runCommand('View: Show Explorer');
      await row.click({ timeout: 2_000 });
      await tab.waitFor({ timeout: 1_000 });
    });
  };
  const jobs = async () => {
    await workbench.openView();
    return (await workbench.treeText()).split('\n').filter((row) => row.includes('bot-'));
  };

  it('are run from above them: the job is shown first, then created', async () => {
    await write('one.finetune.json', { suffix: 'bot-one', seed: 7 });
    await open('one.finetune.json');
    await lens('Run…').click();
    const { quickInput } = workbench;
    await quickInput.waitForStep('Check the job');
    const rows = await quickInput.rows();
    for (const row of ['Base model  local-tiny', 'Epochs  1', 'Seed  7', 'Suffix  bot-one'])
      assert.ok(rows.includes(row), rows.join('\n'));
    await quickInput.pick('Create This Job');
    await eventually(async () => {
      assert.equal((await jobs()).filter((row) => row.includes('bot-one')).length, 1);
    });
  });

  it('with lists create a job of each combination, after their number and price were shown', async () => {
    const hyperparameters = { n_epochs: [1, 2] };
    await write('two.finetune.json', { suffix: 'bot-two', method: { type: 'supervised', hyperparameters } });
    await open('two.finetune.json');
    await lens('Run 2 Jobs…').click();
    await eventually(async () => {
      assert.match(
        await workbench.dialog.text(),
        /Create 2 jobs at Engine\?[^]*n_epochs: 1[^]*n_epochs: 2[^]*Training is free here/,
      );
    });
    await workbench.dialog.click('Create 2 Jobs');
    await workbench.notifications.waitFor('2 jobs were created');
    await eventually(async () => {
      const rows = (await jobs()).filter((row) => row.includes('bot-two'));
      assert.deepEqual(rows.map((row) => /epochs \d · bot-two/.exec(row)?.[0]).sort(), [
        ...['epochs 1 · bot-two', 'epochs 2 · bot-two'],
      ]);
    });
    const data = await jobsAt(engine);
    const sweeps = data.flatMap(({ metadata }) => metadata['sweep'] ?? []);
    assert.equal(sweeps.length, 2);
    assert.equal(new Set(sweeps).size, 1);
  });

  it('are compared with a job', async () => {
    await open('one.finetune.json');
    await lens('Compare with Job…').click();
    await workbench.quickInput.waitForStep('With which job');
    await workbench.quickInput.pick('bot-one');
    await workbench.page.locator('.monaco-diff-editor .editor.original').waitFor();
    await eventually(async () => {
      assert.match((await workbench.editors()).join('\n'), /bot-one ↔ one\.finetune\.json/);
    });
    // The same files, by their ids and by their paths, are no difference.
    const original = workbench.page.locator('.monaco-diff-editor .editor.original .view-lines');
    await eventually(async () => {
      assert.match((await original.innerText()).replaceAll('\u00a0', ' '), /"trainingFile": "\S*\.jsonl"/);
    });
  });

  it('are saved from a job', async () => {
    await workbench.openView();
    await workbench.tree().clickMenu('bot-one', 'Save as Job File…');
    const { quickInput } = workbench;
    await quickInput.waitForStep('Save as Job File');
    await quickInput.suggestedName(/^bot-one\.finetune\.json$/);
    await quickInput.accept();
    const saved = await eventually(async () =>
      JSON.parse(await readFile(join(workbench.workspace, 'bot-one.finetune.json'), 'utf8')),
    );
    const { trainingFile, validationFile } = saved as Record<string, unknown>;
    assert.deepEqual(saved, { ...job, trainingFile, validationFile, suffix: 'bot-one', seed: 7 });
    assert.match(`${String(trainingFile)} ${String(validationFile)}`, /^file-\S+ file-\S+$/);
  });

  it('that are not well formed lead to what is wrong', async () => {
    await write('bad.finetune.json', { seed: 'seven' });
    await clickFileMenu(workbench, 'bad.finetune.json', 'Run Job File…');
    await workbench.notifications.waitFor(
      /Running the job file failed: line \d+: seed must be a whole number or a list/,
    );
  });

  it('are not needed to run a job on another connection, which begins with what carries over', async () => {
    const { quickInput } = workbench;
    await workbench.openView();
    await workbench.tree().clickMenu('bot-one', 'Run on Another Connection…');
    await quickInput.waitForStep('At which connection');
    await quickInput.pick('Other');
    await quickInput.waitForStep('Nothing was sent yet');
    const rows = await quickInput.rows();
    for (const row of ['Data  support-bot.jsonl', 'Base model  local-tiny', 'Seed  7', 'Suffix  bot-one'])
      assert.ok(rows.includes(row), rows.join('\n'));
    assert.equal((await jobsAt(other)).length, 0);
    await quickInput.pick('Go On');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await eventually(async () => {
      assert.equal((await jobsAt(other)).length, 1);
    });
  });

  it('take no file of the same name and size for the data of a job', async () => {
    const { quickInput } = workbench;
    const file = join(workbench.workspace, job.trainingFile);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('a', 'b'));
    await workbench.openView();
    await workbench.tree().clickMenu('bot-one', 'Run on Another Connection…');
    await quickInput.waitForStep('At which connection');
    await quickInput.pick('Other');
    await quickInput.waitForStep('Nothing was sent yet');
    await quickInput.pick('Go On');
    await quickInput.waitForStep(`Save ${job.trainingFile}, to upload it from here`);
    await quickInput.cancel();
    await writeFile(file, text);
  });
});

async function jobsAt({ baseUrl, apiKey }: EngineProcess) {
  const listed = await fetch(`${baseUrl}/fine_tuning/jobs`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  const { data } = (await listed.json()) as { data: readonly { metadata: Record<string, string> }[] };
  return data;
}
