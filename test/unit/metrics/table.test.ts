import assert from 'node:assert/strict';
import { metricOf } from '../../../src/metrics/metricName';
import { parseResultCsv } from '../../../src/metrics/resultCsv';
import { mergeCurves } from '../../../src/metrics/series';
import { sortedRows, stepsOf, toCsv } from '../../../src/metrics/table';

const series = mergeCurves([
  parseResultCsv('step,train_loss,valid_loss\n1,3,\n2,1,5\n3,2,\n').curves,
  parseResultCsv('step,valid_loss\n4,6\n').curves,
]);

describe('the table of numbers', () => {
  it('has every step once', () => assert.deepEqual([...stepsOf(series)], [1, 2, 3, 4]));

  it('sorts by any column, rows without a value last', () => {
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

  it('comes out as CSV that reads back the same', () => {
    const csv = toCsv(series);
    assert.equal(csv, 'step,train_loss,valid_loss\n1,3,\n2,1,5\n3,2,\n4,,6\n');
    assert.deepEqual(
      mergeCurves([parseResultCsv(csv).curves]).map(({ name, steps }) => [name, ...steps]),
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
