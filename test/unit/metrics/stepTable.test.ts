import assert from 'node:assert/strict';
import { MetricsCollector } from '../../../src/metrics/collector';
import { metricOf } from '../../../src/metrics/metricName';
import { parseResultCsv } from '../../../src/metrics/resultCsv';
import { sortedRows, stepsOf, toCsv } from '../../../src/metrics/stepTable';

function seriesOf(...results: readonly string[]) {
  const metrics = new MetricsCollector();
  results.forEach((text, at) => metrics.setTable(`file-${at}`, parseResultCsv(text)));
  return metrics.series;
}

const twoFiles = () => seriesOf('step,train_loss,valid_loss\n1,3,\n2,1,5\n3,2,\n', 'step,valid_loss\n4,6\n');

describe('the table of numbers', () => {
  it('has every step once', () => assert.deepEqual([...stepsOf(twoFiles())], [1, 2, 3, 4]));

  it('sorts by any column, rows without a value last', () => {
    const series = twoFiles();
    const steps = stepsOf(series);
    const by = (name: string | null, isDescending: boolean) =>
      [...sortedRows(steps, series.find((each) => each.name === name) ?? null, isDescending)].map(
        (row) => steps[row],
      );
    assert.deepEqual(by(null, true), [4, 3, 2, 1]);
    assert.deepEqual(by('train_loss', false), [2, 3, 1, 4]);
    assert.deepEqual(by('train_loss', true), [1, 3, 2, 4]);
    assert.deepEqual(by('valid_loss', true), [4, 2, 1, 3]);
  });

  it('has the steps of all, whichever has the most', () => {
    const three = seriesOf(
      ...['step,train_loss\n5,1\n', 'step,valid_loss\n3,1\n4,1\n10,1\n', 'step,reward\n1,1\n'],
    );
    assert.deepEqual([...stepsOf(three)], [1, 3, 4, 5, 10]);
    const same = seriesOf('step,train_loss,valid_loss\n1,2,3\n2,3,4\n');
    assert.equal(stepsOf(same), same[0]?.steps);
  });

  it('keeps the order of the steps where values are equal', () => {
    const equal = seriesOf('step,train_loss\n1,5\n2,4\n3,5\n4,\n')[0];
    const steps = Float64Array.of(1, 2, 3, 4, 5);
    assert.ok(equal);
    assert.deepEqual([...sortedRows(steps, equal, false)], [1, 0, 2, 3, 4]);
    assert.deepEqual([...sortedRows(steps, equal, true)], [0, 2, 1, 3, 4]);
    assert.deepEqual([...sortedRows(steps, null, false)], [0, 1, 2, 3, 4]);
  });

  it('comes out as CSV that reads back the same', () => {
    const csv = toCsv(twoFiles());
    assert.equal(csv, 'step,train_loss,valid_loss\n1,3,\n2,1,5\n3,2,\n4,,6\n');
    assert.deepEqual(
      seriesOf(csv).map(({ name, steps }) => [name, ...steps]),
      [
        ['train_loss', 1, 2, 3],
        ['valid_loss', 2, 4],
      ],
    );
  });

  it('is empty without series', () => {
    assert.equal(toCsv([]), 'step\n');
    assert.equal(metricOf('step'), null);
  });
});
