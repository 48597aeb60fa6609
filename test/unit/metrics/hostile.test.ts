import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FineTuningEvent } from '../../../src/api/wire/event';
import { jobProgress } from '../../../src/jobs/progress';
import { progressFromCurves } from '../../../src/jobs/reportedProgress';
import { summarize } from '../../../src/jobs/summary';
import { MetricsCollector } from '../../../src/metrics/collector';
import { decimate } from '../../../src/metrics/decimation';
import { tableOf } from '../../../src/metrics/measurements';
import { Points } from '../../../src/metrics/points';
import { parseResultCsv } from '../../../src/metrics/resultCsv';
import { toCsv } from '../../../src/metrics/stepTable';
import { Format } from '../../../src/shared/format';
import { alignedLines } from '../../../src/webview/chart/align';
import { jobCharts } from '../../../src/webview/chart/jobCharts';
import { visibleRange } from '../../../src/webview/chart/viewport';
import { curvesOf } from '../../support/curves';
import { runningSnapshot, stepEvent } from '../../support/snapshots';

const megabyte = 1024 * 1024;

const number = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 0, -0, 1e300, 2 ** 53, 5e16, 5e16 + 8),
  fc.double(),
  fc.integer({ min: -3, max: 30 }),
);
const cell = fc.oneof(
  number.map(String),
  fc.constantFrom('', '"', '""', 'nan', '-inf', '\r', ',', 'x', '1e999', '0x10'),
);
const header = fc.constantFrom(
  'step',
  'loss',
  'valid_loss',
  'epoch',
  'reward',
  '',
  '__proto__',
  '_',
  'STEP',
  'toString',
);
const table = fc
  .tuple(fc.array(header, { maxLength: 6 }), fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 30 }))
  .map(([names, rows]) => [['step', ...names], ...rows].map((row) => row.join(',')).join('\n'));
const data = fc.dictionary(
  fc.oneof(fc.constantFrom('step', 'total_steps', 'epoch', 'train_loss', '__proto__'), fc.string()),
  fc.oneof(number, number.map(String), fc.jsonValue()),
  { maxKeys: 8 },
);

/** Everything that a page computes of a job's curves before it draws them. */
function draw(metrics: MetricsCollector): void {
  const snapshot = runningSnapshot();
  const curves = curvesOf(snapshot, metrics);
  jobProgress(summarize(snapshot.job), progressFromCurves(metrics) ?? undefined, 1_700_000_000);
  toCsv(curves.series);
  for (const axis of ['step', 'epoch', 'time'] as const) {
    const settings = {
      axis,
      scale: curves.scale,
      smoothing: 0.6,
      isLog: axis === 'epoch',
      hidden: [],
      format: new Format('en'),
    };
    const landmarks = { epochs: curves.epochs, checkpointSteps: [1], best: curves.best };
    for (const { lines, extent, isLog } of jobCharts(curves.series, settings, landmarks)) {
      const range = visibleRange(null, extent);
      assert.ok(range.max > range.min && Number.isFinite(range.max - range.min));
      for (const { xs } of lines) assert.ok(xs.every((x, at) => at === 0 || !(x < (xs[at - 1] ?? 0))));
      const [, ...ys] = alignedLines(lines, range, 50, isLog);
      assert.ok(ys.flat().every((y) => y == null || Number.isFinite(y)));
    }
  }
}

describe('hostile numbers', () => {
  it('of result files are drawn as far as they are good', () => {
    fc.assert(
      fc.property(table, (text) => {
        const metrics = new MetricsCollector();
        metrics.setTable('bad', parseResultCsv(text));
        metrics.setTable('good', parseResultCsv('step,good_loss\n1,2\n2,1\n'));
        draw(metrics);
        assert.ok(metrics.series.some(({ name }) => name.includes('good_loss')));
      }),
      { numRuns: 300 },
    );
  });

  it('of events are drawn as far as they are good', () => {
    fc.assert(
      fc.property(fc.array(data, { maxLength: 20 }), fc.array(fc.string()), (all, messages) => {
        const metrics = new MetricsCollector();
        const bad = [
          ...all.map((each) => ({ data: each })),
          ...messages.map((message) => ({ message, data: null })),
        ];
        metrics.addEvents(bad.map((each): FineTuningEvent => ({ ...stepEvent(3), ...each })));
        metrics.addEvents([stepEvent(2), stepEvent(1)]);
        draw(metrics);
        assert.ok(metrics.series.some(({ name, steps }) => name === 'train_loss' && steps.includes(1)));
      }),
      { numRuns: 300 },
    );
  });

  it('of steps beyond all runs are no steps', () => {
    assert.equal(
      parseResultCsv('step,loss\n1,2\n1e300,3\n-1e13,4\ninf,5\n').problem,
      '3 of 4 rows of the result file have no readable step and are left out.',
    );
    const metrics = new MetricsCollector();
    metrics.addEvents([
      { ...stepEvent(1), data: null, message: `Step ${'9'.repeat(400)}/${'9'.repeat(500)}: loss=1` },
    ]);
    assert.equal(metrics.lastStep, null);
  });

  it('in any order cost what they cost in order', () => {
    const points = new Points();
    for (let step = 1_000_000; step > 0; step--) points.add(step, step);
    for (let step = 1_000_000; step > 0; step -= 2) points.add(step, -step);
    assert.equal(points.length, 1_000_000);
    assert.deepEqual([...points.values.subarray(0, 4)], [1, -2, 3, -4]);
    assert.ok(points.steps.every((step, at) => step === at + 1));
  });

  it('are the same in any order, the last of a step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer()), { maxLength: 60 }),
        (pairs) => {
          const points = new Points(1);
          const expected = new Map<number, number>();
          for (const [step, value] of pairs) {
            points.add(step, value);
            expected.set(step, value);
            if (value % 3 === 0) assert.equal(points.length, expected.size);
          }
          const sorted = [...expected].sort(([a], [b]) => a - b);
          assert.deepEqual(
            [...points.steps].map((step, at) => [step, points.values[at]]),
            sorted,
          );
        },
      ),
    );
  });

  it('of very many names are bounded, and what is left out is said', () => {
    const wide = parseResultCsv(
      `step,${Array.from({ length: 1_000_000 }, (_, at) => `m${String(at)}`).join()}\n1,2,3\n`,
    );
    assert.equal(wide.curves.size, 2);
    assert.equal(wide.problem, '999,801 more columns of the result file are left out.');
    const metrics = new MetricsCollector();
    const values = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`m${String(at)}`, at]));
    metrics.addEvents([{ ...stepEvent(1), data: { step: 1, train_loss: 2, ...values } }]);
    assert.equal(metrics.series.length, 60);
    assert.equal(metrics.series[0]?.name, 'train_loss');
    assert.deepEqual(metrics.problems, ['There are too many metrics: only 60 of them are shown.']);
  });

  it('of a provider’s own list are bounded', () => {
    const all = Array.from({ length: 20_000 }, (_, at) => ({ step: at, [`a${String(at)}`]: 1, loss: 2 }));
    const { curves } = tableOf(all);
    assert.equal(curves.size, 200);
    assert.equal(curves.get('train_loss')?.length, 20_000);
  });

  for (const [name, text] of [
    ['one line', 'x'.repeat(6 * megabyte)],
    ['one long name', `step,${'aB_'.repeat(2 * megabyte)}\n1,2\n`],
    ['quotes', `step,loss\n${'"'.repeat(6 * megabyte)}`],
    ['commas', `step,loss\n${','.repeat(6 * megabyte)}`],
    ['empty lines', `step,loss\n${'\n'.repeat(6 * megabyte)}`],
    ['short rows under a wide header', `step${',a'.repeat(190)}\n${'1\n'.repeat(megabyte)}`],
    [
      'steps backwards',
      `step,loss\n${Array.from({ length: 400_000 }, (_, at) => `${String(400_000 - at)},1`).join('\n')}`,
    ],
  ] as const) {
    it(`of ${name} are read in one pass`, () => {
      const { curves } = parseResultCsv(text);
      for (const [curve, { steps }] of curves) assert.ok(curve.length <= 300 && steps.length <= 400_000);
    });
  }

  it('are decimated to at most two a column', () => {
    fc.assert(
      fc.property(
        fc.array(number, { maxLength: 300 }),
        fc.array(number, { minLength: 300, maxLength: 300 }),
        (xs, ys) => {
          const steps = Float64Array.from(new Set(xs.filter((x) => Math.abs(x) <= 1e12))).sort();
          const { min, max } = visibleRange(null, { min: steps[0] ?? 0, max: steps.at(-1) ?? 0 });
          const drawn = decimate(steps, Float64Array.from(ys.slice(0, steps.length)), min, max, 20);
          assert.ok(drawn.xs.length <= 2 * 20 + 4, String(drawn.xs.length));
        },
      ),
    );
  });
});
