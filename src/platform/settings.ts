import { commands, env, workspace } from 'vscode';
import type { Connection } from '../api/connection';
import { parseConnections, type SavedConnections } from './parseConnections';

/**
 * The setting `fineTuning.connections`. Its scope is `machine`, so VS Code itself ignores what a workspace says;
 * the values of workspace and folder are not looked at here either, in case that ever changes.
 */
export function readConnections(): SavedConnections {
  const inspected = workspace.getConfiguration('fineTuning').inspect('connections');
  return parseConnections(inspected?.globalValue ?? []);
}

export async function saveConnections(connections: readonly Connection[]): Promise<void> {
  await workspace.getConfiguration('fineTuning').update('connections', connections, true);
}

/** Beside another machine VS Code shows settings of the scope `machine` on the tab of that machine alone. */
export async function openConnectionSettings(): Promise<void> {
  const tab = env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  await commands.executeCommand(`workbench.action.${tab}`, { query: 'fineTuning.connections' });
}

export type Flag =
  `notifications.${'succeeded' | 'failed' | 'cancelled' | 'paused' | 'stuck'}` | 'statusBar.enabled';

export function readFlag(name: Flag): boolean {
  return workspace.getConfiguration('fineTuning').get<boolean>(name, true);
}
