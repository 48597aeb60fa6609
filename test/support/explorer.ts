import type { Page } from 'playwright-core';
import { pressMenuItem } from './menu';

/** Chooses an entry of a file's context menu in the explorer. */
export async function clickFileMenu(page: Page, file: string, entry: string): Promise<void> {
  await page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
  await page
    .locator('.explorer-folders-view .monaco-list-row', { hasText: file })
    .first()
    .click({ button: 'right' });
  await pressMenuItem(page, entry);
}
