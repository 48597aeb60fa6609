import { launchBrowser } from '../lib/launch.mjs';
import { quietSettings } from '../lib/quietSettings.mjs';
import { startServer } from '../lib/server.mjs';
import { Unable } from '../lib/main.mjs';
import { report } from '../test/report.mjs';
import { newest, provideVSCode } from '../lib/vscode.mjs';
import { testUrl } from '../lib/workbenchUrl.mjs';

/**
 * Runs an extension's tests in a VS Code without a window.
 * @param {object} options
 * @param {string} [options.version] of VS Code
 * @param {string} options.extension its folder
 * @param {string} options.tests the module whose run() is called in the extension host
 * @param {string} options.dataFolder VS Code's state
 * @param {string} options.extensionsFolder
 * @param {string} [options.workspace] folder
 * @returns {Promise<number>} the exit code
 */
export async function runTests({
  version = newest,
  extension,
  tests,
  dataFolder,
  extensionsFolder,
  workspace,
}) {
  const vscode = await provideVSCode(version);
  const server = await startServer({
    ...{ vscode, dataFolder, extensionsFolder },
    testDriver: true,
    userSettings: quietSettings,
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    /** @type {Promise<number>} */
    const exit = new Promise((resolve) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(() => resolve(1));
    });
    await page.exposeFunction('codeAutomationLog', takeLog);
    await page.goto(testUrl(server.origin, extension, tests, workspace).href);
    const crash = Promise.race([
      server.exit.then((code) => `VS Code's server ended with ${code}`),
      new Promise((resolve) => page.once('crash', resolve)).then(() => 'the page of VS Code crashed'),
    ]);
    const result = await Promise.race([exit, crash]);
    if (typeof result === 'string')
      throw new Unable(`${result} while the tests ran; its log is ${server.log}`);
    return result;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/**
 * What the workbench logs; the web extension host has no other way to report its results.
 * @param {string} type
 * @param {unknown[]} args
 */
function takeLog(type, args) {
  if (args[0] === '@result') report(JSON.parse(String(args[1])));
  else console.log(`[${type}]`, ...args);
}
