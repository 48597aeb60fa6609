import { type ExtensionContext, Uri, workspace } from 'vscode';
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
    async check(file, options) {
      const { checkDataset } = await import('./datasets/check');
      return checkDataset(bytesSource('', await workspace.fs.readFile(file)).read(), options);
    },
    async survey(file, options) {
      const { surveyChunks } = await import('./datasets/survey/surveyChunks');
      return surveyChunks(bytesSource('', await workspace.fs.readFile(file)).read(), options);
    },
    save: saveWhole,
    saveNew: saveWholeNew,
    // Code cannot be loaded by the first use here, data can.
    async openTokenCounter(encoding) {
      const [{ Tokenizer }, { sharedCounter }] = await Promise.all([
        import('./datasets/tokens/tokenizer'),
        import('./datasets/tokens/sharedCounter'),
      ]);
      const read = (file: string) => workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'dist', file));
      const [ranks, kinds] = await Promise.all([read(`${encoding}.ranks`), read('characters.kinds')]);
      return sharedCounter(new Tokenizer(encoding, { ranks, kinds }));
    },
  });
}
