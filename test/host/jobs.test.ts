import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { App } from '../../src/commands/command';
import { eventually } from '../support/eventually';
import { sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { closeEditors, extension, openDocument, refresh, saveConnections, treeText } from './extension';

/** A server whose answer to the list of jobs each test chooses. */
describe('the jobs of a server', () => {
  let app: App;
  let server: TestServer;
  let jobs: unknown[];
  let answerJobs: ((response: Parameters<typeof sendJson>[0]) => void) | null;
  let content: string;

  before(async () => {
    app = await extension();
    server = await startServer((request, response) => {
      if (request.path.endsWith('/content')) {
        response.end(content);
        return;
      }
      if (request.path.endsWith('/events')) {
        sendJson(response, { object: 'list', data: [], has_more: false });
        return;
      }
      if (request.path.endsWith('/files')) {
        const file = { id: 'file-1', object: 'file', filename: 'train.jsonl', purpose: 'fine-tune' };
        sendJson(response, { object: 'list', data: [file], has_more: false });
        return;
      }
      if (request.path.startsWith('/wrong')) {
        sendError(response, 404, 'not found');
        return;
      }
      if (answerJobs !== null) {
        answerJobs(response);
        return;
      }
      const one = jobs.find((job) => request.path.endsWith(`/jobs/${(job as { id: string }).id}`));
      if (one !== undefined) sendJson(response, one);
      else sendJson(response, page(jobs, request.query));
    });
  });

  beforeEach(async () => {
    jobs = [];
    answerJobs = null;
    content = '';
    await saveConnections(app, []);
    await saveConnections(app, [{ name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
  });

  after(async () => {
    await saveConnections(app, []);
    await server.close();
  });

  it('are none', async () => {
    await refresh();
    assert.equal(treeText(app), '');
    assert.equal(app.sources.shown[0]?.state.kind, 'ready');
  });

  it('are one', async () => {
    jobs = [job(1, { status: 'succeeded', model: 'gpt-4o-mini', user_provided_suffix: 'bot' })];
    await refresh();
    assert.match(treeText(app), /^Succeeded {2}1\n {2}bot {2}\d+y ago · gpt-4o-mini$/);
  });

  it('keep names that are written from right to left apart from the numbers beside them', async () => {
    jobs = [job(1, { status: 'succeeded', model: 'gpt-4o-mini', user_provided_suffix: 'نموذج 18' })];
    await refresh();
    assert.match(treeText(app), /\n {2}\u2068نموذج 18\u2069 {2}\d+y ago · gpt-4o-mini$/);
  });

  it('are a hundred: one page', async () => {
    jobs = many(100);
    await refresh();
    assert.equal(treeText(app).split('\n').length, 101);
    assert.doesNotMatch(treeText(app), /Load more/);
  });

  it('are 250: page by page, as they are requested', async () => {
    jobs = many(250);
    await refresh();
    for (const known of [100, 200]) {
      assert.match(treeText(app), new RegExp(`Succeeded {2}${String(known)} loaded of more\n`));
      assert.match(treeText(app), /Load more…$/);
      await vscode.commands.executeCommand('fineTuning.loadMoreJobs');
    }
    assert.match(treeText(app), /Succeeded {2}250\n/);
    assert.doesNotMatch(treeText(app), /Load more/);
  });

  it('are found by a filter, also on older pages', async () => {
    jobs = [...many(240), job(999, { user_provided_suffix: 'needle', status: 'failed' })];
    await refresh();
    app.viewState.setFilter('needle');
    assert.equal(treeText(app), 'No match in 100 loaded jobs  Clear Filter\nLoad more…');
    await vscode.commands.executeCommand('fineTuning.loadMoreJobs');
    await vscode.commands.executeCommand('fineTuning.loadMoreJobs');
    assert.match(treeText(app), /^Failed {2}1\n {2}needle/);
    await vscode.commands.executeCommand('fineTuning.clearFilter');
  });

  it('have a row each, also the one that cannot be read; its JSON can be opened', async () => {
    jobs = [job(1, { status: 'succeeded' }), { status: 'running', user_provided_suffix: 'odd' }];
    await refresh();
    const [unreadable] = app.view.tree.getChildren();
    assert.match(treeText(app), /^A job without id {2}cannot be read: id: .+\nSucceeded {2}1\n/);
    await vscode.commands.executeCommand('fineTuning.showJobJson', unreadable);
    const document = await openDocument(/unreadable job\.json$/);
    assert.deepEqual(JSON.parse(document.getText()), jobs[1]);
  });

  it('have a tooltip whose long values break, with a small curve of a loss that is known', async () => {
    const model = `arn:aws:bedrock:${'x'.repeat(60)}`;
    jobs = [job(1, { status: 'running', model: `${model}|<b>`, user_provided_suffix: 'bot' })];
    await refresh();
    const source = sourceOf(app);
    const tooltip = () => {
      const item = app.view.tree.getTreeItem(app.view.tree.jobNode(source, 'ftjob-1'));
      assert.ok(item.tooltip instanceof vscode.MarkdownString);
      return item.tooltip;
    };
    const { value, isTrusted, supportHtml } = tooltip();
    assert.match(value, /^\| \| bot {2}\|\n\|:---\|:---\|\n\| Status \| Running {2}\|\n/);
    assert.match(value, /Base&nbsp;model \| arn:aws:bedrock:x{24}\u200bx{36}¦<b\\> {2}\|/);
    assert.ok(isTrusted !== true && supportHtml !== true);
    assert.doesNotMatch(value, /!\[/);
    const course = { steps: Float64Array.of(1, 2), values: Float64Array.of(2, 1) };
    const clock = { steps: new Float64Array(), values: new Float64Array() };
    source.store.setProgress('ftjob-1', {
      step: 2,
      totalSteps: null,
      fraction: null,
      clock,
      course,
      best: null,
      lastEventAt: null,
    });
    assert.match(
      tooltip().value,
      /!\[Training&nbsp;loss&nbsp;from&nbsp;2\.00&nbsp;to&nbsp;1\.00\]\(data:image\/svg\+xml,/,
    );
  });

  describe('in sight', () => {
    const groupKey = (group: string) => `${sourceOf(app).id}?status:${group}`;
    const node = (id: string) => app.view.tree.jobNode(sourceOf(app), id);

    beforeEach(async () => {
      await vscode.commands.executeCommand('fineTuning.jobs.focus');
    });

    afterEach(async () => {
      await closeEditors();
    });

    it('select the row of the page in front, and open its group for it', async () => {
      jobs = many(6);
      await refresh();
      assert.equal(app.viewState.isOpen(groupKey('succeeded')), undefined);
      await vscode.commands.executeCommand('fineTuning.openJob', node('ftjob-3'));
      await eventually(() => {
        assert.deepEqual(
          app.view.selection.map(({ key }) => key),
          [node('ftjob-3').key],
        );
      });
      assert.equal(app.viewState.isOpen(groupKey('succeeded')), true);
    });

    it('stay where they are when the person has folded their group', async () => {
      jobs = many(6);
      await refresh();
      app.viewState.setOpen(groupKey('succeeded'), false);
      await vscode.commands.executeCommand('fineTuning.openJob', node('ftjob-3'));
      await eventually(() => {
        assert.equal(app.pages.shownKeys.length, 1);
      });
      assert.equal(app.viewState.isOpen(groupKey('succeeded')), false);
      app.view.rows.selectNew(node('ftjob-4').key); // but what was just created is shown
      await eventually(() => {
        assert.deepEqual(
          app.view.selection.map(({ key }) => key),
          [node('ftjob-4').key],
        );
      });
      assert.equal(app.viewState.isOpen(groupKey('succeeded')), true);
    });

    it('open the group of a job that ends, unless the person has folded it', async () => {
      for (const [status, isOpen] of [
        ['succeeded', true],
        ['cancelled', false],
      ] as const) {
        const others = many(6).map((each) => ({ ...(each as object), status }));
        jobs = [...others, job(99, { status: 'running' })];
        await refresh();
        if (!isOpen) app.viewState.setOpen(groupKey(status), false);
        jobs = [...others, job(99, { status })];
        await refresh();
        assert.equal(app.viewState.isOpen(groupKey(status)), isOpen);
      }
    });

    it('stay where they are when a job ends far from where it was, or the person is at another', async () => {
      // One of which nothing was unfolded yet.
      await saveConnections(app, [{ name: 'Far', dialect: 'openai', baseUrl: `${server.origin}/v1` }]);
      const failed = many(20).map((each) => ({ ...(each as object), status: 'failed' }));
      jobs = [...failed, job(99, { status: 'running' })];
      await refresh();
      jobs = [...failed, job(99, { status: 'cancelled' })];
      await refresh();
      assert.equal(app.viewState.isOpen(groupKey('cancelled')), undefined);
      jobs = [job(101, { status: 'running' }), job(102, { status: 'running' })];
      await refresh();
      app.view.rows.selectNew(node('ftjob-101').key);
      await eventually(() => {
        assert.equal(app.view.selection.length, 1);
      });
      jobs = [job(101, { status: 'running' }), job(102, { status: 'succeeded' })];
      await refresh();
      assert.equal(app.viewState.isOpen(groupKey('succeeded')), undefined);
    });

    it('are grouped by the names of their files, which the list of files has', async () => {
      jobs = [job(1, { status: 'succeeded', training_file: 'file-1' })];
      await refresh();
      app.viewState.setGrouping('trainingFile');
      await eventually(() => {
        assert.match(treeText(app), /^train\.jsonl {2}1\n/);
      });
      app.viewState.setGrouping('status');
    });

    it('have one beside them, which stays when they go', async () => {
      jobs = many(4);
      await refresh();
      const beside = (...ids: string[]) => app.view.tree.besides(ids.map(node))?.id;
      assert.equal(beside('ftjob-1', 'ftjob-2'), 'ftjob-3');
      assert.equal(beside('ftjob-3', 'ftjob-4'), 'ftjob-2');
      assert.equal(beside('ftjob-1', 'ftjob-2', 'ftjob-3', 'ftjob-4'), undefined);
    });
  });

  it('are kept whatever their status and fields are', async () => {
    jobs = [
      job(1, { status: 'dreaming', model: 17, trained_tokens: 'many', error: 'odd', result_files: 'none' }),
      { id: 'ftjob-2', suffix: 'bare', status: 'running', created_at: 1_700_000_000 },
    ];
    await refresh();
    assert.match(
      treeText(app),
      /Running {2}1\n {2}bare {2}for \d+y\nOther {2}1\n {2}job-1 {2}dreaming · \d+y ago · 17/,
    );
  });

  it('stay on screen when the server fails, marked with the reason', async () => {
    jobs = [job(1, { status: 'succeeded' })];
    await refresh();
    answerJobs = (response) => {
      sendError(response, 403, 'You may not see this');
    };
    await refresh();
    assert.match(treeText(app), /Succeeded {2}1/);
    assert.match(app.view.tree.message() ?? '', /^You may not see this\. Shown as of now\.$/);
  });

  it('stay on screen with the time of the next try, where that is not soon', async () => {
    jobs = [job(1, { status: 'running' })];
    await refresh();
    answerJobs = (response) => {
      response.setHeader('retry-after', '90');
      sendError(response, 429, 'Slow down');
    };
    await refresh();
    const next = /^Slow down\. Shown as of now\. Next try at \d\d:\d\d:\d\d\.$/;
    assert.match(app.view.tree.message() ?? '', next);
  });

  describe('of several connections', () => {
    beforeEach(async () => {
      jobs = [job(1, { status: 'succeeded', user_provided_suffix: 'bot' }), job(2, { status: 'failed' })];
      await saveConnections(app, [
        { name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` },
        { name: 'Wrong', dialect: 'openai', baseUrl: `${server.origin}/wrong` },
      ]);
      await refresh();
    });

    it('say below one that has none what to do, and lead there', () => {
      assert.match(
        treeText(app),
        /\nWrong {2}not found\n {2}Check Connection {2}Check that the connection's base URL is .* \/v1/,
      );
      const wrong = app.view.tree.getChildren()[1];
      const [row] = app.view.tree.getChildren(wrong);
      assert.ok(row);
      assert.equal(app.view.tree.getTreeItem(row).command?.command, 'fineTuning.checkConnection');
    });

    it('stay on screen with the name of the one that fails', async () => {
      answerJobs = (response) => {
        sendError(response, 403, 'You may not see this');
      };
      await refresh();
      assert.match(app.view.tree.message() ?? '', /^Test: You may not see this\. Shown as of now\.$/);
      assert.match(treeText(app), /^Test {2}OpenAI or compatible\n/); // the reason is said once
    });

    it('are counted in the row of each, where there is a filter', () => {
      const description = () => {
        const [first] = app.view.tree.getChildren();
        assert.ok(first);
        return app.view.tree.getTreeItem(first).description;
      };
      assert.equal(description(), 'OpenAI or compatible');
      app.viewState.setFilter('bot');
      assert.equal(description(), '1 job');
      app.viewState.setFilter('nothing like it');
      assert.equal(description(), '0 jobs');
      app.viewState.setFilter('');
    });
  });

  const failures: [name: string, kind: string, answer: NonNullable<typeof answerJobs>][] = [
    [
      'a wrong key',
      'unauthorized',
      (response) => {
        sendError(response, 401, 'Incorrect API key');
      },
    ],
    [
      'no permission',
      'forbidden',
      (response) => {
        sendError(response, 403, 'No');
      },
    ],
    [
      'an exhausted limit',
      'limited',
      (response) => {
        sendError(response, 429, 'Slow down', undefined, { 'retry-after': '600' });
      },
    ],
    [
      'HTML instead of JSON',
      'unexpected',
      (response) => {
        response.end('<!doctype html><title>Sign in</title>');
      },
    ],
    [
      'truncated JSON',
      'unexpected',
      (response) => {
        response.end('{"object":"list","data":[{"id');
      },
    ],
    [
      'JSON that is no list',
      'unexpected',
      (response) => {
        sendJson(response, { hello: 'world' });
      },
    ],
  ];
  for (const [name, kind, answer] of failures) {
    it(`cannot be had because of ${name}: said as “${kind}”`, async () => {
      answerJobs = answer;
      await refresh();
      assert.equal(app.view.welcome, kind);
    });
  }

  it('cannot be had from a server that is not there', async () => {
    const gone = await startServer(() => undefined);
    await gone.close();
    await saveConnections(app, [{ name: 'Nowhere', dialect: 'openai', baseUrl: `${gone.origin}/v1` }]);
    await refresh();
    assert.equal(app.view.welcome, 'offline');
  });

  it('open as JSON with the provider’s own values', async () => {
    jobs = [job(1, { status: 'succeeded', learning: 1.0, big: '12345678901234567890' })];
    answerJobs = null;
    await refresh();
    const node = app.view.tree.jobNode(sourceOf(app), 'ftjob-1');
    await vscode.commands.executeCommand('fineTuning.showJobJson', node);
    const document = await openDocument(/ftjob-1\.json$/);
    assert.match(document.getText(), /\n {2}"id": "ftjob-1",\n/);
    assert.deepEqual(JSON.parse(document.getText()), jobs[0]);
  });

  const csv = 'step,train_loss\n1,2.5\n2,1.5\n';
  const bodies: [name: string, body: string, text: string][] = [
    ['plain CSV', csv, csv],
    ['base64', Buffer.from(csv).toString('base64'), csv],
    ['something that is no CSV', 'dGhpcyBpcyBub3QgQ1NW', 'dGhpcyBpcyBub3QgQ1NW'],
  ];
  for (const [name, body, text] of bodies) {
    it(`have a result file that is ${name}`, async () => {
      jobs = [job(1, { status: 'succeeded', user_provided_suffix: name, result_files: ['file-1'] })];
      content = body;
      await refresh();
      await vscode.commands.executeCommand(
        'fineTuning.openResultFile',
        app.view.tree.jobNode(sourceOf(app), 'ftjob-1'),
      );
      const document = await openDocument(new RegExp(`${name} results\\.csv$`));
      assert.equal(document.getText(), text);
      assert.equal(document.uri.scheme, 'fine-tuning');
    });
  }
});

function sourceOf(app: App) {
  const [source] = app.sources.shown;
  assert.ok(source);
  return source;
}

function job(number: number, wire: Record<string, unknown>): Record<string, unknown> {
  return {
    id: `ftjob-${String(number)}`,
    user_provided_suffix: `job-${String(number)}`,
    object: 'fine_tuning.job',
    created_at: 1_700_000_000 - number,
    ...wire,
  };
}

function many(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => job(index + 1, { status: 'succeeded' }));
}

/** As OpenAI pages: `after` and `limit`. */
function page(jobs: readonly unknown[], query: URLSearchParams): unknown {
  const after = jobs.findIndex((each) => (each as { id: string }).id === query.get('after'));
  const rest = jobs.slice(after + 1);
  const limit = Number(query.get('limit') ?? 20);
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit };
}
