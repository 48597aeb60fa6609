import { type Uri, workspace } from 'vscode';

/**
 * The first file of this name in the workspace, the nearest to its root; undefined where there is none, or where it
 * cannot be searched.
 */
export async function findInWorkspace(name: string): Promise<Uri | undefined> {
  // Of what a glob would read as more than a name nothing is looked for.
  if (name === '' || /[/\\*?{}[\]]/.test(name)) return undefined;
  const files = await findFiles(name);
  const depth = ({ path }: Uri) => path.split('/').length;
  return files.sort((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path))[0];
}

async function findFiles(name: string): Promise<Uri[]> {
  try {
    return await workspace.findFiles(`**/${name}`, '**/node_modules/**', 20);
  } catch {
    return []; // VS Code's own search may be missing, or broken
  }
}
