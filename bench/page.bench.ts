/**
 * The page in Chromium, each against its peer or its limit in the same run:
 * the first paint of a million points against uPlot's own bare minimum, a live update of one point at 100 000, and
 * opening the page of a job with 10 000 events.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { OpenPage } from '../test/support/openPage';
import { PageHarness } from '../test/support/pageHarness';
import * as snapshots from '../test/support/snapshots';

const ROUNDS = 7;
const POINTS = 1_000_000;
const running = snapshots.runningSnapshot();
const uPlotScript = join(__dirname, '..', 'node_modules', 'uplot', 'dist', 'uPlot.iife.min.js');

interface Timed {
  /** Milliseconds from the message to the end of its frame's script. */
  readonly script: number;
  /** Milliseconds from the message to the frame after it. */
  readonly paint: number;
}

/** Posts messages that were put into the page, and times them to the paint. */
function timeMessages(page: Page, name: string): Promise<Timed> {
  return page.evaluate(async (key) => {
    const messages = (window as unknown as Record<string, unknown[]>)[key] ?? []; // put there by `keep`
    // Wait for a frame to begin, so that every run waits equally long for the next.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    for (const message of messages) window.dispatchEvent(new MessageEvent('message', { data: message }));
    // The page's own frame was asked for first and has drawn when this one is called.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await Promise.resolve();
    const script = performance.now() - start;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return { script, paint: performance.now() - start };
  }, name);
}

async function keep(page: Page, name: string, value: unknown): Promise<void> {
  await page.evaluate(([key, kept]) => Object.assign(window, { [key as string]: kept }), [name, value]);
}

async function paintOfAMillion(harness: PageHarness): Promise<void> {
  const ours: number[] = [];
  const parsing: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const open = await harness.open({ height: 900 });
    // The same two series as the peer: no checkpoints, whose metrics would have a chart of their own.
    await open.send(snapshots.show({ ...running, checkpoints: [] }));
    await open.openTab('Metrics');
    ours.push(await ourPaint(open, parsing));
    await open.close();
    const peer = await harness.open({ height: 900 });
    bare.push(await uPlotPaint(peer.page));
    await peer.close();
  }
  console.log(
    `first paint of ${POINTS} points, two series: page ${ms(ours)} (+ ${ms(parsing)} to read the CSV), uPlot alone ${ms(bare)}`,
  );
  console.log(`  ratio ${(median(ours) / median(bare)).toFixed(2)} (at most 2)`);
}

/** From curves in memory to pixels. The CSV is read when its message comes; the frame that draws is timed by itself. */
async function ourPaint({ page }: OpenPage, parsing: number[]): Promise<number> {
  const timed = await page.evaluate(
    async ({ job, points }) => {
      const lines = ['step,train_loss,valid_loss'];
      for (let step = 1; step <= points; step += 1) {
        const base = 2 * Math.exp((-4 * step) / points);
        lines.push(
          `${step},${(base + 0.2 * Math.sin(step * 12.9898)).toFixed(4)},${(base + 0.1).toFixed(4)}`,
        );
      }
      const text = lines.join('\n');
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const start = performance.now();
      window.dispatchEvent(
        new MessageEvent('message', { data: { type: 'results', job, fileId: 'big', text } }),
      );
      const read = performance.now();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // The chart draws in a microtask of the frame.
      await new Promise((resolve) => setTimeout(resolve));
      return { read: read - start, draw: performance.now() - read };
    },
    { job: running.key, points: POINTS },
  );
  parsing.push(timed.read);
  return timed.draw;
}

/** uPlot as its own demos use it: two series, nothing else. */
async function uPlotPaint(page: Page): Promise<number> {
  await page.evaluate(await readFile(uPlotScript, 'utf8'));
  return page.evaluate(async (points) => {
    const xs = Float64Array.from({ length: points }, (_, i) => i + 1);
    const trains = xs.map((step) => 2 * Math.exp((-4 * step) / points) + 0.2 * Math.sin(step * 12.9898));
    const valids = xs.map((step) => 2 * Math.exp((-4 * step) / points) + 0.1);
    const { uPlot } = window as unknown as { uPlot: new (...args: unknown[]) => unknown }; // just loaded
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    const frame = new Promise((resolve) => requestAnimationFrame(resolve));
    const options = {
      width: 470,
      height: 230,
      scales: { x: { time: false } },
      series: [{}, { stroke: 'red' }, { stroke: 'blue' }],
    };
    new uPlot(options, [xs, trains, valids], document.body);
    await frame;
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
  }, POINTS);
}

async function liveUpdate(harness: PageHarness): Promise<void> {
  const open = await harness.open({ height: 900 });
  await open.send(snapshots.show(running));
  const { page } = open;
  await page.evaluate(
    ({ job, sample }) => {
      const all = Array.from({ length: 100_000 }, (_, at) => {
        const step = 100_000 - at;
        return {
          ...sample,
          id: `e${step}`,
          data: { step, total_steps: 200_000, train_loss: 1 + Math.sin(step), valid_loss: 2 },
        };
      });
      window.dispatchEvent(
        new MessageEvent('message', {
          data: { type: 'events', job, mode: 'reset', events: all, hasOlder: false },
        }),
      );
    },
    { job: running.key, sample: snapshots.stepEvent(1) },
  );
  await open.openTab('Metrics');
  const script: number[] = [];
  for (let at = 1; at <= 40; at += 1) {
    const step = 100_000 + at;
    const event = {
      ...snapshots.stepEvent(1),
      id: `e${step}`,
      data: { step, total_steps: 200_000, train_loss: 1.5, valid_loss: 2 },
    };
    await keep(page, 'update', [snapshots.events(running.key, [event], 'newer')]);
    // Without the wait for the frame: what the update costs.
    script.push(
      await page.evaluate(async () => {
        const [message] = (window as unknown as { update: unknown[] }).update;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const start = performance.now();
        window.dispatchEvent(new MessageEvent('message', { data: message }));
        const received = performance.now() - start;
        let began = 0;
        // Asked for after the page's own, so called right after it, in the same frame.
        const after = new Promise<number>((resolve) =>
          requestAnimationFrame((frame) => {
            began = frame;
            void Promise.resolve().then(() => resolve(performance.now()));
          }),
        );
        const end = await after;
        return received + Math.max(0, end - Math.max(began, start));
      }),
    );
  }
  console.log(`live update of one point at 100 000 points, three charts: ${ms(script)} (less than 16 ms)`);
  await open.close();
}

async function openingAJob(harness: PageHarness): Promise<void> {
  for (const tab of ['overview', 'metrics', 'events']) {
    const paints: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const open = await harness.open();
      await open.page.evaluate(
        (chosen) => sessionStorage.setItem('state', JSON.stringify({ jobs: [], choices: { tab: chosen } })),
        tab,
      );
      await open.page.reload();
      await open.waitForSent('ready');
      await keep(open.page, 'first', [
        snapshots.show(running),
        snapshots.events(running.key, snapshots.runEvents(10_000, 20_000)),
      ]);
      paints.push((await timeMessages(open.page, 'first')).paint);
      await open.close();
    }
    console.log(
      `opening a job with 10 000 events on its ${tab} tab, message to paint: ${ms(paints)} (less than 300 ms)`,
    );
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function ms(values: readonly number[]): string {
  return `${median(values).toFixed(1)} ms`;
}

async function main(): Promise<void> {
  const harness = await PageHarness.start();
  try {
    await paintOfAMillion(harness);
    await liveUpdate(harness);
    await openingAJob(harness);
  } finally {
    await harness.stop();
  }
}

void main();
