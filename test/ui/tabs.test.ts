import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { openWorkbench, type Workbench } from '../support/workbench';

const versions = ['1.139', '1.100'];

for (const version of versions) {
  describe(`the tabs of jobs in VS Code ${version}`, () => {
    let server: TestServer;
    let workbench: Workbench;

    before(async () => {
      const names = ['first', 'second', 'third'];
      const jobs = names.map((name, at) => ({
        id: `ftjob-${name}`,
        suffix: name,
        status: name === 'third' ? 'failed' : 'succeeded',
        created_at: 1_700_000_000 - at,
        training_file: 'file-1',
        error: name === 'third' ? { code: 'x', message: 'Line 2: no role', param: null } : null,
      }));
      server = await startServer(({ path }, response) => {
        const job = jobs.find(({ id }) => path.endsWith(`/${id}`));
        if (job !== undefined) sendJson(response, job);
        else if (path.endsWith('/content')) response.end('{}\n{}\n');
        else if (path.includes('/files/')) sendJson(response, { id: 'file-1', filename: 'papers.jsonl' });
        else sendJson(response, { data: path.endsWith('/jobs') ? jobs : [], has_more: false });
      });
      const connection = { name: 'Work', dialect: 'openai', baseUrl: `${server.origin}/v1` };
      workbench = await openWorkbench({ version, settings: { 'fineTuning.connections': [connection] } });
      await workbench.openView();
      await workbench.tree().row('first').waitFor();
    });

    after(async () => {
      await workbench.close();
      await server.close();
    });

    /** The titles of the tabs without the ending that only some versions show, that of a preview in brackets. */
    const tabs = () =>
      workbench.page.locator('.tabs-container .tab .monaco-icon-label').evaluateAll((labels) =>
        labels.map((label) => {
          const name = (label.querySelector('.label-name')?.textContent ?? '').replace(/\.jsonl$/, '');
          return label.classList.contains('italic') ? `(${name})` : name;
        }),
      );
    const expectTabs = (...expected: string[]) =>
      eventually(async () => {
        assert.deepEqual(await tabs(), expected);
      });
    const expectPage = (name: string) => workbench.webview().getByRole('heading', { name }).first().waitFor();

    it('show the job that is clicked in the tab of the one before', async () => {
      await workbench.tree().row('first').click();
      await expectPage('first');
      await expectTabs('(first)');
      await workbench.tree().row('second').click();
      await expectPage('second');
      await expectTabs('(second)');
    });

    it('are kept by a double click', async () => {
      await workbench.tree().row('second').dblclick();
      await expectTabs('second');
      await workbench.tree().row('third').click();
      await expectPage('third');
      await expectTabs('second', '(third)');
    });

    it('are in the history', async () => {
      await workbench.runCommand('Go Back');
      await expectPage('second');
      await expectTabs('second', '(third)');
      await workbench.runCommand('Go Forward');
      await expectPage('third');
    });

    it('come back when the window is loaded again', async () => {
      await workbench.waitUntilStored(/fine-tuning-job:.*third/);
      await workbench.reload();
      await expectTabs('second', '(third)');
      // VS Code on the web remembers some seconds late which editor was in front.
      await workbench.page.locator('.tabs-container .tab', { hasText: 'third' }).click();
      await expectPage('third');
      await workbench.openView();
      await workbench.tree().row('second').click();
      await expectPage('second');
      await expectTabs('second', '(third)');
    });

    it('can be split', async () => {
      await workbench.runCommand('View: Split Editor Right');
      await expectTabs('second', '(third)', 'second');
      await eventually(async () => {
        const headings = workbench.page
          .frames()
          .map((frame) => frame.getByRole('heading', { name: 'second' }));
        const counts = await Promise.all(headings.map((heading) => heading.count()));
        assert.equal(counts.filter((count) => count > 0).length, 2);
      });
    });

    it('stay when something is opened from their page', async () => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.tree().row('third').click();
      await expectPage('third');
      await expectTabs('(third)');
      await workbench.webview().getByRole('button', { name: 'Open the file at line 2' }).click();
      await expectTabs('third', '(papers)');
      await workbench.runCommand('Go Back');
      await expectPage('third');
    });
  });
}
