import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { closeEditors, extension } from './extension';

const chat = (last = 'assistant') =>
  `{"messages":[{"role":"user","content":"Hi"},{"role":"${last}","content":"Hello"}]}`;

describe('a data file that is open', () => {
  let folder: string;
  let document: vscode.TextDocument;

  before(extension);

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'open-data-')));
  });

  afterEach(async () => {
    await vscode.workspace.getConfiguration('fineTuning').update('data.checkAsYouType', undefined, true);
    await closeEditors();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(name: string, text: string): Promise<void> {
    const file = path.join(folder, name);
    await writeFile(file, text);
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
  }

  async function edit(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
    const all = new vscode.WorkspaceEdit();
    change(all);
    assert.ok(await vscode.workspace.applyEdit(all));
  }

  /** What is marked, and how. */
  const marks = () =>
    vscode.languages.getDiagnostics(document.uri).map(({ range, severity, code }) => {
      const word = severity === vscode.DiagnosticSeverity.Error ? 'error' : 'warning';
      return `${word} ${typeof code === 'string' ? code : ''} ${document.getText(range)}`;
    });

  const untilMarked = (...expected: string[]) =>
    eventually(() => {
      assert.deepEqual(marks(), expected);
    });

  it('has what is wrong marked where it is, as it is written, until it is put right', async () => {
    await open('chats.jsonl', [chat(), chat('asistant'), chat()].join('\n'));
    await untilMarked('error role "asistant"');
    const at = document.lineAt(1).text.indexOf('asistant');
    await edit((all) => {
      all.insert(document.uri, new vscode.Position(0, 0), `${chat()},\n`);
    });
    await untilMarked('error json ,', 'error role "asistant"');
    await edit((all) => {
      all.replace(document.uri, new vscode.Range(2, at, 2, at + 'asistant'.length), 'assistant');
    });
    await untilMarked('error json ,');
    await edit((all) => {
      all.delete(document.uri, new vscode.Range(0, chat().length, 0, chat().length + 1));
    });
    await untilMarked();
  });

  it('says what it is, and that it is not checked, where it is too long', async () => {
    await open('long.jsonl', `${chat()}\n`.repeat(260_000)); // 21 MB
    await eventually(() => {
      const [note, second] = vscode.languages.getDiagnostics(document.uri);
      assert.match(note?.message ?? '', /^supervised · a chat \(messages\): not checked while it is open/);
      assert.equal(note?.severity, vscode.DiagnosticSeverity.Information);
      assert.equal(second, undefined);
    });
    const start = new vscode.Range(0, 0, 0, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      ...[document.uri, start],
    );
    assert.deepEqual(
      actions.map(({ command }) => command?.command),
      ['fineTuning.validateTrainingFile'],
    );
    await edit((all) => {
      all.replace(document.uri, new vscode.Range(0, 0, 259_999, 0), `${chat('asistant')}\n`);
    });
    await untilMarked('error role "asistant"');
    await open('log.jsonl', '{"text":"started"}\n'.repeat(1_200_000));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('is put right by a quick fix where that is certain', async () => {
    await open('chats.jsonl', [chat(), `${chat().slice(0, -2)},]}`, chat()].join('\n'));
    await untilMarked('error json ,');
    const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
    assert.ok(diagnostic);
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      ...[document.uri, diagnostic.range],
    );
    assert.deepEqual(
      fixes.map(({ title }) => title),
      ['Remove the comma'],
    );
    assert.ok(fixes[0]?.edit);
    assert.ok(await vscode.workspace.applyEdit(fixes[0].edit));
    await untilMarked();
    assert.equal(document.lineAt(1).text, chat());
  });

  it('is marked by one check, also where its problems were listed by the command', async () => {
    await open('chats.jsonl', [chat(), '{}'].join('\n'));
    await untilMarked('error missing {');
    void vscode.commands.executeCommand('fineTuning.validateTrainingFile', document.uri);
    await edit((all) => {
      all.insert(document.uri, new vscode.Position(1, 1), '"messages":[]');
    });
    await untilMarked('error empty []');
  });

  it('is left alone where it is none, or where that is not wanted', async () => {
    await open('log.jsonl', ['{"level":"info","text":"started"}', '{"level":"info"}'].join('\n'));
    await open('chats.jsonl', '{"messages":[]}');
    await untilMarked('error empty []');
    const log = vscode.Uri.file(path.join(folder, 'log.jsonl'));
    assert.deepEqual(vscode.languages.getDiagnostics(log), []);
    await vscode.workspace.getConfiguration('fineTuning').update('data.checkAsYouType', false, true);
    await untilMarked();
    await vscode.workspace.getConfiguration('fineTuning').update('data.checkAsYouType', true, true);
    await untilMarked('error empty []');
  });
});
