import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import * as snapshots from '../support/snapshots';
import { usePage } from '../support/usePage';

const { events, runEvents, show } = snapshots;
const done = snapshots.succeededSnapshot();

describe('a page in a narrow panel', () => {
  const open = usePage();

  for (const width of [300, 350])
    describe(`of ${width} pixels`, () => {
      beforeEach(async () => {
        await open.reopen({ width, height: 600 });
        await open.send(show(done), events(done.key, runEvents(1_200)));
      });

      it('has the buttons of checkpoints in sight, beside their first numbers', async () => {
        await open.openTab('Checkpoints');
        const row = open.page.locator('.checkpoints tbody tr').first();
        const buttons = await row.getByRole('button').all();
        assert.equal(buttons.length, 2);
        for (const button of buttons) await isWithin(button, width);
        const numbers = row.locator('td.number');
        for (const at of width < 350 ? [0, 1] : [0, 1, 2]) await isWithin(numbers.nth(at), width);
        assert.equal(await row.locator('.created').isVisible(), false);
      });

      it('has the buttons of checkpoints that are deployed and saved in sight', async () => {
        const files = ['file-1'];
        const checkpoints = done.checkpoints.map((each) => ({
          ...each,
          model: null,
          startFrom: null,
          files,
        }));
        const deployed = { ...done, checkpoints, actions: snapshots.actions('deployCheckpoint') };
        await open.send(show(deployed));
        await open.openTab('Checkpoints');
        const row = open.page.locator('.checkpoints tbody tr').first();
        for (const button of await row.getByRole('button').all()) await isWithin(button, width);
        await row.getByRole('button', { name: 'Deploy as a model…' }).click();
        const newest = checkpoints.reduce((one, other) =>
          (one.step ?? 0) > (other.step ?? 0) ? one : other,
        );
        assert.deepEqual(await open.waitForSent('deploy'), [
          { type: 'deploy', job: done.key, checkpoint: newest.id },
        ]);
      });

      it('shows the value that an event ends with', async () => {
        await open.openTab('Events');
        const message = open.page.locator('.event-message').last();
        assert.match(await message.innerText(), /training loss=\d\.\d+$/);
        const hidden = await message.evaluate((each) => [
          each.scrollWidth - each.clientWidth,
          each.scrollHeight - each.clientHeight,
        ]);
        assert.ok(
          hidden.every((pixels) => pixels <= 0),
          hidden.join(),
        );
      });

      it('shows two columns of the numbers', async () => {
        const fold = open.page.locator('details', { hasText: 'Numbers' }).last();
        await open.openTab('Metrics');
        await fold.evaluate((each: HTMLDetailsElement) => (each.open = true));
        await open.drawn();
        const cells = fold.getByRole('row').nth(1).getByRole('cell');
        assert.equal(await cells.nth(0).innerText(), '1,200');
        for (const at of [0, 1, 2]) await isWithin(cells.nth(at), width);
      });
    });

  it('keeps the size of a file in one line beside a name that is long', async () => {
    await open.reopen({ width: 600 });
    const files = done.files.map((file) => ({
      ...file,
      filename: 'conversations-'.repeat(12),
      bytes: 4_000_000,
    }));
    await open.send(show({ ...done, files }));
    const size = open.page.locator('.overview-files .number').first();
    assert.equal(await size.innerText(), '3.8 MB');
    const lines = await size.evaluate((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size;
    });
    assert.equal(lines, 1);
  });

  it('keeps the time of a milestone beside it when it is wide', async () => {
    await open.reopen({ width: 1_800 });
    await open.send(show(done), events(done.key, runEvents(10)));
    const milestone = await open.page.locator('.milestones li').first().boundingBox();
    const time = await open.page.locator('.milestones time').first().boundingBox();
    assert.ok(milestone && time);
    assert.ok(time.x + time.width - milestone.x <= 600);
  });

  it('has rows of one line again when it is wide', async () => {
    await open.reopen({ width: 350 });
    await open.send(show(done), events(done.key, runEvents(10)));
    await open.openTab('Events');
    const heightOf = async () => (await open.page.locator('.event').last().boundingBox())?.height;
    assert.equal(await heightOf(), 40);
    await open.page.setViewportSize({ width: 900, height: 700 });
    await open.drawn();
    assert.equal(await heightOf(), 22);
    const rows = await open.page
      .locator('.event')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    assert.ok(
      rows.every((top, at) => at === 0 || top - (rows[at - 1] ?? 0) === 22),
      rows.join(),
    );
  });

  it('keeps some lines of an error in sight in a low one', async () => {
    await open.reopen({ width: 350, height: 250 });
    const failed = snapshots.failedSnapshot();
    const message = Array.from({ length: 12 }, (_, at) => `Line ${at + 1}: a message has no role`).join('\n');
    await open.send(show({ ...failed, job: { ...failed.job, error: { code: null, message, param: null } } }));
    const height = (await open.page.locator('.error-message').boundingBox())?.height ?? 0;
    assert.ok(height >= 100, String(height));
  });
});

/** All of it is between the left and the right edge. */
async function isWithin(part: Locator, width: number): Promise<void> {
  const box = await part.boundingBox();
  assert.ok(box !== null && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
}
