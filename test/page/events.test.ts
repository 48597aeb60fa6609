import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import * as snapshots from '../support/snapshots';
import { usePage } from '../support/usePage';

const { event, events, runEvents, show, stepEvent } = snapshots;
const running = snapshots.runningSnapshot();

describe('the event log', () => {
  const open = usePage();
  let list: Locator;

  beforeEach(async () => {
    list = open.page.getByRole('listbox', { name: /Events/ });
    await open.send(show(running), events(running.key, runEvents(380), 'reset', true));
    await open.openTab('Events');
  });

  const inSight = () =>
    list.evaluate((element) => {
      const frame = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll('[role=option]')].filter((row) => {
        const box = row.getBoundingClientRect();
        return box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
      });
      return rows.map((row) => row.querySelector('.event-message')?.textContent ?? '');
    });

  async function scrollTo(top: number): Promise<void> {
    await list.evaluate((element, to) => element.scrollTo(0, to), top);
    await open.drawn();
  }

  it('shows the end and follows it', async () => {
    assert.match((await inSight()).at(-1) ?? '', /^Step 380/);
    await open.send(events(running.key, [stepEvent(381)], 'newer', true));
    assert.match((await inSight()).at(-1) ?? '', /^Step 381/);
  });

  it('says the day of each event where the log does not begin today', async () => {
    const time = list.locator('.event-time').last();
    assert.match(await time.innerText(), /^\d\d:\d\d:\d\d$/);
    const log = [event(1, 'Started'), event(-90_000, 'Created')];
    await open.send(events(running.key, log, 'reset', true));
    assert.match(await time.innerText(), /^[A-Z][a-z]{2} \d{1,2}\s+\d\d:\d\d:\d\d$/);
  });

  it('keeps the end in sight when the window changes its size', async () => {
    for (const height of [400, 760]) {
      await open.page.setViewportSize({ width: 1000, height });
      await open.drawn();
      assert.match((await inSight()).at(-1) ?? '', /^Step 380/, `${height} px`);
      assert.ok((await inSight()).length > height / 50, `rows fill ${height} px`);
    }
  });

  it('has what it is controlled by in one line, from 600 px on', async () => {
    const middle = async (of: Locator) => {
      const box = await of.boundingBox();
      assert.ok(box);
      return Math.round(box.y + box.height / 2);
    };
    const search = open.page.getByRole('searchbox', { name: 'Search events' });
    const copy = open.page.getByRole('button', { name: 'Copy the events shown' });
    for (const [width, isOneLine] of [[600, true] as const, [350, false] as const]) {
      await open.page.setViewportSize({ width, height: 760 });
      await open.drawn();
      assert.equal(Math.abs((await middle(search)) - (await middle(copy))) <= 2, isOneLine, String(width));
    }
  });

  it('shows the milestones alone, whatever else is in the log', async () => {
    await open.page.getByRole('combobox', { name: 'Show' }).selectOption('milestones');
    await open.drawn();
    assert.deepEqual(await inSight(), [
      'Created fine-tuning job: ftjob-8Jx2kq0Zt4',
      'Validating training file: file-train and validation file: file-valid',
      'Files validated, moving job to queued state',
      'Fine-tuning job started',
      'Example 17 is longer than the context and was truncated',
    ]);
    const failure = event(900, 'Step 381: out of memory', { level: 'error' });
    await open.send(events(running.key, [failure, stepEvent(381)], 'newer', true));
    assert.equal((await inSight()).at(-1), 'Step 381: out of memory');
    assert.match(await open.page.getByRole('tabpanel').innerText(), /6 of 387\+ events/);
  });

  it('keeps its place when newer events come', async () => {
    await scrollTo(2000);
    const before = await inSight();
    await open.send(events(running.key, [stepEvent(382), stepEvent(381)], 'newer', true));
    assert.deepEqual(await inSight(), before);
  });

  it('asks for older events at the beginning, once, and keeps its place when they come', async () => {
    await scrollTo(0);
    assert.deepEqual(await open.waitForSent('olderEvents'), [{ type: 'olderEvents', job: running.key }]);
    await scrollTo(10);
    const before = await inSight();
    assert.equal((await open.waitForSent('olderEvents')).length, 1);
    const older = Array.from({ length: 50 }, (_, at) => event(-1 - at, `older ${at}`));
    await open.send(events(running.key, older, 'older', false));
    assert.deepEqual(await inSight(), before);
    assert.match(await open.page.getByRole('tabpanel').innerText(), /435 events/);
  });

  it('keeps its place when everything is sent again', async () => {
    await open.send(
      events(
        running.key,
        Array.from({ length: 50 }, (_, at) => event(-1 - at, `older ${at}`)),
        'older',
        true,
      ),
    );
    await scrollTo(3000);
    const before = await inSight();
    await open.send(events(running.key, [stepEvent(382), stepEvent(381), ...runEvents(380)], 'reset', true));
    assert.deepEqual(await inSight(), before);
  });

  it('reports times or ages', async () => {
    const time = list.locator('time').last();
    assert.match(await time.innerText(), /^\d\d:\d\d:\d\d$/);
    await open.page.getByRole('button', { name: 'Show how long ago each event was' }).click();
    await open.drawn();
    assert.match(await time.innerText(), /ago$|^now$/);
    await open.page.getByRole('button', { name: 'Show the time of each event' }).click();
    await open.drawn();
    assert.match(await time.innerText(), /^\d\d:/);
  });

  it('filters by level and text', async () => {
    await open.page.getByRole('combobox', { name: 'Show' }).selectOption('warn');
    await open.drawn();
    assert.deepEqual(await inSight(), ['Example 17 is longer than the context and was truncated']);
    await open.page.getByRole('combobox', { name: 'Show' }).selectOption('info');
    await open.page.getByLabel('Search events').fill('STEP 37');
    await open.drawn();
    assert.equal((await inSight()).length, 11);
    await open.page.getByLabel('Search events').fill('no such thing');
    await open.drawn();
    assert.match(await open.page.getByRole('tabpanel').innerText(), /No event says “no such thing”/);
  });

  it('leads back from a filter that nothing passes, and offers that only then', async () => {
    const before = await inSight();
    await open.page.getByRole('combobox', { name: 'Show' }).selectOption('error');
    await open.page.getByLabel('Search events').fill('no such thing');
    await open.drawn();
    await open.page.getByRole('button', { name: 'Clear Filter' }).click();
    await open.drawn();
    assert.deepEqual(await inSight(), before);
    assert.equal(await open.page.getByLabel('Search events').inputValue(), '');
    await open.send(events(running.key, [], 'reset', false));
    assert.match(await open.page.getByRole('tabpanel').innerText(), /No events yet/);
    assert.equal(await open.page.getByRole('button', { name: 'Clear Filter' }).count(), 0);
  });

  it('unfolds a long message at a click or with Enter', async () => {
    const long = `first line\n${'all of it '.repeat(80)}the end`;
    await open.send(events(running.key, [event(900, long)], 'newer', true));
    assert.doesNotMatch((await inSight()).at(-1) ?? '', /the end/);
    await list.focus();
    await open.page.keyboard.press('End');
    await open.page.keyboard.press('Enter');
    await open.drawn();
    const last = list.getByRole('option').last();
    assert.match(await last.innerText(), /the end/);
    assert.ok(((await last.boundingBox())?.height ?? 0) > 40);
    assert.equal(await list.getAttribute('aria-activedescendant'), await last.getAttribute('id'));
    await last.click();
    await open.drawn();
    assert.doesNotMatch(await last.innerText(), /the end/);
  });

  it('holds 100 000 events and scrolls through them', async () => {
    const many = Array.from({ length: 100_000 }, (_, at) => event(100_000 - at, `event ${100_000 - at}`));
    await open.send(events(running.key, many));
    assert.equal((await inSight()).at(-1), 'event 100000');
    await scrollTo(1_100_000);
    const [first] = await inSight();
    assert.match(first ?? '', /^event 5000\d$/);
    assert.ok((await list.getByRole('option').count()) < 80, 'only rows in sight are in the document');
  });
});

describe('hostile text', () => {
  const open = usePage();

  const hostile = [
    '<img src=x onerror="window.hacked=1">',
    '[click](javascript:window.hacked=1) https://example.com',
    '<script>window.hacked=1</script>',
    '\u202Egnp.exe \u05E9\u05DC\u05D5\u05DD عربى',
    '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0302\u0303',
    '${7*7} {{constructor}} <!--?lit$1$-->',
  ];

  it('is text, wherever a server can say it', async () => {
    const [evil = ''] = hostile;
    const job = {
      ...snapshots.bareJob(evil, evil),
      ...{ model: evil, fineTunedModel: evil, suffix: evil, organizationId: evil, object: evil },
      error: { code: evil, message: hostile.join('\n'), param: evil },
      hyperparameters: { [evil]: evil, constructor: 1 },
      method: { type: evil, hyperparameters: {}, grader: { [evil]: evil } },
      metadata: { [evil]: evil, key: 'x'.repeat(100_000) },
      integrations: [{ type: 'wandb', project: '../..', name: evil, entity: 'javascript:', tags: [evil] }],
      webUrl: 'javascript:window.hacked=1',
    };
    const snapshot = {
      ...snapshots.bareSnapshot(evil, evil),
      ...{
        job,
        name: evil,
        group: 'other' as const,
        connection: { name: evil, kind: evil },
        problems: [evil],
      },
      files: [{ id: evil, role: 'training' as const, filename: evil, bytes: 1 }],
      checkpoints: [
        {
          id: evil,
          createdAt: 1,
          model: evil,
          startFrom: evil,
          step: 1,
          metrics: { [evil]: 1 },
          jobId: null,
        },
      ],
    };
    const log = hostile.map((message, at) => event(at, message, { data: { step: at, [evil]: at, loss: 1 } }));
    await open.send(show(snapshot), events(snapshot.key, log));
    for (const tab of ['Metrics', 'Events', 'Checkpoints', 'Data', 'Details', 'JSON']) {
      await open.openTab(tab);
      if (tab === 'JSON')
        await open.send({ type: 'raw', job: snapshot.key, part: 'job', text: hostile.join('\n') });
      if (tab === 'Events') {
        const text = await open.page.getByRole('tabpanel').innerText();
        for (const message of hostile) assert.ok(text.includes(message), message);
      }
      const found = await open.page.evaluate(() => [
        document.querySelectorAll('#app img, #app script, #app iframe').length,
        document.querySelectorAll('a[href^="javascript:"]').length,
        'hacked' in window,
      ]);
      assert.deepEqual(found, [0, 0, false], tab);
    }
    assert.ok((await open.page.getByRole('banner').innerText()).includes(evil));
    await open.send(snapshots.compare(snapshot, { ...snapshot, key: 'other/job' }));
    assert.equal(await open.page.locator('#app img, #app script').count(), 0);
  });

  it('of a megabyte in one message stops nothing', async () => {
    const megabyte = 'lorem ipsum '.repeat(90_000);
    await open.send(show(running), events(running.key, [event(1, megabyte)]));
    await open.openTab('Events');
    const row = open.page.locator('.event').first();
    assert.match(await row.innerText(), /1 MB$/);
    await row.click();
    await open.drawn();
    assert.ok((await row.innerText()).length < 30_000);
    await open.page.getByRole('button', { name: 'Copy the events shown' }).click();
    assert.ok(((await open.waitForSent('copy'))[0]?.text.length ?? 0) > 1_000_000);
    await open.send(
      show({ ...running, job: { ...running.job, error: { code: null, message: megabyte, param: null } } }),
    );
    await open.openTab('Details');
  });
});
