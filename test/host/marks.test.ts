import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { JobMarks } from '../../src/jobs/jobMarks';
import { sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openaiJob, pageOf, type Wire } from '../support/providers/openai';
import { extension, refresh, saveConnections, treeText } from './extension';

/** In the memory of a real VS Code, with the tree that its rows come from. */
describe('marks of jobs', () => {
  let app: App;
  let server: TestServer;
  let jobs: Wire[];
  /** Everything is answered as by a proxy that does not find its server. */
  let isLost: boolean;
  /** Single jobs are not found, as by a gateway that has no way to them. */
  let isListOnly: boolean;

  before(async () => {
    app = await extension();
    server = await startServer((request, response) => {
      const one = jobs.find(({ id }) => request.path.endsWith(`/jobs/${id}`));
      if (isLost) sendError(response, 404, 'page not found');
      else if (request.path.endsWith('/fine_tuning/jobs')) void pageOf(jobs)(request, response, []);
      else if (one !== undefined && request.method === 'GET' && !isListOnly) sendJson(response, one);
      else if (request.path.includes('/jobs/')) sendError(response, 404, 'No such job');
      else sendJson(response, { object: 'list', data: [], has_more: false });
    });
  });

  beforeEach(async () => {
    isLost = false;
    isListOnly = false;
    const named = (at: number, suffix: string) =>
      openaiJob(at, { user_provided_suffix: suffix, status: 'succeeded', finished_at: 1_721_764_900 });
    jobs = [named(1, 'one'), named(2, 'two'), named(3, 'three')];
    await saveConnections(app, []);
    await saveConnections(app, [{ name: 'Marked', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
    await refresh();
  });

  afterEach(async () => {
    app.viewState.setFilter('');
    await app.marks.forget([...app.marks.all].map(([key]) => key));
  });

  after(async () => {
    await saveConnections(app, []);
    await server.close();
  });

  const nodeOf = (id: string) => {
    const [source] = app.sources.shown;
    assert.ok(source);
    return app.view.tree.jobNode(source, id);
  };
  const run = (command: string, ...ids: string[]) => {
    const nodes = ids.map(nodeOf);
    return vscode.commands.executeCommand(`fineTuning.${command}`, nodes[0], nodes);
  };
  /** Without ages. */
  const rows = () => treeText(app).replaceAll(/ {2}(★ )?\d+y ago · gpt-4o-mini.*/g, ' $1'.trimEnd());

  it('star the jobs that are selected, which come first', async () => {
    await run('starJob', 'ftjob-1', 'ftjob-2');
    assert.match(rows(), /^Succeeded {2}3\n {2}two ★\s+one ★\s+three/);
    await run('unstarJob', 'ftjob-2');
    assert.match(rows(), /^Succeeded {2}3\n {2}one ★\s+three\s+two/);
  });

  it('hide jobs: the last row says how many, and shows them', async () => {
    await run('hideJob', 'ftjob-1', 'ftjob-3');
    assert.match(rows(), /^Succeeded {2}1\n {2}two\s+2 hidden jobs$/);
    await vscode.commands.executeCommand('fineTuning.showHiddenJobs');
    assert.match(rows(), /^Succeeded {2}2\n {2}three\s+one\s*$/);
    assert.equal(app.view.tree.message(), 'Filter “is:hidden”: 2 jobs.');
    await run('unhideJob', 'ftjob-1');
    await vscode.commands.executeCommand('fineTuning.clearFilter');
    assert.match(rows(), /^Succeeded {2}2\n {2}two\s+one\s+1 hidden job$/);
  });

  it('leave the list as it is where no job is hidden', async () => {
    await run('unhideJob', 'ftjob-1', 'ftjob-2', 'ftjob-3');
    await vscode.commands.executeCommand('fineTuning.showHiddenJobs');
    assert.equal(app.viewState.filter, '');
  });

  it('still count a hidden job that runs', async () => {
    jobs.push(openaiJob(4, { user_provided_suffix: 'four' }));
    await refresh();
    await run('hideJob', 'ftjob-4');
    assert.doesNotMatch(rows(), /Running/);
    assert.equal(app.sources.shown[0]?.store.active().length, 1);
  });

  it('are there for the next window, under the names that the person gave', async () => {
    await app.marks.change([nodeOf('ftjob-1').key], { name: 'Golden', note: 'seed 7' });
    assert.match(rows(), /\n {2}Golden/);
    const entries: unknown[] = [...app.marks.all].map(([job, mark]) => ({ job, ...mark }));
    const next = new JobMarks({ get: () => structuredClone(entries), update: () => Promise.resolve() });
    assert.equal(next.of(nodeOf('ftjob-1').key)?.name, 'Golden');
    await app.sources.reload();
    await saveConnections(app, []);
    await saveConnections(app, [{ name: 'Marked', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
    await refresh();
    assert.match(rows(), /\n {2}Golden/);
  });

  it('say that nothing fits the filter, where, and how to go back', () => {
    app.viewState.setFilter('needle');
    assert.equal(treeText(app), 'No match  Clear Filter');
    const [row] = app.view.tree.getChildren();
    assert.ok(row);
    assert.equal(app.view.tree.getTreeItem(row).command?.command, 'fineTuning.clearFilter');
    assert.equal(app.view.tree.message(), 'Filter “needle”: 0 jobs.');
  });

  it('bring a hidden job that is older than what is loaded', async () => {
    const newer = Array.from({ length: 150 }, (_, at) => openaiJob(at + 10, { status: 'succeeded' }));
    jobs = [openaiJob(1, { user_provided_suffix: 'old', status: 'failed' }), ...newer];
    await saveConnections(app, []);
    await saveConnections(app, [{ name: 'Marked', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
    await refresh();
    await app.marks.change(['Marked/ftjob-1'], { isHidden: true });
    const before = server.requests.length;
    await vscode.commands.executeCommand('fineTuning.showHiddenJobs');
    assert.match(treeText(app), /^Failed {2}1 loaded of more\n {2}old .*\nLoad more…$/);
    assert.equal(app.view.tree.message(), 'Filter “is:hidden”: 1 job.');
    assert.equal(server.requests.length, before + 1);
  });

  describe('of jobs that are not there', () => {
    const search = () => vscode.commands.executeCommand('fineTuning.showHiddenJobs');

    beforeEach(async () => {
      await app.marks.change(['Marked/gone-1', 'Marked/gone-2'], { isHidden: true });
      await app.marks.change(['Marked/gone-1'], { note: 'The one that we shipped' });
    });

    it('are lost when they are looked for, but for what the person wrote', async () => {
      await app.marks.change(['Marked/ftjob-1'], { isHidden: true });
      await search();
      assert.deepEqual(app.marks.of('Marked/gone-1'), {
        ...{ isStarred: false, isHidden: false, name: null },
        note: 'The one that we shipped',
      });
      assert.equal(app.marks.of('Marked/gone-2'), null);
      assert.equal(app.marks.of('Marked/ftjob-1')?.isHidden, true);
    });

    it('stay where no other is there: the key may be of another project', async () => {
      await search();
      for (const id of ['gone-1', 'gone-2']) assert.equal(app.marks.of(`Marked/${id}`)?.isHidden, true);
    });

    it('stay where the server lists jobs and shows none', async () => {
      await app.marks.change(['Marked/ftjob-1'], { isHidden: true });
      isListOnly = true;
      await search();
      for (const id of ['gone-1', 'gone-2']) assert.equal(app.marks.of(`Marked/${id}`)?.isHidden, true);
    });

    it('stay where the server has lost its way meanwhile', async () => {
      await app.marks.change(['Marked/ftjob-1'], { isHidden: true });
      isLost = true;
      await search();
      for (const id of ['gone-1', 'gone-2']) assert.equal(app.marks.of(`Marked/${id}`)?.isHidden, true);
    });
  });
});
