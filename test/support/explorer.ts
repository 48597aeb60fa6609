import { eventually } from './eventually';
import { pressMenuItem } from './menu';
import type { Workbench } from './workbench';

/** Chooses an entry of a file's context menu in the explorer. */
export async function clickFileMenu(workbench: Workbench, file: string, entry: string): Promise<void> {
  await workbench.runCommand('View: Show Explorer');
  const row = workbench.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${file}"]`);
  const tab = workbench.page.locator('.tabs-container .tab', { hasText: file.replace(/\.\w+$/, '') }).first();
  // The explorer is still finding its place when it comes: a click may meet another row, or none.
  await eventually(async () => {
    await row.click();
    await tab.waitFor({ timeout: 1_000 });
  });
  await eventually(async () => {
    await row.click({ button: 'right', timeout: 2_000 });
    await pressMenuItem(workbench.page, entry);
  });
}
