import assert from 'node:assert/strict';
import type { Connection } from '../../../src/api/connection';
import { providers } from '../../../src/api/dialects/providers';
import { ProviderSource } from '../../../src/jobs/provider/providerSource';
import { Sources } from '../../../src/jobs/sources';
import { jobFromWire } from '../../support/jobs';
import { TestClock } from '../../support/testClock';
import { TestMemory } from '../../support/testMemory';

const named = (name: string, more: Partial<Connection> = {}): Connection => ({
  name,
  dialect: 'openai',
  baseUrl: 'http://127.0.0.1:1/v1',
  ...more,
});

describe('Sources', () => {
  let available: Connection[];
  let saved: ReadonlySet<string>;
  let memory: TestMemory;
  let clock: TestClock;
  let connects: string[];
  /** The focus that each source was last given. */
  let focus: Map<string, boolean>;
  let sources: Sources;
  /** What the sources of these connections wait for before they can be opened. */
  let loading: Map<string, Promise<void>>;
  let problems: unknown[];

  beforeEach(async () => {
    available = [named('one'), named('two')];
    saved = new Set(['one', 'two']);
    memory = new TestMemory();
    clock = new TestClock();
    connects = [];
    focus = new Map();
    loading = new Map();
    problems = [];
    sources = await open();
  });

  afterEach(() => {
    sources.dispose();
  });

  async function open(): Promise<Sources> {
    const opened = new Sources({
      available: () => available,
      prepare: async (connection) => {
        await loading.get(connection.name);
        const dialect = await providers[connection.dialect].dialect();
        const connect = () => {
          connects.push(connection.name);
          return Promise.reject(new Error('offline'));
        };
        return () =>
          new (class extends ProviderSource {
            override setFocused(isFocused: boolean): void {
              focus.set(connection.name, isFocused);
            }
          })(connection, dialect, connect, clock);
      },
      isSaved: ({ name }) => saved.has(name),
      memory,
      onProblem: (error) => problems.push(error),
    });
    await opened.reload();
    return opened;
  }

  const shown = () => sources.shown.map(({ name }) => name);

  it('shows the first connection until the person chooses, and then what was chosen, also in the next window', async () => {
    assert.deepEqual(shown(), ['one']);
    await sources.show(['two', 'one']);
    assert.deepEqual(shown(), ['one', 'two']);
    await sources.show(['two']);
    sources.dispose();
    sources = await open();
    assert.deepEqual(shown(), ['two']);
  });

  it('does not start the engine of the window unless it was chosen', async () => {
    available = [{ name: 'Local engine', dialect: 'local' }];
    await sources.reload();
    assert.deepEqual(shown(), []);
    await sources.show(['Local engine']);
    assert.deepEqual(shown(), ['Local engine']);
  });

  it('shows one more beside what is on screen, once', async () => {
    await sources.showAlso('two');
    assert.deepEqual(shown(), ['one', 'two']);
    await sources.showAlso('two');
    assert.deepEqual(memory.get('shownConnections'), ['one', 'two']);
  });

  it('keeps the accounts whose connection did not change, and ends the others', async () => {
    await sources.show(['one', 'two']);
    const [one, two] = sources.shown;
    available = [named('one', { organization: 'org-1' }), named('two')];
    await sources.reload();
    assert.notEqual(sources.shown[0], one);
    assert.equal(sources.shown[1], two);
    await one?.refresh();
    assert.deepEqual(connects, []); // a source that was replaced asks for nothing
  });

  it('has a source for a page of a connection that is not on screen, one and the same', async () => {
    const two = sources.find('two');
    assert.equal(two?.name, 'two');
    assert.equal(sources.find('two'), two);
    assert.equal(sources.find('one'), sources.shown[0]);
    assert.equal(sources.find('three'), undefined);
    await sources.reload();
    assert.equal(sources.find('two'), two);
  });

  it('takes the account of a page when its connection comes on screen', async () => {
    const two = sources.find('two');
    await sources.show(['two']);
    assert.equal(sources.shown[0], two);
    assert.equal(two?.isShown, true);
  });

  it('lets go of the account of a page when its connection is removed', async () => {
    const two = sources.find('two');
    available = [named('one')];
    await sources.reload();
    assert.equal(sources.find('two'), undefined);
    void two?.refresh();
    assert.deepEqual(connects, []);
  });

  it('does not poll for a page that is gone, whatever runs there', () => {
    const two = sources.find('two');
    assert.ok(two);
    two.store.apply([jobFromWire({ status: 'running' })]);
    two.expectChange();
    assert.equal(clock.sleeping, 0);
    two.isShown = true;
    two.expectChange();
    assert.equal(clock.sleeping, 1);
  });

  it('keeps an account of the same name apart from its predecessor at another address', async () => {
    const two = sources.find('two');
    available = [named('one'), named('two', { baseUrl: 'http://127.0.0.1:2/v1' })];
    await sources.reload();
    assert.notEqual(sources.find('two'), two);
  });

  it('shows what is saved after the only one on screen was removed, and nothing that comes by itself', async () => {
    await sources.forget('one');
    available = [named('two')];
    await sources.reload();
    assert.deepEqual(shown(), ['two']);
    await sources.show(['two']);
    await sources.forget('two');
    available = [named('Environment')];
    await sources.reload();
    assert.deepEqual(shown(), []);
    await sources.show(['Environment']);
    assert.deepEqual(shown(), ['Environment']);
  });

  it('does not take the engine of the window for one of the same name that was removed', async () => {
    available = [named('Local engine', { dialect: 'local' })];
    await sources.show(['Local engine']);
    await sources.forget('Local engine');
    available = [{ name: 'Local engine', dialect: 'local' }];
    await sources.reload();
    assert.deepEqual(shown(), []);
  });

  it('lists every connection, also those that are not on screen', () => {
    assert.deepEqual(
      sources.available.map(({ name }) => name),
      ['one', 'two'],
    );
  });

  it('shows by itself whatever does not start a process', async () => {
    const natural = async (connection: Connection) => {
      available = [connection];
      await sources.reload();
      return shown().length > 0;
    };
    assert.equal(await natural({ name: 'Engine', dialect: 'local' }), false);
    assert.equal(await natural({ name: 'Engine', dialect: 'local', baseUrl: 'http://127.0.0.1:1/v1' }), true);
    assert.equal(await natural({ name: 'OpenAI', dialect: 'openai' }), true);
  });

  it('reads what a window before an update has left, and no nonsense', async () => {
    for (const [left, expected] of [
      [['two'], 'two'],
      ['two', 'one'],
    ] as const) {
      memory = new TestMemory({ shownConnections: left });
      sources.dispose();
      sources = await open();
      assert.deepEqual(shown(), [expected]);
    }
  });

  it('says of the focus what holds to every source, also to those that come later', async () => {
    sources.find('two');
    assert.deepEqual([...focus.values()], [true, true]);
    sources.setFocused(false);
    assert.deepEqual([...focus.values()], [false, false]);
    available = [...available, named('three')];
    await sources.reload();
    sources.find('three');
    assert.equal(focus.get('three'), false);
  });

  describe('where a connection has to load what it speaks', () => {
    let load: () => void;
    let fail: (reason: Error) => void;
    let reading: Promise<void>;

    beforeEach(() => {
      loading.set('three', new Promise((resolve, reject) => ([load, fail] = [resolve, reject])));
      available = [named('three', { dialect: 'mistral' })];
      reading = sources.reload();
    });

    it('leaves everything as it is until then', async () => {
      assert.deepEqual(shown(), ['one']);
      assert.ok(sources.find('two'));
      load();
      await reading;
      assert.deepEqual(shown(), ['three']);
      assert.equal(sources.shown[0]?.kind, 'Mistral AI');
      assert.equal(sources.find('two'), undefined);
    });

    it('knows the connections that were read last, whichever was loaded first', async () => {
      available = [named('four')];
      const last = sources.reload();
      load();
      await reading;
      assert.deepEqual(shown(), ['four']);
      await last;
      assert.deepEqual(shown(), ['four']);
    });

    it('has all others where that fails, says so, and tries it again the next time', async () => {
      available = [named('three', { dialect: 'mistral' }), named('four')];
      const last = sources.reload();
      const missing = new Error('the file is not there');
      fail(missing);
      await Promise.all([last, reading]);
      assert.deepEqual(problems, [missing]);
      assert.deepEqual(shown(), ['four']);
      loading.delete('three');
      await sources.reload();
      assert.deepEqual(shown(), ['three']);
    });

    it('shows others that are chosen although that fails', async () => {
      available = [named('three', { dialect: 'mistral' }), named('four'), named('five')];
      fail(new Error('the file is not there'));
      await sources.showAlso('five');
      assert.deepEqual(shown(), ['five']);
    });

    it('opens nothing when it was ended meanwhile', async () => {
      sources.dispose();
      load();
      await reading;
      assert.equal(focus.has('three'), false);
    });
  });

  it('keeps a source alive whose connection did not change', async () => {
    const [one] = sources.shown;
    await sources.reload();
    await one?.refresh();
    assert.deepEqual(connects, ['one']);
  });

  it('ends all of its sources with itself, and says nothing any more', async () => {
    let changes = 0;
    sources.onDidChange(() => changes++);
    await sources.reload();
    const all = [sources.shown[0], sources.find('two')];
    sources.dispose();
    for (const source of all) await source?.refresh();
    assert.deepEqual(connects, []);
    await sources.reload();
    assert.equal(changes, 1);
  });
});
