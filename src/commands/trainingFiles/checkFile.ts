import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import type { MethodType } from '../../api/dialects/dialect';
import type { UploadSource } from '../../api/http/multipart';
import { checkDataset } from '../../datasets/check';
import type { DatasetReport } from '../../datasets/report';
import { withProgress } from '../../platform/cancellation';
import { openAt } from '../../platform/openAt';
import type { App } from '../command';
import { toDataFile } from './dataFile';
import { sayBytes } from './sayBytes';

type Readable = Pick<UploadSource, 'size' | 'read'>;

/**
 * Reads the whole file; undefined when the person cancelled. Its problems are listed.
 *
 * @param open another way to its content than from this machine
 * @param method of the job that it is for; left out: the one that its first line says
 */
export async function checkFile(
  app: App,
  file: Uri,
  open: (signal: AbortSignal) => Promise<Readable> | Readable = () => app.host.openForUpload(file),
  method?: MethodType,
): Promise<DatasetReport | undefined> {
  const { name } = toDataFile(file);
  const report = await withProgress(t('Checking {0}', name), async (signal, progress) => {
    const source = await open(signal);
    return checkDataset(source.read(), {
      signal,
      ...(method === undefined ? {} : { method }),
      onProgress: sayBytes(progress, source.size),
    });
  });
  if (report !== undefined) app.dataProblems.show(file, report);
  return report;
}

/** Opens the file at its first broken line, and the list of all. */
export async function showProblems(app: App, file: Uri, report: DatasetReport): Promise<void> {
  await openAt(file, report.problems[0]?.line ?? 1);
  await app.run('workbench.actions.view.problems');
}
