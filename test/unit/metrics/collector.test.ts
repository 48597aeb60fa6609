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
  return { id: `c${step}`, createdAt: null, model: null, step, metrics, jobId: null };
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
