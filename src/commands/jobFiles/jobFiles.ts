import { type Uri, window, workspace } from 'vscode';
import { jobFileEnding } from '../../jobFiles/jobFile';
import { documentScheme } from '../../views/names';

/** For VS Code: which documents are job files. */
export const jobFilePattern = `**/*${jobFileEnding}`;

/** What a provider says, or an older version of a file, is none that can be run. */
export function isJobFile({ scheme, path }: Uri): boolean {
  const isCopy = scheme === documentScheme || scheme.startsWith('git');
  return !isCopy && path.toLowerCase().endsWith(jobFileEnding);
}

/** The job file in the editor in front. */
export function jobFileInFront(): Uri | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri !== undefined && isJobFile(uri) ? uri : undefined;
}

/** Those of the workspace, by name; at most 200. */
export async function findJobFiles(): Promise<Uri[]> {
  const files = await workspace.findFiles(jobFilePattern, '**/node_modules/**', 200);
  return files.sort((one, other) => one.path.localeCompare(other.path));
}
