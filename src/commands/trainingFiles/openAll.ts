import type { Uri } from 'vscode';
import type { App } from '../command';

/** Opens files, each in a tab of its own, however large they are. */
export async function openAll(app: App, files: readonly Uri[]): Promise<void> {
  for (const file of files) await app.run('vscode.open', file, { preview: false });
}
