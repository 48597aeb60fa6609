import { eventually } from './eventually';
import { pressMenuItem } from './menu';
import type { Workbench } from './workbench';

/** Opens a file by a click in the explorer. */
export async function openInExplorer(workbench: Workbench, file: string): Promise<void> {
  const tab = workbench.page.locator('.tabs-container .tab', { hasText: file.replace(/\.\w+$/, '') }).first();
  // The explorer is still finding its place when it comes: a click may meet another row, or none. And a row that is
  // revealed at this moment has its own view shown once more.
  await eventually(async () => {
    await workbench.runCommand('View: Show Explorer');
    await rowOf(workbench, file).click({ timeout: 2_000 });
    await tab.waitFor({ timeout: 1_000 });
  });
}

const rowOf = ({ page }: Workbench, file: string) =>
  page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${file}"]`);

/** Chooses an entry of a file's context menu in the explorer. */
export async function clickFileMenu(workbench: Workbench, file: string, entry: string): Promise<void> {
  await openInExplorer(workbench, file);
  const row = rowOf(workbench, file);
  const focused = row.and(workbench.page.locator('.focused'));
  await eventually(async () => {
    await row.click({ button: 'right', timeout: 2_000 });
    try {
      await focused.waitFor({ timeout: 1_000 }); // else the click has met another row, and its menu
      await pressMenuItem(workbench.page, entry);
    } catch (error) {
      await workbench.page.keyboard.press('Escape');
      throw error;
    }
  });
}
