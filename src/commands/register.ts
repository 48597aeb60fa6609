import { commands, type Disposable } from 'vscode';
import type { App } from './command';

/**
 * Registers the commands that the manifest contributes. What they do is loaded when the first one runs: the start of
 * the editor need not wait for it.
 */
export function registerCommands(app: () => Promise<App>, ids: readonly string[]): Disposable[] {
  return ids.map((id) =>
    commands.registerCommand(id, async (...args: unknown[]) => {
      const { runCommand } = await import('./table');
      await runCommand(await app(), id, args);
    }),
  );
}
