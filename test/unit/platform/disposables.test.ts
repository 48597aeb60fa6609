import assert from 'node:assert/strict';
import { DisposableOwner, Swap } from '../../../src/platform/disposables';

describe('disposables', () => {
  let ended: string[];
  const disposable = (name: string) => ({ dispose: () => ended.push(name) });

  class Owner extends DisposableOwner {
    take(name: string): void {
      this.own(disposable(name));
    }
  }

  beforeEach(() => {
    ended = [];
  });

  describe('DisposableOwner', () => {
    it('ends what it owns once, the last first', () => {
      const owner = new Owner();
      owner.take('first');
      owner.take('second');
      owner.dispose();
      owner.dispose();
      assert.deepEqual(ended, ['second', 'first']);
    });

    it('ends at once what it gets after its end', () => {
      const owner = new Owner();
      owner.dispose();
      owner.take('late');
      assert.deepEqual(ended, ['late']);
    });

    it('ends the rest when one of them throws, and throws then', () => {
      const owner = new (class extends Owner {
        constructor() {
          super();
          this.take('first');
          this.own({
            dispose: () => {
              throw new Error('a bug');
            },
          });
          this.take('last');
        }
      })();
      assert.throws(() => {
        owner.dispose();
      }, /a bug/);
      assert.deepEqual(ended, ['last', 'first']);
    });
  });

  describe('Swap', () => {
    it('ends what it holds when it gets something else, and at its end', () => {
      const swap = new Swap();
      swap.set(disposable('first'));
      swap.set(disposable('second'));
      assert.deepEqual(ended, ['first']);
      swap.dispose();
      assert.deepEqual(ended, ['first', 'second']);
    });

    it('ends at once what it gets after its end', () => {
      const swap = new Swap();
      swap.dispose();
      swap.set(disposable('late'));
      assert.deepEqual(ended, ['late']);
      assert.equal(swap.value, undefined);
    });
  });
});
