import { type Browser, type Page, chromium } from 'playwright-core';
import { provideBrowser } from '../../scripts/lib/browser.mjs';
import type { FromPage } from '../../src/shared/protocol';
import { ExtensionSide, type Learned } from './extensionSide';
import { type PageServer, servePage } from './pageServer';
import type { ThemeName } from './themes';

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  readonly deviceScaleFactor?: number;
}

/** A browser with the page's server: one for all tests of a file. */
export class PageHarness {
  private constructor(
    private readonly browser: Browser,
    private readonly server: PageServer,
  ) {}

  static async start(): Promise<PageHarness> {
    const { executable, args, env } = await provideBrowser();
    const browser = await chromium.launch({
      executablePath: executable,
      args: [...args, '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      env: { ...(process.env as Record<string, string>), ...env }, // no value is undefined in a real environment
    });
    return new PageHarness(browser, await servePage());
  }

  /** Opens the page and waits until it is ready for messages. */
  async open(options: OpenOptions = {}): Promise<OpenPage> {
    const {
      theme = 'dark',
      width = 1000,
      height = 760,
      reducedMotion = true,
      deviceScaleFactor = 1,
    } = options;
    const context = await this.browser.newContext({
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      deviceScaleFactor,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${this.server.origin}/?theme=${theme}`);
    const open = new OpenPage(page, errors);
    await open.waitForSent('ready');
    return open;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

/** The page with the extension's end of its messages. */
export class OpenPage {
  private readonly extension = new ExtensionSide();

  constructor(
    readonly page: Page,
    readonly errors: readonly string[],
  ) {}

  /** Has the extension send what it learned, and waits until it is drawn. */
  async send(...learned: readonly Learned[]): Promise<void> {
    await this.page.evaluate(async (list) => {
      for (const message of list) window.postMessage(message, '*');
      for (let frame = 0; frame < 3; frame += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }, this.extension.messages(learned));
  }

  async sent(): Promise<FromPage[]> {
    return this.page.evaluate(() => (window as unknown as { sent: FromPage[] }).sent); // the fake host's
  }

  /** The messages of one type, once there is one. */
  async waitForSent<T extends FromPage['type']>(type: T): Promise<Extract<FromPage, { type: T }>[]> {
    await this.page.waitForFunction(
      (wanted) => (window as unknown as { sent: FromPage[] }).sent.some((message) => message.type === wanted),
      type,
    );
    const all = await this.sent();
    return all.filter((message): message is Extract<FromPage, { type: T }> => message.type === type);
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.frame();
  }

  /** Waits until what was asked for is drawn. */
  async frame(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  }

  async setTheme(name: ThemeName): Promise<void> {
    await this.page.evaluate(
      (theme) => (window as unknown as { setTheme(name: string): void }).setTheme(theme), // the fake host's
      name,
    );
    await this.frame();
  }

  async violations(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { violations: string[] }).violations); // the fake host's
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
