#!/usr/bin/env node
// Stands in for the `code` that @vscode/test-electron starts: the same flags, the same exit code, but VS Code's
// server and web workbench in a browser without a window. FINE_TUNING_TEST_VSCODE chooses the version.
import { parseArgs } from 'node:util';
import { main, Unable } from '../lib/main.mjs';
import { runTests } from './runTests.mjs';

await main(async () => {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  /** @param {string} name */
  const path = (name) => {
    const value = values[name];
    if (typeof value !== 'string') throw new Unable(`--${name} is missing`);
    return value;
  };
  return runTests({
    version: process.env['FINE_TUNING_TEST_VSCODE'],
    extension: path('extensionDevelopmentPath'),
    tests: path('extensionTestsPath'),
    dataFolder: path('user-data-dir'),
    extensionsFolder: path('extensions-dir'),
    workspace: positionals[0],
  });
});
