import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { closeEditors, extension, openDocument, saveConnections } from './extension';

describe('what a provider says, as documents', () => {
  let app: App;
  let server: TestServer;
  let status: string;
  const { signal } = new AbortController();

  before(async () => {
    app = await extension();
    server = await startServer((request, response) => {
      if (request.path.includes('/large/')) response.end('1,2\n'.repeat(1_100_000));
      else if (request.path.endsWith('/content')) response.end('not, a\nCSV');
      else if (request.path.endsWith('/job-1')) sendJson(response, { id: 'job-1', status, created_at: 1 });
      else sendJson(response, { object: 'list', data: [], has_more: false });
    });
    await saveConnections(app, [{ name: 'Papers', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
  });

  after(async () => {
    await closeEditors();
    await saveConnections(app, []);
    await server.close();
  });

  it('are read again when they are opened again', async () => {
    status = 'running';
    await app.documents.openJob('Papers', 'job-1', signal);
    const document = await openDocument(/job-1\.json$/);
    assert.match(document.getText(), /"status": "running"/);
    status = 'succeeded';
    await app.documents.openJob('Papers', 'job-1', signal);
    await eventually(() => {
      assert.match(document.getText(), /"status": "succeeded"/);
    });
  });

  it('show other JSON of the same name', async () => {
    await app.documents.openJson('{"number":1}', 'odd');
    const document = await openDocument(/odd\.json$/);
    await app.documents.openJson('{"number":2}', 'odd');
    await eventually(() => {
      assert.match(document.getText(), /"number": 2/);
    });
  });

  it('say at their end where JSON was cut', async () => {
    await app.documents.openJson('{"a": [1, 2', 'cut', 123_456);
    const document = await openDocument(/cut\.json$/);
    assert.match(document.getText(), /2…\n\nOnly the first 11 of 123,456 characters were kept\.\n$/);
  });

  it('cannot be typed into', async () => {
    await app.documents.openFile('Papers', 'file-1', 'notes.txt', signal);
    const document = await openDocument(/notes\.txt$/);
    assert.equal(document.getText(), 'not, a\nCSV');
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText(), 'not, a\nCSV');
  });

  it('show the first rows of a file that is too large to be opened', async () => {
    await app.documents.openPreview('Papers', 'large', 'train.jsonl', signal);
    const document = await openDocument(/train\.jsonl, first rows$/);
    assert.match(document.getText(), /^Row 1\n1,2\n\nRow 2\n/);
    assert.match(document.getText(), /\n\nRow 50\n1,2\n\n…\n$/);
  });

  it('are called what can be seen, and by one line', async () => {
    await app.documents.openFile('Papers', 'file-2', 'a\u202Elnosj.\u0000\nb/c.jsonl', signal);
    await openDocument(/c\.jsonl$/);
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.equal(activeTab?.label, 'a-u202Elnosj.-u0000 b-c.jsonl');
  });

  it('say that a file is too large to be opened, and how to save it', async () => {
    const open = app.documents.openResult('Papers', 'large', 'step.csv', signal);
    await assert.rejects(open, /larger than 4 MB.*“Save Result Files…” saves it/);
  });

  it('say that their connection is gone', async () => {
    await assert.rejects(app.documents.openJob('Nobody', 'job-1', signal), /connection is no longer there/);
  });
});
