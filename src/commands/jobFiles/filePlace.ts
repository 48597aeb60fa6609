import { Uri } from 'vscode';
import { isSameSystem, relativePath, resolvedPath } from '../../jobFiles/paths';
import { toDataFile } from '../trainingFiles/dataFile';
import type { FilePlace } from './draftOfFile';

/** Paths as the job file of this address has them: from its folder, or as an address where no path leads there. */
export function placeOf(jobFile: Uri): FilePlace {
  const folder = jobFile.path.slice(0, jobFile.path.lastIndexOf('/'));
  const toUri = (path: string) =>
    path.includes('://') ? Uri.parse(path) : jobFile.with({ path: resolvedPath(folder, path) });
  return {
    toFile: (path) => toDataFile(toUri(path)),
    toPath: (file) => (isSameSystem(file, jobFile) ? relativePath(folder, file.path) : file.toString()),
  };
}
