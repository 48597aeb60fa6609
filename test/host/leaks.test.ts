import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/api/connection';
import type { App } from '../../src/commands/command';
import { type Census, census } from '../support/census';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { closeEditors as closeAll, extension, refresh, saveConnections, treeText } from './extension';

/** One would do for what leaks in each; pages take VS Code 1.100 a second each. */
const rounds = 6;
/** Fields that lead out of the extension, into VS Code. */
const outside = ['context', 'memory', 'log', 'host', 'collection', 'panel', 'secrets'];

const job = (id: string) => ({ id, suffix: id, created_at: 1_700_000_000, status: 'succeeded' });

describe('leaks in the window', function () {
  this.timeout(180_000); // many pages, one after the other
  let app: App;
  let server: TestServer;
  /** What is kept of pages while there are none. */
  let withoutPages: number;

  before(async () => {
    app = await extension();
    server = await startServer(({ path }, response) => {
      const id = /\/jobs\/(job-\d)$/.exec(path)?.[1];
      if (id !== undefined) sendJson(response, job(id));
      else if (path.endsWith('/jobs')) sendJson(response, { data: [job('job-2'), job('job-1')] });
      else sendJson(response, { data: [], has_more: false });
    });
  });

  beforeEach(async () => {
    await saveConnections(app, connections());
    await refresh();
    withoutPages = openPages();
  });

  afterEach(closeEditors);

  after(async () => {
    await saveConnections(app, []);
    await server.close();
  });

  const connections = (more: Partial<Connection> = {}): Connection[] =>
    ['A', 'B'].map((name) => ({ name, dialect: 'openai', baseUrl: `${server.origin}/v1`, ...more }));

  /**
   * Counts while no poll is under way, and once the whole tree has been read: its rows and their order are made when
   * they are read, and kept until they change. VS Code may hand over what is remembered once more at any time: the marks
   * are then those that were reported last.
   */
  async function count(): Promise<Census> {
    await refresh();
    app.marks.report();
    treeText(app);
    return census(
      [
        app.sources,
        app.view.tree,
        app.files,
        app.models,
        app.pages,
        app.tryPages,
        app.connector,
        app.viewState,
      ],
      outside,
    );
  }

  const openPages = () => census([app.pages], [...outside, 'services']).objects;

  /** How many tabs are pages of the extension. */
  const tabs = () =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputCustom).length;

  async function closeEditors(): Promise<void> {
    await closeAll();
    await eventually(() => {
      assert.deepEqual([tabs(), openPages()], [0, withoutPages]);
    });
  }

  /** Opens a page and waits until it has fetched its jobs, to show them. */
  async function openPage(...keys: string[]): Promise<void> {
    const before = server.requests.length;
    await app.pages.open(keys, 'page');
    const fetched = () => server.requests.slice(before).filter(({ path }) => path.endsWith('/checkpoints'));
    await eventually(() => {
      assert.ok(fetched().length >= keys.length);
    });
  }

  it('are none after jobs and comparisons were opened and closed', async () => {
    const openAndClose = async (...keys: string[]) => {
      await openPage(...keys);
      await closeEditors();
    };
    await openAndClose('A/job-1');
    await openAndClose('A/job-1', 'B/job-2');
    const before = await count();
    for (let round = 0; round < rounds; round++) {
      if (round % 2 === 0) await openAndClose('A/job-1');
      else await openAndClose('A/job-1', 'B/job-2');
    }
    await eventually(async () => {
      assert.deepEqual(await count(), before);
    });
  });

  it('are none after models were tried on pages', async () => {
    const openAndClose = async () => {
      const before = server.requests.length;
      await app.tryPages.open({ source: 'A', job: 'job-1', model: null });
      await eventually(() => {
        assert.ok(server.requests.slice(before).some(({ path }) => path.endsWith('/checkpoints')));
      });
      await closeAll();
      await eventually(() => {
        assert.equal(vscode.window.tabGroups.all.flatMap((group) => group.tabs).length, 0);
      });
    };
    await openAndClose();
    const before = await count();
    for (let round = 0; round < rounds; round++) await openAndClose();
    await eventually(async () => {
      assert.deepEqual(await count(), before);
    });
  });

  it('are none after connections were hidden, shown and changed, with a page of both', async () => {
    await openPage('A/job-1', 'B/job-2');
    const before = await count();
    for (let round = 0; round < 2 * rounds; round++) {
      await app.sources.show(['A']);
      await app.sources.show(['A', 'B']);
      if (round % 3 > 0) continue;
      await saveConnections(app, connections({ organization: `org-${String(round)}` }));
      await refresh();
    }
    await saveConnections(app, connections());
    await eventually(async () => {
      assert.deepEqual(await count(), before);
    });
  });
});
