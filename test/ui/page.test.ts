import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { createLongJob } from '../support/engineJobs';
import { type EngineProcess, startEngine } from '../support/engineProcess';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { connectedTo, openWorkbench, type Workbench } from '../support/workbench';

describe('the page of a running job', () => {
  let engine: EngineProcess;
  let workbench: Workbench;

  before(async () => {
    engine = await startEngine({ args: ['--throttle', '100'] });
    await createLongJob(engine, 'long');
    workbench = await openWorkbench(connectedTo(engine));
    await workbench.openView();
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Running {2}1\n {4}long/);
    });
    await workbench.tree().row('long').click();
    await workbench.webview().getByRole('heading', { name: 'long' }).waitFor();
  });

  after(async () => {
    await workbench.close();
    await engine.stop();
  });

  const stepsDone = async () => {
    const text = await workbench.webview().locator('body').innerText();
    return Number(/step ([\d,]+) of/.exec(text)?.[1]?.replace(',', '') ?? NaN);
  };

  it('goes on by itself while it is looked at', async () => {
    const before = await eventually(async () => {
      const steps = await stepsDone();
      assert.ok(steps > 0);
      return steps;
    });
    await eventually(async () => {
      assert.ok((await stepsDone()) > before);
    });
  });

  it('keeps its tab when the theme changes, and follows the theme', async () => {
    await workbench
      .webview()
      .getByRole('tab', { name: /^Events/ })
      .click();
    const color = () =>
      workbench
        .webview()
        .locator('body')
        .evaluate((body) => getComputedStyle(body).backgroundColor);
    const dark = await color();
    await workbench.setTheme('Light Modern');
    await eventually(async () => {
      assert.notEqual(await color(), dark);
    });
    assert.match(await workbench.webview().getByRole('tab', { selected: true }).innerText(), /^Events/);
  });

  it('keeps its tab over a reload of the window', async () => {
    await workbench.waitUntilStored(/tab\W+events/);
    await workbench.reload();
    await workbench.webview().getByRole('heading', { name: 'long' }).waitFor();
    await eventually(async () => {
      assert.match(await workbench.webview().getByRole('tab', { selected: true }).innerText(), /^Events/);
    });
  });

  it('ends while it is hidden behind another editor, and comes back', async () => {
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.locator('.monaco-editor').first().waitFor();
    const frames = () => workbench.page.frames().filter((frame: Frame) => frame.url().includes('fake.html'));
    await eventually(() => {
      assert.equal(frames().length, 0);
    });
    await workbench.runCommand('View: Close Editor');
    await workbench.webview().getByRole('heading', { name: 'long' }).waitFor();
    await eventually(async () => {
      assert.ok((await stepsDone()) > 0);
    });
  });
});

const hostile = {
  name: '<img src=x onerror="document.title=\'owned\'">',
  message:
    '[click](command:workbench.action.closeWindow) <script>document.title="owned"</script> \u202eright-to-left 🦊',
};

describe('what a hostile server says', () => {
  let server: TestServer;
  let workbench: Workbench;

  before(async () => {
    const job = {
      id: 'ftjob-<b>bold</b>',
      object: 'fine_tuning.job',
      status: 'failed',
      created_at: 1_700_000_000,
      model: 'javascript:alert(1)',
      user_provided_suffix: hostile.name,
      error: { code: '**bold**', message: hostile.message, param: null },
      metadata: { '<i>key</i>': '<u>value</u>' },
    };
    const event = {
      id: 'e1',
      created_at: 1_700_000_000,
      level: 'error',
      message: hostile.message,
      type: 'message',
    };
    server = await startServer((request, response) => {
      const list = (data: unknown[]) => {
        sendJson(response, { object: 'list', data, has_more: false });
      };
      if (request.path.endsWith('/events')) list([event]);
      else if (request.path.endsWith('/checkpoints')) list([]);
      else if (request.path.endsWith('/jobs')) list([job]);
      else sendJson(response, job);
    });
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [{ name: 'Hostile', dialect: 'openai', baseUrl: `${server.origin}/v1` }],
      },
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('is text in the tree and in its tooltip', async () => {
    await eventually(async () => {
      assert.ok((await workbench.treeText()).includes(hostile.name));
    });
    const hover = workbench.page.locator('.monaco-hover:visible', { hasText: 'Status' });
    await eventually(async () => {
      await workbench.page.mouse.move(700, 600);
      await workbench.tree().row(hostile.name).hover();
      await hover.waitFor({ timeout: 3_000 });
    });
    assert.equal(await hover.locator('img, script, b, i, u, a').count(), 0);
    assert.ok((await hover.innerText()).includes('[click] (command:workbench.action.closeWindow)'));
  });

  it('is text on the page', async () => {
    await workbench.tree().row(hostile.name).click();
    const page = workbench.webview();
    await page.getByRole('heading', { name: hostile.name }).waitFor();
    const says = async (...texts: readonly string[]) => {
      await eventually(async () => {
        const text = await page.locator('body').innerText();
        for (const said of texts) assert.ok(text.includes(said), `${said} is missing`);
      });
    };
    await says(hostile.name, '<script>');
    await page.getByRole('tab', { name: 'Details' }).click();
    await says('javascript:alert(1)', '<u>value</u>');
    assert.equal(await page.locator('#app img, #app script, #app a[href^="javascript"]').count(), 0);
    assert.notEqual(await titleOf(workbench.page), 'owned');
  });
});

function titleOf(page: Page): Promise<string> {
  return page.title();
}
