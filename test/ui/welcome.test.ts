import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { type TestServer, sendError, sendJson, startServer } from '../support/httpServer';
import { type Workbench, openWorkbench } from '../support/workbench';

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

  const cases: [name: string, answer: Answer, text: RegExp, buttons: string[]][] = [
    ['empty', empty, /There are no fine-tuning jobs yet/, ['Create Job']],
    [
      'a wrong key',
      (response) => {
        sendError(response, 401, 'Incorrect API key provided', 'invalid_api_key');
      },
      /does not accept the API key/,
      ['Set API Key', 'Check Connection', 'Try Again', 'Show Other Connections'],
    ],
    [
      'no permission',
      (response) => {
        sendError(response, 403, 'Missing scopes');
      },
      /may not see fine-tuning jobs/,
      ['Set API Key', 'Open Settings', 'Check Connection', 'Try Again'],
    ],
    [
      'offline',
      (response) => {
        response.destroy();
      },
      /cannot be reached/,
      ['Check Connection', 'Try Again', 'Open Settings', 'Show Log'],
    ],
    [
      'another kind of server',
      (response) => {
        response.end('<!doctype html><title>Hello</title>');
      },
      /not as a fine-tuning API does/,
      ['Open Settings', 'Check Connection', 'Try Again', 'Show Log'],
    ],
    [
      'a broken server',
      (response) => {
        sendError(response, 500, 'Oops');
      },
      /a problem of its own/,
      ['Try Again', 'Show Log'],
    ],
  ];
  for (const [name, reply, text, buttons] of cases) {
    it(`has a text and the buttons that fix it: ${name}`, async () => {
      answer = reply;
      await workbench.runCommand('Fine-Tuning: Refresh Jobs');
      await eventually(async () => {
        assert.match(await workbench.tree().welcome(), text);
      });
      assert.deepEqual(
        await workbench.tree().pane.locator('.welcome-view-content .monaco-button').allInnerTexts(),
        buttons,
      );
    });
  }

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

  it('checks the connection, finding by finding', async () => {
    answer = (response) => {
      sendError(response, 404, 'Not here');
    };
    await workbench.runCommand('Fine-Tuning: Check Connection…');
    await workbench.quickInput.pick('Test');
    await workbench.quickInput.waitForStep('Choose a line');
    const rows = await workbench.quickInput.rows();
    assert.match(rows.join('\n'), /Address {2}.* responds\.\n/);
    assert.match(rows.join('\n'), /Fine-tuning API {2}There are no fine-tuning jobs at/);
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
      assert.deepEqual(
        await workbench.tree().pane.locator('.welcome-view-content .monaco-button').allInnerTexts(),
        ['Connect to OpenAI', 'Connect to Another Server', 'Try the Local Engine'],
      );
    });
  });

  it('starts the local engine of the window, and stops it', async () => {
    await workbench.tree().pane.getByRole('button', { name: 'Try the Local Engine' }).click();
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /There are no fine-tuning jobs yet/);
    });
    await workbench.runCommand('Fine-Tuning: Stop Local Engine');
    await eventually(async () => {
      assert.match(await workbench.tree().welcome(), /The local engine does not run/);
    });
  });
});
