import assert from 'node:assert/strict';
import { Format } from '../../../src/shared/format';
import { alignedLines, nearestValue } from '../../../src/webview/chart/align';
import { compareCharts } from '../../../src/webview/chart/compareCharts';
import { jobCharts } from '../../../src/webview/chart/jobCharts';
import { lookOfJob } from '../../../src/webview/chart/looks';
import { epochStride, spaced } from '../../../src/webview/chart/marks';
import { linearRange } from '../../../src/webview/chart/valueRange';
import { panned, scaled, visibleRange } from '../../../src/webview/chart/viewport';
import { recordOf } from '../../support/curves';
import { runningSnapshot, succeededSnapshot } from '../../support/snapshots';

const line = (id: string, xs: number[], ys: number[]) => ({
  ...{ id, label: id, look: { slot: 0, dash: [] }, isFaint: false },
  ...{ xs: Float64Array.from(xs), ys: Float64Array.from(ys) },
});

describe('epochStride', () => {
  const ends = (count: number, distance: number) => Array.from({ length: count }, (_, at) => at * distance);

  it('marks every epoch where there is room, else one in a round number', () => {
    const strides = [60, 30, 15, 7, 3].map((distance) => epochStride(ends(50, distance), 60));
    assert.deepEqual(strides, [1, 2, 5, 10, 20]);
  });

  it('marks none in no room at all, and does without any', () => {
    assert.equal(epochStride(ends(1_000, 0.1), 60), Infinity);
    assert.equal(epochStride([], 60), 1);
  });

  it('goes by where epochs lie nearest, and only by those that would be marked', () => {
    assert.equal(epochStride([0, 100, 110, 210], 60), 2);
    assert.equal(epochStride([0, 10, 100, 110, 200, 210], 60), 2);
  });
});

describe('spaced', () => {
  it('keeps the last, and before it what has room', () => {
    assert.deepEqual(spaced([0, 5, 10, 14, 20, 22], 10), [22, 10, 0]);
    assert.deepEqual(spaced([3, 3, 3], 10), [3]);
    assert.deepEqual(spaced([], 10), []);
  });
});

describe('alignedLines', () => {
  const range = { min: 0, max: 10 };

  it('lays lines of different steps on one axis', () => {
    const lines = [line('a', [1, 2, 3], [10, 20, 30]), line('b', [2, 4], [5, NaN])];
    assert.deepEqual(alignedLines(lines, range, 100, false), [
      [1, 2, 3, 4],
      [10, 20, 30, undefined],
      [undefined, 5, undefined, null],
    ]);
  });

  it('leaves out what a logarithm cannot take', () => {
    assert.deepEqual(alignedLines([line('a', [1, 2], [0, 3])], range, 100, true), [
      [1, 2],
      [null, 3],
    ]);
  });

  it('finds the nearest value', () => {
    const ys = [1, undefined, undefined, null, 5];
    assert.deepEqual(
      [0, 1, 2, 3].map((at) => nearestValue(ys, at)),
      [0, 0, 0, 4],
    );
    assert.equal(nearestValue([undefined, null], 0), null);
  });
});

describe('the visible range', () => {
  const extent = { min: 0, max: 100 };

  it('is the zoom as far as it lies within the data', () => {
    assert.deepEqual(visibleRange(null, extent), extent);
    assert.deepEqual(visibleRange({ min: 20, max: 30 }, extent), { min: 20, max: 30 });
    assert.deepEqual(visibleRange({ min: 200, max: 300 }, extent), extent);
    assert.deepEqual(visibleRange(null, { min: 5, max: 5 }), { min: 4.5, max: 5.5 });
  });

  it('moves and scales within the data', () => {
    assert.deepEqual(panned({ min: 20, max: 40 }, 0.5, extent), { min: 30, max: 50 });
    assert.deepEqual(panned({ min: 80, max: 95 }, 1, extent), { min: 85, max: 100 });
    assert.deepEqual(scaled({ min: 20, max: 40 }, 0.5, 30, extent), { min: 25, max: 35 });
    assert.equal(scaled({ min: 10, max: 90 }, 2, 50, extent), null);
  });
});

describe('the range of values', () => {
  it('is a little more than the values have, but of an accuracy not above 1', () => {
    assert.ok((linearRange(0.7, 0.7, false)[1] ?? 0) > 1);
    for (const [low, high] of [
      [0.7, 0.7],
      [0.2, 0.98],
      [1, 1],
    ] as const) {
      const [, max] = linearRange(low, high, true);
      assert.ok(max !== null && max >= high && max <= 1, `${low} to ${high}: up to ${String(max)}`);
    }
    assert.ok((linearRange(60, 80, true)[1] ?? 0) > 80); // these are percents
  });
});

describe('charts', () => {
  const { curves } = recordOf(
    { ...runningSnapshot(), checkpoints: [] },
    'step,train_loss,valid_loss,train_accuracy,lr\n1,3,,0.1,1e-4\n2,2,2.5,0.2,1e-4\n3,1,2,0.3,1e-4\n',
  );
  const settings = {
    axis: 'step' as const,
    scale: curves.scale,
    smoothing: 0,
    isLog: false,
    hidden: [],
    format: new Format('en'),
  };
  const marks = { epochs: [{ epoch: 1, step: 2 }], best: curves.best, checkpointSteps: [3] };

  it('of a job put losses together and everything else apart', () => {
    const models = jobCharts(curves.series, settings, marks);
    assert.deepEqual(
      models.map(({ title, lines }) => [title, ...lines.map(({ id }) => id)]),
      [
        ['Loss', 'train_loss', 'valid_loss'],
        ['Accuracy', 'train_mean_token_accuracy'],
        ['Learning rate', 'learning_rate'],
      ],
    );
    assert.deepEqual(
      models[0]?.marks.map(({ kind, x, y }) => [kind, x, y]),
      [
        ['epoch', 2, null],
        ['checkpoint', 3, null],
        ['best', 3, 2],
      ],
    );
    assert.deepEqual(models[0].extent, { min: 1, max: 3 });
    assert.equal(
      models[0].summary,
      'Chart “Loss” up to step 3. Training loss: 3 points, from 3.0000 to 1.0000, lowest 1.0000 at step 3. Validation loss: 2 points, from 2.5000 to 2.0000, lowest 2.0000 at step 3.',
    );
  });

  it('of a job leave out what is hidden', () => {
    const [loss] = jobCharts(curves.series, { ...settings, hidden: ['valid_loss'] }, marks);
    assert.deepEqual(
      loss?.lines.map(({ id, isFaint }) => [id, isFaint]),
      [['train_loss', false]],
    );
    assert.deepEqual(
      loss.legend.map(({ id, isShown, isSparse }) => [id, isShown, isSparse]),
      [
        ['train_loss', true, false],
        ['valid_loss', false, true],
      ],
    );
  });

  it('draw the raw line behind the smoothed one, but a sparse one as it is', () => {
    const rows = Array.from({ length: 100 }, (_, at) => `${at + 1},${at % 3},${at % 10 === 9 ? at : ''}`);
    const dense = recordOf(
      { ...runningSnapshot(), checkpoints: [] },
      `step,train_loss,valid_loss\n${rows.join('\n')}\n`,
    ).curves;
    const smooth = { ...settings, smoothing: 0.5 };
    const lines = [
      ['train_loss', true],
      ['train_loss', false],
      ['valid_loss', false],
    ];
    const [loss] = jobCharts(dense.series, smooth, marks);
    assert.deepEqual(
      loss?.lines.map(({ id, isFaint }) => [id, isFaint]),
      lines,
    );
    const compared = compareCharts([{ key: 'a', name: 'A', curves: dense }], smooth);
    assert.deepEqual(
      compared.map((chart) => chart.lines.map(({ isFaint }) => isFaint)),
      [[true, false], [false]],
    );
  });

  it('of a comparison have a line for each job that has the measure', () => {
    const jobs = [
      { key: 'a', name: 'A', curves },
      { key: 'b', name: 'B', curves: { ...curves, series: curves.series.slice(0, 1) } },
    ];
    const models = compareCharts(jobs, settings);
    assert.deepEqual(
      models.map(({ title, legend }) => [title, ...legend.map(({ label }) => label)]).slice(0, 2),
      [
        ['Training loss', 'A', 'B'],
        ['Validation loss', 'A'],
      ],
    );
  });

  it('distinguish 30 jobs by colour and dashes', () => {
    assert.equal(new Set(Array.from({ length: 30 }, (_, at) => JSON.stringify(lookOfJob(at)))).size, 30);
  });
});

describe('the lines of one chart', () => {
  const looksOf = (csv: string) => {
    const settings = {
      axis: 'step' as const,
      smoothing: 0,
      isLog: false,
      hidden: [],
      format: new Format('en'),
    };
    const { series, scale } = recordOf({ ...runningSnapshot(), checkpoints: [] }, csv).curves;
    const [chart] = jobCharts(
      series,
      { ...settings, scale },
      { epochs: [], checkpointSteps: [], best: null },
    );
    return chart?.lines.map(({ id, look }) => ({ id, look: JSON.stringify(look) })) ?? [];
  };

  it('never look alike, however many rewards there are', () => {
    const names = [
      ...['train_mean_reward', 'valid_mean_reward', 'full_valid_mean_reward'],
      ...['a', 'b', 'c', 'd'].map((name) => `train_reward_${name}`),
      ...['a', 'b', 'c'].map((name) => `valid_reward_${name}`),
    ];
    const row = (step: number) => [step, ...names.map((_, at) => at / 10)].join(',');
    const looks = looksOf([`step,${names.join(',')}`, row(1), row(2)].join('\n'));
    assert.equal(looks.length, 10);
    assert.equal(new Set(looks.map(({ look }) => look)).size, 10, JSON.stringify(looks, null, 1));
  });
});

describe('the epochs of a job', () => {
  const epochsOf = (csv: string) => {
    const { epochs, scale } = recordOf({ ...succeededSnapshot(), checkpoints: [] }, csv).curves;
    return { perEpoch: scale.stepsPerEpoch, ends: epochs.map(({ step }) => step) };
  };
  const rows = (count: number, cells: (step: number) => string) =>
    Array.from({ length: count }, (_, at) => cells(at + 1)).join('\n');

  it('follow from its last step and how many were requested', () => {
    // 90 steps in 3 epochs.
    assert.deepEqual(epochsOf(`step,train_loss\n${rows(90, (step) => `${step},1`)}`), {
      perEpoch: 30,
      ends: [30, 60, 90],
    });
  });

  it('are rather what the file reports: a job that stopped early has done fewer', () => {
    // 3 epochs were requested; at step 60 the second was over.
    const csv = `step,epoch,train_loss\n${rows(60, (step) => `${step},${step / 30},1`)}`;
    assert.deepEqual(epochsOf(csv), { perEpoch: 30, ends: [30, 60] });
  });
});
