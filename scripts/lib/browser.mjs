import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { provideChromium } from './chromium.mjs';
import { Unable } from './main.mjs';

/** @typedef {{ executable: string, args: string[], env: Record<string, string> }} Browser */

/**
 * A Chrome, Edge or Chromium: the machine's own, else one from npm.
 * @returns {Promise<Browser>}
 */
export async function provideBrowser() {
  const executable = candidates().find((path) => existsSync(path));
  // Chrome's sandbox refuses to run as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (executable !== undefined) return { executable, args, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { executable, env } = await provideChromium();
    // No setuid helper comes with it, and not every Linux lets users make the namespaces that would replace it.
    return { executable, args: ['--no-sandbox'], env };
  }
  throw new Unable('no browser was found: install Chrome, Edge or Chromium');
}

function candidates() {
  switch (process.platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ];
    case 'win32':
      return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
        .flatMap((name) => process.env[name] ?? [])
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    default:
      return (process.env['PATH'] ?? '')
        .split(delimiter)
        .flatMap((folder) =>
          ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'].map(
            (name) => join(folder, name),
          ),
        );
  }
}
