import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FromPage, ToPage } from '../../src/shared/protocol';
import { ExtensionSide, type Learned } from './extensionSide';
import type { ThemeName } from './themes';

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  readonly deviceScaleFactor?: number;
  /** The messages of the language by their keys; English without. */
  readonly messages?: Readonly<Record<string, string>>;
}

declare global {
  /** With what the fake host of `pageServer.ts` keeps. */
  interface Window {
    messages?: Readonly<Record<string, string>>;
    readonly sent: readonly FromPage[];
    readonly violations: readonly string[];
    setTheme(name: string): void;
  }
}

/**
 * A page with the extension's end of its messages. There is one way to wait, `drawn`: what is done here waits so by
 * itself, and a test that clicks or types on the page itself calls it before it looks.
 */
export class OpenPage {
  private openedPage: Page | null = null;
  private errors: readonly string[] = [];
  private extension = new ExtensionSide();

  /** @param newPage makes one that has opened nothing yet */
  constructor(private readonly newPage: (options: OpenOptions) => Promise<Page>) {}

  get page(): Page {
    if (this.openedPage === null) throw new Error('The page is not open.');
    return this.openedPage;
  }

  /** Opens the page, instead of the one that was open, and waits until it is ready for messages. */
  async reopen(options: OpenOptions = {}): Promise<void> {
    await this.close();
    const errors: string[] = [];
    this.errors = errors;
    this.extension = new ExtensionSide();
    this.openedPage = await this.newPage(options);
    this.openedPage.on('pageerror', (error) => errors.push(String(error)));
    await this.openedPage.goto(`/?theme=${options.theme ?? 'dark'}`);
    await this.waitForSent('ready');
  }

  /** Fails where the page had errors, or did what its content security policy forbids. */
  async close(): Promise<void> {
    const page = this.openedPage;
    if (page === null) return;
    this.openedPage = null;
    try {
      assert.deepEqual(this.errors, []);
      assert.deepEqual(await page.evaluate(() => window.violations), []);
    } finally {
      await page.context().close();
    }
  }

  /** Has the extension send what it learned. */
  async send(...learned: readonly Learned[]): Promise<void> {
    await this.post(this.extension.messages(learned));
  }

  /** Has these very messages arrive. */
  async post(messages: readonly ToPage[]): Promise<void> {
    await this.page.evaluate((list) => {
      for (const message of list) window.postMessage(message, '*');
    }, messages);
    await this.drawn();
  }

  async sent(): Promise<readonly FromPage[]> {
    return this.page.evaluate(() => window.sent);
  }

  /** The messages of one type that the page has sent, once there are so many. */
  async waitForSent<T extends FromPage['type']>(
    type: T,
    count = 1,
  ): Promise<Extract<FromPage, { type: T }>[]> {
    for (;;) {
      const all = await this.sent();
      const found = all.filter((message): message is Extract<FromPage, { type: T }> => message.type === type);
      if (found.length >= count) return found;
      await this.drawn();
    }
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.drawn();
  }

  async setTheme(name: ThemeName): Promise<void> {
    await this.page.evaluate((theme) => window.setTheme(theme), name);
    await this.drawn();
  }

  /** Waits until everything that was done is drawn. */
  async drawn(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  }
}
