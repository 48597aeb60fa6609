import assert from 'node:assert/strict';
import { axeFindings } from '../support/axe';
import * as snapshots from '../support/snapshots';
import { type ThemeName, themes } from '../support/themes';
import { usePage } from '../support/usePage';

const { events, runEvents, show } = snapshots;
const tabs = ['Metrics', 'Events', 'Checkpoints', 'Data', 'Details', 'JSON'] as const;

describe('accessibility', function () {
  this.timeout(120_000);
  const open = usePage();
  const findings = () => axeFindings(open.page);

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`axe finds nothing in any tab in ${themes[theme].label}`, async () => {
      await open.reopen({ theme });
      for (const snapshot of [snapshots.runningSnapshot(), snapshots.failedSnapshot()]) {
        await open.send(
          show({ ...snapshot, checkpoints: snapshots.succeededSnapshot().checkpoints }),
          events(snapshot.key, runEvents(120), 'reset', true),
        );
        for (const tab of tabs) {
          await open.openTab(tab);
          if (tab === 'JSON')
            await open.send({ type: 'raw', job: snapshot.key, part: 'job', text: '{"id":"ftjob"}' });
          if (tab === 'Metrics')
            await open.page
              .locator('details')
              .last()
              .evaluate((fold: HTMLDetailsElement) => (fold.open = true));
          await open.drawn();
          assert.deepEqual(await findings(), [], `${tab} of ${snapshot.name}`);
        }
      }
      await open.page.getByRole('button', { name: 'More actions' }).click();
      assert.deepEqual(await findings(), [], 'the menu');
      await open.send(snapshots.compare(snapshots.runningSnapshot(), snapshots.succeededSnapshot()));
      assert.deepEqual(await findings(), [], 'a comparison');
      await open.send({
        type: 'unavailable',
        title: 'Job not found',
        message: 'It was deleted.',
        canRetry: true,
      });
      assert.deepEqual(await findings(), [], 'what cannot be shown');
    });
  }

  it('fits 320 pixels, and 200 % of a small window, without scrolling sideways', async () => {
    for (const width of [320, 500]) {
      await open.reopen({ width, height: 500, deviceScaleFactor: 2 });
      const snapshot = snapshots.failedSnapshot();
      const running = snapshots.runningSnapshot();
      for (const each of [snapshot, running]) {
        await open.send(show(each), events(each.key, runEvents(100), 'reset', true));
        for (const tab of tabs) {
          await open.openTab(tab);
          const overflow = await open.page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(overflow <= 0, `${tab} at ${width} px overflows by ${overflow}`);
        }
      }
      await open.send(
        snapshots.compare(running, snapshot, snapshots.succeededSnapshot()),
        events(running.key, runEvents(100)),
      );
      const overflow = await open.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `the comparison at ${width} px overflows by ${overflow}`);
    }
  });

  it('stands still where motion is not wanted', async () => {
    const spins = async (reducedMotion: boolean) => {
      await open.reopen({ reducedMotion });
      await open.send(show(snapshots.runningSnapshot()));
      const name = await open.page
        .locator('.status .codicon')
        .evaluate((icon) => getComputedStyle(icon).animationName);
      return name !== 'none';
    };
    assert.equal(await spins(false), true);
    assert.equal(await spins(true), false);
  });

  it('reads as a document', async () => {
    await open.send(show(snapshots.failedSnapshot()));
    const tree = await open.page.locator('#app').ariaSnapshot();
    for (const line of [
      '- heading "faq-de" [level=1]',
      '- group "Error"',
      '- tab "Events" [selected]',
      '- tabpanel "Events"',
    ]) {
      assert.ok(tree.includes(line), `${line} in\n${tree}`);
    }
  });
});
