import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { clickFileMenu, openInExplorer } from '../support/explorer';
import { problems } from '../support/problems';
import { openWorkbench, type Workbench } from '../support/workbench';

const user = (content: string) => ({ role: 'user', content });
const assistant = (content: string) => ({ role: 'assistant', content });
const row = (...messages: object[]) => JSON.stringify({ messages });

describe('training files', () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'training-files-'));
    const rows = Array.from({ length: 12 }, (_, at) =>
      row(user(`Question ${at}`), assistant(`Answer ${at}`)),
    );
    const write = (name: string, lines: readonly string[]) => writeFile(join(folder, name), lines.join('\n'));
    await write('train.jsonl', rows);
    await write('valid.jsonl', [row(user('Another'), assistant('one')), rows[4] ?? '']);
    await write('edited.jsonl', [
      rows[0] ?? '',
      `${rows[1] ?? ''},`,
      row(user('Hi'), assistant('Hello'), user('And?')),
    ]);
    workbench = await openWorkbench({ workspace: folder });
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true });
  });

  afterEach(() => workbench.runCommand('View: Close All Editors'));

  const report = () => workbench.webview();
  const verdict = () => report().locator('.banner', { hasText: '12 examples for supervised training' });

  it('are reported on, and are again after a reload', async () => {
    await clickFileMenu(workbench, 'train.jsonl', 'Validate Training File');
    await verdict().waitFor();
    await workbench.waitUntilStored(/\Wfile\W+(?:file|vscode-remote):[^"]*train\.jsonl/); // the page's state
    await workbench.reload();
    // VS Code on the web remembers some seconds late which editor was in front.
    const tab = workbench.page.locator('.tabs-container .tab', { hasText: 'Report: train' });
    await eventually(async () => {
      await tab.click({ timeout: 2_000 });
      await verdict().waitFor({ timeout: 2_000 });
    });
    await writeFile(join(folder, 'train.jsonl'), '\n', { flag: 'a' });
    await report().getByText('The file has changed since it was checked.').waitFor();
    await report().getByRole('button', { name: 'Check Again' }).last().click();
    await eventually(async () => {
      assert.equal(await report().getByText('The file has changed').count(), 0);
    });
  });

  it('are compared, and opened at the rows that both have', async () => {
    const { quickInput, page } = workbench;
    await workbench.runCommand('Fine-Tuning: Compare Training Files…');
    await quickInput.waitForStep('Which file do you want to compare?');
    await quickInput.pick('valid.jsonl');
    await quickInput.waitForStep('With which file do you want to compare it?');
    await quickInput.pick('train.jsonl');
    await report().getByText('Rows that are in train.jsonl too').waitFor();
    await workbench.runCommand('Fine-Tuning: Compare Training Files…'); // of the file that the report is about
    await quickInput.waitForStep('With which file do you want to compare it?');
    const offered = (await quickInput.rows()).join('\n');
    assert.match(offered, /^train\.jsonl/m);
    assert.doesNotMatch(offered, /^valid\.jsonl/m); // with itself
    await quickInput.cancel();
    await report().getByRole('button', { name: 'Open line 5 of train.jsonl' }).click();
    await page.getByRole('button', { name: 'Ln 5, Col 1' }).waitFor();
    await eventually(async () => {
      assert.match((await workbench.editors()).join('\n'), /^train$/m);
    });
  });

  it('are checked for the method that the data says, or that is chosen, until they are closed', async () => {
    const { page, quickInput } = workbench;
    const lens = (text: RegExp) => page.locator('.codelens-decoration a', { hasText: text });
    const choose = async (method: string) => {
      await lens(/^(?:supervised|dpo) · /).click();
      await quickInput.pick(method);
    };
    await openInExplorer(workbench, 'train.jsonl');
    await lens(/^supervised · a chat \(messages\) · 12 examples$/).waitFor();
    await choose('dpo');
    await lens(/^dpo · a chat \(messages\) · 0 examples · 12 broken lines$/).waitFor();
    await workbench.runCommand('Fine-Tuning: Validate Training File');
    await report().locator('.banner', { hasText: '12 lines are broken' }).waitFor();
    await report().getByRole('button', { name: 'Show Problems' }).click();
    await eventually(async () => {
      assert.match((await problems(page)).join('\n'), /which the method dpo does not train/);
    });
    await workbench.runCommand('View: Close Editor');
    await choose('What the Data Says');
    await lens(/^supervised · .* · 12 examples$/).waitFor();
  });

  it('are edited until their problems are gone', async () => {
    const { page } = workbench;
    await clickFileMenu(workbench, 'edited.jsonl', 'Validate Training File');
    await report().getByRole('button', { name: 'Show Problems' }).click();
    const listed = () => problems(page);
    await eventually(async () => {
      assert.match((await listed()).join('\n'), /\[Ln 2, [^\n]*\n[^\n]*is the last one[^\n]*\[Ln 3, /);
    });
    for (const [problem, fix] of [
      [/Ln 2,/, /Remove the comma/],
      [/Ln 3,/, /Remove this message/],
    ] as const) {
      await eventually(async () => {
        const item = page.locator('.markers-panel .monaco-list-row', { hasText: problem });
        if ((await item.count()) === 0) return;
        await item.dblclick({ timeout: 2_000 });
        await workbench.runCommand('Quick Fix...');
        const offered = page.locator('.action-widget .monaco-list-row', { hasText: fix }).first();
        await offered.waitFor({ timeout: 2_000 });
        await page.keyboard.press('Enter');
        await item.waitFor({ state: 'detached', timeout: 3_000 });
      });
    }
    await eventually(async () => {
      assert.deepEqual(await listed(), []);
    });
    await workbench.runCommand('File: Save');
    await eventually(async () => {
      const [, second, third] = (await readFile(join(folder, 'edited.jsonl'), 'utf8')).split('\n');
      assert.equal(second, row(user('Question 1'), assistant('Answer 1')));
      assert.equal(third, row(user('Hi'), assistant('Hello')));
    });
  });
});
