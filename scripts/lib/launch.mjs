import { provideBrowser } from './browser.mjs';

/**
 * Launches a browser without a window; it goes with this process.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const { executable, args, env } = await provideBrowser();
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env },
    args: [
      ...args,
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
