import assert from 'node:assert/strict';
import * as snapshots from '../support/snapshots';
import { usePage } from '../support/usePage';

const { compare, events, runEvents, stepEvent } = snapshots;
const running = { ...snapshots.runningSnapshot(), checkpoints: [] };
const done = {
  ...snapshots.succeededSnapshot(),
  name: 'support-bot-2',
  connection: { name: 'OpenAI', kind: 'openai' },
};
const failed = snapshots.failedSnapshot();

describe('a comparison', () => {
  const open = usePage();

  beforeEach(async () => {
    await open.send(compare(running, done, failed), events(running.key, runEvents(100)), {
      type: 'resultFile',
      job: done.key,
      fileId: 'file-result',
      text: snapshots.resultCsv(900),
    });
  });

  it('names the jobs across connections and opens one', async () => {
    assert.equal(
      await open.page.getByRole('banner').ariaSnapshot(),
      [
        '- banner:',
        '  - heading "Compare 3 jobs" [level=1]',
        '  - button "More actions"',
        '  - list:',
        '    - listitem:',
        '      - button "support-bot"',
        '      - text: Running 42% · gpt-4o-mini-2024-07-18 · Local engine',
        '    - listitem:',
        '      - button "support-bot-2"',
        '      - text: "best: lowest validation loss Succeeded gpt-4o-mini-2024-07-18 · OpenAI"',
        '    - listitem:',
        '      - button "faq-de"',
        '      - text: Failed gpt-4o-mini-2024-07-18 · Local engine',
      ].join('\n'),
    );
    await open.page.getByRole('button', { name: 'faq-de' }).click();
    assert.deepEqual(await open.waitForSent('openJob'), [{ type: 'openJob', job: failed.key }]);
  });

  it('overlays their curves, live', async () => {
    const plot = open.page.getByRole('img', { name: /^Chart “Training loss” of 2 jobs/ });
    assert.match(
      (await plot.getAttribute('aria-label')) ?? '',
      /support-bot: \d\.\d+ at step 100; support-bot-2: \d\.\d+ at step 900/,
    );
    await open.send(events(running.key, [stepEvent(101)], 'newer'));
    assert.match((await plot.getAttribute('aria-label')) ?? '', /support-bot: \d\.\d+ at step 101/);
  });

  it('says which jobs an axis leaves out', async () => {
    await open.page.getByLabel('X axis').selectOption('time');
    await open.drawn();
    assert.match(
      await open.page.getByRole('main').innerText(),
      /Not shown, for lack of times:\s+support-bot-2/,
    );
  });

  it('reports what differs first, and folds what does not', async () => {
    const table = open.page.getByRole('region', { name: 'What differs' });
    const row = async (name: string) =>
      (await table.getByRole('row', { name: new RegExp(`^${name}`) }).innerText())
        .split('\t')
        .map((cell) => cell.trim());
    assert.deepEqual(await row('Status'), ['Status', 'Running', 'Succeeded', 'Failed']);
    assert.deepEqual(await row('Trained tokens'), ['Trained tokens', '–', '1,234,567', '–']);
    assert.equal(await open.page.getByRole('region', { name: 'What is the same' }).count(), 0);
    await open.page.getByRole('heading', { name: /The same in all/ }).click();
    await open.drawn();
    assert.match(
      await open.page.getByRole('region', { name: 'What is the same' }).innerText(),
      /Base model\s+gpt-4o-mini-2024-07-18/,
    );
  });

  it('marks the best job, sorts the jobs by any fact, and counts no id as a difference', async () => {
    const table = open.page.getByRole('region', { name: 'What differs' });
    const heads = async () =>
      (await table.getByRole('columnheader').allInnerTexts()).slice(1).map((text) => text.trim());
    assert.deepEqual(await heads(), ['support-bot', 'support-bot-2', 'faq-de']);
    assert.equal(await table.locator('th .best').count(), 1);
    for (const names of [
      ['support-bot-2', 'support-bot', 'faq-de'],
      ['support-bot', 'support-bot-2', 'faq-de'],
    ]) {
      await table.getByRole('button', { name: 'Training loss, last value' }).click();
      await open.drawn();
      assert.deepEqual(await heads(), names);
    }
    assert.equal(
      await table.getByRole('rowheader', { name: /^Training loss/ }).getAttribute('aria-sort'),
      'descending',
    );
    const rows = await table.getByRole('rowheader').allInnerTexts();
    assert.ok(rows.indexOf('Trained tokens') < rows.indexOf('Status'), rows.join());
    assert.ok(!rows.includes('Id') && !rows.includes('Created'), rows.join());
    await open.page.getByRole('heading', { name: /Names and times/ }).click();
    await open.drawn();
    assert.match(await open.page.getByRole('region', { name: 'Names and times' }).innerText(), /Id\s+ftjob-/);
  });

  it('is reported as Markdown', async () => {
    await open.page.getByRole('button', { name: 'More actions' }).click();
    await open.page.getByRole('menuitem', { name: 'Copy Report as Markdown' }).click();
    const text = (await open.waitForSent('copy'))[0]?.text ?? '';
    assert.match(text, /^# Comparison of support-bot, support-bot-2, faq-de/);
    assert.match(text, /\| Status \| Running \| Succeeded \| Failed \|/);
  });

  it('of forty jobs is drawn', async () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      ...running,
      key: `local/${at}`,
      name: `job ${at}`,
    }));
    await open.send(compare(...many), ...many.map(({ key }) => events(key, runEvents(20))));
    assert.match(await open.page.getByRole('banner').innerText(), /Compare 40 jobs/);
    assert.equal(await open.page.locator('.chart').first().locator('.legend-item').count(), 40);
  });
});
