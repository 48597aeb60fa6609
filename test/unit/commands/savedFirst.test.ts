import assert from 'node:assert/strict';
import { savedFirst } from '../../../src/commands/trainingFiles/savedFirst';

/** A document with changes, which is saved or not. */
class Edited {
  isDirty = true;
  saved = 0;

  constructor(private readonly canBeSaved = true) {}

  save(): Promise<boolean> {
    this.saved++;
    if (this.canBeSaved) this.isDirty = false;
    return Promise.resolve(this.canBeSaved);
  }
}

const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);

describe('a file that is read from disk', () => {
  it('is taken as it is where nothing was changed', async () => {
    const ask = () => assert.fail('nothing is to be decided');
    assert.equal(await savedFirst(undefined, ask), true);
    assert.equal(await savedFirst({ isDirty: false, save: ask }, ask), true);
  });

  it('is saved first where its editor shows something else', async () => {
    const document = new Edited();
    assert.equal(await savedFirst(document, yes), true);
    assert.equal(document.saved, 1);
  });

  it('is not taken where the changes are not to be saved, or cannot be', async () => {
    const document = new Edited();
    assert.equal(await savedFirst(document, no), false);
    assert.equal(document.saved, 0);
    assert.equal(await savedFirst(new Edited(false), yes), false);
  });

  it('is taken where VS Code has saved it by itself meanwhile', async () => {
    const document = new Edited(false);
    const saved = () => {
      document.isDirty = false;
      return Promise.resolve(true);
    };
    assert.equal(await savedFirst(document, saved), true);
  });
});
