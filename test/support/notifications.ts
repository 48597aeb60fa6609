import type { Locator, Page } from 'playwright-core';

/** The toasts at the lower right. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** What they say now. */
  texts(): Promise<string[]> {
    return this.toasts().locator('.notification-list-item-message').allInnerTexts();
  }

  /** Waits for one that says this, and gives the whole of it. */
  async waitFor(text: string | RegExp): Promise<string> {
    const toast = this.toast(text);
    await toast.waitFor();
    return toast.locator('.notification-list-item-message').innerText();
  }

  async buttons(text: string | RegExp): Promise<string[]> {
    return this.toast(text)
      .locator('.notification-list-item-buttons-container .monaco-button')
      .allInnerTexts();
  }

  async click(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text).getByRole('button', { name: button, exact: true }).click();
  }

  async dismiss(text: string | RegExp): Promise<void> {
    const toast = this.toast(text);
    await toast.hover();
    await toast.locator('.codicon-notifications-clear').click();
    await toast.waitFor({ state: 'hidden' });
  }

  private toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  private toast(text: string | RegExp): Locator {
    return this.toasts().filter({ hasText: text }).first();
  }
}
