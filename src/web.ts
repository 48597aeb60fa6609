import { type ExtensionContext, workspace } from 'vscode';
import { start } from './extension';
import type { App } from './commands/command';
import { createLog } from './platform/log';

/** The entry point of the browser's extension host: no processes, no environment, no streams to disk. */
export function activate(context: ExtensionContext): App | undefined {
  const log = createLog();
  context.subscriptions.push(log);
  return start(context, log, {
    environment: {},
    engine: null,
    canStreamUploads: false,
    async openForUpload(file) {
      const bytes = await workspace.fs.readFile(file);
      const filename = file.path.slice(file.path.lastIndexOf('/') + 1);
      return { filename, size: bytes.length, read: () => once(bytes) };
    },
    async save(chunks, target) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      await workspace.fs.writeFile(target, joined(parts));
    },
  });
}

// eslint-disable-next-line @typescript-eslint/require-await -- an async generator of what is already here
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
