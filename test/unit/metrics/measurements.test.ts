import assert from 'node:assert/strict';
import { tableOf } from '../../../src/metrics/measurements';
import type { Points } from '../../../src/metrics/points';

const pairs = ({ steps, values }: Points) => Array.from(steps, (step, at) => [step, values[at]]);

describe('tableOf', () => {
  it('makes curves of measurements, each at its step', () => {
    const { curves, epochs, problem } = tableOf([
      { step: 1, epoch: 0.5, train_loss: 3, eval_loss: 4 },
      { train_loss: 2, global_step: 2, epoch: 1 },
    ]);
    assert.deepEqual(
      [...curves].map(([name, points]) => [name, pairs(points)]),
      [
        [
          'train_loss',
          [
            [1, 3],
            [2, 2],
          ],
        ],
        ['valid_loss', [[1, 4]]],
      ],
    );
    assert.deepEqual(pairs(epochs), [
      [1, 0.5],
      [2, 1],
    ]);
    assert.equal(problem, null);
  });

  it('skips measurements without a step, or with one that is none', () => {
    const { curves, epochs } = tableOf([
      { loss: 1, epoch: 1 },
      { step: 1e13, loss: 1 },
      { step: NaN, loss: 1 },
    ]);
    assert.equal(curves.size, 0);
    assert.equal(epochs.length, 0);
  });

  it('reads at most 200 names, and goes on with those that it knows', () => {
    const names = Array.from({ length: 200 }, (_, at) => [`m${String(at)}`, at]);
    const { curves } = tableOf([
      { step: 1, ...Object.fromEntries(names) },
      { step: 2, another: 1, m0: 7 },
    ]);
    assert.equal(curves.size, 200);
    assert.equal(curves.has('another'), false);
    assert.deepEqual([...(curves.get('m0')?.values ?? [])], [0, 7]);
  });
});
