import assert from 'node:assert/strict';
import { changeEach } from '../../../src/commands/changeEach';

describe('a change of several things', () => {
  let shown: string[];
  let recorded: string[];
  let underWay: number;
  let atOnce: number;
  let work: AbortController;

  beforeEach(() => {
    [shown, recorded, underWay, atOnce] = [[], [], 0, 0];
    work = new AbortController();
  });

  const note = (to: () => string[]) => (attempt: string, error: unknown) => {
    to().push(`${attempt}: ${String(error)}`);
  };
  const change = (targets: readonly string[], of: (target: string) => void) =>
    changeEach(
      targets,
      {
        async change(target) {
          atOnce = Math.max(atOnce, ++underWay);
          await Promise.resolve();
          underWay--;
          of(target);
        },
        failureOf: (target) => `Deleting ${target} failed`,
        errors: { show: note(() => shown), record: note(() => recorded) },
      },
      work.signal,
    );
  const names = (count: number) => Array.from({ length: count }, (_, at) => `f${String(at)}`);

  it('begins few at a time', async () => {
    const done: string[] = [];
    await change(names(30), (name) => done.push(name));
    assert.deepEqual([done.length, atOnce], [30, 4]);
    assert.deepEqual(shown, []);
  });

  it('reports in one message however many fail, and changes the others', async () => {
    const done: string[] = [];
    const fail = (of: readonly string[]) => (name: string) => {
      if (of.includes(name)) throw new Error('broken');
      done.push(name);
    };
    await change(names(6), fail(['f1', 'f3', 'f5']));
    assert.deepEqual(done, ['f0', 'f2', 'f4']);
    assert.deepEqual(shown, ['Deleting f1 failed (2 more failed too): Error: broken']);
    assert.equal(recorded.length, 2);
    await change(names(2), fail(['f0', 'f1']));
    await change(names(1), fail(['f0']));
    assert.deepEqual(shown.slice(1), [
      'Deleting f0 failed (1 more failed too): Error: broken',
      'Deleting f0 failed: Error: broken',
    ]);
  });

  it('begins nothing after it was cancelled, and is silent about what that ends', async () => {
    const done: string[] = [];
    await change(names(30), (name) => {
      done.push(name);
      work.abort();
      throw new Error('ended');
    });
    assert.ok(done.length <= 4, done.join());
    assert.deepEqual([shown, recorded], [[], []]);
  });
});
