import assert from 'node:assert/strict';
import { endAtFailure } from '../support/endAtFailure';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { openaiJob, pageOf } from '../support/providers/openai';
import { openWorkbench, type Workbench } from '../support/workbench';

const jobs = Array.from({ length: 150 }, (_, at) =>
  openaiJob(at + 1, {
    user_provided_suffix: at === 145 ? '質問 応答' : `run-${String(at + 1)}`,
    status: at > 146 ? 'failed' : 'succeeded',
    error: at > 146 ? { code: 'x', message: 'out of memory', param: null } : null,
    metadata: at < 2 ? { team: 'blue' } : null,
  }),
);

describe('marks and filters', function () {
  endAtFailure(this);
  let server: TestServer;
  let workbench: Workbench;

  before(async () => {
    server = await startServer((request, response) => {
      const one = jobs.find(({ id }) => request.path.endsWith(`/jobs/${id}`));
      if (request.path.endsWith('/fine_tuning/jobs')) void pageOf(jobs)(request, response, []);
      else if (one !== undefined) sendJson(response, one);
      else sendJson(response, { object: 'list', data: [], has_more: false });
    });
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [
          { name: 'Mine', dialect: 'openai', baseUrl: `${server.origin}/v1`, apiKeyEnv: 'KEY' },
        ],
      },
      env: { KEY: 'sk-key' },
    });
    await workbench.openView();
    await shows(/▾ Failed {2}3 loaded of more\n {4}run-150 {2}out of memory/);
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  const shows = (pattern: RegExp) =>
    eventually(async () => {
      assert.match(await workbench.treeText(), pattern);
    });

  it('star a job with the button in its row', async () => {
    await workbench.tree().clickInline('run-148', 'Star Job');
    await shows(/Failed {2}3 loaded of more\n {4}run-148 {2}★ out of memory[^\n]*\n {4}run-150/);
  });

  it('give a job another name, and a note, that its page has too', async () => {
    const { quickInput } = workbench;
    await workbench.tree().clickMenu('run-149', 'Rename Job Locally…');
    await eventually(async () => {
      assert.match(await quickInput.message(), /Only here: the provider’s name stays run-149/);
    });
    await quickInput.type('Golden run');
    await quickInput.accept();
    await shows(/ {4}Golden run {2}out of memory/);
    await workbench.tree().clickMenu('Golden run', 'Edit Note about Job…');
    await eventually(async () => {
      assert.match(await quickInput.message(), /It stays on this machine/);
    });
    await quickInput.type('try seed 7');
    await quickInput.accept();
    await workbench.tree().row('Golden run').click();
    const page = workbench.webview();
    await page.getByRole('heading', { level: 1, name: 'Golden run' }).waitFor();
    await page.getByText('try seed 7').waitFor();
    await page.getByRole('tab', { name: 'Details' }).click();
    await page.getByText('Golden run, at the provider: run-149').waitFor();
    assert.deepEqual(await workbench.editors(), ['Golden run']);
    await workbench.runCommand('View: Close All Editors');
  });

  it('hide a job, and say so in the last row', async () => {
    await workbench.tree().clickMenu('run-150', 'Hide Job');
    await shows(/Failed {2}2 loaded of more\n {4}run-148[^]*\n {2}Load more… {2}\n {2}1 hidden job$/);
  });

  it('are still there after the window was loaded again', async () => {
    await workbench.waitUntilStored(/ftjob-150\W+isStarred\W+false\W+isHidden\W+true/);
    await workbench.reload();
    await workbench.openView();
    await shows(/Failed {2}2 loaded of more\n {4}run-148 {2}★[^\n]*\n {4}Golden run[^]*\n {2}1 hidden job$/);
  });

  it('show the hidden job, and it again among the others', async () => {
    await workbench.tree().row('1 hidden job').click();
    await shows(/^▾ Failed {2}1 loaded of more\n {4}run-150 /);
    await workbench.tree().clickInline('run-150', 'Unhide Job');
    await shows(/^ {2}No match {2}Clear Filter\n/);
    await workbench.tree().row('No match').click();
    await shows(/Failed {2}3 loaded of more/);
  });

  it('filter by a term that is chosen, and by what is typed beside it', async () => {
    const { quickInput } = workbench;
    await workbench.tree().clickTitle('Filter Jobs…');
    await quickInput.waitForStep('Filter Jobs');
    assert.equal((await quickInput.rows())[0], 'All jobs  100 of 100 loaded jobs');
    await quickInput.pick('Failed');
    await eventually(async () => {
      assert.equal(await quickInput.value(), 'status:failed ');
      assert.equal((await quickInput.rows())[0], 'status:failed  3 of 100 loaded jobs');
    });
    await quickInput.type('status:failed after:soon');
    await eventually(async () => {
      assert.match(
        (await quickInput.rows())[0] ?? '',
        /^status:failed after:soon {2}“after:soon” needs a day/,
      );
    });
    await quickInput.accept();
    assert.equal(await quickInput.value(), 'status:failed after:soon'); // it is refused, and nothing is lost
    await quickInput.type('status:failed golden');
    await eventually(async () => {
      assert.equal((await quickInput.rows())[0], 'status:failed golden  1 of 100 loaded jobs');
    });
    await quickInput.accept();
    await shows(/^▾ Failed {2}1\n {4}Golden run [^\n]*$/);
    await workbench.tree().clickTitle('Clear Jobs Filter');
    await shows(/Failed {2}3/);
  });

  it('find older jobs by metadata with one request', async () => {
    // A new window knows the newest page alone.
    await workbench.reload();
    await workbench.openView();
    await shows(/Load more…\s*$/);
    server.requests.length = 0;
    const { quickInput } = workbench;
    await workbench.tree().clickTitle('Filter Jobs…');
    await quickInput.waitForStep('Filter Jobs');
    await quickInput.type('team=blue');
    await quickInput.accept();
    await shows(/^▾ Succeeded {2}2 loaded of more\n {4}run-2 [^\n]*\n {4}run-1 [^\n]*\n {2}Load more…\s*$/);
    const lists = server.requests.filter(({ query }) => query.has('metadata[team]'));
    assert.deepEqual(
      lists.map(({ query }) => query.get('metadata[team]')),
      ['blue'],
    );
    assert.ok(!server.requests.some(({ query }) => query.has('after')));
    await eventually(async () => {
      assert.match(await workbench.tree().pane.innerText(), /Filter “team=blue”: 2 jobs\./);
    });
  });

  it('leave a clone without a suffix that is taken, which its box says at once', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Fine-Tuning: Clone Job…');
    await quickInput.waitForStep('Which job do you want to clone?');
    await quickInput.pick('質問 応答');
    await quickInput.waitForStep('Check the job');
    await quickInput.pick('Create This Job');
    await quickInput.waitForStep('Suffix');
    await eventually(async () => {
      assert.match(await quickInput.message(), /^No spaces and no colons/);
    });
  });
});
