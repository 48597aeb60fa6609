import assert from 'node:assert/strict';
import { analyze } from '../../../src/metrics/analysis';
import { MetricsCollector } from '../../../src/metrics/collector';
import { parseResultCsv } from '../../../src/metrics/resultCsv';
import { createdTime, event } from '../../support/snapshots';

const facts = { isDone: false, epochCount: null, checkpoints: [] };

function collectorOf(text: string): MetricsCollector {
  const metrics = new MetricsCollector();
  metrics.setTable('file', parseResultCsv(text));
  return metrics;
}

describe('analyze', () => {
  it('takes the last step of a job that succeeded for the end of its last epoch', () => {
    const metrics = collectorOf('step,loss\n1,3\n40,1\n');
    const running = analyze(metrics, { ...facts, epochCount: 2 });
    assert.deepEqual([running.scale.stepsPerEpoch, running.epochs], [null, []]);
    const done = analyze(metrics, { ...facts, epochCount: 2, isDone: true });
    assert.equal(done.scale.stepsPerEpoch, 20);
    assert.deepEqual(
      done.epochs.map(({ step }) => step),
      [20, 40],
    );
  });

  it('believes the reported total before the last step', () => {
    const metrics = new MetricsCollector();
    metrics.addEvents([event(1, 'Step 50/90: loss=2')]);
    const { scale, epochs } = analyze(metrics, { ...facts, epochCount: 3, isDone: true });
    assert.equal(scale.stepsPerEpoch, 30);
    assert.deepEqual(
      epochs.map(({ step }) => step),
      [30],
    );
  });

  it('lets the clock always go on', () => {
    const metrics = new MetricsCollector();
    metrics.addEvents([event(10, 'Step 2: loss=2'), event(20, 'Step 1: loss=3')]);
    assert.deepEqual([...analyze(metrics, facts).scale.clock.values], [createdTime + 20, createdTime + 20.5]);
  });

  it('judges the curves and the checkpoints, and passes on problems', () => {
    const metrics = collectorOf('step,valid_loss\n1,3\n2,1\n?,4\n');
    const checkpoint = (id: string, step: number) => ({
      ...{ id, step, metrics: {} },
      ...{ createdAt: null, model: null, startFrom: null, jobId: null },
    });
    const found = analyze(metrics, { ...facts, checkpoints: [checkpoint('a', 1), checkpoint('b', 2)] });
    assert.deepEqual([found.best?.step, found.bestCheckpoint?.id], [2, 'b']);
    assert.equal(found.diagnosis.kind, 'tooShort');
    assert.deepEqual(found.problems, [
      '1 of 3 rows of the result file have no readable step and are left out.',
    ]);
  });

  it('has nothing to say without numbers', () => {
    const { epochs, best, bestCheckpoint } = analyze(new MetricsCollector(), facts);
    assert.deepEqual({ epochs, best, bestCheckpoint }, { epochs: [], best: null, bestCheckpoint: null });
  });
});
