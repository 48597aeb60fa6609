import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { clickFileMenu } from '../support/explorer';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

/** As a person goes through it: one VS Code, one engine, in the order of the tests. */
describe('files made from a training file', function () {
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine();
    workbench = await openWorkbench({
      ...connectedTo(engine),
      viewport: { width: 1280, height: 1000 },
      userSettings: { 'files.autoSave': 'off' },
    });
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  afterEach(async () => {
    await workbench.runCommand('View: Close All Editors');
  });

  const read = (name: string) => readFile(join(workbench.workspace, name), 'utf8');
  const linesOf = async (name: string) => (await read(name)).trimEnd().split('\n');

  it('are a training and a validation file, and then a job with both', async () => {
    const { quickInput, notifications } = workbench;
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Split Training File…');
    await quickInput.waitForStep('Rows for validation');
    const rows = (await linesOf('support-bot.jsonl')).length;
    assert.match((await quickInput.rows())[1] ?? '', /^10% {2}\d+ for training, \d+ for validation$/);
    await quickInput.type(String(rows));
    await eventually(async () => {
      assert.match((await quickInput.rows()).at(-1) ?? '', /fewer rows than/);
    });
    await quickInput.type('5');
    await quickInput.pick('5');
    await eventually(async () => {
      assert.match(await quickInput.message(), /The same one draws the same rows again/);
    });
    await quickInput.accept();
    const said = await notifications.waitFor(/Split support-bot\.jsonl/);
    assert.equal(
      said,
      `Split support-bot.jsonl. Rows for training: ${rows - 5}, in support-bot.training.jsonl. Rows for validation: 5, in support-bot.validation.jsonl.`,
    );
    const [training, validation] = [
      await linesOf('support-bot.training.jsonl'),
      await linesOf('support-bot.validation.jsonl'),
    ];
    assert.equal(validation.length, 5);
    assert.deepEqual([...training, ...validation].sort(), (await linesOf('support-bot.jsonl')).sort());

    await notifications.click(/Split support-bot\.jsonl/, 'Create Job…');
    await quickInput.waitForStep('Base model');
    await quickInput.pick('local-tiny');
    await quickInput.waitForStep('Check the job');
    await eventually(async () => {
      const review = (await quickInput.rows()).join('\n');
      assert.match(review, /support-bot\.training\.jsonl/);
      assert.match(review, /support-bot\.validation\.jsonl/);
      assert.match(review, /5 examples/);
    });
    await quickInput.cancel();
  });

  it('take another name where there is one already', async () => {
    const { quickInput, notifications } = workbench;
    await clickFileMenu(workbench, 'support-bot.jsonl', 'Split Training File…');
    await quickInput.waitForStep('Rows for validation');
    await quickInput.pick('20%');
    await eventually(async () => {
      assert.equal(await quickInput.value(), '42');
    });
    await quickInput.type('7');
    await quickInput.accept();
    await notifications.waitFor(/support-bot\.training-2\.jsonl.*support-bot\.validation-2\.jsonl/);
    assert.equal((await linesOf('support-bot.validation.jsonl')).length, 5);
  });

  it('are asked about where rows are alike', async () => {
    const { quickInput, notifications } = workbench;
    const row = (text: string) => `{"prompt":"${text}","completion":"b"}\n`;
    await writeFile(join(workbench.workspace, 'alike.jsonl'), row('a').repeat(6) + row('b') + row('c'));
    await clickFileMenu(workbench, 'alike.jsonl', 'Split Training File…');
    await quickInput.waitForStep('Rows for validation');
    await quickInput.pick('10%');
    await eventually(async () => {
      assert.equal(await quickInput.value(), '42');
    });
    await quickInput.accept();
    await quickInput.waitForStep('5 rows are like an earlier one');
    await quickInput.pick('Keep rows that are alike together');
    await notifications.waitFor(/Split alike\.jsonl/);
    const validation = new Set(await linesOf('alike.validation.jsonl'));
    assert.ok((await linesOf('alike.training.jsonl')).every((line) => !validation.has(line)));
  });

  it('are of another format, without rows that have no exact counterpart, once the person has seen them', async () => {
    const { quickInput, notifications, dialog } = workbench;
    const file = join(workbench.workspace, 'share.jsonl');
    const turn = (from: string, value: string) => `{"from":"${from}","value":"${value}"}`;
    const conversation = `{"conversations":[${turn('human', 'Hi')},${turn('gpt', 'Hello')}],"id":1.0}`;
    const called = conversation.replace('"human"', '"observation"');
    await writeFile(file, `\ufeff${conversation}\r\n${called}\r\n`);

    await clickFileMenu(workbench, 'share.jsonl', 'Convert Training File…');
    await quickInput.waitForStep('share.jsonl: Conversations of ShareGPT');
    assert.deepEqual(await quickInput.rows(), [
      'Chats of OpenAI  messages',
      'Prompts with completions  prompt, completion',
      'Chats of Gemini  contents',
      'Conversations of Amazon Nova  schemaVersion, messages',
      'Plain JSON lines  the same rows: one a line, LF, no byte order mark',
    ]);
    await quickInput.pick('Chats of OpenAI');
    assert.match(
      await dialog.text(),
      /^1 row of share\.jsonl cannot be converted exactly\s+Line 2: conversations\[0\] of the role "observation" has no counterpart/,
    );
    await dialog.click('Show Rows');
    await quickInput.pick('Line 2');
    await workbench.page.locator('.statusbar-item', { hasText: 'Ln 2, Col 1' }).waitFor();
    assert.ok(!(await readdir(workbench.workspace)).some((name) => name.includes('share.chat')));

    await workbench.runCommand('Fine-Tuning: Convert Training File…');
    await quickInput.pick('Chats of OpenAI');
    await dialog.text();
    await dialog.click('Leave Them Out');
    await notifications.waitFor('Converted 1 row of share.jsonl: it is in share.chat.jsonl.');
    assert.equal(
      await read('share.chat.jsonl'),
      '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}],"id":1.0}\n',
    );
    await notifications.click(/share\.chat\.jsonl/, 'Open File');
    await workbench.page.locator('.tabs-container .tab', { hasText: 'share.chat.jsonl' }).waitFor();
  });

  it('are the lines of a JSON list, which is converted before it is split', async () => {
    const { quickInput, notifications } = workbench;
    await writeFile(join(workbench.workspace, 'lines.jsonl'), '[{"prompt":"a","completion":"b"}]');
    await clickFileMenu(workbench, 'lines.jsonl', 'Split Training File…');
    await notifications.click(/lines\.jsonl is one JSON list/, 'Convert…');
    await quickInput.waitForStep('lines.jsonl: Prompts with completions');
    await quickInput.cancel();

    await writeFile(
      join(workbench.workspace, 'list.json'),
      '[\n  { "instruction": "a", "output": "b" }\n]\n',
    );
    await workbench.runCommand('View: Show Explorer');
    const row = workbench.page.locator('.explorer-folders-view .monaco-list-row[aria-label^="list.json"]');
    await row.click();
    await workbench.page.locator('.tabs-container .tab.active', { hasText: 'list.json' }).waitFor();
    await workbench.runCommand('Fine-Tuning: Convert Training File…');
    await quickInput.waitForStep('list.json: Instructions of Alpaca');
    await quickInput.pick('Plain JSON lines');
    await notifications.waitFor(/list\.plain\.jsonl/);
    assert.equal(await read('list.plain.jsonl'), '{"instruction":"a","output":"b"}\n');
  });

  it('are without the broken rows of a file, whose changes are saved first', async () => {
    const { notifications, dialog, page } = workbench;
    const file = join(workbench.workspace, 'some.jsonl');
    const good = '{"prompt":"a","completion":"b"}';
    await writeFile(file, `${good}\n${good}\n`);
    await clickFileMenu(workbench, 'some.jsonl', 'Remove Broken Rows');
    await notifications.waitFor('some.jsonl has no broken rows.');

    await page.locator('.monaco-editor .view-line').first().click();
    await page.keyboard.press('Home');
    await page.keyboard.type('x');
    await workbench.runCommand('Fine-Tuning: Remove Broken Rows');
    assert.match(await dialog.text(), /^some\.jsonl has changes that are not saved/);
    await dialog.click('Save and Continue');
    await notifications.waitFor(
      'Wrote some.clean.jsonl: the rows of some.jsonl without 1 broken row. Good rows: 1.',
    );
    assert.equal(await read('some.clean.jsonl'), `${good}\n`);
    assert.equal(await read('some.jsonl'), `x${good}\n${good}\n`);
  });

  it('are without the rows that repeat another one, by the report of a file', async () => {
    const { notifications, quickInput } = workbench;
    const rows = ['Hi', 'hi!', 'Hi', 'Bye'].map((prompt) => JSON.stringify({ prompt, completion: 'b' }));
    await writeFile(join(workbench.workspace, 'twice.jsonl'), `${rows.join('\n')}\n`);
    await clickFileMenu(workbench, 'twice.jsonl', 'Validate Training File');
    const press = () => workbench.webview().getByRole('button', { name: 'Remove Repeated Rows' }).click();
    await press();
    await quickInput.pick('The same to the last character');
    await notifications.waitFor('Wrote twice.unique.jsonl: the rows of twice.jsonl without 1 repeated row.');
    assert.deepEqual(await linesOf('twice.unique.jsonl'), [rows[0], rows[1], rows[3]]);
    await press();
    await quickInput.pick('Also the same but for case, spaces and punctuation');
    await notifications.waitFor(/twice\.jsonl without 2 repeated rows/);
    assert.deepEqual(await linesOf('twice.unique-2.jsonl'), [rows[0], rows[3]]);
    assert.deepEqual(await linesOf('twice.jsonl'), rows);
  });
});
