import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { openWorkbench, type Workbench } from '../support/workbench';

/** Unix seconds of what the server reports: ages are shown by this machine's clock. */
const began = Math.floor(Date.now() / 1000) - 4_000;

describe('what is reported of jobs that others change, or that do not move', () => {
  let server: TestServer;
  let statuses: Map<string, string>;
  let workbench: Workbench;

  before(async () => {
    statuses = new Map([
      ['idle', 'running'],
      ['stuck', 'running'],
      ['ending', 'running'],
      ['theirs', 'running'],
      ['quiet', 'running'],
      ['mine', 'running'],
    ]);
    server = await startServer(({ path }, response) => {
      const [, id, action] = /\/jobs\/ftjob-(\w+)(?:\/(\w+))?/.exec(path) ?? [];
      if (action === 'pause') statuses.set(id ?? '', 'paused');
      if (action === 'events') sendJson(response, list(eventsOf(id)));
      else if (id !== undefined) sendJson(response, job(id, statuses.get(id) ?? ''));
      else sendJson(response, list([...statuses].map(([name, status]) => job(name, status))));
    });
    workbench = await openWorkbench({
      settings: {
        'fineTuning.connections': [{ name: 'Test', dialect: 'openai', baseUrl: `${server.origin}/v1` }],
      },
      userSettings: { 'fineTuning.notifications.cancelled': false },
    });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  /** The last report comes with the end, as it does where steps are quicker than polls. */
  const eventsOf = (id: string | undefined) => {
    if (id === 'stuck') return [step(2), step(1)];
    if (id !== 'ending') return [];
    return [...(statuses.get(id) === 'succeeded' ? [step(4_001, 1.2)] : []), step(4_000)];
  };

  const refresh = () => workbench.runCommand('Fine-Tuning: Refresh Jobs');
  const textsOf = async (name: string) =>
    (await workbench.notifications.texts()).filter((text) => text.includes(name));

  it('is a run without steps, once, with what can be done about it', async () => {
    const notice = /stuck does not move: no step for 1h/;
    await workbench.notifications.waitFor(notice);
    assert.match(await workbench.treeText(), /\n {4}stuck {2}no step for 1h · 2% · loss 1\.50/);
    assert.deepEqual(await workbench.notifications.buttons(notice), ['Show Details', 'Cancel Job…']);
    await workbench.notifications.click(notice, 'Cancel Job…');
    assert.match(await workbench.dialog.text(), /Cancel stuck\?/);
    await workbench.dialog.click('Keep Running');
    await refresh();
    assert.deepEqual(await textsOf('stuck'), []);
  });

  it('is a job that somebody else has paused, but not one that was paused here', async () => {
    await workbench.tree().clickMenu('mine', 'Pause Job');
    await eventually(async () => {
      assert.match(await workbench.treeText(), /Paused {2}1\n {4}mine/);
    });
    statuses.set('theirs', 'paused');
    await refresh();
    await workbench.notifications.waitFor(/theirs was paused/);
    assert.deepEqual(await textsOf('mine'), []);
  });

  it('is a job that has succeeded, with the loss that it reported last', async () => {
    await eventually(async () => {
      assert.match(await workbench.treeText(), /\n {4}ending .*loss 1\.50/);
    });
    statuses.set('ending', 'succeeded');
    await refresh();
    assert.match(await workbench.notifications.waitFor(/ending succeeded/), /^ending succeeded · loss 1\.20/);
    await eventually(async () => {
      assert.match(await workbench.treeText(), /\n {4}ending .*loss 1\.20/);
    });
  });

  it('is no job that somebody else has cancelled, where its setting is off', async () => {
    statuses.set('quiet', 'cancelled');
    await refresh();
    statuses.set('idle', 'failed');
    await refresh();
    await workbench.notifications.waitFor(/idle failed/); // what came later is there
    assert.deepEqual(await textsOf('quiet'), []);
  });
});

function job(name: string, status: string): unknown {
  return {
    id: `ftjob-${name}`,
    object: 'fine_tuning.job',
    user_provided_suffix: name,
    status,
    created_at: began - 100,
    model: 'gpt-4o-mini',
  };
}

/** A step a second. */
function step(number: number, loss = 1.5): unknown {
  return {
    id: `ftevent-${String(number)}`,
    object: 'fine_tuning.job.event',
    created_at: began + number,
    level: 'info',
    type: 'metrics',
    message: `Step ${String(number)}/100`,
    data: { step: number, train_loss: loss, total_steps: 100 },
  };
}

function list(data: readonly unknown[]): unknown {
  return { object: 'list', data, has_more: false };
}
