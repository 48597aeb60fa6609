import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MetricsCollector } from '../../../src/metrics/collector';
import { CurvesSender } from '../../../src/metrics/curvesUpdate';
import { parseResultCsv } from '../../../src/metrics/resultCsv';
import type { Series } from '../../../src/metrics/series';
import { CurvesReceiver } from '../../../src/webview/state/curves';
import { updateOf } from '../../support/curves';
import { runningSnapshot, stepEvent } from '../../support/snapshots';

const snapshot = runningSnapshot();
const at = (step: number, loss: number) => ({
  ...stepEvent(step),
  data: { step, total_steps: 100, train_loss: loss },
});
const pairs = (series: readonly Series[]) =>
  series.map(({ name, steps, values }) => [name, [...steps], [...values]]);

describe('curves on their way to a page', () => {
  let metrics: MetricsCollector;
  let sender: CurvesSender;

  beforeEach(() => {
    metrics = new MetricsCollector();
    sender = new CurvesSender();
  });

  it('are sent whole once, then what is new', () => {
    metrics.addEvents([at(2, 2), at(1, 3)]);
    assert.deepEqual([...(updateOf(snapshot, metrics, sender).changes[0]?.steps ?? [])], [1, 2]);
    metrics.addEvents([at(3, 1)]);
    const [change] = updateOf(snapshot, metrics, sender).changes;
    assert.equal(change?.keep, 1); // the last step may have been corrected
    assert.deepEqual([...change.steps], [2, 3]);
    assert.deepEqual(updateOf(snapshot, metrics, sender).changes, []);
  });

  it('have arrays of their own, no larger than what they bring', () => {
    metrics.setTable('file', parseResultCsv('step,loss\n1,2\n2,1\n'));
    const [change] = updateOf(snapshot, metrics, sender).changes;
    assert.equal(change?.steps.buffer.byteLength, 16);
  });

  it('arrive as they are, however they changed', () => {
    const step = fc.integer({ min: 0, max: 12 });
    const batch = fc.oneof(
      fc.array(fc.tuple(step, fc.integer()), { maxLength: 4 }).map((points) => () => {
        metrics.addEvents(points.map(([number, loss]) => at(number, loss)));
      }),
      fc.tuple(step, fc.integer()).map(([number, loss]) => () => {
        metrics.setTable('file', parseResultCsv(`step,train_loss,valid_loss\n${number},${loss},1\n`));
      }),
      fc.constant(() => {
        metrics.clearEvents();
      }),
    );
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), (changes) => {
        metrics = new MetricsCollector();
        sender = new CurvesSender();
        const receiver = new CurvesReceiver();
        for (const change of changes) {
          change();
          const { series, scale } = receiver.apply(structuredClone(updateOf(snapshot, metrics, sender)));
          assert.deepEqual(pairs(series), pairs(metrics.series));
          assert.deepEqual([...scale.clock.steps], [...metrics.clock.steps]);
        }
      }),
    );
  });

  it('send the first points again where one of them was corrected', () => {
    metrics.addEvents([at(3, 3), at(2, 2), at(1, 1)]);
    updateOf(snapshot, metrics, sender);
    metrics.addEvents([at(2, 20)]);
    const [change] = updateOf(snapshot, metrics, sender).changes;
    assert.ok(change);
    assert.deepEqual([change.keep, [...change.steps], [...change.values]], [1, [2, 3], [20, 3]]);
    assert.deepEqual([change.name, change.kind, change.split], ['train_loss', 'loss', 'train']);
  });

  it('send a curve whole that was gone in between', () => {
    const table = parseResultCsv('step,loss\n1,3\n2,2\n');
    metrics.setTable('file', table);
    updateOf(snapshot, metrics, sender);
    metrics.setTable('file', parseResultCsv('step,reward\n1,3\n'));
    assert.deepEqual(updateOf(snapshot, metrics, sender).names, ['train_mean_reward']);
    metrics.setTable('file', table);
    const { names, changes } = updateOf(snapshot, metrics, sender);
    assert.deepEqual(names, ['train_loss']);
    assert.deepEqual([changes[0]?.keep, [...(changes[0]?.steps ?? [])]], [0, [1, 2]]);
  });

  it('send nothing of points that are equal', () => {
    const table = () => parseResultCsv('step,loss\n');
    metrics.setTable('file', table());
    const before = updateOf(snapshot, metrics, sender);
    metrics.setTable('file', table());
    const { clock, changes } = updateOf(snapshot, metrics, sender);
    assert.deepEqual([before.clock, before.changes, clock, changes], [null, [], null, []]);
  });

  it('have the length of an epoch and the judgement with them', () => {
    metrics.addEvents([at(2, 2)]);
    const update = updateOf(snapshot, metrics, sender);
    assert.equal(update.stepsPerEpoch, 100 / 3);
    assert.equal(update.analysis.diagnosis.kind, 'tooShort');
    assert.equal('scale' in update.analysis, false);
  });

  it('begin again with a page that has forgotten everything', () => {
    metrics.addEvents([at(2, 2), at(1, 3)]);
    updateOf(snapshot, metrics, sender);
    sender.reset();
    const { series } = new CurvesReceiver().apply(updateOf(snapshot, metrics, sender));
    assert.deepEqual(pairs(series), pairs(metrics.series));
  });
});
