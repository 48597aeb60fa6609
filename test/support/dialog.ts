import type { Locator, Page } from 'playwright-core';

/** A modal question. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  /** Waits for it; its message and detail. */
  async text(): Promise<string> {
    await this.box.waitFor();
    return this.box.locator('.dialog-message-container').innerText();
  }

  buttons(): Promise<string[]> {
    return this.box.locator('.dialog-buttons .monaco-button').allInnerTexts();
  }

  /** Leaves it by keyboard. */
  async escape(): Promise<void> {
    await this.box.waitFor();
    await this.box.press('Escape');
    await this.box.waitFor({ state: 'hidden' });
  }

  async click(button: string): Promise<void> {
    await this.box.getByRole('button', { name: button, exact: true }).click();
    await this.box.waitFor({ state: 'hidden' });
  }
}
