import assert from 'node:assert/strict';
import { actionIds } from '../../src/shared/actions';
import type { FilePreview } from '../../src/shared/fileFacts';
import type { JobSnapshot, ToPage } from '../../src/shared/protocol';
import { ExtensionSide, type Learned } from '../support/extensionSide';
import { pseudoMessages } from '../support/pseudoLanguage';
import { markData, readTexts, unlocalized } from '../support/readTexts';
import { recorded } from '../support/recorded';
import * as snapshots from '../support/snapshots';
import { usePage } from '../support/usePage';

const { actions, bareSnapshot, compare, event, events, failedSnapshot, runEvents, runningSnapshot, show } =
  snapshots;
const tabs = ['metrics', 'events', 'checkpoints', 'data', 'details', 'json'] as const;

/** Names, which are the same in every language, and words of the API. */
const names = [
  /\bJSON\b/g,
  /\bWeights & Biases\b/g,
  /\b(auto|running|queued|succeeded|failed|validating_files|brewing)\b/g,
];

/** Titles of metrics that nobody knows are the tools' own words. */
const metricNames = [/\bGrad norm\b/g];

const exceptions = [...metricNames, ...names];

describe('in another language', function () {
  this.timeout(120_000);
  const open = usePage();
  let extension: ExtensionSide;
  let messages: Record<string, string>;

  before(async () => {
    messages = await pseudoMessages();
  });
  beforeEach(async () => {
    extension = new ExtensionSide();
    await open.reopen({ messages });
    await drawnTexts();
  });

  const send = (...learned: readonly Learned[]) => open.post(extension.messages(learned).map(markData));

  /** Fails with the texts of the page that are neither localized nor data. */
  async function check(what: string): Promise<void> {
    await open.drawn();
    const { nodes, attributes } = await readTexts(open.page);
    const drawn = await drawnTexts();
    const copied = (await open.sent()).flatMap((message) => (message.type === 'copy' ? message.what : []));
    const all = { nodes, attributes: [...attributes, ...drawn, ...copied] };
    assert.deepEqual(unlocalized(all, exceptions), [], what);
  }

  /** What was written onto canvases since the last call. */
  const drawnTexts = () =>
    open.page.evaluate(() => {
      const kept = window as unknown as { drawn?: string[] }; // of this test alone
      const drawn = kept.drawn ?? [];
      if (kept.drawn === undefined) {
        const { prototype } = CanvasRenderingContext2D;
        const write = Reflect.get(prototype, 'fillText');
        prototype.fillText = function (
          this: CanvasRenderingContext2D,
          ...args: Parameters<CanvasText['fillText']>
        ) {
          kept.drawn?.push(args[0]);
          Reflect.apply(write, this, args);
        };
      }
      kept.drawn = [];
      return drawn;
    });

  async function openTab(tab: (typeof tabs)[number]): Promise<void> {
    await open.page.locator(`#tab-${tab}`).click();
    await open.drawn();
  }

  async function checkTabs(what: string): Promise<void> {
    for (const tab of tabs) {
      await openTab(tab);
      await openFolds();
      await check(`${what}: ${tab}`);
    }
  }

  /** Opens all that is folded, also what that brings. */
  async function openFolds(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      await open.page
        .locator('details')
        .evaluateAll((folds) => folds.forEach((fold) => ((fold as HTMLDetailsElement).open = true)));
      await open.drawn();
    }
  }

  /** Presses a button, found by its message. */
  async function press(message: string): Promise<void> {
    await open.page.locator(`[aria-label="⟦${message}⟧"]`).first().click();
    await open.drawn();
  }

  const select = (place: 'main' | 'region' | 'tabpanel', value: string) =>
    open.page.getByRole(place).locator('select').first().selectOption(value);

  it('the page says so, and everything else is data', async () => {
    assert.equal(messages['Base model'], '⟦Base model⟧');
    await check('before there is anything');
    await send(show(runningSnapshot()));
    await openTab('details');
    const text = await open.page.getByRole('tabpanel').innerText();
    assert.match(text, /⟦Base model⟧/);
    assert.match(text, /‹gpt-4o-mini-2024-07-18›/);
    assert.deepEqual(
      unlocalized({ nodes: ['⟦as of ', '2 分', '⟧', 'Model ‹x› a', '‹y›'], attributes: ['Id'] }, exceptions),
      ['Model ‹x› a', 'Id'],
      'what is left is found',
    );
  });

  it('each tab of a job that runs', async () => {
    const running = runningSnapshot();
    const parameters = [
      ...['beta', 'compute_multiplier', 'eval_interval', 'eval_samples', 'learning_rate'],
      ...['prompt_loss_weight', 'reasoning_effort'],
    ];
    const grader = { type: 'string_check', input: '{{item.answer}}' };
    const preview = (fileId: string, read: FilePreview | null): ToPage => ({
      ...{ type: 'preview', job: running.key, fileId, preview: read },
    });
    const all = actions(...actionIds.slice(1), { id: 'cancel', reason: 'Nobody cancels here.' });
    const rich: JobSnapshot = {
      ...running,
      job: {
        ...running.job,
        updatedAt: snapshots.createdTime + 60,
        hyperparameters: {
          ...running.job.hyperparameters,
          ...Object.fromEntries(parameters.map((name) => [name, 1])),
        },
        method: { ...running.job.method!, grader },
      },
      actions: all,
      checkpoints: snapshots.succeededSnapshot().checkpoints,
      files: [...running.files, { id: 'file-unknown', role: 'result', filename: null, bytes: null }],
      problems: ['The file file-x could not be read.'],
      isStale: true,
    };
    await send(
      show(rich),
      events(rich.key, runEvents(120), 'reset', true),
      {
        type: 'resultFile',
        job: rich.key,
        fileId: 'a',
        text: 'step,grad_norm,train_reward\n1,1e-4,2\n2,nan,\n',
      },
      { type: 'raw', job: rich.key, part: 'job', text: '{"id": "ftjob"}' },
      preview('file-train', { rows: ['{"prompt": "a"}', 'b'], count: 2, bytesRead: 20, isWhole: true }),
      preview('file-valid', { rows: [], count: 9, bytesRead: 20, isWhole: false }),
      preview('file-unknown', null),
    );
    await checkTabs('running');
    for (const fetchedAt of [rich.fetchedAt + 630, rich.fetchedAt + 100_000])
      await send(show({ ...rich, progress: { ...rich.progress!, totalSteps: null }, fetchedAt }));
    await check('late');
  });

  it('each tab of jobs that have ended, as they were recorded', async () => {
    for (const name of ['succeeded', 'running', 'failed'] as const) {
      await send(...recorded(name).messages);
      await checkTabs(name);
    }
  });

  it('each tab of jobs that failed', async () => {
    const failed = failedSnapshot();
    const error = failed.job.error!;
    const known = [
      'The file has 5 examples, the minimum is 10.',
      'The data failed moderation.',
      'Line 3 is not valid JSON.',
      'The file was not found.',
      'The model is deprecated.',
      'There are too many tokens.',
      'The trainingType is not supported.',
      'The suffix must be unique.',
    ];
    for (const shown of [
      error,
      { ...error, code: null },
      { ...error, param: null },
      { ...error, code: null, param: null },
      ...['insufficient_quota', 'rate_limit', 'model_not_found', 'server_error'].map((code) => ({
        ...error,
        code,
        message: 'No.',
      })),
      ...known.map((message) => ({ ...error, code: null, message })),
    ]) {
      await send(show({ ...failed, job: { ...failed.job, error: shown } }), events(failed.key, []));
      await check('an error');
    }
    await checkTabs('failed');
  });

  it('each tab where there is nothing, or nothing yet', async () => {
    for (const [status, group] of [
      ['queued', 'queued'],
      ['running', 'running'],
      ['succeeded', 'succeeded'],
      ['brewing', 'other'],
    ] as const) {
      const bare = { ...bareSnapshot(`ftjob-${status}`, status), group };
      await send(show({ ...bare, isComplete: false }));
      await checkTabs(`${status}, loading`);
      await send(show(bare), events(bare.key, []), { type: 'raw', job: bare.key, part: 'job', text: '{}' });
      await checkTabs(`${status}, empty`);
    }
  });

  it('the controls of the charts', async () => {
    const running = runningSnapshot();
    await send(
      show({ ...running, checkpoints: snapshots.succeededSnapshot().checkpoints }),
      events(running.key, runEvents(380)),
    );
    await press('By which rule?');
    await check('the rule');
    const plot = open.page.locator('.plot').first();
    await open.page.locator('.legend-item').first().click();
    let saved = 0;
    for (const axis of ['step', 'epoch', 'time']) {
      await select('region', axis);
      await plot.focus();
      for (const key of ['End', 'ArrowLeft', '+']) await open.page.keyboard.press(key);
      await check(`by ${axis}, pointed at`);
      await plot.blur();
      await press('Save charts as PNG…');
      await open.waitForSent('save', (saved += 1));
      await check(`by ${axis}, and its picture`);
    }
    await openTab('metrics');
    await open.page.locator('.numbers-head button').nth(1).click();
    await check('the numbers');
    await press('Copy numbers as CSV');
    await open.waitForSent('copy');
    await check('numbers that are copied');
  });

  it('the controls of the events', async () => {
    const job = runningSnapshot();
    await send(
      show(job),
      events(job.key, [
        event(3, 'x'.repeat(30_000), { level: 'error' }),
        event(2, 'one line', { level: 'warn' }),
      ]),
    );
    await openTab('events');
    await open.page.locator('.event').last().click();
    await check('a long event, unfolded');
    await press('Show how long ago each event was');
    await press('Copy the events shown');
    await check('how long ago');
    await select('tabpanel', 'warn');
    await check('some');
    await open.page.locator('.search').fill('nothing');
    await check('none that is searched');
    await open.page.locator('.search').fill('');
    await send(events(job.key, [event(2, 'one line')]));
    await check('none of the level');
    await select('tabpanel', 'info');
    await check('one');
  });

  it('the JSON, searched and cut', async () => {
    const job = runningSnapshot();
    await send(show(job), { type: 'raw', job: job.key, part: 'job', text: '["a", "a"]'.padEnd(1_000_100) });
    await openTab('json');
    await open.page.locator('.search').fill('a');
    await press('Copy JSON');
    await check('JSON');
  });

  it('the menu', async () => {
    await send(show({ ...runningSnapshot(), actions: actions(...actionIds) }));
    await press('More actions');
    await check('open');
  });

  it('a comparison', async () => {
    const snapshot = runningSnapshot();
    const running = { ...snapshot, job: { ...snapshot.job, hyperparameters: {} }, checkpoints: [] };
    const failed = failedSnapshot();
    await send(compare(running, failed));
    await check('loading');
    await send(events(running.key, []), events(failed.key, []));
    await openFolds();
    await check('without steps');
    const timeless = 'step,epoch,train_loss,valid_loss,grad_norm\n1,1,3,2,1\n2,1,2,1,1\n3,2,1,1,1\n';
    await send(events(running.key, runEvents(100)), {
      type: 'resultFile',
      job: failed.key,
      fileId: 'file-result',
      text: timeless,
    });
    await openFolds();
    await check('with curves');
    for (const axis of ['epoch', 'time']) {
      await select('main', axis);
      await check(`by ${axis}`);
    }
    await open.page.locator('.plot').first().focus();
    await open.page.keyboard.press('+');
    await check('zoomed');
    await send(compare(running));
    await check('of one job');
    await send(compare(failed, { ...failed, key: 'local/other' }));
    await openFolds();
    await check('of the same');
  });

  it('what cannot be shown', async () => {
    await send({ type: 'unavailable', title: 'Job not found', message: 'It was deleted.', canRetry: true });
    await check('unavailable');
  });

  it('what is announced, copied and reported', async () => {
    const done = snapshots.succeededSnapshot();
    const running = { ...runningSnapshot(), key: done.key };
    await send(show(running));
    await send(show(done), events(done.key, runEvents(900)));
    await check('a new status');
    await press('Copy ⟦job id⟧');
    await check('copied');
    for (const shown of [show(done), show(failedSnapshot()), compare(done, failedSnapshot())]) {
      await send(shown);
      await press('More actions');
      await open.page.getByRole('menuitem', { name: '⟦Save Report as HTML…⟧' }).click();
      await open.drawn();
      await press('More actions');
      await open.page.getByRole('menuitem', { name: '⟦Copy Report as Markdown⟧' }).click();
    }
    for (const { content } of await open.waitForSent('save', 3)) {
      const texts = await readTexts(open.page, content.replace(/<style>.*?<\/style>/s, ''));
      assert.deepEqual(unlocalized(texts, exceptions), [], 'a report as HTML');
    }
    for (const { text, what } of await open.waitForSent('copy', 4)) {
      const nodes = text.replace(/```mermaid.*?```/gs, '').split('\n');
      assert.deepEqual(unlocalized({ nodes, attributes: [] }, exceptions), [], what);
    }
    await check('reports');
  });
});
