import { provideBrowser } from '../lib/browser.mjs';
import { newest, provideVSCode } from '../lib/vscode.mjs';

/**
 * Downloads what suites need before the first of them runs.
 * @param {readonly import('./suites.mjs').Suite[]} suites
 * @param {boolean} desktop
 */
export async function provideAll(suites, desktop) {
  const headless = suites.filter(
    ({ kind }) => kind === 'ui' || kind === 'web' || (kind === 'host' && !desktop),
  );
  if (headless.length > 0 || suites.some(({ kind }) => kind === 'page')) await provideBrowser();
  for (const { version } of headless) await provideVSCode(version ?? newest);
}
