import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import type { App } from './commands/command';
import { start } from './extension';
import { EngineProcess } from './node/engineProcess';
import { createLog } from './platform/log';

/** The entry point of the desktop and remote extension hosts. */
export function activate(context: ExtensionContext): Promise<App> | undefined {
  const log = createLog();
  const engine = new EngineProcess({
    script: path.join(context.extensionPath, 'dist', 'engine.js'),
    dataDir: path.join(context.globalStorageUri.fsPath, 'engine'),
    log: (line) => {
      log.info(`[engine] ${line}`);
    },
  });
  context.subscriptions.push(log, engine);
  const surveyThread = path.join(context.extensionPath, 'dist', 'survey-thread.js');
  return start(context, log, {
    environment: process.env,
    engine,
    // With the first key that a command prints.
    printedBy: async (command) => (await import('./node/printedKey')).printedBy(command),
    canStreamUploads: true,
    readsWhole: ({ scheme }) => scheme !== 'file',
    check: async (file, options) => (await import('./node/survey')).check(file, surveyThread, options),
    survey: async (file, options) => (await import('./node/survey')).survey(file, surveyThread, options),
    // With the first file that is read or written.
    openForUpload: async (file) => (await import('./node/nodeFiles')).openForUpload(file),
    save: async (chunks, target) => (await import('./node/nodeFiles')).save(chunks, target),
    saveNew: async (chunks, target) => (await import('./node/nodeFiles')).saveNew(chunks, target),
    // With the first tokens that are counted.
    openTokenCounter: async (encoding, size) => {
      const folder = path.join(context.extensionPath, 'dist');
      const { TokenThreads } = await import('./node/tokenThreads');
      return new TokenThreads(path.join(folder, 'token-thread.js'), { encoding, folder }, size);
    },
  });
}
