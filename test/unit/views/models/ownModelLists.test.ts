import assert from 'node:assert/strict';
import { Model } from '../../../../src/api/wire/model';
import { Emitter } from '../../../../src/jobs/emitter';
import type { JobSource } from '../../../../src/jobs/source';
import { OwnModelLists } from '../../../../src/views/models/ownModelLists';
import { TestMemory } from '../../../support/testMemory';

const base = Model.parse({ id: 'gpt-4o-mini', owned_by: 'system' });
const own = Model.parse({ id: 'ft:gpt-4o-mini:acme:faq:1', owned_by: 'org-acme' });

/** A connection of which only the list of models matters. */
function connection(id: string, kind = 'OpenAI', address: string | null = null) {
  const changes = new Emitter<void>();
  const listed = { items: [base], onDidChange: changes.event };
  return {
    source: { id, kind, address, models: { listed } } as unknown as JobSource, // the rest is not read
    list: (...items: Model[]) => {
      listed.items = items;
      changes.fire();
    },
  };
}

describe('lists of models of the account', () => {
  let memory: TestMemory;
  let changes: Emitter<void>;
  let shown: JobSource[];
  let lists: OwnModelLists;

  beforeEach(() => {
    memory = new TestMemory();
    changes = new Emitter();
    shown = [];
    lists = new OwnModelLists(memory, { shown, onDidChange: changes.event });
  });
  afterEach(() => {
    lists.dispose();
  });

  const show = (...sources: JobSource[]) => {
    shown.splice(0, Infinity, ...sources);
    changes.fire();
  };

  it('are known by what they have, and remembered once when they come', () => {
    const acme = connection('acme');
    show(acme.source);
    assert.equal(lists.has(acme.source), false);
    acme.list(base, own);
    acme.list(own);
    assert.equal(lists.has(acme.source), true);
    assert.equal(memory.updates, 1);
  });

  it('are still known in another window when they have none any more', () => {
    const acme = connection('acme');
    show(acme.source);
    acme.list(own);
    acme.list(base);
    const another = new OwnModelLists(memory, { shown: [], onDidChange: changes.event });
    assert.equal(another.has(acme.source), true);
    assert.equal(another.has(connection('acme', 'Mistral AI').source), false);
    assert.equal(another.has(connection('acme', 'OpenAI', 'https://gateway.acme.com/v1').source), false);
    another.dispose();
  });

  it('are not written down by who looks', () => {
    const { source, list } = connection('hidden');
    list(own);
    assert.equal(lists.has(source), true);
    assert.equal(memory.updates, 0);
  });

  it('are not followed once their connection is off the screen, or the window closes', () => {
    const [hidden, last] = [connection('hidden'), connection('last')];
    show(hidden.source);
    show(last.source);
    hidden.list(own);
    lists.dispose();
    last.list(own);
    assert.equal(memory.updates, 0);
  });
});
