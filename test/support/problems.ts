import type { Page } from 'playwright-core';

/** The list of VS Code's Problems, such as `messages is empty  Fine-Tuning  [Ln 12, Col 1]`. */
export async function problems(page: Page): Promise<string[]> {
  const rows = await page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, ' ').trim());
}
