import assert from 'node:assert/strict';
import type { Connection } from '../../../src/api/connection';
import { Accounts } from '../../../src/jobs/accounts';
import { jobFromWire } from '../../support/jobs';
import { TestClock } from '../../support/testClock';
import { TestMemory } from '../../support/testMemory';

const named = (name: string, more: Partial<Connection> = {}): Connection => ({
  name,
  dialect: 'openai',
  baseUrl: 'http://127.0.0.1:1/v1',
  ...more,
});

describe('Accounts', () => {
  let available: Connection[];
  let memory: TestMemory;
  let clock: TestClock;
  let connects: string[];
  let accounts: Accounts;

  beforeEach(() => {
    available = [named('one'), named('two')];
    memory = new TestMemory();
    clock = new TestClock();
    connects = [];
    accounts = open();
  });

  afterEach(() => {
    accounts.dispose();
  });

  function open(): Accounts {
    return new Accounts({
      available: () => available,
      connect: ({ name }) => {
        connects.push(name);
        return Promise.reject(new Error('offline'));
      },
      memory,
      clock,
    });
  }

  const shown = () => accounts.shown.map(({ connection }) => connection.name);

  it('shows the first connection until the person chooses, and then what was chosen, also in the next window', async () => {
    assert.deepEqual(shown(), ['one']);
    await accounts.show(['two', 'one']);
    assert.deepEqual(shown(), ['one', 'two']);
    await accounts.show(['two']);
    accounts.dispose();
    accounts = open();
    assert.deepEqual(shown(), ['two']);
  });

  it('does not start the engine of the window unless it was chosen', async () => {
    available = [{ name: 'Local engine', dialect: 'local' }];
    accounts.reload();
    assert.deepEqual(shown(), []);
    await accounts.show(['Local engine']);
    assert.deepEqual(shown(), ['Local engine']);
  });

  it('keeps the accounts whose connection did not change, and ends the others', async () => {
    await accounts.show(['one', 'two']);
    const [one, two] = accounts.shown;
    available = [named('one', { organization: 'org-1' }), named('two')];
    accounts.reload();
    assert.notEqual(accounts.shown[0], one);
    assert.equal(accounts.shown[1], two);
    await one?.poller.pollNow();
    assert.deepEqual(connects, []); // an account that was replaced asks for nothing
  });

  it('has an account for a page of a connection that is not on screen, one and the same', () => {
    const two = accounts.find('two');
    assert.equal(two?.connection.name, 'two');
    assert.equal(accounts.find('two'), two);
    assert.equal(accounts.find('one'), accounts.shown[0]);
    assert.equal(accounts.find('three'), undefined);
    accounts.reload();
    assert.equal(accounts.find('two'), two);
  });

  it('takes the account of a page when its connection comes on screen', async () => {
    const two = accounts.find('two');
    await accounts.show(['two']);
    assert.equal(accounts.shown[0], two);
    assert.equal(two?.isShown, true);
  });

  it('lets go of the account of a page when its connection is removed', () => {
    const two = accounts.find('two');
    available = [named('one')];
    accounts.reload();
    assert.equal(accounts.find('two'), undefined);
    void two?.poller.pollNow();
    assert.deepEqual(connects, []);
  });

  it('does not poll for a page that is gone, whatever runs there', () => {
    const two = accounts.find('two');
    assert.ok(two);
    two.store.apply([jobFromWire({ status: 'running' })]);
    two.poller.expectChange();
    assert.equal(clock.sleeping, 0);
    two.isShown = true;
    two.poller.expectChange();
    assert.equal(clock.sleeping, 1);
  });

  it('keeps an account of the same name apart from its predecessor at another address', () => {
    const two = accounts.find('two');
    available = [named('one'), named('two', { baseUrl: 'http://127.0.0.1:2/v1' })];
    accounts.reload();
    assert.notEqual(accounts.find('two'), two);
  });
});
