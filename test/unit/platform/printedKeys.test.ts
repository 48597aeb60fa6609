import assert from 'node:assert/strict';
import { PrintedKeys } from '../../../src/platform/printedKeys';
import { TestClock } from '../../support/testClock';

const command = ['print', 'key'];
const minute = 60_000;

describe('keys that a command prints', () => {
  let clock: TestClock;
  let runs: (readonly string[])[];
  let print: () => Promise<string>;
  let keys: PrintedKeys;

  beforeEach(() => {
    clock = new TestClock();
    runs = [];
    print = () => Promise.resolve(`key-${String(runs.length)}`);
    keys = new PrintedKeys((each) => {
      runs.push(each);
      return print();
    }, clock);
  });

  it('are used for five minutes, by each command for itself', async () => {
    assert.deepEqual([await keys.get(command), await keys.get([...command])], ['key-1', 'key-1']);
    assert.equal(await keys.get(['print key']), 'key-2');
    clock.advance(5 * minute - 1);
    assert.equal(await keys.get(command), 'key-1');
    clock.advance(1);
    assert.equal(await keys.get(command), 'key-3');
    assert.deepEqual(runs, [command, ['print key'], command]);
  });

  it('are printed once for all who wait', async () => {
    let end: (key: string) => void = () => undefined;
    print = () => new Promise((resolve) => (end = resolve));
    const waiting = [keys.get(command), keys.get(command)];
    clock.advance(10 * minute);
    waiting.push(keys.get(command));
    end('key');
    assert.deepEqual(await Promise.all(waiting), ['key', 'key', 'key']);
    assert.equal(runs.length, 1);
  });

  it('are asked for again after a failure', async () => {
    print = () => Promise.reject(new Error('not logged in'));
    await assert.rejects(keys.get(command), /not logged in/);
    print = () => Promise.resolve('key');
    assert.equal(await keys.get(command), 'key');
  });

  it('are asked for once more when they are refused, unless they were just printed', async () => {
    await keys.get(command);
    assert.equal(keys.renew(command, 'key-1'), false);
    assert.equal(await keys.get(command), 'key-2');
    assert.equal(await keys.get(command), 'key-2');
    assert.equal(keys.renew(command, 'key-2'), true);
    assert.equal(await keys.get(command), 'key-3');
    // Of several requests that were refused together, the others get what the first has had printed.
    assert.equal(keys.renew(command, 'key-2'), true);
    assert.equal(await keys.get(command), 'key-3');
    assert.equal(runs.length, 3);
  });

  it('cannot be had where no program runs', async () => {
    const web = new PrintedKeys(null, clock);
    await assert.rejects(web.get(command), /This kind of VS Code runs no program/);
    assert.equal(web.renew(command, 'key'), false);
  });
});
