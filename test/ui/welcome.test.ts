import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { sendError, sendJson, startServer, type TestServer } from '../support/httpServer';
import { openWorkbench, type Workbench } from '../support/workbench';

type Answer = (response: Parameters<typeof sendJson>[0]) => void;

const empty: Answer = (response) => {
  sendJson(response, { object: 'list', data: [], has_more: false });
};

describe('what the view says when it has no jobs to show', () => {
  let server: TestServer;
  let answer: Answer;
  let workbench: Workbench;

  before(async () => {
    answer = empty;
    server = await startServer((_, response) => {
      answer(response);
    });
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [{ name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` }],
      },
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  /** The button, of which there is one, and what the sentences lead to. */
  const cases: [name: string, answer: Answer, text: RegExp, button: string, links: string[]][] = [
    ['empty', empty, /There are no fine-tuning jobs yet/, 'Create Job', []],
    [
      'a wrong key',
      (response) => {
        sendError(response, 401, 'Incorrect API key provided', 'invalid_api_key');
      },
      /does not accept the API key/,
      'Set API Key',
      ['check the connection', 'try again', 'show other connections'],
    ],
    [
      'no permission',
      (response) => {
        sendError(response, 403, 'Missing scopes');
      },
      /may not see fine-tuning jobs/,
      'Set API Key',
      ['open the settings', 'check the connection', 'try again', 'show other connections'],
    ],
    [
      'offline',
      (response) => {
        response.destroy();
      },
      /cannot be reached/,
      'Try Again',
      ['check the connection', 'open the settings', 'show other connections', 'show the log'],
    ],
    [
      'another kind of server',
      (response) => {
        response.end('<!doctype html><title>Hello</title>');
      },
      /not as a fine-tuning API does/,
      'Open Settings',
      ['check the connection', 'try again', 'show other connections', 'show the log'],
    ],
    [
      'a broken server',
      (response) => {
        sendError(response, 500, 'Oops');
      },
      /a problem of its own/,
      'Try Again',
      ['show other connections', 'show the log'],
    ],
  ];
  for (const [name, reply, text, button, links] of cases) {
    it(`has a text, and the button and links that fix it: ${name}`, async () => {
      answer = reply;
      await workbench.runCommand('Fine-Tuning: Refresh Jobs');
      await eventually(async () => {
        assert.match(await workbench.tree().welcome(), text);
      });
      assert.deepEqual(await workbench.tree().welcomeButtons(), [button]);
      assert.deepEqual(await workbench.tree().welcomeLinks(), links);
    });
  }

  it('leads to the setting, which is on the tab of the machine', async () => {
    answer = (response) => {
      response.destroy();
    };
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /cannot be reached/);
    });
    await workbench.tree().clickWelcomeLink('open the settings');
    const { page } = workbench;
    await page.locator('.settings-editor .setting-item-label', { hasText: 'Connections' }).waitFor();
    const tab = page.locator('.settings-editor .settings-tabs-widget .action-label.checked');
    assert.match(await tab.innerText(), /^Remote/);
    await page.getByRole('button', { name: /^Close Modal Editor/ }).click();
    await page.locator('.settings-editor').waitFor({ state: 'hidden' });
  });

  it('leads from the refused key to a new one, which the server accepts', async () => {
    answer = (response) => {
      const { headers } = server.requests.at(-1) ?? {};
      if (headers?.authorization === 'Bearer sk-good') empty(response);
      else sendError(response, 401, 'Incorrect API key provided', 'invalid_api_key');
    };
    await workbench.runCommand('Fine-Tuning: Refresh Jobs');
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /API key/);
    });
    await workbench.tree().pane.getByRole('button', { name: 'Set API Key' }).click();
    await workbench.quickInput.waitForStep('API key of Test');
    await workbench.quickInput.type('sk-good');
    await workbench.quickInput.accept();
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /There are no fine-tuning jobs yet/);
    });
  });

  it('checks again once the key was set from a finding, and says that it is accepted', async () => {
    answer = (response) => {
      const { headers } = server.requests.at(-1) ?? {};
      if (headers?.authorization === 'Bearer sk-new') empty(response);
      else sendError(response, 401, 'Incorrect API key provided', 'invalid_api_key');
    };
    await workbench.runCommand('Fine-Tuning: Check Connection…');
    await workbench.quickInput.pick('Test');
    await workbench.quickInput.waitForStep('Choose a line');
    await workbench.quickInput.pick('API key');
    await workbench.quickInput.waitForStep('API key of Test');
    await workbench.quickInput.type('sk-new');
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForStep('Nothing is wrong');
    assert.match((await workbench.quickInput.rows()).join('\n'), /API key {2}The key is accepted\./);
    await workbench.quickInput.cancel();
  });

  it('checks the connection, finding by finding; what failed comes first and is red', async () => {
    answer = (response) => {
      sendError(response, 404, 'Not here');
    };
    await workbench.runCommand('Fine-Tuning: Check Connection…');
    await workbench.quickInput.pick('Test');
    await workbench.quickInput.waitForStep('Choose a line');
    const rows = await workbench.quickInput.rows();
    assert.match(rows.join('\n'), /Address {2}.* responds\.\n/);
    assert.match(rows[0] ?? '', /Fine-tuning API {2}There are no fine-tuning jobs at/);
    const icons = workbench.quickInput.widget.locator('.monaco-list-row .quick-input-list-icon');
    const pictures = await icons.evaluateAll((all) =>
      all.map((icon) => getComputedStyle(icon).backgroundImage),
    );
    assert.match(pictures[0] ?? '', /failed-dark\.svg/);
    assert.ok(pictures.slice(1).every((picture) => picture === 'none'));
    await workbench.quickInput.cancel();
  });
});

describe('the view before anything is connected', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    await workbench.openView();
  });

  after(() => workbench.close());

  it('offers the ways to begin', async () => {
    await eventually(async () => {
      assert.deepEqual(await workbench.tree().welcomeButtons(), ['Add Connection']);
      assert.deepEqual(await workbench.tree().welcomeLinks(), [
        'Create a sample job',
        'start the engine',
        'take the tour',
      ]);
    });
  });

  it('offers in the palette only what applies: nothing of jobs, and the engine to be started', async () => {
    const offered = await paletteTitles(workbench);
    for (const title of ['Add Connection…', 'Create Sample Job', 'Start Local Engine'])
      assert.ok(offered.includes(title), `${title} of ${offered.join(', ')}`);
    for (const title of ['Stop Local Engine', 'Cancel Job', 'Create Job in a Form…', 'Refresh Jobs'])
      assert.ok(!offered.includes(title), title);
  });

  it('starts the local engine of the window, and stops it', async () => {
    await workbench.tree().clickWelcomeLink('start the engine');
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /There are no jobs on the local engine yet/);
    });
    assert.deepEqual(await workbench.tree().welcomeButtons(), ['Create Sample Job']);
    assert.ok(!(await paletteTitles(workbench)).includes('Start Local Engine'));
    await workbench.runCommand('Fine-Tuning: Stop Local Engine');
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /The local engine does not run/);
    });
  });
});

/** As under `npm start`, and with a key in the environment beside it. */
describe('a local engine that runs outside of the window', () => {
  let server: TestServer;
  let workbench: Workbench;

  before(async () => {
    server = await startServer((_, response) => {
      empty(response);
    });
    const baseUrl = `${server.origin}/v1`;
    workbench = await openWorkbench({
      settings: { 'fineTuning.connections': [{ name: 'Local engine', dialect: 'local', baseUrl }] },
      env: { OPENAI_API_KEY: 'sk-environment', OPENAI_BASE_URL: baseUrl },
    });
    await workbench.openView();
    await workbench.runCommand('Fine-Tuning: Show Connections…');
    await workbench.quickInput.accept(); // now it is shown because it was chosen, by its name
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /There are no jobs on the local engine yet/);
    });
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  it('is neither offered to be started nor to be stopped', async () => {
    const offered = await paletteTitles(workbench);
    for (const title of ['Start Local Engine', 'Stop Local Engine'])
      assert.ok(!offered.includes(title), offered.join(', '));
    assert.ok(offered.includes('Create Sample Job'));
  });

  it('is removed, the last connection, and nothing is started or requested in its place', async () => {
    await workbench.runCommand('Fine-Tuning: Remove Connection…');
    await workbench.quickInput.pick('Local engine');
    await workbench.dialog.text();
    assert.deepEqual((await workbench.dialog.buttons()).toSorted(), ['Keep Connection', 'Remove Connection']);
    server.requests.length = 0;
    await workbench.dialog.click('Remove Connection');
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /See the fine-tuning jobs of your account here/);
    });
    assert.deepEqual(await workbench.tree().welcomeLinks(), [
      'show connections',
      'Create a sample job',
      'start the engine',
      'take the tour',
    ]);
    assert.ok((await paletteTitles(workbench)).includes('Start Local Engine')); // it does not run
    assert.deepEqual(server.requests, []);
  });
});

/** Of our commands, those that the palette offers now. It draws only the rows that are in sight. */
async function paletteTitles({ quickInput, page }: Workbench): Promise<string[]> {
  await quickInput.search('Fine-Tuning: ');
  const focused = page.locator('.quick-input-list .monaco-list-row.focused');
  const titles = new Set<string>();
  for (let before = ''; ;) {
    const rows = await quickInput.rows();
    for (const row of rows) titles.add(/^Fine-Tuning: (.*?)(?: {2}.*)?$/.exec(row)?.[1] ?? '');
    const at = await focused.innerText();
    if (at === before) break;
    before = at;
    await page.keyboard.press('PageDown');
  }
  await quickInput.cancel();
  return [...titles];
}
