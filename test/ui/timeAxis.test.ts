import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually';
import { sendJson, startServer, type TestServer } from '../support/httpServer';
import { openWorkbench, type Workbench } from '../support/workbench';

const began = 1_790_000_000;
const stepCount = 40;
/** Times on the wire are whole seconds. */
const stepsPerSecond = 4;

/** The loss falls from 4 to 0.1 in a straight line: so must the curve. */
const stepEvent = (step: number) => ({
  id: `e${String(step)}`,
  object: 'fine_tuning.job.event',
  type: 'metrics',
  level: 'info',
  message: `Step ${String(step)}`,
  created_at: began + Math.floor((step - 1) / stepsPerSecond),
  data: { step, total_steps: stepCount, train_loss: 4.1 - step / 10 },
});

/** A column of pixels that the curve crosses, and at which height, from 0 (left, top) to 1. */
interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

describe('the time axis', () => {
  let server: TestServer;
  let workbench: Workbench;

  before(async () => {
    const jobs = ['one', 'two'].map((name) => ({
      id: `ftjob-${name}`,
      suffix: name,
      status: 'succeeded',
      created_at: began - 60,
      finished_at: began + stepCount / stepsPerSecond,
    }));
    const events = Array.from({ length: stepCount }, (_, at) => stepEvent(stepCount - at));
    server = await startServer(({ path }, response) => {
      const job = jobs.find(({ id }) => path.endsWith(`/${id}`));
      if (job !== undefined) sendJson(response, job);
      else if (path.endsWith('/events')) sendJson(response, { data: events, has_more: false });
      else sendJson(response, { data: path.endsWith('/jobs') ? jobs : [], has_more: false });
    });
    const connection = { name: 'Work', dialect: 'openai', baseUrl: `${server.origin}/v1` };
    workbench = await openWorkbench({ settings: { 'fineTuning.connections': [connection] } });
    await workbench.openView();
  });

  after(async () => {
    await workbench.close();
    await server.close();
  });

  const plot = () => workbench.webview().getByRole('img', { name: /^Chart “Loss”/ });

  /** What is drawn in colour on the canvas, which is the curve alone. */
  const curve = (chart: Locator): Promise<CurvePoint[]> =>
    chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      return Array.from({ length: width }, (_, x) => {
        const ys = Array.from({ length: height }, (_, y) => y).filter((y) => {
          const [r = 0, g = 0, b = 0, alpha = 0] = data.slice(4 * (y * width + x), 4 * (y * width + x + 1));
          return alpha > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60;
        });
        return { x: x / width, y: ys.reduce((sum, y) => sum + y, 0) / ys.length / height };
      }).filter(({ y }) => !Number.isNaN(y));
    });

  /** A straight line over the whole width, as the loss is over the time. */
  const expectStraight = (points: readonly CurvePoint[]) => {
    const [first, last] = [points[0], points.at(-1)];
    assert.ok(first !== undefined && last !== undefined);
    assert.ok(last.x - first.x > 0.8, JSON.stringify([first, last]));
    for (const { x, y } of points) {
      const expected = first.y + ((last.y - first.y) * (x - first.x)) / (last.x - first.x);
      assert.ok(Math.abs(y - expected) < 0.02, JSON.stringify({ x, y, expected }));
    }
  };

  it('gives each step its own place, of a job with several a second', async () => {
    await workbench.tree().row('one').click();
    await plot().waitFor();
    await workbench.webview().getByLabel('X axis').selectOption('time');
    await eventually(async () => {
      expectStraight(await curve(plot()));
    });
    await plot().focus();
    const said = new Set<string>();
    for (let step = 1; step <= stepCount; step++) {
      await workbench.page.keyboard.press(step === 1 ? 'Home' : 'ArrowRight');
      await eventually(async () => {
        const text = (
          await workbench.webview().locator('[role="status"], [aria-live]').allInnerTexts()
        ).join();
        assert.match(text, new RegExp(`Training loss ${(4.1 - step / 10).toFixed(4)}`));
        said.add(text);
      });
    }
    assert.equal(said.size, stepCount);
  });

  it('does so in a comparison', async () => {
    await workbench.tree().row('one').click();
    await workbench
      .tree()
      .row('two')
      .click({ modifiers: ['ControlOrMeta'] });
    await workbench.runCommand('Fine-Tuning: Compare Jobs…');
    await workbench
      .webview()
      .getByRole('heading', { name: /^Compare/ })
      .first()
      .waitFor();
    await workbench.webview().getByLabel('X axis').selectOption('time');
    await eventually(async () => {
      expectStraight(await curve(workbench.webview().getByRole('img', { name: /^Chart “Training loss”/ })));
    });
  });
});
