import assert from 'node:assert/strict';
import { jobFileTarget } from '../../../src/jobFiles/jobFileTarget';

describe('where a job file is saved', () => {
  /** Where it goes, and which paths were looked at before. */
  async function target(chosen: string, mayBeWritten: boolean) {
    const looked: string[] = [];
    const path = await jobFileTarget(chosen, (each) => {
      looked.push(each);
      return Promise.resolve(mayBeWritten);
    });
    return [path, ...looked];
  }

  it('is what the person chose, whose dialog has asked whether to replace it', async () => {
    assert.deepEqual(await target('/w/bot.finetune.json', false), ['/w/bot.finetune.json']);
    assert.deepEqual(await target('/w/bot.Finetune.JSON', false), ['/w/bot.Finetune.JSON']);
  });

  it('has the ending of a job file', async () => {
    const path = '/w/bot.finetune.json';
    assert.deepEqual(await target('/w/bot', true), [path, path]);
    assert.deepEqual(await target('/w/bot.json', true), [path, path]);
  });

  it('is nowhere where that is another file, which the person wants to keep', async () => {
    assert.deepEqual(await target('/w/bot.json', false), [null, '/w/bot.finetune.json']);
  });
});
