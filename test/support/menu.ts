import type { Page } from 'playwright-core';
import { unhurried } from './eventually';

/** Chooses an entry of the context menu that is open; fails where none opened, or it was closed again. */
export async function pressMenuItem(page: Page, entry: string): Promise<void> {
  const item = page.locator('.context-view').getByRole('menuitem', { name: entry });
  // VS Code overlooks a click that comes right after the menu did.
  await item.hover({ timeout: 2_000 });
  await item.press('Enter', unhurried);
}
