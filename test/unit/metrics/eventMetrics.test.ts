import assert from 'node:assert/strict';
import { numberOf, stepReportOf } from '../../../src/metrics/eventMetrics';
import { event } from '../../support/snapshots';

describe('stepReportOf', () => {
  it('reads the data of a metrics event', () => {
    const data = {
      step: 88,
      total_steps: 100,
      train_loss: 0.5,
      valid_loss: '0.75',
      train_mean_token_accuracy: null,
    };
    assert.deepEqual(stepReportOf(event(1, 'Step 88/100', { data })), {
      step: 88,
      totalSteps: 100,
      epoch: null,
      values: [
        ['train_loss', 0.5],
        ['valid_loss', 0.75],
      ],
    });
  });

  it('reads OpenAI’s text where there is no data', () => {
    const text = 'Step 10/90: training loss=2.31, validation loss=2.40, full validation loss=2.5';
    assert.deepEqual(stepReportOf(event(1, text)), {
      step: 10,
      totalSteps: 90,
      epoch: null,
      values: [
        ['training loss', 2.31],
        ['validation loss', 2.4],
        ['full validation loss', 2.5],
      ],
    });
  });

  it('reads other spellings of a step', () => {
    assert.deepEqual(stepReportOf(event(1, 'step 7 of 12, loss: 1e-3, epoch=0.5')), {
      step: 7,
      totalSteps: 12,
      epoch: 0.5,
      values: [['loss', 0.001]],
    });
    assert.deepEqual(stepReportOf(event(1, 'Step 3: training loss=nan'))?.values, [['training loss', NaN]]);
  });

  it('finds no step in other messages', () => {
    for (const message of [
      'Fine-tuning job started',
      'Checkpoint created at step 90',
      'loss=2',
      `Step 1: ${'x'.repeat(3000)}`,
    ]) {
      assert.equal(stepReportOf(event(1, message)), null, message.slice(0, 40));
    }
    assert.equal(stepReportOf(event(1, 'x', { data: { train_loss: 1 } })), null);
  });

  it('reads the names of epochs and totals', () => {
    for (const [total, epoch] of [
      ['total_steps', 'epoch'],
      ['max_steps', 'current_epoch'],
      ['maxSteps', 'Epoch'],
    ] as const)
      assert.deepEqual(stepReportOf(event(1, 'x', { data: { step: 1, [total]: 9, [epoch]: 0.5 } })), {
        ...{ step: 1, totalSteps: 9, epoch: 0.5, values: [] },
      });
  });

  it('takes no number beyond all runs for a step or a total', () => {
    const data = (step: number, total: number) =>
      stepReportOf(event(1, 'x', { data: { step, total_steps: total } }));
    assert.equal(data(1e12, 1e12)?.totalSteps, 1e12);
    assert.equal(data(-1e12, 1)?.step, -1e12);
    assert.equal(data(1, 1e12 + 1)?.totalSteps, null);
    assert.equal(data(1e12 + 1, 1), null);
  });

  it('reads at most 500 values of an event', () => {
    const data = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`m${String(at)}`, at]));
    assert.equal(stepReportOf(event(1, 'x', { data: { step: 1, ...data } }))?.values.length, 499);
  });

  it('reads the text where the data has no step', () => {
    const report = stepReportOf(event(1, 'Step 3: loss=2', { data: { loss: 1 } }));
    assert.deepEqual([report?.step, report?.values], [3, [['loss', 2]]]);
  });

  const heads: readonly (readonly [message: string, step: number, total: number | null])[] = [
    ['Step 10/90: loss=2', 10, 90],
    ['  step   10  /  90  -  loss=2', 10, 90],
    ['STEP 10 of 90, loss=2', 10, 90],
    ['Step 10of90 loss=2', 10, 90],
    ['Step 10 loss=2', 10, null],
    ['Step 10:loss=2', 10, null],
  ];
  for (const [message, step, total] of heads) {
    it(`reads the head of “${message}”`, () =>
      assert.deepEqual(stepReportOf(event(1, message)), {
        ...{ step, totalSteps: total, epoch: null, values: [['loss', 2]] },
      }));
  }

  it('finds no step behind other words', () => {
    for (const message of ['At step 10: loss=2', 'xstep 10: loss=2', 'Step10: loss=2'])
      assert.equal(stepReportOf(event(1, message)), null);
  });

  const numbers: readonly (readonly [text: string, value: number])[] = [
    ...([
      ['12.25', 12.25],
      ['-0.5', -0.5],
      ['+3', 3],
      ['.75', 0.75],
      ['1.', 1],
    ] as const),
    ...([
      ['1e5', 1e5],
      ['1.5e-12', 1.5e-12],
      ['2E+10', 2e10],
    ] as const),
    ...([
      ['NaN', NaN],
      ['-nan', NaN],
      ['inf', Infinity],
      ['-inf', -Infinity],
      ['+Infinity', Infinity],
    ] as const),
  ];
  for (const [text, value] of numbers) {
    it(`reads ${text} in a message`, () =>
      assert.deepEqual(stepReportOf(event(1, `Step 1: a/b-c d=${text}, e: ${text}`))?.values, [
        ['a/b-c d', value],
        ['e', value],
      ]));
  }

  it('skips what only begins as a number', () => {
    assert.deepEqual(stepReportOf(event(1, 'Step 1: a=1.2.3, b=12x, c=nano, d=5'))?.values, [['d', 5]]);
  });

  it('reads a message of 2,000 characters, and none that is longer', () => {
    const message = (length: number) => 'Step 1: loss=2'.padEnd(length, ' ');
    assert.equal(stepReportOf(event(1, message(2_000)))?.step, 1);
    assert.equal(stepReportOf(event(1, message(2_001))), null);
  });
});

describe('numberOf', () => {
  it('reads numbers, also when spelled', () => {
    for (const [value, expected] of [
      ...([
        [1.5, 1.5],
        [' 1.5 ', 1.5],
        ['1e3', 1000],
        ['', null],
        ['  ', null],
        ['x', null],
      ] as const),
      ...([
        [null, null],
        [true, null],
        [[1], null],
        [NaN, NaN],
      ] as const),
      ...([
        ['nan', NaN],
        [' -NaN ', NaN],
        ['xnan', null],
        ['nanx', null],
      ] as const),
      ...([
        ['inf', Infinity],
        ['+inf', Infinity],
        [' -inf ', -Infinity],
        ['-infinity', -Infinity],
      ] as const),
      ...([
        ['xinf', null],
        ['infx', null],
        ['infinityx', null],
        ['--inf', null],
      ] as const),
    ] as const)
      assert.equal(numberOf(value), expected, String(value));
  });
});
