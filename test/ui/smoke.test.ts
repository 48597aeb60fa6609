import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from '../support/workbench';

describe('the extension in the workbench', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
  });

  after(() => workbench.close());

  it('has a place in the activity bar that opens its views', async () => {
    await workbench.openView();
    assert.match(await workbench.page.locator('.sidebar .composite.title').innerText(), /fine-tuning/i);
  });
});
