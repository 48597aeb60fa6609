import assert from 'node:assert/strict';
import { sweepDetail, type SweepPrice, totalOf } from '../../../src/commands/jobFiles/sweepPrice';
import { Format } from '../../../src/shared/format';

const format = new Format('en');
const dollars = (amount: number): SweepPrice => ({ kind: 'amount', amount, currency: 'USD' });

describe('the price of a sweep', () => {
  it('is the sum, unless that of one job is unknown', () => {
    assert.deepEqual(totalOf([dollars(1), dollars(2.5)]), dollars(3.5));
    assert.deepEqual(totalOf([dollars(1), { kind: 'unknown' }, dollars(2)]), { kind: 'unknown' });
    assert.deepEqual(totalOf([{ kind: 'free' }, { kind: 'free' }]), { kind: 'free' });
    assert.deepEqual(totalOf([{ kind: 'free' }, dollars(1)]), dollars(1));
    assert.deepEqual(totalOf([dollars(1), { kind: 'amount', amount: 1, currency: 'EUR' }]), {
      kind: 'unknown',
    });
  });

  it('is said below what is created, and of which files', () => {
    const chosen = [1, 2].map((epochs) => [['n_epochs', String(epochs)] as const]);
    assert.equal(
      sweepDetail(['train.jsonl', '/home/ada/.config/keys.json'], chosen, dollars(3.5), format),
      'Data: train.jsonl, /home/ada/.config/keys.json\nn_epochs: 1\nn_epochs: 2\n\nTogether about $3.50.',
    );
  });

  it('stands below ten jobs at most', () => {
    const chosen = Array.from({ length: 12 }, (_, index) => [['seed', String(index)] as const]);
    const lines = sweepDetail(['file-1'], chosen, { kind: 'unknown' }, format).split('\n');
    assert.deepEqual(lines.slice(-3), ['and 2 more', '', 'What they cost together is unknown.']);
    assert.equal(lines.length, 14);
  });
});
