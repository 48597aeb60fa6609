import { type ExtensionContext, workspace } from 'vscode';
import { bytesSource } from './api/http/bytesSource';
import { maxBytesInMemory, readAll } from './api/readAll';
import type { App } from './commands/command';
import { start } from './extension';
import { createLog } from './platform/log';

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
    async save(chunks, target) {
      await workspace.fs.writeFile(target, await readAll(chunks, maxBytesInMemory));
    },
  });
}
