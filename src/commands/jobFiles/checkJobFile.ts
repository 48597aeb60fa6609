import { t } from '@vscode/l10n';
import { findNodeAtLocation } from 'jsonc-parser';
import { type Uri, workspace } from 'vscode';
import { type FileProblem, problemAt } from '../../jobFiles/checkNode';
import { type DataName, dataNamed } from '../../jobFiles/dataName';
import type { JobFile } from '../../jobFiles/jobFile';
import { isSameSystem } from '../../jobFiles/paths';
import type { ReadParts } from '../../jobFiles/readJobFile';
import { maxJobs } from '../../jobFiles/schema';
import { countCombinations } from '../../jobFiles/sweep';
import type { Sources } from '../../jobs/sources';
import { type KnownProvider, problemWithConnection, providerOf } from './connectionOf';
import { placeOf } from './filePlace';
import { problemsAtProvider } from './problemsAtProvider';

/**
 * What is wrong with a job file beyond its form, which the schema checks: its connection, what the provider does not
 * take, files that are not there, too many jobs.
 *
 * @param read the parts of which the form is right
 * @param known where it is going to be run, if that is decided
 */
export async function checkJobFile(
  uri: Uri,
  read: ReadParts,
  sources: Sources,
  known?: KnownProvider,
): Promise<readonly FileProblem[]> {
  const { file, root } = read;
  const at = (field: keyof JobFile, message: string | null): readonly FileProblem[] =>
    message === null ? [] : [problemAt(findNodeAtLocation(root, [field]) ?? { ...root, length: 1 }, message)];
  const provider = known ?? (await providerOf(file, sources));
  const missing = (field: keyof JobFile, name: DataName | undefined) =>
    missingFile(uri, name).then((message) => at(field, message));
  return [
    ...at('connection', problemWithConnection(file, sources)),
    ...at('model', problemWithCount(file)),
    ...(provider === null ? [] : problemsAtProvider({ file, root, ...provider, provider: provider.title })),
    ...(await missing('trainingFile', file.trainingFile)),
    ...(await missing('validationFile', file.validationFile)),
  ];
}

function problemWithCount(file: Partial<JobFile>): string | null {
  const count = countCombinations(file);
  return count > maxJobs ? t('The lists make {0} jobs, of which {1} are allowed', count, maxJobs) : null;
}

/**
 * Of another file system nothing is read before the file is run: a job file that was only opened is to have no host of its
 * choice called.
 */
async function missingFile(uri: Uri, name: DataName | undefined): Promise<string | null> {
  const data = name === undefined ? null : dataNamed(name);
  if (data?.kind !== 'path') return null;
  const file = placeOf(uri).toFile(data.path);
  if (file.kind !== 'local' || !isSameSystem(file.uri, uri)) return null;
  const isThere = await workspace.fs.stat(file.uri).then(
    () => true,
    () => false,
  );
  return isThere ? null : t('There is no file {0}', data.path);
}
