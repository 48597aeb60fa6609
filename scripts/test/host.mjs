// Runs the tests of an extension host through @vscode/test-electron, in a VS Code without a window or, with
// --desktop, in the one that test-electron downloads.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { root } from '../lib/paths.mjs';

const { values } = parseArgs({
  options: {
    version: { type: 'string', default: '' },
    desktop: { type: 'boolean', default: false },
    tests: { type: 'string', default: '' },
    folder: { type: 'string', default: '' },
    extension: { type: 'string', default: root },
  },
});
const { version, desktop, tests, folder, extension } = values;
const workspace = join(folder, 'workspace');
await cp(join(root, 'samples'), workspace, { recursive: true });

const headless = join(root, 'scripts', 'headless', process.platform === 'win32' ? 'code.cmd' : 'code.mjs');
try {
  await runTests({
    ...(desktop ? { version: `${version}.0` } : { vscodeExecutablePath: headless }),
    extensionDevelopmentPath: extension,
    extensionTestsPath: join(tests, 'index.js'),
    launchArgs: [
      workspace,
      `--user-data-dir=${join(folder, 'data')}`,
      `--extensions-dir=${join(folder, 'extensions')}`,
    ],
    extensionTestsEnv: { FINE_TUNING_TEST_VSCODE: version },
  });
} catch (error) {
  console.error(String(error));
  process.exit(1);
}
