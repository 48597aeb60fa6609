import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
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
    readonly sent: readonly unknown[];
    readonly violations: readonly string[];
    setTheme(name: string): void;
  }
}

/** Makes a page that has opened nothing yet. */
export type NewPage = (options: OpenOptions) => Promise<Page>;

/**
 * A page of the extension in a browser. There is one way to wait, `drawn`: what is done here waits so by itself, and a
 * test that clicks or types on the page itself calls it before it looks.
 */
export abstract class BrowserPage<To, From extends { readonly type: string }> {
  private openedPage: Page | null = null;
  private errors: readonly string[] = [];

  constructor(private readonly newPage: NewPage) {}

  get page(): Page {
    if (this.openedPage === null) throw new Error('The page is not open.');
    return this.openedPage;
  }

  /** Opens the page, instead of the one that was open, and waits until it is ready for messages. */
  async reopen(options: OpenOptions = {}): Promise<void> {
    await this.close();
    const errors: string[] = [];
    this.errors = errors;
    this.openedPage = await this.newPage(options);
    this.openedPage.on('pageerror', (error) => errors.push(String(error)));
    const query = new URLSearchParams({ theme: options.theme ?? 'dark', ...this.query });
    await this.openedPage.goto(`/?${query.toString()}`);
    await this.waitForSent('ready');
  }

  /** What the page's address says beside its theme. */
  protected get query(): Readonly<Record<string, string>> {
    return {};
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

  /** Has these very messages arrive. */
  async post(messages: readonly To[]): Promise<void> {
    await this.page.evaluate((list) => {
      for (const message of list) window.postMessage(message, '*');
    }, messages);
    await this.drawn();
  }

  async sent(): Promise<readonly From[]> {
    return (await this.page.evaluate(() => window.sent)) as readonly From[]; // nothing else sends there
  }

  /** The messages of one type that the page has sent until now. */
  async sentOf<T extends From['type']>(type: T): Promise<Extract<From, { readonly type: T }>[]> {
    await this.drawn();
    const isOfType = (message: From): message is Extract<From, { readonly type: T }> => message.type === type;
    return (await this.sent()).filter(isOfType);
  }

  /** The same, once there are so many. */
  async waitForSent<T extends From['type']>(
    type: T,
    count = 1,
  ): Promise<Extract<From, { readonly type: T }>[]> {
    for (;;) {
      const found = await this.sentOf(type);
      if (found.length >= count) return found;
    }
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
