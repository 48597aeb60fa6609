import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/api/connection';
import type { App } from '../../src/commands/command';
import type { JobsNode } from '../../src/views/jobNodes';
import { eventually } from '../support/eventually';
import { loadedPages } from '../support/loadedPages';

/** The running extension, which shows tests what it is made of. */
export async function extension(): Promise<App> {
  const found = vscode.extensions.getExtension<App>('fine-tuning-jobs.fine-tuning-jobs');
  assert.ok(found, 'the extension is not installed');
  return found.activate();
}

/** Saves these connections as the person's own, and waits until the extension has seen them. */
export async function saveConnections(app: App, connections: readonly Connection[]): Promise<void> {
  await vscode.workspace.getConfiguration('fineTuning').update('connections', connections, true);
  await eventually(() => {
    const names = app.sources.available.map(({ name }) => name).filter((name) => name !== 'Local engine');
    assert.deepEqual(
      names,
      connections.map(({ name }) => name),
    );
  });
  await app.sources.show(connections.map(({ name }) => name));
}

/** Asks the servers now, and waits for the answers. */
export async function refresh(): Promise<void> {
  await vscode.commands.executeCommand('fineTuning.refreshJobs');
}

/** The whole tree as text, all unfolded: label and description of each row, indented. */
export function treeText(app: App, node?: JobsNode, depth = 0): string {
  return app.view.tree
    .getChildren(node)
    .map((child) => {
      const item = app.view.tree.getTreeItem(child);
      const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
      const row = `${'  '.repeat(depth)}${label}  ${String(item.description ?? '')}`.trimEnd();
      const below = treeText(app, child, depth + 1);
      return below === '' ? row : `${row}\n${below}`;
    })
    .join('\n');
}

/** The text of the editor in front, once its document's name is this. */
export async function openDocument(name: RegExp): Promise<vscode.TextDocument> {
  return eventually(() => {
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.uri.path ?? '', name);
    assert.ok(document);
    return document;
  });
}

/** Closes all editors, pages once they have what they load: else the next page may be kept waiting. */
export async function closeEditors(): Promise<void> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ input }) => input);
  const isPage = (input: unknown) =>
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputWebview;
  if (inputs.some(isPage)) await loadedPages();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
