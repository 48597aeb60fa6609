import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { extension, refresh, saveConnections, treeText } from './extension';

describe('connections', () => {
  let app: App;
  let own: TestServer;
  let foreign: TestServer;

  before(async () => {
    app = await extension();
    [own, foreign] = await Promise.all([startEmptyServer(), startEmptyServer()]);
  });

  afterEach(async () => {
    await saveConnections(app, []);
    own.requests.length = 0;
    foreign.requests.length = 0;
  });

  after(async () => {
    await Promise.all([own.close(), foreign.close()]);
  });

  it('cannot be set by a workspace', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const connections = [{ name: 'Evil', dialect: 'openai', baseUrl: `${foreign.origin}/v1` }];
    await saveConnections(app, [{ name: 'Own', dialect: 'openai', baseUrl: `${own.origin}/v1` }]);
    const seen = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('fineTuning.statusBar')) return;
        listener.dispose();
        resolve();
      });
    });
    // The harmless setting beside it reports when VS Code has read the file.
    const settings = { 'fineTuning.connections': connections, 'fineTuning.statusBar.enabled': false };
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(settings)));
    try {
      await seen;
      await app.sources.reload();
      await refresh();
      assert.ok(!app.sources.available.some(({ name }) => name === 'Evil'));
      assert.ok(own.requests.length > 0);
      assert.equal(foreign.requests.length, 0);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('send their key to the origin that it was saved for, and nowhere else', async () => {
    const connection = { name: 'Keyed', dialect: 'openai' as const, baseUrl: `${own.origin}/v1` };
    await app.keys.set(connection, 'sk-secret');
    await saveConnections(app, [connection]);
    await refresh();
    assert.equal(own.requests.at(-1)?.headers.authorization, 'Bearer sk-secret');
    await saveConnections(app, [{ ...connection, baseUrl: `${foreign.origin}/v1` }]);
    await refresh();
    assert.ok(foreign.requests.length > 0);
    assert.ok(foreign.requests.every(({ headers }) => headers.authorization === undefined));
    await app.keys.delete(connection);
  });

  it('use a key that was set again at the next request, and say when it cannot be one', async () => {
    const connection = { name: 'Rekeyed', dialect: 'openai' as const, baseUrl: `${own.origin}/v1` };
    await saveConnections(app, [connection]);
    for (const key of ['sk-first', 'sk-second']) {
      await app.keys.set(connection, key);
      await refresh();
      assert.equal(own.requests.at(-1)?.headers.authorization, `Bearer ${key}`);
    }
    await app.keys.set(connection, 'ключ');
    const before = own.requests.length;
    await saveConnections(app, [{ ...connection, organization: 'org-1' }]);
    await refresh();
    assert.equal(own.requests.length, before);
    assert.equal(app.view.welcome, 'unauthorized');
    await app.keys.delete(connection);
  });

  it('work with and without a slash at the end of the address', async () => {
    for (const baseUrl of [`${own.origin}/v1`, `${own.origin}/v1/`]) {
      await saveConnections(app, [{ name: 'Slash', dialect: 'openai', baseUrl }]);
      await refresh();
      assert.equal(own.requests.at(-1)?.path, '/v1/fine_tuning/jobs');
    }
  });

  it('send organization, project and their own headers', async () => {
    await saveConnections(app, [
      {
        name: 'Org',
        dialect: 'openai',
        baseUrl: `${own.origin}/v1`,
        organization: 'org-1',
        project: 'proj-1',
        headers: { 'x-team': 'blue' },
      },
    ]);
    await refresh();
    const headers = own.requests.at(-1)?.headers;
    assert.equal(headers?.['openai-organization'], 'org-1');
    assert.equal(headers['openai-project'], 'proj-1');
    assert.equal(headers['x-team'], 'blue');
  });

  it('can be shown side by side', async () => {
    await saveConnections(app, [
      { name: 'One', dialect: 'openai', baseUrl: `${own.origin}/v1` },
      { name: 'Two', dialect: 'openai', baseUrl: `${foreign.origin}/v1` },
    ]);
    await refresh();
    assert.equal(treeText(app), 'One  No jobs\nTwo  No jobs');
  });

  it('of a local engine that responds leave the engine of the window where it is', async () => {
    await saveConnections(app, [{ name: 'Elsewhere', dialect: 'local', baseUrl: `${own.origin}/v1` }]);
    await refresh();
    await vscode.commands.executeCommand('fineTuning.startEngine');
    assert.equal(app.host.engine?.address, null);
    assert.deepEqual(
      app.sources.shown.map(({ name }) => name),
      ['Elsewhere'],
    );
  });

  it('ask for nothing while no view, page or active job needs it', async () => {
    await saveConnections(app, [{ name: 'Quiet', dialect: 'openai', baseUrl: `${own.origin}/v1` }]);
    await refresh();
    own.requests.length = 0;
    assert.equal(app.sources.shown[0]?.isWatched, false);
    app.sources.shown[0].expectChange();
    assert.equal(own.requests.length, 0);
  });
});

describe('the local engine of the window', () => {
  it('starts with the first use, trains, stops, and starts again with all it had', async function () {
    this.timeout(120_000);
    const app = await extension();
    await vscode.commands.executeCommand('fineTuning.startEngine');
    const [source] = app.sources.shown;
    assert.equal(source?.name, 'Local engine');
    const [connection] = app.sources.available.filter(({ name }) => name === source.name);
    assert.ok(connection);
    const client = await app.connector.connect(connection);
    const file = await client.files.upload(
      {
        filename: 'tiny.jsonl',
        size: examples.length,
        read: async function* () {
          yield await Promise.resolve(examples);
        },
      },
      'fine-tune',
    );
    const created = await client.jobs.create({
      model: 'local-tiny',
      trainingFile: file.id,
      suffix: 'in-the-window',
      method: { type: 'supervised', hyperparameters: { n_epochs: 1 } },
    });
    await eventually(async () => {
      assert.equal((await client.jobs.retrieve(created.id)).status, 'succeeded');
    });
    await refresh();
    assert.match(treeText(app), /Succeeded {2}1\n {2}in-the-window {2}.*local-tiny/);

    await vscode.commands.executeCommand('fineTuning.stopEngine');
    assert.equal(app.host.engine?.address, null);
    assert.equal(source.state.kind, 'failed');
    await vscode.commands.executeCommand('fineTuning.startEngine');
    assert.equal(source.state.kind, 'ready');
    assert.match(treeText(app), /in-the-window/);
    await vscode.commands.executeCommand('fineTuning.stopEngine');
    await app.sources.show([]);
    await app.sources.show(['Local engine']);
    await refresh();
    assert.equal(app.host.engine.address, null);
    assert.equal(app.view.welcome, 'engineStopped');
    await app.sources.show([]);
  });
});

const examples = Buffer.from(
  Array.from({ length: 12 }, (_, index) =>
    JSON.stringify({
      messages: [
        { role: 'user', content: `What is ${String(index)} and one?` },
        { role: 'assistant', content: `It is ${String(index + 1)}.` },
      ],
    }),
  ).join('\n'),
);

function startEmptyServer(): Promise<TestServer> {
  return startServer((_, response) => {
    sendJson(response, { object: 'list', data: [], has_more: false });
  });
}
