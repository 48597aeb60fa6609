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

  it('begin again with a page that has forgotten everything', () => {
    metrics.addEvents([at(2, 2), at(1, 3)]);
    updateOf(snapshot, metrics, sender);
    sender.reset();
    const { series } = new CurvesReceiver().apply(updateOf(snapshot, metrics, sender));
    assert.deepEqual(pairs(series), pairs(metrics.series));
  });
});
