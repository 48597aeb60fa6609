import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { fileDrop } from '../../src/platform/places';
import type { SectionNode } from '../../src/views/sections/sectionNodes';
import type { SectionView } from '../../src/views/sections/sectionView';
import { eventually, until } from '../support/eventually';
import { sendJson } from '../support/httpServer';
import { openaiJob, openaiProvider, type OpenaiState, openaiState } from '../support/providers/openai';
import { type Answer, type ProviderServer, startProvider } from '../support/providers/router';
import { closeEditors, extension, openDocument, refresh, saveConnections } from './extension';

const key = { 'x-test': 'yes' };
const model = 'ft:gpt-4o-mini-2024-07-18:acme:faq:abc123';

describe('the views of files and models', () => {
  let app: App;
  let state: OpenaiState;
  let server: ProviderServer;
  /** Responds with the checkpoints of a job. */
  let checkpoints: Answer | undefined;

  before(async () => {
    app = await extension();
  });

  beforeEach(async () => {
    state = openaiState();
    state.jobs.push(openaiJob(4, { training_file: 'file-2', user_provided_suffix: 'live' }));
    state.files.push(
      { id: 'file-2', bytes: 2_048, created_at: 1_721_764_700, filename: 'b.jsonl', purpose: 'fine-tune' },
      { id: 'file-3', bytes: 2_048, created_at: 1_721_764_800, filename: 'b.jsonl', purpose: 'fine-tune' },
      {
        ...{ id: 'file-result', bytes: 22, created_at: 1_721_764_900, filename: 'metrics.csv' },
        purpose: 'fine-tune-results',
      },
    );
    state.contents.set('file-result', Buffer.from('step,train_loss\n1,0.5\n'));
    state.models.push({
      id: model,
      created: 1_721_768_400,
      owned_by: 'org-acme',
      shutdown_date: '2100-01-01',
    });
    const provider = openaiProvider(state);
    const path = 'GET /fine_tuning/jobs/:id/checkpoints';
    checkpoints = provider.routes[path];
    const routes = {
      ...provider.routes,
      [path]: (...request: Parameters<Answer>) => checkpoints?.(...request),
    };
    const isAuthorized: typeof provider.isAuthorized = ({ headers }) => headers['x-test'] === 'yes';
    server = await startProvider({ ...provider, routes, isAuthorized });
    await saveConnections(app, []);
    await saveConnections(app, [{ name: 'Test', dialect: 'openai', baseUrl: server.baseUrl, headers: key }]);
    await refresh();
    await vscode.commands.executeCommand('fineTuning.refreshFiles');
    await vscode.commands.executeCommand('fineTuning.refreshModels');
  });

  afterEach(async () => {
    await saveConnections(app, []);
    await server.close();
  });

  it('list the files, newest first, with what uses them', async () => {
    const age = '\\d+y ago';
    assert.match(
      await rows(app.files),
      new RegExp(
        [
          `^metrics\\.csv {2}results of .* · 22 B · ${age} · fine-tune-results`,
          `b\\.jsonl {2}2 KB · ${age} · not used · same name and size as one from ${age} · fine-tune`,
          `b\\.jsonl {2}2 KB · ${age} · used by 1 job · fine-tune`,
          `a\\.jsonl {2}3 B · ${age} · used by 3 jobs · fine-tune$`,
        ].join('\n'),
      ),
    );
  });

  it('list the models, with the job and its checkpoints', async () => {
    assert.match(
      await rows(app.models),
      /^faq {2}\d+y ago · gpt-4o-mini\n {2}step 2 {2}loss 0\.50 · \d+y ago$/,
    );
  });

  it('lead from a checkpoint to its job, which the server need not name', async () => {
    checkpoints = (_, response) => {
      const checkpoint = { id: 'c', step_number: 1, fine_tuned_model_checkpoint: `${model}:ckpt-step-1` };
      sendJson(response, { data: [checkpoint], has_more: false });
    };
    await vscode.commands.executeCommand('fineTuning.refreshModels');
    const [checkpoint] = await app.models.tree.getChildren(await node(app.models, 'faq'));
    const { pages } = app;
    const opened: string[] = [];
    const open = pages.open.bind(pages);
    pages.open = (keys) => {
      opened.push(...keys);
      return Promise.resolve();
    };
    await vscode.commands.executeCommand('fineTuning.showModelJob', checkpoint);
    pages.open = open;
    assert.deepEqual(opened, ['Test/ftjob-1']);
  });

  it('say why there are none, and try again at a click', async () => {
    await server.close();
    await vscode.commands.executeCommand('fineTuning.refreshFiles');
    assert.match(await rows(app.files), /^The files could not be fetched {2}.*\nmetrics\.csv/);
    const [note] = await app.files.tree.getChildren();
    assert.ok(note);
    assert.equal(app.files.tree.getTreeItem(note).command?.command, 'fineTuning.refreshFiles');
  });

  it('have a level for each of several connections, with the reason where one has no list', async () => {
    await saveConnections(app, [
      { name: 'Test', dialect: 'openai', baseUrl: server.baseUrl, headers: key },
      { name: 'Own', dialect: 'localai', baseUrl: server.origin },
    ]);
    await vscode.commands.executeCommand('fineTuning.refreshFiles');
    const text = await rows(app.files);
    assert.match(text, /^Test {2}4\n {2}metrics\.csv/);
    assert.match(
      text,
      /\nOwn {2}\n {2}LocalAI has no list of data sets: they are files on its own disk\. {2}$/,
    );
  });

  it('are not read again where a poll brings nothing new', async () => {
    await rows(app.files);
    await rows(app.models);
    const changed = new Set<string>();
    const listeners = [app.files, app.models].map(({ tree, section }) =>
      tree.onDidChangeTreeData(() => changed.add(section.stateKey)),
    );
    await refresh();
    assert.deepEqual([...changed], []);
    state.jobs.push(openaiJob(5, { training_file: 'file-3' }));
    await refresh();
    assert.deepEqual([...changed], ['fineTuning.filesState']);
    assert.match(await rows(app.files), /b\.jsonl {2}2 KB · \d+y ago · used by 1 job · same name/);
    for (const listener of listeners) listener.dispose();
  });

  it('are read again where a job gets another name, or a file another status', async () => {
    await rows(app.files);
    await rows(app.models);
    const changed = new Set<string>();
    const listeners = [app.files, app.models].map(({ tree, section }) =>
      tree.onDidChangeTreeData(() => changed.add(section.stateKey)),
    );
    await app.marks.change(['Test/ftjob-1'], { name: 'Golden' });
    assert.deepEqual([...changed].toSorted(), ['fineTuning.filesState', 'fineTuning.modelsState']);
    assert.match(await rows(app.files), /^metrics\.csv {2}results of Golden · /);
    assert.match(await rows(app.models), /^Golden {2}/);
    changed.clear();
    for (const file of state.files) file['status'] = 'error';
    const [source] = app.sources.shown;
    await source?.files.stored.refresh();
    assert.deepEqual([...changed], ['fineTuning.filesState']);
    assert.match(await rows(app.files), /^metrics\.csv {2}refused · /);
    for (const listener of listeners) listener.dispose();
    await app.marks.forget(['Test/ftjob-1']);
  });

  it('give each row an id of its own, whatever a server sends', async () => {
    const checkpoint = { id: 'c', step_number: 1 };
    checkpoints = (_, response) => {
      sendJson(response, { data: [checkpoint, checkpoint], has_more: false });
    };
    const key = `Test?model/${model}`;
    for (const id of [`${model}?checkpoint/c`, `${model}?note`, JSON.stringify([key, 'c'])])
      state.models.push({ id, owned_by: 'org-acme' });
    state.files.push(...state.files.slice(0, 1));
    await vscode.commands.executeCommand('fineTuning.refreshFiles');
    await vscode.commands.executeCommand('fineTuning.refreshModels');
    for (const view of [app.files, app.models]) {
      const ids = await itemIds(view);
      assert.ok(ids.length >= 4);
      assert.deepEqual(ids, [...new Set(ids)]);
    }
  });

  it('are not read again at each change of a source that is folded', async () => {
    const connection = { dialect: 'openai', baseUrl: server.baseUrl, headers: key } as const;
    await saveConnections(app, [
      { name: 'Test', ...connection },
      { name: 'Other', ...connection },
    ]);
    await refresh();
    await vscode.commands.executeCommand('fineTuning.refreshFiles');
    await app.files.tree.getChildren(); // and nothing below
    let changes = 0;
    const listener = app.files.tree.onDidChangeTreeData(() => changes++);
    state.jobs.push(openaiJob(6, { training_file: 'file-of-nobody' }));
    await refresh();
    assert.equal(changes, 0);
    listener.dispose();
  });

  it('read checkpoints again that were under way when the view was hidden', async () => {
    await vscode.commands.executeCommand('fineTuning.models.focus');
    const asked: (() => void)[] = [];
    const respond = checkpoints;
    checkpoints = (...request) => new Promise((resolve) => asked.push(() => resolve(respond?.(...request))));
    const row = await node(app.models, 'faq');
    let changes = 0;
    const listener = app.models.tree.onDidChangeTreeData(() => changes++);
    const below = app.models.tree.getChildren(row);
    await until(() => asked.length > 0);
    const before = changes;
    await vscode.commands.executeCommand('workbench.view.explorer');
    await below;
    await until(() => changes > before);
    checkpoints = respond;
    assert.match(await rows(app.models), /step 2 {2}loss 0\.50/);
    listener.dispose();
  });

  it('open a result decoded, and a data file as it is', async () => {
    await vscode.commands.executeCommand('fineTuning.openFile', await node(app.files, 'metrics.csv'));
    assert.equal((await openDocument(/metrics\.csv$/)).getText(), 'step,train_loss\n1,0.5\n');
    await vscode.commands.executeCommand('fineTuning.openFile', await node(app.files, 'a.jsonl'));
    assert.equal((await openDocument(/a\.jsonl$/)).getText(), '{}\n');
    await closeEditors();
  });

  it('copy the id of a file and the name of a model', async () => {
    await vscode.commands.executeCommand('fineTuning.copyFileId', await node(app.files, 'a.jsonl'));
    assert.equal(await vscode.env.clipboard.readText(), 'file-1');
    await vscode.commands.executeCommand('fineTuning.copyModel', await node(app.models, 'faq'));
    assert.equal(await vscode.env.clipboard.readText(), model);
  });

  it('have what was deleted no more', async () => {
    const [source] = app.sources.shown;
    assert.ok(source);
    const { signal } = new AbortController();
    await source.files.delete('file-3', signal);
    await source.models.delete(model, signal);
    assert.doesNotMatch(await rows(app.files), /same name/);
    assert.equal(await rows(app.models), '');
    assert.deepEqual(
      state.models.map(({ id }) => id),
      ['gpt-4o-mini'],
    );
  });

  it('know that the last model is gone, where the provider has listed models of the account', async () => {
    state.models.splice(0, Infinity, { id: 'gpt-4o-mini', owned_by: 'system' });
    await vscode.commands.executeCommand('fineTuning.refreshModels');
    assert.equal(await rows(app.models), '');
    const connection = { dialect: 'openai', baseUrl: server.baseUrl, headers: key } as const;
    await saveConnections(app, [{ name: 'Lists base models alone', ...connection }]);
    await refresh();
    await vscode.commands.executeCommand('fineTuning.refreshModels');
    assert.match(await rows(app.models), /^faq {2}/);
  });

  it('upload what is dropped on them, but no folder', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const good = vscode.Uri.joinPath(folder, 'dropped.jsonl');
    const lines = Array.from({ length: 12 }, () =>
      JSON.stringify({
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
        ],
      }),
    );
    await vscode.workspace.fs.writeFile(good, Buffer.from(lines.join('\n')));
    const dropped = new vscode.DataTransfer();
    dropped.set(
      'text/uri-list',
      new vscode.DataTransferItem(`# from the Explorer\r\n${folder.toString()}\r\n${good.toString()}\r\n`),
    );
    const controller = fileDrop<SectionNode>((files, onto) =>
      app.run('fineTuning.uploadFile', files[0], files, onto?.source.id),
    );
    void controller.handleDrop?.(undefined, dropped, new vscode.CancellationTokenSource().token);
    await eventually(async () => {
      assert.match(await rows(app.files), /^metrics\.csv.*\ndropped\.jsonl/s);
    });
    assert.deepEqual(
      state.files.slice(4).map(({ filename }) => filename),
      ['dropped.jsonl'],
    );
    await vscode.workspace.fs.delete(good);
  });

  it('insert code that calls the model', async () => {
    const untitled = await vscode.workspace.openTextDocument({ language: 'python', content: '' });
    await vscode.window.showTextDocument(untitled);
    const inserted = vscode.commands.executeCommand(
      'fineTuning.insertSnippet',
      await node(app.models, 'faq'),
    );
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      assert.match(untitled.getText(), /model="ft:gpt-4o-mini-2024-07-18:acme:faq:abc123"/);
    });
    await inserted;
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('ask nothing of a server while they are not visible', async () => {
    server.requests.length = 0;
    await refresh();
    const paths = server.requests.map(({ path }) => path);
    assert.ok(paths.includes('/v1/fine_tuning/jobs'));
    assert.ok(!paths.some((path) => /\/(files|models)$/.test(path)), paths.join());
  });
});

/** The rows of a view, all unfolded. */
async function rows(view: SectionView, parent?: SectionNode, depth = 0): Promise<string> {
  const texts: string[] = [];
  for (const child of await view.tree.getChildren(parent)) {
    const item = view.tree.getTreeItem(child);
    texts.push(`${'  '.repeat(depth)}${labelOf(item)}  ${String(item.description ?? '')}`);
    const below = await rows(view, child, depth + 1);
    if (below !== '') texts.push(below);
  }
  return texts.join('\n');
}

/** The ids of a view's rows, all unfolded. */
async function itemIds(view: SectionView, parent?: SectionNode): Promise<string[]> {
  const children = await view.tree.getChildren(parent);
  const below = await Promise.all(children.map((child) => itemIds(view, child)));
  return [...children.map((child) => view.tree.getTreeItem(child).id ?? ''), ...below.flat()];
}

/** The row whose label begins so. */
async function node(view: SectionView, label: string): Promise<SectionNode> {
  const children = await view.tree.getChildren();
  const found = children.find((child) => labelOf(view.tree.getTreeItem(child)).startsWith(label));
  assert.ok(found, label);
  return found;
}

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}
