/**
 * The page in Chromium, each against its peer or its limit in the same run:
 * the first paint of a million points against uPlot's own bare minimum, a live update of one point at 100 000, and
 * opening the page of a job with 10 000 events.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { decodeResultFile } from '../src/api/resultFile';
import { Slices } from '../src/api/slices';
import { MetricsCollector } from '../src/metrics/collector';
import { CurvesSender, type CurvesUpdate } from '../src/metrics/curvesUpdate';
import { readResultCsv } from '../src/metrics/resultCsv';
import type { ToPage } from '../src/shared/protocol';
import { updateOf } from '../test/support/curves';
import { ExtensionSide } from '../test/support/extensionSide';
import type { OpenPage } from '../test/support/openPage';
import { PageHarness } from '../test/support/pageHarness';
import * as snapshots from '../test/support/snapshots';

const roundCount = 7;
const pointCount = 1_000_000;
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
  const reading: number[] = [];
  const drawing: number[] = [];
  const bare: number[] = [];
  const csv = csvOfAMillion();
  for (let round = 0; round < roundCount; round += 1) {
    const { update, read } = await readAndJudge(csv);
    reading.push(read);
    const open = await harness.open({ height: 900 });
    await open.send(snapshots.show(lone));
    await open.openTab('Metrics');
    drawing.push(await ourPaint(open, update));
    await open.close();
    const peer = await harness.open({ height: 900 });
    bare.push(await uPlotPaint(peer.page));
    await peer.close();
  }
  const whole = reading.map((read, round) => read + (drawing[round] ?? NaN));
  console.log(
    `first paint of ${pointCount} points, two series: ${ms(whole)}, of which ${ms(reading)} to read and judge the CSV and ${ms(drawing)} to draw; uPlot alone, from arrays, ${ms(bare)}`,
  );
  console.log(
    `  ratio ${(median(whole) / median(bare)).toFixed(2)} from the CSV, ${(median(drawing) / median(bare)).toFixed(2)} from arrays (at most 2)`,
  );
}

/** The same two series as the peer: no checkpoints, whose metrics would have a chart of their own. */
const lone = { ...running, checkpoints: [] };

function csvOfAMillion(): string {
  const lines = ['step,train_loss,valid_loss'];
  for (let step = 1; step <= pointCount; step += 1) {
    const base = 2 * Math.exp((-4 * step) / pointCount);
    lines.push(`${step},${(base + 0.2 * Math.sin(step * 12.9898)).toFixed(4)},${(base + 0.1).toFixed(4)}`);
  }
  return lines.join('\n');
}

/** What the extension does before it sends. */
async function readAndJudge(csv: string) {
  const bytes = new TextEncoder().encode(csv);
  const start = performance.now();
  const metrics = new MetricsCollector();
  const { text } = await decodeResultFile(bytes);
  metrics.setTable('big', await readResultCsv(text, new Slices()));
  const update = updateOf(lone, metrics);
  return { update, read: performance.now() - start };
}

/** From arrays in memory to pixels. */
async function ourPaint({ page }: OpenPage, update: CurvesUpdate): Promise<number> {
  return page.evaluate(
    async (data) => {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const start = performance.now();
      window.dispatchEvent(new MessageEvent('message', { data }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      // The chart draws in a microtask of the frame.
      await new Promise((resolve) => setTimeout(resolve));
      return performance.now() - start;
    },
    { type: 'curves' as const, job: lone.key, isReset: true, update },
  );
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
  }, pointCount);
}

async function liveUpdate(harness: PageHarness): Promise<void> {
  const open = await harness.open({ height: 900 });
  const metrics = new MetricsCollector();
  const sender = new CurvesSender();
  metrics.addEvents(Array.from({ length: 100_000 }, (_, at) => lossAt(100_000 - at)));
  await open.send(snapshots.show(lone), curvesMessage(updateOf(lone, metrics, sender)));
  const { page } = open;
  await open.openTab('Metrics');
  const judging: number[] = [];
  const script: number[] = [];
  for (let at = 1; at <= 40; at += 1) {
    const start = performance.now();
    metrics.addEvents([lossAt(100_000 + at)]);
    const update = updateOf(lone, metrics, sender);
    judging.push(performance.now() - start);
    await keep(page, 'update', [curvesMessage(update)]);
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
  console.log(
    `live update of one point at 100 000 points: ${ms(judging)} in the extension, ${ms(script)} in the page (less than 16 ms)`,
  );
  await open.close();
}

function lossAt(step: number) {
  const data = { step, total_steps: 200_000, train_loss: 1 + Math.sin(step), valid_loss: 2 };
  return { ...snapshots.stepEvent(1), id: `e${step}`, data };
}

function curvesMessage(update: CurvesUpdate): ToPage {
  return { type: 'curves', job: lone.key, isReset: false, update };
}

async function openingAJob(harness: PageHarness): Promise<void> {
  for (const tab of ['overview', 'metrics', 'events']) {
    const paints: number[] = [];
    for (let round = 0; round < roundCount; round += 1) {
      const open = await harness.open();
      await open.page.evaluate(
        (chosen) => sessionStorage.setItem('state', JSON.stringify({ jobs: [], choices: { tab: chosen } })),
        tab,
      );
      await open.page.reload();
      await open.waitForSent('ready');
      const learned = [
        snapshots.show(running),
        snapshots.events(running.key, snapshots.runEvents(10_000, 20_000)),
      ];
      await keep(open.page, 'first', new ExtensionSide().messages(learned));
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
