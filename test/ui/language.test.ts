import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { endAtFailure } from '../support/endAtFailure';
import { createLongJob, trainQuickly } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { pseudoExtension, unmarked } from '../support/pseudoLanguage';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

/** What comes from files, the engine and `Intl`, and what has the same name in every language. */
const known = [
  /[\w-]+\.jsonl/g,
  /\b(local-\w+|busy|done|copy|auto|supervised|dpo|Engine|Local engine|JSON|Weights & Biases)\b/g,
  /\b(ftjob|file|ft)[-:][\w:-]+/g,
  /(vor|in) [\d.,]+ \p{L}+\.?|jetzt/gu,
  /[\d.,]+ ?(B|KB|MB|%|s|m|h|K|Sek\.|Min\.|Std\.)\b/g,
  /\(Press 'Enter'[^)]*\)/g, // VS Code's own
  /https?:\/\/\S+|127\.0\.0\.1:\d+/g,
];

/** Where a quick input has words. */
const said = ['title', 'list-separator', 'message']
  .map((part) => `.quick-input-${part}`)
  .concat('.label-name', '.label-description', '.quick-input-list-label-meta')
  .join(', ');

describe('the extension in a language of marks', function () {
  endAtFailure(this);
  let engine: EngineProcess;
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = await pseudoExtension('de');
    engine = await startEngine();
    await trainQuickly(engine, 'done');
    await createLongJob(engine, 'busy');
    workbench = await openWorkbench({
      language: 'de',
      extension: folder,
      ...connectedTo(engine),
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
    await rm(folder, { recursive: true });
  });

  function assertMarked(where: string, ...texts: readonly string[]): void {
    assert.ok(texts.join('').includes('⟦'), `${where} says nothing: ${texts.join(', ')}`);
    assert.deepEqual(unmarked(texts, known), [], where);
  }

  /** All that a quick input says, once it is complete. */
  async function quickInputTexts(): Promise<string[]> {
    const { widget } = workbench.quickInput;
    await widget.locator('.monaco-progress-container.done').waitFor({ state: 'attached' });
    const placeholder = await widget.locator('input').first().getAttribute('placeholder');
    return [placeholder ?? '', ...(await widget.locator(said).filter({ visible: true }).allInnerTexts())];
  }

  it('marks the rows of the tree, and what a screen reader says of them', async () => {
    const tree = workbench.tree();
    await tree.expand('⟦Succeeded⟧');
    await tree.row('busy').waitFor();
    await tree.row('done').waitFor();
    const rows = tree.pane.locator('.monaco-list-row');
    const spoken = await attributes(rows, 'aria-label');
    assertMarked('tree', ...(await workbench.treeText()).split('\n'), ...spoken);
  });

  it('marks the status bar', async () => {
    const items = await workbench.statusBar();
    assertMarked('status bar', ...items.filter((text) => text.includes('%') || text.includes('⟦')));
  });

  it('marks each step of the create form', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Create Job Step by Step…');
    await quickInput.waitForStep('⟦Training file');
    assertMarked('training file', ...(await quickInputTexts()));
    await quickInput.pick('support-bot.jsonl');
    await quickInput.waitForStep('⟦Validation file');
    assertMarked('validation file', ...(await quickInputTexts()));
    await quickInput.pick('⟦None⟧');
    await quickInput.waitForStep('⟦Base model');
    assertMarked('base model', ...(await quickInputTexts()));
    await quickInput.pick('local-tiny');
    await quickInput.waitForStep('⟦Check the job');
    assertMarked('review', ...(await quickInputTexts()));
    await quickInput.pick('⟦Epochs⟧');
    await quickInput.waitForStep('⟦Epochs⟧');
    await quickInput.type('99');
    assertMarked('epochs', await quickInput.message());
    await quickInput.type('2');
    await quickInput.accept();
    await quickInput.waitForStep('⟦Check the job');
    await quickInput.cancel();
  });

  it('marks what the check of a connection finds', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Check Connection…');
    await quickInput.waitForStep('⟦Which connection');
    assertMarked('connections', ...(await quickInputTexts()));
    await quickInput.pick('Engine');
    await quickInput.waitForStep('⟦Nothing is wrong⟧');
    assertMarked('check', ...(await quickInputTexts()));
    await quickInput.cancel();
  });

  it('marks questions and reports', async () => {
    await workbench.tree().clickMenu('busy', 'Cancel Job');
    assertMarked('question', await workbench.dialog.text());
    await workbench.dialog.click('⟦Cancel Job⟧');
    await workbench.tree().row('⟦Cancelled⟧').waitFor(); // until then rows move, and a click would miss
  });

  it('marks the page of a job', async () => {
    await workbench.tree().row('done').click();
    const tabs = workbench.webview().getByRole('tab');
    await tabs.first().waitFor();
    assertMarked('page', ...(await tabs.allInnerTexts()));
  });

  it('marks a comparison, and its title also when its jobs are there', async () => {
    await workbench.tree().expand('⟦Cancelled⟧');
    await workbench.tree().select('done', 'busy');
    await workbench.runCommand('Fine-Tuning: Compare Jobs…');
    await workbench.webview().getByRole('heading', { name: '⟦Compare 2 jobs⟧' }).waitFor();
    await eventually(async () => {
      assert.ok((await workbench.editors()).includes('⟦Compare 2 jobs⟧'));
    });
  });
});

describe('the extension in German', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      language: 'de',
      settings: {
        'fineTuning.connections': [{ name: 'Nobody', dialect: 'openai', baseUrl: 'http://127.0.0.1:9' }],
      },
    });
  });

  after(() => workbench.close());

  it('speaks German in its views, commands and questions', async () => {
    await workbench.openView();
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /Der Server ist nicht erreichbar/);
    });
    await workbench.runCommand('Fine-Tuning: Verbindung prüfen…');
    await workbench.quickInput.pick('Nobody');
    await workbench.quickInput.waitForStep('Wählen Sie eine Zeile aus');
    assert.match((await workbench.quickInput.rows()).join('\n'), /Adresse {2}127\.0\.0\.1:9 antwortet nicht/);
    await workbench.quickInput.cancel();
  });

  it('calls a connection by the name of its provider alone', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Fine-Tuning: Verbindung hinzufügen…');
    await quickInput.pick('OpenAI oder kompatibel');
    const asks = (prompt: string) =>
      eventually(async () => {
        assert.ok((await quickInput.message()).startsWith(prompt));
      });
    await asks('Basis-URL');
    await quickInput.accept();
    await asks('Organisation und Projekt');
    await quickInput.accept();
    await asks('Name der Verbindung');
    assert.equal(await quickInput.value(), 'OpenAI');
    await quickInput.cancel();
  });
});

function attributes(elements: Locator, name: string): Promise<string[]> {
  return elements.evaluateAll(
    (all, attribute) => all.map((each) => each.getAttribute(attribute) ?? ''),
    name,
  );
}
