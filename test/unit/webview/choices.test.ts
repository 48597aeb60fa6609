import assert from 'node:assert/strict';
import { toChoices } from '../../../src/webview/state/choices';

describe('toChoices', () => {
  const defaults = toChoices(undefined);

  it('gives back what was stored', () => {
    const chosen = {
      ...defaults,
      ...{
        tab: 'events' as const,
        smoothing: 0.6,
        axis: 'epoch' as const,
        isLog: true,
        zoom: { min: 1, max: 2 },
      },
      ...{
        hidden: ['a'],
        folds: { facts: false },
        level: 'warn' as const,
        search: 'x',
        isRelative: true,
        sortBy: 'train_loss',
        isDescending: false,
      },
    };
    assert.deepEqual(toChoices(JSON.parse(JSON.stringify(chosen))), chosen);
  });

  it('takes nothing that makes no sense', () => {
    for (const stored of [
      null,
      1,
      'x',
      [],
      {
        tab: 'x',
        smoothing: 2,
        axis: 1,
        zoom: { min: 2, max: 1 },
        hidden: 'a',
        folds: { a: 1 },
        level: 'fatal',
        search: 1,
      },
    ]) {
      assert.deepEqual(toChoices(stored), defaults);
    }
  });
});
