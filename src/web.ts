import { type ExtensionContext, workspace } from 'vscode';
import { bytesSource } from './api/http/bytesSource';
import type { App } from './commands/command';
import { start } from './extension';
import { createLog } from './platform/log';
import { saveWhole, saveWholeNew } from './platform/saveWhole';

/** The entry point of the browser's extension host: no processes, no environment, no streams to disk. */
export function activate(context: ExtensionContext): Promise<App> | undefined {
  const log = createLog();
  context.subscriptions.push(log);
  return start(context, log, {
    environment: {},
    engine: null,
    printedBy: null,
    canStreamUploads: false,
    readsWhole: () => true,
    async openForUpload(file) {
      const bytes = await workspace.fs.readFile(file);
      const filename = file.path.slice(file.path.lastIndexOf('/') + 1);
      return bytesSource(filename, bytes);
    },
    save: saveWhole,
    saveNew: saveWholeNew,
  });
}
