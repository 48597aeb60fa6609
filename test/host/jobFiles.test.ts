import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { eventually } from '../support/eventually';
import { closeEditors, extension, saveConnections } from './extension';

const connection = { name: 'Work', dialect: 'openai', baseUrl: 'http://127.0.0.1:9/v1' } as const;

describe('a job file that is open', () => {
  let app: App;
  let folder: string;
  let document: vscode.TextDocument;

  before(async () => {
    app = await extension();
  });

  beforeEach(async () => {
    await saveConnections(app, [connection]);
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'job-files-')));
    await writeFile(path.join(folder, 'train.jsonl'), '{}');
  });

  afterEach(async () => {
    const configuration = vscode.workspace.getConfiguration('fineTuning');
    await configuration.update('jobFiles.runLens', undefined, true);
    await closeEditors();
    await saveConnections(app, []);
    await rm(folder, { recursive: true, force: true });
  });

  async function open(fields: object): Promise<void> {
    const file = path.join(folder, 'bot.finetune.json');
    const whole = { connection: 'Work', model: 'gpt-4.1', trainingFile: 'train.jsonl', ...fields };
    await writeFile(file, JSON.stringify(whole, null, 2));
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
  }

  /** Where a text of the file is. */
  function placeOf(text: string): vscode.Position {
    const at = document.getText().indexOf(text);
    assert.notEqual(at, -1, text);
    return document.positionAt(at + 1);
  }

  const marks = () =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source === 'Fine-Tuning')
      .map(({ range, message }) => `${document.getText(range)} → ${message}`);

  const lenses = () =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);

  const untilLenses = (...titles: string[]) =>
    eventually(async () => {
      assert.deepEqual(
        (await lenses()).map(({ command }) => command?.title),
        titles,
      );
    });

  it('has what its provider does not take, and files that are missing, marked until that is changed', async () => {
    await open({
      validationFile: 'gone.jsonl',
      method: { type: 'supervised', hyperparameters: { beta: 1 } },
    });
    await eventually(() => {
      assert.deepEqual(
        marks().map((mark) => mark.replace(/, but .*/, '')),
        [
          '"beta" → OpenAI or compatible does not know beta with this method',
          '"gone.jsonl" → There is no file gone.jsonl',
        ],
      );
    });
    await writeFile(path.join(folder, 'gone.jsonl'), '{}');
    const edit = new vscode.WorkspaceEdit();
    const at = placeOf('"beta"');
    edit.replace(document.uri, new vscode.Range(at, at.translate(0, 4)), 'n_epochs');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually(() => {
      assert.deepEqual(marks(), []);
    });
  });

  it('has marked what its provider does not take beside what the schema does not', async () => {
    await open({
      method: { type: 'supervised', hyperparameters: { n_epochs: -1, batch_sise: 2 } },
      seed: -5,
    });
    await eventually(() => {
      assert.deepEqual(marks(), [
        '-1 → n_epochs must be auto, or a whole number from 1 to 50',
        '"batch_sise" → batch_sise may be misspelt: OpenAI or compatible has batch_size',
      ]);
    });
  });

  it('has its connection marked where there is none of that name', async () => {
    await open({ connection: 'Wrok' });
    await eventually(() => {
      assert.match(marks().join('\n'), /^"Wrok" → There is no connection of this name: Work/);
    });
    await saveConnections(app, [connection, { ...connection, name: 'Wrok' }]);
    await eventually(() => {
      assert.deepEqual(marks(), []);
    });
  });

  it('is run and compared from above it, unless the settings say otherwise', async () => {
    await open({ seed: [1, 2], model: ['a', 'b'] });
    await untilLenses('Run 4 Jobs…', 'Compare with Job…');
    await vscode.workspace.getConfiguration('fineTuning').update('jobFiles.runLens', false, true);
    await untilLenses('Compare with Job…');
  });

  it('says under the pointer what a field is, and what the provider takes', async () => {
    await open({ method: { type: 'supervised', hyperparameters: { n_epochs: 3 } } });
    await eventually(async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        ...[document.uri, placeOf('"n_epochs"')],
      );
      const text = hovers
        .flatMap(({ contents }) => contents)
        .map((each) => (each as vscode.MarkdownString).value) // ours is one
        .join('\n')
        .replaceAll('&nbsp;', ' ');
      assert.match(text, /Epochs[^]*whole number from 1 to 50/);
    });
  });

  it('offers connections, files and hyperparameters', async () => {
    await open({ method: { type: 'dpo', hyperparameters: { n_epochs: 3 } } });
    const offered = async (text: string) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        ...[document.uri, placeOf(text)],
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await eventually(async () => {
      assert.ok((await offered('"Work"')).includes('Work'));
    });
    const names = await offered('"n_epochs"');
    for (const name of ['n_epochs', 'beta', 'batch_size']) assert.ok(names.includes(name), names.join());
  });
});
