import { commands, env, workspace } from 'vscode';
import type { Connection } from '../api/connection';
import {
  parseConnections,
  type SavedConnections,
  withConnection,
  withoutConnection,
} from './parseConnections';

/**
 * The setting `fineTuning.connections`. Its scope is `machine`, so VS Code itself ignores what a workspace says;
 * the values of workspace and folder are not looked at here either, in case that ever changes.
 */
export function readConnections(): SavedConnections {
  return parseConnections(savedValue());
}

function savedValue(): unknown {
  return workspace.getConfiguration('fineTuning').inspect('connections')?.globalValue ?? [];
}

export async function saveConnection(connection: Connection): Promise<void> {
  await save(withConnection(savedValue(), connection));
}

export async function forgetConnection(name: string): Promise<void> {
  await save(withoutConnection(savedValue(), name));
}

async function save(connections: readonly unknown[]): Promise<void> {
  await workspace.getConfiguration('fineTuning').update('connections', connections, true);
}

/** The setting `fineTuning.prices` as it is written. Its scope is `application`: no workspace says what things cost. */
export function readPrices(): unknown {
  return workspace.getConfiguration('fineTuning').inspect('prices')?.globalValue ?? [];
}

export async function openPriceSettings(): Promise<void> {
  await commands.executeCommand('workbench.action.openSettings', { query: 'fineTuning.prices' });
}

/** Beside another machine VS Code shows settings of the scope `machine` on the tab of that machine alone. */
export async function openConnectionSettings(): Promise<void> {
  const tab = env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
  await commands.executeCommand(`workbench.action.${tab}`, { query: 'fineTuning.connections' });
}

export type Flag =
  | `notifications.${'succeeded' | 'failed' | 'cancelled' | 'paused' | 'stuck'}`
  | 'statusBar.enabled'
  | `data.${'checkAsYouType' | 'methodLens'}`
  | `jobFiles.${'runLens' | 'compareLens'}`;

export function readFlag(name: Flag): boolean {
  return workspace.getConfiguration('fineTuning').get<boolean>(name, true);
}
