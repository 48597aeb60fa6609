import { t } from '@vscode/l10n';
import { type Uri, workspace } from 'vscode';
import type { Dialect, MethodType } from '../../api/dialects/dialect';
import type { DatasetReport } from '../../datasets/report';
import { type RunWork, withProgress } from '../../platform/cancellation';
import { openAt } from '../../platform/openAt';
import type { App } from '../command';
import { toDataFile } from './dataFile';
import { sayBytes } from './sayBytes';

/** Of the job that a file is for. */
interface JobRules {
  /** Null: the one that the file's first line says. */
  readonly method: MethodType | null;
  readonly only: Dialect['dataRules'];
}

/**
 * Reads the whole file; undefined when the person cancelled.
 *
 * @param run shows the reading
 */
export async function checkFile(
  app: App,
  file: Uri,
  { method, only }: JobRules,
  run: RunWork = withProgress,
): Promise<DatasetReport | undefined> {
  const { name } = toDataFile(file);
  return run(t('Checking {0}', name), async (signal, progress) => {
    const { size } = await workspace.fs.stat(file);
    return app.host.check(file, {
      signal,
      ...(method === null ? { only } : { method, only }),
      onProgress: sayBytes(progress, size),
    });
  });
}

/** Opens the file at its first broken line, and the list of all. */
export async function showProblems(app: App, file: Uri, report: DatasetReport): Promise<void> {
  await openAt(file, report.problems[0]?.line ?? 1);
  await app.run('workbench.actions.view.problems');
}
