import { type Browser, chromium, type Page } from 'playwright-core';
import { provideBrowser } from '../../scripts/lib/browser.mjs';
import type { OpenOptions } from './browserPage';
import { OpenPage } from './openPage';
import { type PageServer, servePage } from './pageServer';

/** A browser with the page's server: one for all tests of a suite. */
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

  /** A page in a window of its own, which has not opened anything yet. */
  async newPage({
    width = 1000,
    height = 760,
    reducedMotion = true,
    deviceScaleFactor = 1,
    messages,
  }: OpenOptions): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.server.origin,
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      deviceScaleFactor,
    });
    if (messages !== undefined)
      await context.addInitScript((all) => {
        window.messages = all;
      }, messages);
    return context.newPage();
  }

  async open(options: OpenOptions = {}): Promise<OpenPage> {
    const open = new OpenPage((wanted) => this.newPage(wanted));
    await open.reopen(options);
    return open;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
