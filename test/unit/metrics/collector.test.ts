import assert from 'node:assert/strict';
import { MetricsCollector } from '../../../src/metrics/collector';
import { parseResultCsv } from '../../../src/metrics/resultCsv';
import { createdTime, event } from '../../support/snapshots';

function at(step: number, values: Record<string, number>, total = 100) {
  return event(step, `Step ${step}`, { type: 'metrics', data: { step, total_steps: total, ...values } });
}

function pairs(collector: MetricsCollector, name: string): [number, number][] {
  const series = collector.series.find((each) => each.name === name);
  return series === undefined ? [] : Array.from(series.steps, (step, i) => [step, series.values[i] ?? NaN]);
}

function checkpoint(step: number, metrics: Record<string, number>) {
  return { id: `c${step}`, createdAt: null, model: null, startFrom: null, step, metrics, jobId: null };
}

describe('MetricsCollector', () => {
  it('merges events, checkpoints and result files into one set without doubles', () => {
    const collector = new MetricsCollector();
    collector.addEvents([at(20, { train_loss: 2 }), at(10, { train_loss: 3 })]);
    collector.setCheckpoints([checkpoint(20, { step: 20, train_loss: 2.01, full_valid_loss: 2.5 })]);
    collector.setTable(
      'file',
      parseResultCsv('step,train_loss,valid_loss\n10,3.5,\n15,2.75,2.9\n20,2.25,\n'),
    );
    // The result file has three points of the training loss, events two, checkpoints one.
    assert.deepEqual(pairs(collector, 'train_loss'), [
      [10, 3.5],
      [15, 2.75],
      [20, 2.25],
    ]);
    assert.deepEqual(pairs(collector, 'valid_loss'), [[15, 2.9]]);
    assert.deepEqual(pairs(collector, 'full_valid_loss'), [[20, 2.5]]);
    assert.deepEqual(
      collector.series.map(({ name }) => name),
      ['train_loss', 'valid_loss', 'full_valid_loss'],
    );
  });

  it('believes the richer source step by step, and adds what only the poorer knows', () => {
    const collector = new MetricsCollector();
    collector.setTable('file', parseResultCsv('step,loss\n1,9\n2,8\n'));
    collector.addEvents([at(3, { loss: 0.3 }), at(2, { loss: 0.2 }), at(1, { loss: 0.1 })]);
    assert.deepEqual(pairs(collector, 'train_loss'), [
      [1, 0.1],
      [2, 0.2],
      [3, 0.3],
    ]);
    collector.setTable('file', parseResultCsv('step,loss\n1,9\n2,8\n4,7\n5,6\n'));
    assert.deepEqual(pairs(collector, 'train_loss'), [
      [1, 9],
      [2, 8],
      [3, 0.3],
      [4, 7],
      [5, 6],
    ]);
  });

  it('takes newer and older events, and the same ones twice', () => {
    const collector = new MetricsCollector();
    collector.addEvents([at(30, { loss: 3 }), at(20, { loss: 2 })]);
    collector.addEvents([at(40, { loss: 4 })]);
    collector.addEvents([at(10, { loss: 1 }), at(5, { loss: 0.5 })]);
    collector.addEvents([at(40, { loss: 4 }), at(30, { loss: 3 })]);
    assert.deepEqual(pairs(collector, 'train_loss'), [
      [5, 0.5],
      [10, 1],
      [20, 2],
      [30, 3],
      [40, 4],
    ]);
    assert.equal(collector.totalSteps, 100);
    assert.equal(collector.lastStep, 40);
    assert.deepEqual(
      [...collector.clock.values],
      [5, 10, 20, 30, 40].map((step) => createdTime + step),
    );
  });

  it('forgets events when they are reset', () => {
    const collector = new MetricsCollector();
    collector.addEvents([at(1, { loss: 1 })]);
    collector.clearEvents();
    assert.deepEqual(collector.series, []);
  });

  it('gives the same series until something changes', () => {
    const collector = new MetricsCollector();
    collector.addEvents([at(1, { loss: 1 })]);
    const before = collector.series;
    assert.equal(collector.series, before);
    const { version } = collector;
    collector.addEvents([event(9, 'Fine-tuning job started')]);
    assert.equal(collector.version, version);
    collector.addEvents([at(2, { loss: 1 })]);
    assert.notEqual(collector.series, before);
  });

  it('reports what keeps a result file from being read', () => {
    const collector = new MetricsCollector();
    collector.setTable('file', parseResultCsv('not a table'));
    assert.equal(collector.problems.length, 1);
    assert.deepEqual(collector.series, []);
  });

  it('has the epochs that events and result files report', () => {
    const collector = new MetricsCollector();
    collector.addEvents([at(3, { epoch: 1.5 }), at(2, { epoch: NaN }), at(1, { loss: 1 })]);
    assert.deepEqual([[...collector.epochs.steps], [...collector.epochs.values]], [[3], [1.5]]);
    collector.setTable('file', parseResultCsv('step,epoch,loss\n1,0.5,3\n2,1,2\n'));
    assert.deepEqual([...collector.epochs.values], [0.5, 1, 1.5]);
  });

  it('has no clock of events without a time', () => {
    const collector = new MetricsCollector();
    collector.addEvents([{ ...at(2, { loss: 1 }), createdAt: null }, at(1, { loss: 1 })]);
    assert.deepEqual([...collector.clock.steps], [1]);
  });

  it('has the last step of anything that it was given', () => {
    const collector = new MetricsCollector();
    assert.equal(collector.lastStep, null);
    collector.setTable('file', parseResultCsv('step,loss,reward\n7,1,\n9,,1\n'));
    assert.equal(collector.lastStep, 9);
    collector.addEvents([at(12, {}), at(11, {})]);
    assert.equal(collector.lastStep, 12);
    collector.addEvents([at(10, {})]);
    assert.equal(collector.lastStep, 12);
  });

  it('keeps the total where a later event does not report it', () => {
    const collector = new MetricsCollector();
    assert.equal(collector.totalSteps, null);
    collector.addEvents([event(2, 'Step 2: loss=1'), event(1, 'Step 1/50: loss=1')]);
    collector.addEvents([event(3, 'Step 3: loss=1')]);
    assert.equal(collector.totalSteps, 50);
  });

  it('forgets all that events reported, and nothing else, when they are reset', () => {
    const collector = new MetricsCollector();
    collector.addEvents([at(3, { loss: 1, epoch: 1 })]);
    collector.setCheckpoints([checkpoint(2, { valid_loss: 4 })]);
    assert.equal(collector.series.length, 2);
    const { version } = collector;
    collector.clearEvents();
    assert.ok(collector.version > version);
    assert.deepEqual([collector.totalSteps, collector.lastStep], [null, 2]);
    assert.deepEqual([collector.clock.steps.length, collector.epochs.steps.length], [0, 0]);
    assert.deepEqual(
      collector.series.map(({ name }) => name),
      ['valid_loss'],
    );
  });

  it('takes other checkpoints, and the same ones for no change', () => {
    const collector = new MetricsCollector();
    collector.setCheckpoints([]);
    assert.equal(collector.version, 0);
    collector.setCheckpoints([checkpoint(1, { valid_loss: 4 }), checkpoint(2, { reward: 3 })]);
    const { series, version } = collector;
    collector.setCheckpoints([checkpoint(1, { valid_loss: 4 }), checkpoint(2, { reward: 3 })]);
    assert.equal(collector.series, series);
    assert.equal(collector.version, version);
    collector.setCheckpoints([checkpoint(1, { valid_loss: 4 }), checkpoint(4, { reward: 2 })]);
    assert.deepEqual(pairs(collector, 'train_mean_reward'), [[4, 2]]);
    collector.setCheckpoints([checkpoint(3, { valid_loss: 3 })]);
    assert.deepEqual(pairs(collector, 'valid_loss'), [[3, 3]]);
    assert.deepEqual(
      collector.series.map(({ name }) => name),
      ['valid_loss'],
    );
  });

  it('skips checkpoints without a step, or with one that is none', () => {
    const collector = new MetricsCollector();
    collector.setCheckpoints([
      { ...checkpoint(1, { loss: 1 }), step: null },
      checkpoint(1e13, { loss: 2 }),
      checkpoint(0, { loss: 3 }),
    ]);
    assert.deepEqual(pairs(collector, 'train_loss'), [[0, 3]]);
  });

  it('knows whether a table has reported the curves', () => {
    const collector = new MetricsCollector();
    assert.equal(collector.hasTables, false);
    collector.setTable('file', parseResultCsv('step,loss\n1,2\n'));
    assert.equal(collector.hasTables, true);
    assert.deepEqual(collector.problems, []);
  });

  it('drops the curves that a table no longer has', () => {
    const collector = new MetricsCollector();
    collector.setTable('file', parseResultCsv('step,loss,reward\n1,2,3\n'));
    assert.equal(collector.series.length, 2);
    collector.setTable('file', parseResultCsv('step,loss\n1,2\n'));
    assert.deepEqual(
      collector.series.map(({ name }) => name),
      ['train_loss'],
    );
  });

  it('shows at most 60 curves, and says so', () => {
    const names = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${String(at)}`, at]));
    const few = new MetricsCollector();
    few.addEvents([at(1, names(60))]);
    assert.deepEqual([few.series.length, few.problems], [60, []]);
    const many = new MetricsCollector();
    many.addEvents([at(1, { ...names(60), loss: 1 })]);
    assert.deepEqual([many.series.length, many.series[0]?.name], [60, 'train_loss']);
    assert.deepEqual(many.problems, ['There are too many metrics: only 60 of them are shown.']);
  });

  it('reads at most 200 names, and goes on with those that it knows', () => {
    const names = (first: number, count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`loss_${String(first + i).padStart(3, '0')}`, i]),
      );
    const collector = new MetricsCollector();
    collector.addEvents([at(1, names(1, 200))]);
    // The first name by its order takes the place of another, were it read.
    collector.addEvents([at(2, { loss_000: 7, loss_001: 8 })]);
    assert.equal(collector.series[0]?.name, 'train_loss_001');
    assert.deepEqual(pairs(collector, 'train_loss_001'), [
      [1, 0],
      [2, 8],
    ]);
    const batch = new MetricsCollector();
    batch.addEvents([at(1, { ...names(1, 200), loss_000: 7 })]);
    assert.equal(batch.series[0]?.name, 'train_loss_001');
    batch.setCheckpoints([checkpoint(1, { ...names(1, 200), loss_000: 7 })]);
    assert.equal(batch.series[0].name, 'train_loss_001');
  });

  it('lets an event that comes later correct the step that was last', () => {
    const collector = new MetricsCollector();
    collector.addEvents([at(2, { loss: 2 }), at(1, { loss: 1 })]);
    const before = collector.series;
    collector.addEvents([at(3, { loss: 30 }), at(2, { loss: 20 })]);
    assert.deepEqual(pairs(collector, 'train_loss'), [
      [1, 1],
      [2, 20],
      [3, 30],
    ]);
    assert.deepEqual([...(before[0]?.values ?? [])], [1, 2]);
  });

  it('takes a point more at 100 000 in a moment', () => {
    const collector = new MetricsCollector();
    const all = Array.from({ length: 100_000 }, (_, i) => at(100_000 - i, { loss: i }));
    collector.addEvents(all);
    assert.equal(collector.series[0]?.steps.length, 100_000);
    const start = performance.now();
    for (let step = 100_001; step <= 100_100; step += 1) {
      collector.addEvents([at(step, { loss: 1 })]);
      assert.equal(collector.series[0].steps.length, step);
    }
    assert.ok((performance.now() - start) / 100 < 4, 'a point costs less than 4 ms');
  });
});
