import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { startServer } from '../support/httpServer';
import { closeEditors, extension, openDocument, saveConnections } from './extension';

const good = '{"prompt":"a","completion":"b"}';

/** As a list of VS Code's Problems: `2: prompt is missing`. */
const listed = (file: vscode.Uri) =>
  vscode.languages
    .getDiagnostics(file)
    .map(({ range, message }) => `${range.start.line + 1}: ${message.replace(/ \(.*\)/, '')}`);

const untilListed = (file: vscode.Uri, ...problems: string[]) =>
  eventually(() => {
    assert.deepEqual(listed(file), problems);
  });

const inWorkspace = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

for (const [place, parent] of [
  ['in the workspace', inWorkspace],
  ['elsewhere', tmpdir],
] as const) {
  describe(`the listed problems of a data file ${place}`, () => {
    let folder: string;
    let file: vscode.Uri;

    before(extension);

    beforeEach(async () => {
      folder = await realpath(await mkdtemp(path.join(parent(), 'problems-')));
      file = vscode.Uri.file(path.join(folder, 'chats [1].jsonl'));
      await writeFile(file.fsPath, `${good}\n{}\n[]\n`);
      // It waits for an answer to what it found, which nobody gives.
      void vscode.commands.executeCommand('fineTuning.validateTrainingFile', file);
      await untilListed(file, '2: prompt is missing', '3: it is not a JSON object');
    });

    afterEach(async () => {
      await closeEditors();
      await rm(folder, { recursive: true, force: true });
    });

    it('follow what another program writes, and go when it is good', async () => {
      await writeFile(file.fsPath, `${good}\n\n{"prompt":"a"}\n`);
      await untilListed(file, '3: completion is missing');
      await writeFile(file.fsPath, `${good}\n`);
      await untilListed(file);
    });

    it('follow what is saved in the editor', async () => {
      await vscode.window.showTextDocument(file);
      const document = await openDocument(/chats \[1\]\.jsonl$/);
      const edit = new vscode.WorkspaceEdit();
      edit.delete(file, new vscode.Range(1, 0, 2, 0));
      await vscode.workspace.applyEdit(edit);
      await document.save();
      await untilListed(file, '2: it is not a JSON object');
    });

    it('stay when its editor is closed', async () => {
      await vscode.window.showTextDocument(file);
      await closeEditors();
      await eventually(() => {
        assert.equal(vscode.window.visibleTextEditors.length, 0);
      });
      assert.equal(listed(file).length, 2);
    });

    it('go when it is deleted', async () => {
      await rm(file.fsPath);
      await untilListed(file);
    });

    it('move with it when it is renamed in the editor, and follow it there', async () => {
      const renamed = vscode.Uri.file(path.join(folder, 'renamed.jsonl'));
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(file, renamed);
      await vscode.workspace.applyEdit(edit);
      await untilListed(renamed, '2: prompt is missing', '3: it is not a JSON object');
      assert.deepEqual(listed(file), []);
      await writeFile(renamed.fsPath, `${good}\n`);
      await untilListed(renamed);
    });

    it('go when another program renames it', async () => {
      await rename(file.fsPath, path.join(folder, 'renamed.jsonl'));
      await untilListed(file);
    });

    it('follow a file that is replaced by another', async () => {
      const next = path.join(folder, 'next.tmp');
      await writeFile(next, `{"prompt":1,"completion":"b"}\n${good}\n`);
      await rename(next, file.fsPath);
      await untilListed(file, '1: prompt is not a string');
    });
  });
}

describe('the listed problems of data files in a folder', () => {
  let folder: string;
  let file: vscode.Uri;

  before(extension);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(inWorkspace(), 'problems-'));
    await mkdir(path.join(folder, 'inner'));
    file = vscode.Uri.file(path.join(folder, 'inner', 'chats.jsonl'));
    await writeFile(file.fsPath, '{"messages":[]}\n');
    void vscode.commands.executeCommand('fineTuning.validateTrainingFile', file);
    await untilListed(file, '1: messages is empty');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('go when the folder is deleted', async () => {
    await rm(folder, { recursive: true });
    await untilListed(file);
  });

  it('move with the folder when it is renamed in the editor', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.file(path.join(folder, 'inner')), vscode.Uri.file(path.join(folder, 'outer')));
    await vscode.workspace.applyEdit(edit);
    await untilListed(vscode.Uri.file(path.join(folder, 'outer', 'chats.jsonl')), '1: messages is empty');
    assert.deepEqual(listed(file), []);
  });
});

describe('the listed problems of a provider’s copy', () => {
  it('are there until it is closed', async () => {
    const app = await extension();
    const server = await startServer((_, response) => void response.end(`${good}\n{}\n`));
    await saveConnections(app, [{ name: 'Far', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
    const copy = app.documents.fileAddress('Far', 'file-1', 'far.jsonl');
    const [source] = app.sources.shown;
    assert.ok(source);
    await app.dataReports.open(copy, (signal) => ({
      size: 0,
      read: () => source.files.content('file-1', signal),
    }));
    await untilListed(copy, '2: prompt is missing');
    await vscode.window.showTextDocument(copy);
    assert.deepEqual(listed(copy), ['2: prompt is missing']);
    await closeEditors();
    await untilListed(copy);
    await saveConnections(app, []);
    await server.close();
  });
});
