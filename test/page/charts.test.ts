import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import * as snapshots from '../support/snapshots';
import { usePage } from '../support/usePage';

const { events, runEvents, show, stepEvent } = snapshots;
const running = snapshots.runningSnapshot();

describe('the charts', () => {
  const open = usePage();
  let plot: Locator;

  beforeEach(async () => {
    plot = open.page.locator('.plot').first();
    await open.send(show(running), events(running.key, runEvents(380)));
  });

  /** The pixels of the first chart. */
  const pixels = () => plot.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const zoom = async () =>
    (await open.page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}').choices?.zoom)) ??
    null;

  async function drag(from: number, to: number): Promise<void> {
    const box = await plot.locator('.u-over').boundingBox();
    assert.ok(box);
    await open.page.mouse.move(box.x + box.width * from, box.y + 50);
    await open.page.mouse.down();
    await open.page.mouse.move(box.x + box.width * to, box.y + 60, { steps: 4 });
    await open.page.mouse.up();
    await open.drawn();
  }

  it('label as many epochs as there is room for', async () => {
    await open.page.evaluate(() => {
      const { prototype } = CanvasRenderingContext2D;
      const write: CanvasText['fillText'] = Reflect.get(prototype, 'fillText');
      const labels: [left: number, right: number][][] = [];
      const seen = new Map<HTMLCanvasElement, [number, number][]>();
      Object.assign(window, { labels });
      prototype.fillText = function (text, x, ...rest) {
        if (/^(epoch )?\d+$/.test(text) && this.textAlign === 'right' && this.textBaseline === 'bottom') {
          if (!seen.has(this.canvas)) labels.push(seen.set(this.canvas, []).get(this.canvas) ?? []);
          seen.get(this.canvas)?.push([x - this.measureText(text).width, x]);
        }
        write.call(this, text, x, ...rest);
      };
    });
    const { job } = running;
    const hyperparameters = { ...job.hyperparameters, n_epochs: 50 };
    await open.send(
      show({ ...running, job: { ...job, hyperparameters } }),
      events(running.key, runEvents(899)),
    );
    const labels = await open.page.evaluate(
      () => (window as unknown as { labels: [number, number][][] }).labels, // set above
    );
    assert.ok(labels.length > 0);
    for (const drawn of labels) {
      // A chart may have been drawn more than once: a label left of the one before begins again.
      drawn.forEach(([left], at) => {
        const before = drawn[at - 1];
        assert.ok(before === undefined || left > before[1] || left <= (drawn[0]?.[0] ?? 0), String(drawn));
      });
      assert.ok(drawn.length >= 3);
    }
  });

  it('keep the numbers of epochs clear of those of the vertical axis', async () => {
    await open.page.evaluate(() => {
      const { prototype } = CanvasRenderingContext2D;
      const write: CanvasText['fillText'] = Reflect.get(prototype, 'fillText');
      const texts: { kind: string; top: number; bottom: number }[] = [];
      Object.assign(window, { texts });
      prototype.fillText = function (text, x, y, ...rest) {
        const kind = this.textAlign === 'right' ? this.textBaseline : '';
        const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = this.measureText(text);
        texts.push({ kind, top: y - above, bottom: y + below });
        write.call(this, text, x, y, ...rest);
      };
    });
    // Then a tick stands at the very top.
    await open.page.getByLabel('Log scale').check();
    await open.drawn();
    const texts = await open.page.evaluate(
      () => (window as unknown as { texts: { kind: string; top: number; bottom: number }[] }).texts, // set above
    );
    const epochs = texts.filter(({ kind }) => kind === 'bottom').map(({ bottom }) => bottom);
    const ticks = texts.filter(({ kind }) => kind === 'middle').map(({ top }) => top);
    assert.ok(epochs.length > 0 && ticks.length > 0);
    assert.ok(Math.max(...epochs) <= Math.min(...ticks), `${Math.max(...epochs)} > ${Math.min(...ticks)}`);
  });

  it('draw what is good of hostile numbers, and do not freeze', async () => {
    const rows = [
      '1,2,3',
      '2,1e308,-1e308',
      '3,nan,inf',
      '50000000000,1e17,9e15',
      '50000000000.00001,1.5,9000000000000002',
    ];
    const wide = Array.from({ length: 500 }, (_, at) => `measure_${String(at)}`);
    const texts = [
      `step,bad_loss,odd_loss\n${rows.join('\n')}`,
      `step,far_loss\n50000000000000000,1\n50000000000000008,2\n`,
      `step,flat_accuracy\n7,9000000000000000\n8,9000000000000001\n9,9000000000000002\n`,
      `step,${wide.join()}\n1,${wide.map((_, at) => at).join()}\n`,
    ];
    const messages = texts.map((text, at) => ({
      type: 'resultFile' as const,
      job: running.key,
      fileId: String(at),
      text,
    }));
    await open.send(...messages);
    const panel = open.page.getByRole('region', { name: 'Overview' });
    const text = await panel.innerText();
    assert.match(text, /301 more columns of the result file are left out\./);
    assert.match(text, /There are too many metrics: only 60 of them are shown\./);
    assert.match(text, /The result file has rows but no numbers\./);
    for (const kind of ['epoch', 'time', 'step']) {
      await panel.getByLabel('X axis').selectOption(kind);
      await open.drawn();
      assert.match(await panel.innerText(), /301 more columns/, kind);
    }
  });

  it('show loss and accuracy with their last values, and say what they show', async () => {
    const panel = open.page.getByRole('region', { name: 'Overview' });
    const text = (await panel.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /Validation loss still falls at step 380: still improving\./);
    assert.match(text, /Training loss \d\.\d{4} Validation loss \d\.\d{4}/);
    assert.match(text, /Training accuracy \d\.\d{4} Validation accuracy \d\.\d{4}/);
    const name = await plot.getAttribute('aria-label');
    assert.match(
      name ?? '',
      /^Chart “Loss” up to step 380\. Training loss: 380 points, from \d\.\d{4} to \d\.\d{4}, lowest/,
    );
  });

  it('have the values of the legend below each other, and its names whole', async () => {
    for (const width of [1000, 350]) {
      await open.page.setViewportSize({ width, height: 800 });
      await open.drawn();
      const ends = await open.page
        .locator('.legend')
        .first()
        .locator('.legend-value')
        .evaluateAll((values) => values.map((value) => Math.round(value.getBoundingClientRect().right)));
      assert.equal(ends.length, 3);
      assert.equal(new Set(ends).size, 1, JSON.stringify(ends));
      const cut = await open.page
        .locator('.legend-label')
        .evaluateAll((labels) => labels.filter((each) => each.scrollWidth > each.clientWidth).length);
      assert.equal(cut, 0);
    }
  });

  it('zoom by dragging, keep the zoom through updates, and show everything on Escape', async () => {
    const whole = await pixels();
    await drag(0.25, 0.5);
    const kept = await zoom();
    assert.ok(kept.min > 80 && kept.max < 210, JSON.stringify(kept));
    assert.notEqual(await pixels(), whole);
    await open.send(events(running.key, [stepEvent(382), stepEvent(381)], 'newer'));
    assert.deepEqual(await zoom(), kept);
    await plot.focus();
    await open.page.keyboard.press('Escape');
    await open.drawn();
    assert.equal(await zoom(), null);
  });

  it('zoom and move by keyboard and with Shift and the mouse', async () => {
    await plot.focus();
    await open.page.keyboard.press('+');
    await open.drawn();
    const zoomed = await zoom();
    assert.ok(Math.abs(zoomed.max - zoomed.min - 379 / 2) < 1, JSON.stringify(zoomed));
    await open.page.keyboard.press('Shift+ArrowRight');
    await open.drawn();
    const moved = await zoom();
    assert.ok(moved.min > zoomed.min && Math.abs(moved.max - moved.min - (zoomed.max - zoomed.min)) < 1e-6);
    await open.page.keyboard.down('Shift');
    await drag(0.5, 0.7);
    await open.page.keyboard.up('Shift');
    assert.ok((await zoom()).min < moved.min);
    await plot.locator('.u-over').dblclick();
    await open.drawn();
    assert.equal(await zoom(), null);
  });

  it('read out values at the arrow keys', async () => {
    await plot.focus();
    await open.page.keyboard.press('Home');
    const live = open.page.locator('body > [role=status]');
    assert.match(await live.innerText(), /^step 1: Training loss 2\.9397$/);
    await open.page.keyboard.press('ArrowRight');
    assert.match(await live.innerText(), /^step 2: Training loss \d\.\d+$/);
    assert.deepEqual(await open.page.locator('.chart-at').allInnerTexts(), ['step 2', 'step 2']);
    await open.page.keyboard.press('End');
    assert.match(await live.innerText(), /^step 380: Training loss 0\.96\d+, Validation loss/);
  });

  it('show the values that are pointed at in all of them, each at its own step, and nothing moves', async () => {
    await open.page.getByLabel('Smoothing').fill('0.9');
    const legends = open.page.locator('.legend');
    const edges = () =>
      legends
        .locator('button')
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as unknown));
    const texts = async () => (await legends.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    await open.drawn();
    const before = await edges();
    const box = await plot.locator('.u-over').boundingBox();
    assert.ok(box);
    await open.page.mouse.move(box.x + (box.width * 184) / 379, box.y + 40);
    await open.drawn();
    assert.deepEqual(await open.page.locator('.chart-at').allInnerTexts(), ['step 185', 'step 185']);
    const { train_loss: loss, train_mean_token_accuracy: accuracy } = stepEvent(185).data ?? {};
    const [losses, accuracies] = await texts();
    assert.match(
      losses ?? '',
      new RegExp(`^Training loss ${Number(loss).toFixed(4)} Validation loss \\S+ @ 1[89]0 `),
    );
    assert.match(accuracies ?? '', new RegExp(`^Training accuracy ${Number(accuracy).toFixed(4)} `));
    assert.deepEqual(await edges(), before);
    await open.page.mouse.move(0, 0);
    await open.drawn();
    assert.doesNotMatch((await texts()).join(), /@/);
  });

  it('grow live with the same canvas, and without drawing when nothing came', async () => {
    const canvas = await plot.locator('canvas').elementHandle();
    const before = await pixels();
    await open.send(show({ ...running, fetchedAt: running.fetchedAt + 3 }));
    assert.equal(await pixels(), before);
    await open.send(
      events(
        running.key,
        Array.from({ length: 40 }, (_, at) => stepEvent(420 - at)),
        'newer',
      ),
    );
    assert.notEqual(await pixels(), before);
    assert.ok(await canvas.evaluate((element) => element.isConnected));
    assert.match((await plot.getAttribute('aria-label')) ?? '', /up to step 420/);
  });

  it('change with smoothing, axis and scale, and hide lines', async () => {
    const seen = new Set([await pixels()]);
    await open.page.getByLabel('Smoothing').fill('0.9');
    await open.drawn();
    seen.add(await pixels());
    await open.page.getByLabel('Log scale').check();
    await open.drawn();
    seen.add(await pixels());
    for (const axis of ['epoch', 'time']) {
      await open.page.getByLabel('X axis').selectOption(axis);
      await open.drawn();
      seen.add(await pixels());
    }
    const item = plot.locator('xpath=..').getByRole('button', { name: /^Training loss/ });
    await item.click();
    await open.drawn();
    assert.equal(await item.getAttribute('aria-pressed'), 'false');
    seen.add(await pixels());
    assert.equal(seen.size, 6);
  });

  it('take the colours of a new theme', async () => {
    const dark = await pixels();
    await open.setTheme('light');
    await open.drawn();
    assert.notEqual(await pixels(), dark);
  });

  it('give their numbers as a table that sorts', async () => {
    const table = open.page.getByRole('table', { name: /Numbers/ });
    const first = async () => (await table.getByRole('row').nth(1).innerText()).split('\n')[0];
    await open.drawn();
    assert.equal(await table.getAttribute('aria-rowcount'), '381');
    assert.equal(await first(), '380');
    await table.getByRole('button', { name: 'Step' }).click();
    await open.drawn();
    assert.equal(await first(), '1');
    await table.getByRole('button', { name: 'Training loss' }).click();
    await open.drawn();
    assert.match(
      (await table.getByRole('columnheader', { name: 'Training loss' }).getAttribute('aria-sort')) ?? '',
      /descending/,
    );
    assert.ok((await table.getByRole('row').count()) < 60, 'only rows in sight are in the document');
  });

  for (const width of [500, 1400])
    it(`have each number of the table below its heading at ${width} pixels`, async () => {
      await open.page.setViewportSize({ width, height: 800 });
      await open.drawn();
      const table = open.page.getByRole('table', { name: /Numbers/ });
      const edges = (role: 'columnheader' | 'cell') =>
        table.getByRole(role).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
      const heads = await edges('columnheader');
      assert.deepEqual((await edges('cell')).slice(0, heads.length), heads);
    });

  it('are saved as CSV and PNG, and reported', async () => {
    await open.page.getByRole('button', { name: 'Copy numbers as CSV' }).click();
    assert.match((await open.waitForSent('copy'))[0]?.text ?? '', /^step,train_loss,valid_loss,/);
    await open.page.getByRole('button', { name: 'Save charts as PNG…' }).click();
    const [png] = await open.waitForSent('save');
    assert.equal(png?.suggestedName, 'support-bot.png');
    const bytes = Buffer.from(png.content, 'base64');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(bytes.length > 10_000, `${bytes.length} bytes`);
    await open.page.getByRole('button', { name: 'More actions' }).click();
    await open.page.getByRole('menuitem', { name: 'Save Report as HTML…' }).click();
    const [, saved] = await open.waitForSent('save', 2);
    assert.equal(saved?.suggestedName, 'support-bot.html');
    assert.match(saved.content, /<img src="data:image\/png;base64,/);
    assert.match(saved.content, /<h1>support-bot<\/h1>/);
  });

  it('name what is marked, by which rule they are judged, and how to zoom', async () => {
    const figure = open.page.locator('figure').first();
    const text = (await figure.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /drag to zoom/);
    // What a pointer can do is no part of the name that a screen reader says.
    assert.equal(await open.page.getByRole('figure', { name: 'Loss', exact: true }).count(), 1);
    assert.match(text, /best step: lowest validation loss checkpoint/);
    await drag(0.25, 0.5);
    await open.page.mouse.move(0, 0);
    await open.drawn();
    assert.match(await figure.innerText(), /double-click for all/);
    const panel = open.page.getByRole('region', { name: 'Overview' });
    await panel.getByRole('button', { name: 'By which rule?' }).click();
    await open.drawn();
    assert.match(await panel.innerText(), /The last fifth of the curve is compared with the fifth before it/);
  });

  it('say why a result file shows nothing', async () => {
    await open.send({
      type: 'resultFile',
      job: running.key,
      fileId: 'file-x',
      text: '<html>502 Bad Gateway</html>',
    });
    assert.match(
      await open.page.getByRole('region', { name: 'Overview' }).innerText(),
      /names no “step” column/,
    );
  });

  it('draw a million points', async () => {
    await open.send({
      type: 'resultFile',
      job: running.key,
      fileId: 'file-big',
      text: snapshots.resultCsv(1_000_000),
    });
    assert.match((await plot.getAttribute('aria-label')) ?? '', /Training loss: 1,000,000 points/);
    await drag(0.4, 0.41);
    assert.ok((await zoom()).max - (await zoom()).min < 20_000);
  });
});
